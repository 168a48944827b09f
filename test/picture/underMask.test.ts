import assert from 'node:assert/strict';
import { pathGraph } from '../../client/picture/pathGraph';
import { masksOf, underMask } from '../../client/picture/underMask';
import { answer, gate, path, recordedMasks, toInodes } from './recordedAnswers';

describe('underMask', () => {
  const graph = pathGraph(toInodes);
  const reachOf = (name: string, mask: string) => {
    const { id } = graph.functions.find((each) => each.name === name)!;
    return underMask(graph, toInodes, mask).reachOf(id);
  };

  it('cuts what lies behind a closed gate', () => {
    assert.equal(reachOf('__alloc_pages_slowpath', 'GFP_ATOMIC'), 'reached');
    assert.equal(reachOf('__alloc_pages_direct_reclaim', 'GFP_ATOMIC'), 'cut');
    assert.equal(reachOf('prune_icache_sb', 'GFP_NOFS'), 'cut');
  });

  it('keeps cut what lies behind an undecided gate behind a closed one', () => {
    assert.equal(reachOf('super_cache_scan', 'GFP_NOWAIT'), 'cut');
  });

  it('leaves in doubt what lies behind an undecided gate', () => {
    assert.equal(reachOf('do_shrink_slab', 'GFP_KERNEL'), 'reached');
    assert.equal(reachOf('super_cache_scan', 'GFP_KERNEL'), 'maybe');
  });

  it('names the first gate that closes a path', () => {
    const [state] = underMask(graph, toInodes, 'GFP_NOFS').paths;
    assert.equal(state!.verdict, 'closed');
    assert.equal(state!.closedAt?.function, 'super_cache_scan');
    assert.equal(underMask(graph, toInodes, 'GFP_NOWAIT').paths[0]!.closedAt?.function, '__alloc_pages_slowpath');
    assert.equal(underMask(graph, toInodes, 'GFP_KERNEL').paths[0]!.closedAt, null);
  });

  it('takes the best of several paths for a function that they share', () => {
    const shut = gate({ function: 'a', file: 'fs/a.c', line: 2 }, 'gfp & __GFP_FS', ['__GFP_FS']);
    const both = answer(
      path([
        { at: ['a', 'fs/a.c', 1], call: 3, guards: [shut] },
        { at: ['c', 'fs/c.c', 1], call: 0 },
      ]),
      path([
        { at: ['a', 'fs/a.c', 1], call: 9 },
        { at: ['b', 'fs/b.c', 1], call: 5 },
        { at: ['c', 'fs/c.c', 1], call: 0 },
      ]),
    );
    const shared = pathGraph(both);
    const state = underMask(shared, both, 'GFP_NOFS');
    assert.equal(state.reachOf(shared.functions.find(({ name }) => name === 'c')!.id), 'reached');
    assert.deepEqual(state.callReach('c0'), { before: 'reached', behind: 'cut' });
  });

  it('knows nothing of a mask that was not asked for', () => {
    const state = underMask(graph, toInodes, 'GFP_DMA');
    const door = graph.calls.flatMap(({ doors }) => doors)[0]!;
    assert.equal(state.doorOf(door), 'unknown');
  });
});

describe('masksOf', () => {
  it('gives the masks in the order in which they were asked for, none where the answer has none', () => {
    assert.deepEqual(masksOf(toInodes), [...recordedMasks]);
    assert.deepEqual(masksOf({ ...toInodes, paths: toInodes.paths.map((each) => ({ ...each, verdicts: {} })) }), []);
    assert.deepEqual(masksOf(answer()), []);
  });
});
