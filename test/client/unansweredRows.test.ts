import './vscodeStub';
import assert from 'node:assert/strict';
import type { Question } from '../../client/src/pathView/question';
import { unansweredRow, unansweredWords } from '../../client/src/pathView/unansweredRows';
import type { TraceAnswer } from '../../server/src/protocol';
import { tree } from './answers';

const question: Question = { tree, from: 'kmem_aloc', to: 'shrink_page_list', via: [], masks: ['GFP_NOFS'] };
const near = { from: 'kmem_alloc', to: 'shrink_page_list', via: [], masks: ['GFP_NOFS'] };
const refused: TraceAnswer = {
  ...{ hops: [], paths: [], resolved: {}, incomplete: null },
  why: 'No function kmem_aloc here. Perhaps kmem_alloc?',
  instead: [near],
};

/** The rows below a question: label, description, and what a click asks. */
function offered(answer: TraceAnswer): unknown[] {
  const { children } = unansweredRow({ question, answer }, false);
  return children.map(({ label, description, question: asked }) => [label, description, asked?.question.from]);
}

describe('a question without an answer', () => {
  it('says why, and offers what may be asked instead, in the same tree', () => {
    assert.equal(unansweredWords({ question, answer: refused }), 'No function kmem_aloc here. Perhaps kmem_alloc?');
    assert.deepEqual(offered(refused), [['kmem_alloc → shrink_page_list', 'GFP_NOFS', 'kmem_alloc']]);
    const [row] = unansweredRow({ question, answer: refused }, false).children;
    assert.deepEqual(row?.question?.question, { tree, ...near });
  });

  it('is to be asked again where only a part of the tree was read', () => {
    const incomplete = 'The index is incomplete: 40 of 100 files read.';
    assert.match(
      unansweredWords({ question, answer: { ...refused, incomplete } }),
      /kmem_alloc\? The index is incomplete/,
    );
    assert.deepEqual(offered({ ...refused, incomplete }).at(-1), [
      'Ask again',
      'once the whole tree is read',
      'kmem_aloc',
    ]);
  });

  it('is to be asked again where it failed', () => {
    assert.deepEqual(offered({ ...refused, why: 'The server ended.', instead: [] }), [['Ask again', '', 'kmem_aloc']]);
  });

  it('has one row while it is looked for, and no words', () => {
    const row = unansweredRow({ question, answer: null }, false);
    assert.deepEqual([row.description, row.children, row.isWorking], ['GFP_NOFS · looking for paths…', [], true]);
    assert.equal(unansweredWords({ question, answer: null }), '');
    assert.equal(unansweredWords(null), '');
  });
});
