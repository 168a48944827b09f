import './vscodeEvents';
import assert from 'node:assert/strict';
import { PathModel } from '../../client/src/pathView/pathModel';
import type { Question } from '../../client/src/pathView/question';
import { Remembered } from '../../client/src/pathView/remembered';
import type { Send, Sending } from '../../client/src/pathView/send';
import type { TraceAnswer } from '../../server/src/protocol';
import { answer, hop, mask, path, tree } from './answers';

const question: Question = { tree, from: 'a', to: 'b', via: [], masks: ['GFP_NOFS'] };
const paths = answer([path([hop('a fs/a.c:1 2'), hop('b mm/b.c:3')])]);
const whole = answer([path([hop('a fs/a.c:1 2', { mask: mask('GFP_NOFS') }), hop('b mm/b.c:3')])]);

interface Sent extends Sending {
  readonly answer: (answer: TraceAnswer) => void;
  readonly fail: (error: Error) => void;
}

describe('a pinned question', () => {
  let sent: Sent[];
  let model: PathModel;
  let changes: number;

  beforeEach(() => {
    sent = [];
    changes = 0;
    const send: Send = (_, sending = {}) =>
      new Promise((resolve, reject) => sent.push({ ...sending, answer: resolve, fail: reject }));
    model = new PathModel(new Remembered({ get: () => [], update: async () => {} }), send);
    model.pinned.onDidChange(() => changes++);
  });

  it('shows its paths while their masks are worked out', async () => {
    const first = model.pinned.first(question);
    sent[0]!.early!(paths);
    assert.equal(await first, paths);
    assert.deepEqual([model.isWorkingOn(question), changes], [true, 1]);
    sent[0]!.answer(whole);
    assert.equal(await model.pinned.whole(question), whole);
    assert.equal(await model.pinned.first(question), whole);
    assert.deepEqual([model.isWorkingOn(question), changes, sent.length], [false, 2, 1]);
  });

  it('keeps the person where they stand when its masks are there', async () => {
    const first = model.pinned.first(question);
    sent[0]!.early!(paths);
    model.stand({ question, answer: await first, path: 0, stop: { kind: 'hop', hop: 1 } });
    const places: number[] = [];
    model.onDidComplete(({ now }) => places.push(now.stop.hop));
    sent[0]!.answer(whole);
    await model.pinned.whole(question);
    assert.deepEqual([places, model.position?.answer], [[1], whole]);
  });

  it('shows at once what is whole at once', async () => {
    const first = model.pinned.first(question);
    sent[0]!.answer(whole);
    assert.deepEqual([await first, model.isWorkingOn(question), changes], [whole, false, 0]);
  });

  it('keeps its paths where their masks fail, and asks again when somebody wants them', async () => {
    const first = model.pinned.first(question);
    sent[0]!.early!(paths);
    await first;
    sent[0]!.fail(new Error('the server ended'));
    await assert.rejects(model.pinned.whole(question));
    assert.deepEqual([await model.pinned.first(question), model.isWorkingOn(question)], [paths, false]);
    void model.pinned.whole(question);
    assert.equal(sent.length, 2);
  });

  it('is asked again where it could not be asked', async () => {
    const first = model.pinned.first(question);
    sent[0]!.fail(new Error('no server'));
    await assert.rejects(first, /no server/);
    await new Promise((resolve) => setImmediate(resolve));
    void model.pinned.first(question);
    assert.equal(sent.length, 2);
  });
});
