import assert from 'node:assert/strict';
import fc from 'fast-check';
import { evaluateMaskExpression } from '../../server/src/gfp/evaluateMask';
import { symbolic } from '../../server/src/gfp/symbolic';
import { flagsIn, knownBits } from '../../server/src/gfp/vocabulary';
import { configWith, vocabularyOf } from './vocabularies';

const VERSIONS = ['2.6.32', '3.10', 'el7', '4.4', '4.9', '4.14', 'el8', '5.10', '6.1', '6.12', '7.2'];
const anyVocabulary = fc
  .record({
    version: fc.constantFrom(...VERSIONS),
    set: fc.subarray(['LOCKDEP', 'NUMA', 'KMEMCHECK', 'KASAN_HW_TAGS', 'SLAB_OBJ_EXT']),
  })
  .map(({ version, set }) => vocabularyOf(version, { config: configWith(...set) }));

const in5_10 = (mask: bigint): string => symbolic(mask, vocabularyOf('5.10'));

describe('symbolic', () => {
  it('takes the largest combinations out first', () => {
    assert.equal(in5_10(0xcc0n), 'GFP_KERNEL');
    assert.equal(in5_10(0xc40n | 0x2000n), 'GFP_NOFS|__GFP_NOWARN');
    assert.equal(in5_10(0x100ccan), 'GFP_HIGHUSER_MOVABLE');
    assert.equal(in5_10(0xa20n), 'GFP_ATOMIC');
  });

  it("follows the kernel's order, not the bits': 0x250 on 5.10", () => {
    assert.equal(in5_10(0x250n), '__GFP_ATOMIC|__GFP_IO|__GFP_RECLAIMABLE');
  });

  it('follows the bits in kernels that make the table from the enum', () => {
    assert.equal(symbolic(0x140n | 0x10n, vocabularyOf('7.2')), '__GFP_RECLAIMABLE|__GFP_IO|__GFP_ZERO');
    assert.equal(symbolic(0x140n | 0x10n, vocabularyOf('6.12')), '__GFP_IO|__GFP_ZERO|__GFP_RECLAIMABLE');
  });

  it('reads the same number by version', () => {
    assert.equal(symbolic(0x250n, vocabularyOf('3.10')), 'GFP_NOFS|__GFP_NOWARN');
    assert.equal(symbolic(0x250n, vocabularyOf('3.10.0-327.el7.x86_64')), 'GFP_NOFS|__GFP_NOWARN');
  });

  it('leaves bits without a name as one number at the end', () => {
    assert.equal(in5_10(0xcc0n | 0x4000000n | 0x100000000n), 'GFP_KERNEL|0x104000000');
  });

  it('names zero', () => {
    assert.equal(in5_10(0n), 'none');
    assert.equal(symbolic(0n, vocabularyOf('3.10')), 'GFP_NOWAIT');
  });

  it('is understood again: text and value tell the same, for any mask of 64 bits', () => {
    fc.assert(
      fc.property(anyVocabulary, fc.bigInt(0n, 0xffffffffffffffffn), (vocabulary, mask) => {
        const result = evaluateMaskExpression(symbolic(mask, vocabulary), vocabulary);
        assert.ok(result.ok);
        assert.equal(result.value, mask);
      }),
    );
  });

  it('loses no bit: flags and unknown bits make up the mask', () => {
    fc.assert(
      fc.property(anyVocabulary, fc.bigInt(0n, 0xffffffffn), (vocabulary, mask) => {
        const unknown = mask & ~knownBits(vocabulary);
        const named = flagsIn(mask, vocabulary).reduce((bits, flag) => bits | flag.value, 0n);
        assert.equal(named | unknown, mask);
        assert.equal(named & unknown, 0n);
      }),
    );
  });
});
