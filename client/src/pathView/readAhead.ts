import * as vscode from 'vscode';
import { type MaskName, TRACE, type TraceAnswer } from '../../../server/src/protocol';
import { usualQuestion } from '../reclaimEnds';
import type { RunningServer } from '../runningServer';
import { traceParams } from './askServer';
import { keyOf, type Question } from './question';
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

/** What was found of a path while a person still chose its masks. */
export class Meanwhile {
  private found: { readonly key: string; readonly answer: TraceAnswer; readonly masks: ReadonlySet<string> } | null =
    null;

  private forgetting: vscode.Disposable | null = null;

  /**
   * Searches the paths, then reads what their masks need; ends when it is disposed. `names`: the masks that the tree knows: any other text
   * may be none, and has no path then.
   */
  begin({ client, states }: RunningServer, question: Question, names: Promise<readonly MaskName[]>): vscode.Disposable {
    this.found = null;
    const params = traceParams(question);
    const source = new vscode.CancellationTokenSource();
    const search = async (): Promise<void> => {
      const answer = await client.sendRequest<TraceAnswer>(TRACE, { ...params, pathsOnly: true }, source.token);
      const masks = new Set((await names).map(({ name }) => name));
      this.forgetting?.dispose();
      this.forgetting = states.onDidChange(() => {
        this.found = null;
      });
      if (answer.paths.length > 0) this.found = { key: keyOf(question), answer, masks };
      await client.sendRequest<TraceAnswer>(TRACE, params, source.token);
    };
    if (states.isSettled(vscode.Uri.parse(params.uri)))
      search().catch(() => {
        // Nobody waits for it.
      });
    return new vscode.Disposable(() => source.cancel());
  }

  /** The paths of a question, which are the same under every mask, where they were found already; given once. */
  take(question: Question): TraceAnswer | null {
    const { found } = this;
    this.found = null;
    this.forgetting?.dispose();
    const isIt = found !== null && found.key === keyOf({ ...question, masks: [] });
    return isIt && question.masks.every((mask) => found.masks.has(mask)) ? found.answer : null;
  }
}
