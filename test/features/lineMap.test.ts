import assert from 'node:assert/strict';
import fc from 'fast-check';
import { lineMap } from '../../server/src/features/lineMap';

describe('the lines of an edited text', () => {
  it('move with what was put in above them', () => {
    const map = lineMap(['a', 'b', 'c'], ['a', 'new', 'b', 'c']);
    assert.deepEqual([1, 2, 3].map(map.newLine), [1, 3, 4]);
    assert.equal(map.shiftOf(2, 3), 1);
    assert.equal(map.touchesChange(2, 2), true);
    assert.equal(map.touchesChange(3, 4), false);
  });

  it('are unknown within the change', () => {
    const map = lineMap(['a', 'b', 'c'], ['a', 'B', 'c']);
    assert.equal(map.newLine(2), null);
    assert.equal(map.shiftOf(1, 3), null);
    assert.equal(map.shiftOf(3, 3), 0);
  });

  it('are all unknown where nothing is known of the text before', () => {
    const map = lineMap(null, ['a']);
    assert.equal(map.newLine(1), null);
    assert.equal(map.touchesChange(1, 1), true);
  });

  it('notice a line that was taken out of the middle of others', () => {
    const map = lineMap(['a', 'b', 'c', 'd'], ['a', 'b', 'd']);
    assert.equal(map.touchesChange(1, 3), true);
    assert.equal(map.touchesChange(1, 2), false);
  });

  it('hold the same text wherever they are known', () => {
    const lines = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 12 });
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        const map = lineMap(before, after);
        before.forEach((text, i) => {
          const line = map.newLine(i + 1);
          if (line !== null) assert.equal(after[line - 1], text);
        });
      }),
    );
  });
});
