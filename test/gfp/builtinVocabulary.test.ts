import assert from 'node:assert/strict';
import { builtinVocabulary, NEWEST_LAYOUT } from '../../server/src/gfp/builtinVocabulary';
import { configWith, vocabularyOf } from './vocabularies';

const layoutOf = (version: string): string => vocabularyOf(version).layout.kernel;

describe('builtinVocabulary', () => {
  it('takes the newest layout that is not newer than the kernel', () => {
    assert.equal(layoutOf('6.1.192'), '6.1');
    assert.equal(layoutOf('v6.2'), '6.1');
    assert.equal(layoutOf('4.3.6'), '3.10');
    assert.equal(layoutOf('2.6.32-754.el6.x86_64'), '2.6.32');
    assert.equal(layoutOf('7.2.0-rc3'), '7.2');
    assert.equal(layoutOf('99.0'), NEWEST_LAYOUT);
  });

  it("takes RHEL's own layout for its kernels", () => {
    assert.equal(layoutOf('3.10.0-1160.76.1.el7.x86_64'), 'el7');
    assert.equal(layoutOf('4.18.0-305.el8'), 'el8');
    assert.equal(layoutOf('el7'), 'el7');
    assert.equal(layoutOf('rhel8'), 'el8');
    assert.equal(vocabularyOf('3.10.0', { rhel: '7.9' }).layout.kernel, 'el7');
  });

  it('knows that the first RHEL 7 kernels had another meaning for one bit', () => {
    const early = vocabularyOf('3.10.0-327.el7.x86_64');
    assert.equal(early.layout.kernel, 'el7-514');
    assert.equal(early.values.get('__GFP_KMEMCG'), 0x100000n);
    assert.equal(vocabularyOf('el7').values.get('__GFP_ACCOUNT'), 0x100000n);
  });

  it('takes mainline kernels that are packaged for a RHEL by their version', () => {
    assert.equal(layoutOf('5.4.250-1.el7.elrepo.x86_64'), '5.4');
  });

  it('says what it accepts', () => {
    const nonsense = builtinVocabulary('banana');
    assert.ok(!nonsense.ok);
    assert.match(nonsense.message, /"banana" is no kernel version: write 6\.1/);
    const ancient = builtinVocabulary('2.4.20');
    assert.ok(!ancient.ok);
    assert.match(ancient.message, /older than 2\.6\.32/);
  });

  it('follows the configuration for conditional bits', () => {
    assert.equal(vocabularyOf('6.12', { config: configWith() }).values.get('__GFP_NOLOCKDEP'), 0n);
    const debug = vocabularyOf('6.12', { config: configWith('LOCKDEP', 'SLAB_OBJ_EXT') });
    assert.equal(debug.values.get('__GFP_NOLOCKDEP'), 0x1000000n);
    assert.equal(debug.values.get('__GFP_NO_OBJ_EXT'), 0x2000000n);
    assert.deepEqual(debug.layout.assumptions, []);
    assert.equal(
      vocabularyOf('2.6.32', { config: configWith('NUMA', 'KMEMCHECK') }).values.get('GFP_THISNODE'),
      0x41200n,
    );
  });

  it('states the assumptions that change a value, with the bits that they touch', () => {
    const [lockdep, ...others] = vocabularyOf('5.10').layout.assumptions;
    assert.deepEqual(others, []);
    assert.equal(lockdep?.symbol, 'CONFIG_LOCKDEP');
    assert.equal(lockdep.value, 'n');
    assert.equal(lockdep.bits, 0x800000n);
  });

  it('assumes what distribution kernels have', () => {
    const states = vocabularyOf('6.12').layout.assumptions.map(({ symbol, value }) => `${symbol}=${value}`);
    assert.deepEqual(states, ['CONFIG_KASAN_HW_TAGS=n', 'CONFIG_LOCKDEP=n', 'CONFIG_SLAB_OBJ_EXT=y']);
    assert.equal(vocabularyOf('3.10').values.get('GFP_THISNODE'), 0x41200n);
  });

  it('has help for every flag and every combination of every layout', () => {
    for (const version of ['2.6.32', '3.10', 'el7', '4.4', '4.9', '4.12', 'el8', '5.14', '5.19', '6.12', '7.2']) {
      const { flags, composites } = vocabularyOf(version, {
        config: configWith('LOCKDEP', 'NUMA', 'KMEMCHECK', 'KASAN_HW_TAGS', 'SLAB_OBJ_EXT'),
      });
      for (const { name, help } of [...flags, ...composites]) assert.notEqual(help, '', `${name} in ${version}`);
    }
  });
});
