import assert from 'node:assert/strict';
import type { Question } from '../../client/src/pathView/question';
import { Remembered, type Store } from '../../client/src/pathView/remembered';
import { tree } from './answers';

/** A store that goes through JSON, as the editor's does. */
function storeWith(content: Record<string, unknown> = {}): Store {
  const texts = new Map(Object.entries(content).map(([key, value]) => [key, JSON.stringify(value)]));
  return {
    get: (key) => (texts.has(key) ? JSON.parse(texts.get(key)!) : undefined),
    update: async (key, value) => void texts.set(key, JSON.stringify(value)),
  };
}

function from(name: string): Question {
  return { tree, from: name, to: 'shrink_page_list', via: [], masks: ['GFP_NOFS'] };
}

describe('remembered questions', () => {
  it('are there in the next session', async () => {
    const store = storeWith();
    await new Remembered(store).pin(from('kmem_alloc'));
    await new Remembered(store).asked(from('kmalloc'));
    assert.deepEqual(new Remembered(store).pins, [from('kmem_alloc')]);
    assert.deepEqual(new Remembered(store).recent, [from('kmalloc')]);
  });

  it('keep the last ten, last first, each once', async () => {
    const remembered = new Remembered(storeWith());
    for (const name of 'abcdefghijklh') await remembered.asked(from(name));
    assert.equal(remembered.recent.map((question) => question.from).join(''), 'hlkjigfedc');
  });

  it('list a pinned question as pinned only, until it is unpinned', async () => {
    const remembered = new Remembered(storeWith());
    await remembered.asked(from('a'));
    await remembered.pin(from('a'));
    assert.deepEqual([remembered.pins.length, remembered.recent.length], [1, 0]);
    await remembered.unpin(from('a'));
    assert.deepEqual([remembered.pins.length, remembered.recent.length], [0, 1]);
  });

  it('take questions under different masks for different ones', async () => {
    const remembered = new Remembered(storeWith());
    await remembered.pin(from('a'));
    assert.equal(remembered.isPinned({ ...from('a'), masks: [] }), false);
  });

  it('leave out what is no question', () => {
    const stored = [
      null,
      7,
      {},
      { ...from('a'), from: '../x' },
      { ...from('a'), tree: 'https://example.org' },
      from('b'),
    ];
    assert.deepEqual(new Remembered(storeWith({ 'gfpLens.pinnedQuestions': stored })).pins, [from('b')]);
    assert.deepEqual(new Remembered(storeWith({ 'gfpLens.pinnedQuestions': 'x' })).pins, []);
  });
});
