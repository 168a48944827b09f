import assert from 'node:assert/strict';
import fc from 'fast-check';
import { includeGroups } from '../../server/src/index/includeGroups';

/** By walking: everything that a file reaches. */
function reached(edges: readonly (readonly number[])[], from: number): Set<number> {
  const seen = new Set<number>();
  const waiting = [from];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    for (const target of edges[file]!) {
      if (target < 0 || seen.has(target)) continue;
      seen.add(target);
      waiting.push(target);
    }
  }
  return seen;
}

describe('includeGroups', () => {
  it('puts into one group what includes each other, and included groups first', () => {
    const files = fc.integer({ min: 1, max: 8 });
    const graph = files.chain((count) =>
      fc.array(fc.array(fc.integer({ min: -1, max: count - 1 }), { maxLength: 4 }), {
        minLength: count,
        maxLength: count,
      }),
    );
    fc.assert(
      fc.property(graph, (edges) => {
        const first = Int32Array.of(0, ...edges.map((_, i) => edges.slice(0, i + 1).flat().length));
        const group = includeGroups(first, Int32Array.from(edges.flat()), edges.length);
        for (let a = 0; a < edges.length; a++) {
          const fromA = reached(edges, a);
          for (let b = 0; b < edges.length; b++) {
            const isCircle = a === b || (fromA.has(b) && reached(edges, b).has(a));
            assert.equal(group[a] === group[b], isCircle);
            if (fromA.has(b) && !isCircle) assert.ok(group[b]! < group[a]!);
          }
        }
      }),
    );
  });
});
