import assert from 'node:assert/strict';
import { coreName, wordsOf } from '../../server/src/trace/nameWords';

describe('coreName', () => {
  for (const [name, core] of [
    ['__alloc_pages_noprof', 'alloc_pages'],
    ['alloc_pages_node_noprof', 'alloc_pages'],
    ['___slab_alloc', 'slab_alloc'],
    ['node', 'node'],
    ['__node', 'node'],
    ['_', ''],
  ] as const) {
    it(`takes the wrapping off ${name}`, () => assert.equal(coreName(name), core));
  }
});

describe('wordsOf', () => {
  it('splits at underscores', () => assert.deepEqual(wordsOf('__Shrink_folio__list'), ['shrink', 'folio', 'list']));
});
