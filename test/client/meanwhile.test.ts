import './vscodeEvents';
import assert from 'node:assert/strict';
import type { Question } from '../../client/src/pathView/question';
import { Meanwhile } from '../../client/src/pathView/readAhead';
import type { RunningServer } from '../../client/src/runningServer';
import { answer, hop, path, tree } from './answers';

const question: Question = { tree, from: 'a', to: 'b', via: [], masks: [] };
const paths = answer([path([hop('a fs/a.c:1 2'), hop('b mm/b.c:3')])]);

/** A server that answers every question with the same paths after `ms`; `changed` tells that its index is another one. */
function server(ms = 0): { readonly running: RunningServer; changed(): void } {
  let heard = (): void => {};
  const onDidChange = (listener: () => void) => {
    heard = listener;
    return { dispose: () => {} };
  };
  const states = { isSettled: () => true, onDidChange };
  const sendRequest = () => new Promise((resolve) => setTimeout(() => resolve(paths), ms));
  const running = { client: { sendRequest }, states } as unknown as RunningServer;
  return { running, changed: () => heard() };
}

describe('paths that are searched while masks are chosen', () => {
  const names = Promise.resolve([{ name: 'GFP_NOFS', hex: '0xc40', help: '' }]);
  let meanwhile: Meanwhile;
  let changed: () => void;

  beforeEach(async () => {
    const asked = server();
    changed = asked.changed;
    meanwhile = new Meanwhile();
    meanwhile.begin(asked.running, question, names);
    await new Promise((resolve) => setTimeout(resolve, 10));
  });

  it('are those of the same question under a mask that the tree knows', async () => {
    assert.equal(await meanwhile.take({ ...question, masks: ['GFP_NOFS'] }), paths);
    assert.equal(meanwhile.take(question), null, 'given twice');
  });

  it('are waited for where the masks were chosen before they were found', async () => {
    const reading = meanwhile.begin(server(20).running, question, names);
    reading.dispose();
    assert.equal(await meanwhile.take({ ...question, masks: ['GFP_NOFS'] }), paths);
  });

  it('say nothing of another question, or under what may be no mask', async () => {
    assert.equal(await meanwhile.take({ ...question, masks: ['GFP_NOPE'] }), null);
    meanwhile.begin(server().running, question, names);
    assert.equal(meanwhile.take({ ...question, from: 'other' }), null);
  });

  it('are forgotten when the index changes', () => {
    changed();
    assert.equal(meanwhile.take(question), null);
  });
});
