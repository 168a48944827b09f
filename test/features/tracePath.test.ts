import assert from 'node:assert/strict';
import { tracePath } from '../../server/src/features/tracePath';
import type { KernelIndex } from '../../server/src/index/kernelIndex';
import { graphIndex } from '../support/graphIndex';

const GRAPH = `
  mm/slub.c: alloc
  mm/vmscan.c: reclaim
  mm/vmscan.c: shrink
  alloc > reclaim
  reclaim > shrink`;

/** The graph with a count of the calls that were looked at. */
function countedIndex(): { readonly index: KernelIndex; searched(): number } {
  let count = 0;
  const index = new Proxy(graphIndex(GRAPH), {
    get: (target, field: keyof KernelIndex) => {
      if (field === 'callsOf' || field === 'callsTo') count++;
      return target[field];
    },
  });
  return { index, searched: () => count };
}

const ask = async (index: KernelIndex, from: string, incomplete: string | null = null): Promise<readonly string[]> => {
  const answer = await tracePath(index, { from, to: 'shrink' }, { incomplete, flow: null, vocabulary: null });
  return [...answer.hops.map((hop) => hop.function), ...(answer.incomplete === null ? [] : [answer.incomplete])];
};

describe('a question that is asked again', () => {
  it('is not searched a second time as long as the index is the same', async () => {
    const { index, searched } = countedIndex();
    const first = await ask(index, 'alloc');
    const before = searched();
    assert.deepEqual(await ask(index, 'alloc', 'The tree is read.'), [...first, 'The tree is read.']);
    assert.equal(searched(), before);
    assert.deepEqual(await ask(index, 'reclaim'), ['reclaim', 'shrink']);
    assert.ok(searched() > before);
  });

  it('is searched again in another index', async () => {
    await ask(countedIndex().index, 'alloc');
    const { index, searched } = countedIndex();
    await ask(index, 'alloc');
    assert.ok(searched() > 0);
  });
});
