import assert from 'node:assert/strict';
import fc from 'fast-check';
import { editDistance, nearestNames } from '../../server/src/trace/nearestNames';
import { graphIndex } from '../support/graphIndex';

describe('nearestNames', () => {
  it('gives the nearest first and leaves strangers out', () => {
    const index = graphIndex('mm/a.c: shrink_node\nmm/a.c: shrink_nodes\nmm/a.c: kswapd');
    assert.deepEqual(nearestNames(index, 'shrink_nod'), ['shrink_node', 'shrink_nodes']);
  });
});

describe('editDistance', () => {
  it('is the same both ways, 0 for equal words alone, and never above the limit', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 8 }), fc.string({ maxLength: 8 }), (a, b) => {
        const distance = editDistance(a, b, 4);
        assert.equal(distance, editDistance(b, a, 4));
        assert.equal(distance === 0, a === b);
        assert.ok(distance <= 4);
      }),
    );
  });
});
