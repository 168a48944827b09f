import * as vscode from 'vscode';
import { TRACE, type TraceAnswer } from '../../../server/src/protocol';
import { usualQuestion } from '../reclaimEnds';
import type { RunningServer } from '../runningServer';
import { traceParams } from './askServer';
import type { Question } from './question';
import type { Remembered } from './remembered';

/**
 * Asks ahead, unseen, each time that a whole tree has been read: the server makes what every search of paths needs when the first one
 * comes, which takes a second on a whole kernel. The last question of the tree is asked with its masks too: who asked before asks again,
 * and its functions are read by then.
 */
export function readAhead({ client, states }: RunningServer, remembered: Remembered): vscode.Disposable {
  const send = (question: Question, pathsOnly: boolean): Promise<TraceAnswer> =>
    client.sendRequest<TraceAnswer>(TRACE, { ...traceParams(question), pathsOnly });
  return states.onDidChange(({ state, incomplete, root }) => {
    if (state !== 'ready' || incomplete) return;
    const tree = vscode.Uri.file(root).toString();
    const last = [...remembered.recent, ...remembered.pins].find((question) => question.tree === tree);
    void (async () => {
      await send(last ?? { tree, ...usualQuestion, via: [], masks: [] }, true);
      if (last !== undefined) await send(last, false);
    })().catch(() => {
      // Nobody waits for it.
    });
  });
}

/** Reads what a path needs while a person still chooses its masks; ends when it is disposed. */
export function readMeanwhile({ client, states }: RunningServer, question: Question): vscode.Disposable {
  const params = traceParams(question);
  const source = new vscode.CancellationTokenSource();
  if (states.isSettled(vscode.Uri.parse(params.uri)))
    client.sendRequest<TraceAnswer>(TRACE, params, source.token).catch(() => {
      // Nobody waits for it.
    });
  return new vscode.Disposable(() => source.cancel());
}
