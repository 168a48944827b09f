import './vscodeEvents';
import assert from 'node:assert/strict';
import { PathModel } from '../../client/src/pathView/pathModel';
import type { Question } from '../../client/src/pathView/question';
import { Remembered } from '../../client/src/pathView/remembered';
import type { Send, Sending } from '../../client/src/pathView/send';
import type { TraceAnswer } from '../../server/src/protocol';
import { answer, hop, mask, path, tree } from './answers';

const question: Question = { tree, from: 'a', to: 'b', via: [], masks: ['GFP_NOFS'] };
const other: Question = { ...question, from: 'other' };
const paths = answer([path([hop('a fs/a.c:1 2'), hop('b mm/b.c:3')])]);
const whole = answer([path([hop('a fs/a.c:1 4', { mask: mask('GFP_NOFS') }), hop('b mm/b.c:3')])]);
const none: TraceAnswer = { hops: [], paths: [], resolved: {}, incomplete: null, why: 'No path.' };

/** A question that was sent, and how to answer it. */
interface Sent extends Sending {
  readonly answer: (answer: TraceAnswer) => void;
  readonly fail: (error: Error) => void;
}

/** Long enough for what waits a moment to be shown. */
const shown = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 450));

describe('the model of the path view', () => {
  let sent: Sent[];
  let model: PathModel;
  let arrived: number;

  beforeEach(() => {
    sent = [];
    arrived = 0;
    const send: Send = (_, sending = {}) =>
      new Promise((resolve, reject) => sent.push({ ...sending, answer: resolve, fail: reject }));
    const stored = new Map<string, unknown>();
    const store = {
      get: (key: string) => stored.get(key),
      update: async (key: string, value: unknown) => void stored.set(key, value),
    };
    model = new PathModel(new Remembered(store), send);
    model.onDidArrive(() => arrived++);
  });

  /** Asks a question and answers it. */
  async function asked(what: Question, found: TraceAnswer): Promise<void> {
    const asking = model.ask(what);
    sent.at(-1)!.answer(found);
    await asking;
  }

  it('shows the paths while their masks are worked out, then the masks, and the person stays', async () => {
    const asking = model.ask(question);
    sent[0]!.early!(paths);
    await shown();
    assert.deepEqual([model.current?.answer, model.isWorking, arrived], [paths, true, 1]);
    model.stand({ ...model.current!, path: 0, stop: { kind: 'hop', hop: 1 } });
    const places: number[] = [];
    model.onDidComplete(({ now }) => places.push(now.stop.hop));
    sent[0]!.answer(whole);
    await asking;
    assert.deepEqual([model.current?.answer, model.isWorking, arrived], [whole, false, 1]);
    assert.deepEqual(places, [1]);
    assert.equal(model.position?.answer, whole);
  });

  it('draws an answer that is whole at once only once where a path was shown before', async () => {
    await asked(other, whole);
    arrived = 0;
    let drawn = 0;
    model.onDidChange(() => drawn++);
    const asking = model.ask(question);
    sent[1]!.early!(paths);
    sent[1]!.answer(whole);
    await asking;
    await shown();
    assert.deepEqual([drawn, arrived, model.current?.answer], [1, 1, whole]);
  });

  it('hands out the whole answer while only the paths are shown', async () => {
    void model.ask(question);
    sent[0]!.early!(paths);
    await shown();
    const copied = model.wholeCurrent();
    sent[0]!.answer(whole);
    assert.equal((await copied)?.answer, whole);
  });

  it('shows a question without an answer beside the path that was there, which is not lost', async () => {
    await asked(question, whole);
    model.stand({ ...model.current!, path: 0, stop: { kind: 'hop', hop: 1 } });
    await asked(other, none);
    assert.deepEqual(model.unanswered, { question: other, answer: none });
    assert.deepEqual([model.current?.question, model.position?.stop.hop], [question, 1]);
    assert.deepEqual(model.remembered.recent, [question]);
    await asked(other, whole);
    assert.deepEqual([model.unanswered, model.current?.question], [null, other]);
  });

  it('shows why a question could not be asked', async () => {
    const asking = model.ask(question);
    sent[0]!.fail(new Error('no server'));
    assert.equal(await asking, null);
    assert.equal(model.unanswered?.answer?.why, 'no server');
  });

  it('drops what another question has overtaken', async () => {
    const first = model.ask(question);
    const second = model.ask(other);
    assert.equal(sent[0]!.token?.isCancellationRequested, true);
    sent[1]!.answer(whole);
    await second;
    sent[0]!.answer(none);
    await first;
    assert.deepEqual([model.current?.question, model.unanswered], [other, null]);
  });

  it('works the masks out to the end where the next question has no answer', async () => {
    const asking = model.ask(question);
    sent[0]!.early!(paths);
    await shown();
    await asked(other, none);
    sent[0]!.answer(whole);
    await asking;
    assert.deepEqual([model.current?.answer, model.isWorking], [whole, false]);
    assert.equal(model.unanswered?.question, other);
  });

  it('takes everything away, also what is still to come', async () => {
    const asking = model.ask(question);
    await shown();
    assert.deepEqual(model.unanswered, { question, answer: null });
    await model.clear();
    sent[0]!.answer(whole);
    await asking;
    assert.deepEqual([model.current, model.unanswered], [null, null]);
  });
});
