import './vscodeEvents';
import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import type { ToPicture } from '../../client/picture/messages';
import { fillPicture } from '../../client/src/picture/showPicture';
import { recordedMasks, toInodes } from '../picture/recordedAnswers';

const request = { uri: 'file:///tree/Makefile', from: 'kmem_alloc', to: 'prune_icache_sb', masks: ['GFP_NOFS'] };
const at = { uri: 'file:///tree/mm/vmscan.c', line: 7, column: 3 };
const one = toInodes.paths.map((path) => ({ ...path, verdicts: { GFP_NOFS: path.verdicts.GFP_NOFS! } }));
const soon = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

/** A panel whose page says what it is told to; `told` is what it was sent. */
function panel() {
  const told: ToPicture[] = [];
  let say = (_: unknown): void => {};
  let close = (): void => {};
  const webview = {
    onDidReceiveMessage: (heard: typeof say): void => {
      say = heard;
    },
    postMessage: (message: ToPicture) => void told.push(message),
    asWebviewUri: String,
    cspSource: '',
  };
  const onDidDispose = (heard: typeof close): void => {
    close = heard;
  };
  return {
    told,
    shown: () => told.map((message) => (message.type === 'show' ? message : assert.fail(message.why))),
    ready: () => say({ type: 'ready' }),
    close: () => close(),
    given: { webview, onDidDispose } as unknown as vscode.WebviewPanel,
  };
}

describe('what a picture is sent', () => {
  const context = { extensionUri: 'file:///extension' } as unknown as vscode.ExtensionContext;

  it('is what is known, then the other masks; a mask and a place to begin with once', async () => {
    const page = panel();
    const ask = () => soon().then(() => toInodes);
    fillPicture(context, page.given, { ...request, at, ask, answer: { ...toInodes, paths: one } });
    page.ready();
    await soon().then(soon);
    const [first, second, ...more] = page.shown();
    assert.deepEqual(more, []);
    assert.deepEqual([first!.isAsking, first!.chosen, first!.at], [true, 'GFP_NOFS', at]);
    assert.deepEqual([second!.isAsking, second!.chosen, second!.at], [false, null, null]);
    assert.deepEqual(Object.keys(second!.subject.answer.paths[0]!.verdicts), recordedMasks);
  });

  it('begins in the same way where the other masks are quicker than the page', async () => {
    const page = panel();
    const ask = () => Promise.resolve(toInodes);
    fillPicture(context, page.given, { ...request, at, ask, answer: { ...toInodes, paths: one } });
    await soon();
    assert.deepEqual(page.told, []);
    page.ready();
    const [only] = page.shown();
    assert.deepEqual([only!.isAsking, only!.chosen, only!.at], [false, 'GFP_NOFS', at]);
  });

  it('is nothing once it was closed', async () => {
    const page = panel();
    const ask = () => soon().then(() => toInodes);
    fillPicture(context, page.given, { ...request, ask, answer: { ...toInodes, paths: one } });
    page.ready();
    page.close();
    await soon().then(soon);
    assert.equal(page.told.length, 1);
  });
});
