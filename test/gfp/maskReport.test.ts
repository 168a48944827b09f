import assert from 'node:assert/strict';
import fc from 'fast-check';
import { withAbsentFlags } from '../../server/src/gfp/absentFlags';
import { maskReport } from '../../server/src/gfp/maskReport';
import { constant, join, ofBits, refineByTest, UNKNOWN } from '../../server/src/gfp/maskValue';
import { configWith, vocabularyOf } from './vocabularies';

const vocabulary = vocabularyOf('6.1', { config: configWith() });
const values = vocabulary.values;
const GFP_KERNEL = values.get('GFP_KERNEL')!;
const GFP_NOFS = values.get('GFP_NOFS')!;

describe('maskReport', () => {
  it('puts each flag into one list, lowest bit first', () => {
    const report = maskReport(constant(GFP_NOFS), vocabulary);
    assert.deepEqual(report.set, ['__GFP_IO', '__GFP_DIRECT_RECLAIM', '__GFP_KSWAPD_RECLAIM']);
    assert.deepEqual(report.clear.slice(0, 3), ['__GFP_DMA', '__GFP_HIGHMEM', '__GFP_DMA32']);
    assert.deepEqual(report.unknown, []);
    assert.equal(report.symbolic, 'GFP_NOFS');
  });

  it('says which flag is unknown, and then no symbolic form', () => {
    const report = maskReport(join(constant(GFP_KERNEL), constant(GFP_NOFS)), vocabulary);
    assert.deepEqual(report.unknown, ['__GFP_FS']);
    assert.equal(report.set.includes('__GFP_FS') || report.clear.includes('__GFP_FS'), false);
    assert.equal(report.symbolic, null);
  });

  it('knows nothing of an unknown mask but what a test told', () => {
    const tested = refineByTest(UNKNOWN, values.get('__GFP_DIRECT_RECLAIM')!, true)!;
    const { set, clear, unknown } = maskReport(tested, vocabulary);
    assert.deepEqual([set, clear], [['__GFP_DIRECT_RECLAIM'], []]);
    assert.equal(unknown.length, new Set(vocabulary.flags.map((flag) => flag.value)).size - 1);
  });

  it('lists a flag where the configuration gives it a bit, and only there', () => {
    const named = (report: ReturnType<typeof maskReport>) => [...report.set, ...report.clear, ...report.unknown];
    const withLockdep = vocabularyOf('6.1', { config: configWith('LOCKDEP') });
    assert.equal(named(maskReport(UNKNOWN, vocabulary)).includes('__GFP_NOLOCKDEP'), false);
    assert.equal(named(maskReport(UNKNOWN, withLockdep)).includes('__GFP_NOLOCKDEP'), true);
  });

  it('lists what the configuration lacks under a vocabulary that has bits for it, alone and in what is made of it', () => {
    const full = withAbsentFlags(vocabulary);
    const asked = full.values.get('GFP_KERNEL')! | full.values.get('__GFP_NOLOCKDEP')!;
    const report = maskReport(constant(asked), full);
    assert.equal(report.set.at(-1), '__GFP_NOLOCKDEP');
    assert.equal(report.symbolic, 'GFP_KERNEL|__GFP_NOLOCKDEP');
    const open = maskReport(ofBits(GFP_NOFS, 0xffff_ffffn & ~GFP_NOFS), full);
    assert.equal(open.unknown.includes('__GFP_NOLOCKDEP'), true);
    assert.equal(open.symbolic, 'GFP_NOFS');
  });

  it('lists all flags of every version exactly once, whatever is known', () => {
    const bits = fc.bigInt({ min: 0n, max: 0xffff_ffffn });
    fc.assert(
      fc.property(fc.constantFrom('2.6.32', '3.10', 'el7', '5.10', '6.12', '7.2'), bits, bits, (version, set, open) => {
        const of = vocabularyOf(version);
        const report = maskReport(ofBits(set & ~open, ~set & ~open), of);
        const listed = [...report.set, ...report.clear, ...report.unknown];
        assert.equal(new Set(listed).size, listed.length);
        const found = listed.map((name) => of.values.get(name)!);
        assert.deepEqual([...found].sort(), [...new Set(of.flags.map(({ value }) => value))].sort());
        assert.equal(report.symbolic === null, report.unknown.length > 0);
      }),
    );
  });
});
