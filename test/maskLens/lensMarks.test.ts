import assert from 'node:assert/strict';
import { type LensWords, lensMarks } from '../../client/src/maskLens/lensMarks';
import type { Outcome } from '../../server/src/protocol';
import { gate } from '../picture/recordedAnswers';

const words: LensWords = {
  open: (bits) => `open: ${bits}`,
  closed: (bits) => `closed: ${bits}`,
  undecided: (bits) => `depends on ${bits}`,
  under: (outcome, mask) => `${outcome} under ${mask}`,
  set: (bits, deed) => `with ${bits}: ${deed}`,
  clear: (bits, deed) => `without ${bits}: ${deed}`,
};

const at = (line: number) => ({ function: 'scan', file: 'mm/a.c', line });

describe('lensMarks', () => {
  it('says behind the line whether the mask opens a gate, with a sign and a word', () => {
    const fs = gate(at(10), 'gfp & __GFP_FS', ['__GFP_FS']);
    check([fs], 'GFP_KERNEL', [{ line: 9, text: '✓ open: __GFP_FS', outcome: 'open' }]);
    check([fs], 'GFP_NOFS', [{ line: 9, text: '✗ closed: __GFP_FS', outcome: 'closed' }]);
    const open = gate(at(10), 'gfp & __GFP_FS', ['__GFP_FS'], () => 'unknown');
    check([open], 'GFP_NOFS', [{ line: 9, text: '? depends on __GFP_FS', outcome: 'unknown' }]);
  });

  it('joins the gates of one line, each text once, and says that they differ', () => {
    const gates = [
      gate(at(10), 'gfp & __GFP_FS', ['__GFP_FS']),
      gate(at(10), 'gfp & __GFP_FS', ['__GFP_FS']),
      gate(at(10), 'gfp & __GFP_IO', ['__GFP_IO']),
    ];
    check(gates, 'GFP_NOFS', [{ line: 9, text: '✗ closed: __GFP_FS   ✓ open: __GFP_IO', outcome: null }]);
  });

  it('marks the condition from its first to its last character, and words its last line', () => {
    const long = { ...gate(at(10), 'gfp & __GFP_FS', ['__GFP_FS']), column: 5, endLine: 12, endColumn: 3 };
    const { conditions, lines } = lensMarks([long], 'GFP_NOFS', words);
    const [{ startLine, startColumn, endLine, endColumn }] = conditions as [(typeof conditions)[number]];
    assert.deepEqual([startLine, startColumn, endLine, endColumn], [9, 4, 11, 2]);
    assert.equal(lines[0]!.line, 11);
  });

  it('tells both sides in the hover, and leaves out what is not known of them', () => {
    const fs = gate(at(10), 'gfp & __GFP_FS', ['__GFP_FS']);
    assert.deepEqual(lensMarks([fs], 'GFP_NOFS', words).conditions[0]!.hover, [
      '✗ closed under GFP_NOFS',
      'with __GFP_FS: goes on',
      'without __GFP_FS: returns',
    ]);
    const silent = { ...fs, when: { set: '', clear: '' } };
    assert.equal(lensMarks([silent], 'GFP_NOFS', words).conditions[0]!.hover.length, 1);
  });

  it('takes the one outcome of an answer that names no masks', () => {
    const plain = { ...gate(at(10), 'gfp & __GFP_FS', ['__GFP_FS']), outcome: 'closed' as const, outcomes: {} };
    check([plain], '0x250', [{ line: 9, text: '✗ closed: __GFP_FS', outcome: 'closed' }]);
  });

  it('draws nothing where there are no gates', () => {
    assert.deepEqual(lensMarks([], 'GFP_NOFS', words), { conditions: [], lines: [] });
  });

  function check(
    gates: Parameters<typeof lensMarks>[0],
    mask: string,
    lines: { line: number; text: string; outcome: Outcome | null }[],
  ): void {
    assert.deepEqual(lensMarks(gates, mask, words).lines, lines);
  }
});
