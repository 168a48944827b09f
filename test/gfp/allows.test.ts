import assert from 'node:assert/strict';
import { type Allows, allowsOf } from '../../server/src/gfp/allows';
import { evaluateMaskExpression } from '../../server/src/gfp/evaluateMask';
import { vocabularyOf } from './vocabularies';

function allowed(mask: string, version: string): Allows {
  const vocabulary = vocabularyOf(version);
  const result = evaluateMaskExpression(mask, vocabulary);
  assert.ok(result.ok);
  return allowsOf(result.value, vocabulary);
}

describe('allowsOf', () => {
  it('before 4.4: __GFP_WAIT is direct reclaim, and kswapd is always woken', () => {
    const noio = allowed('GFP_NOIO', '3.10');
    assert.deepEqual([noio.directReclaim, noio.sleep, noio.kswapdReclaim, noio.io], [true, true, true, false]);
    assert.equal(allowed('GFP_KERNEL|__GFP_NO_KSWAPD', '3.10').kswapdReclaim, false);
    assert.equal(allowed('GFP_ATOMIC', '2.6.32').kswapdReclaim, true);
  });

  it('since 4.4: two bits', () => {
    assert.equal(allowed('GFP_NOWAIT', '6.1').kswapdReclaim, true);
    assert.equal(allowed('GFP_NOWAIT', '6.1').sleep, false);
    assert.equal(allowed('__GFP_DIRECT_RECLAIM', '6.1').kswapdReclaim, false);
    assert.equal(allowed('0', '6.1').kswapdReclaim, false);
  });

  it('file systems need their bit', () => {
    assert.equal(allowed('GFP_NOFS', '6.1').fs, false);
    assert.equal(allowed('GFP_KERNEL', '6.1').fs, true);
  });

  it('__GFP_NOFAIL cannot fail', () => {
    assert.equal(allowed('GFP_KERNEL|__GFP_NOFAIL', '6.1').fail, false);
    assert.equal(allowed('GFP_KERNEL', '6.1').fail, true);
  });

  describe('reserves', () => {
    const cases: [mask: string, version: string, expected: boolean][] = [
      ['GFP_ATOMIC', '6.12', true],
      ['GFP_KERNEL', '6.12', false],
      ['GFP_NOWAIT', '6.12', false],
      ['GFP_KERNEL|__GFP_MEMALLOC', '6.12', true],
      ['GFP_KERNEL|__GFP_MEMALLOC|__GFP_NOMEMALLOC', '6.12', false],
      ['__GFP_ATOMIC|__GFP_NOMEMALLOC', '5.10', false],
      // gfp_to_alloc_flags() takes __GFP_HIGH over without a look at __GFP_NOMEMALLOC.
      ['GFP_ATOMIC|__GFP_NOMEMALLOC', '5.10', true],
      // Who could not wait was let into the reserve before 4.4 had __GFP_ATOMIC.
      ['GFP_NOWAIT', '3.10', true],
      ['GFP_NOWAIT|__GFP_NOMEMALLOC', '3.10', false],
      ['GFP_NOFS', '3.10', false],
    ];
    for (const [mask, version, expected] of cases) {
      it(`${mask} on ${version}: ${expected}`, () => assert.equal(allowed(mask, version).reserves, expected));
    }
  });
});
