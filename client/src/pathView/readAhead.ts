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
    client.sendRequest<TraceAnswer>(TRACE, { ...traceParams(question), pathsOnly, ahead: true });
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

/** A search that has begun, with the masks that its tree knows. */
interface Found {
  readonly key: string;
  readonly paths: Promise<{ readonly answer: TraceAnswer; readonly masks: ReadonlySet<string> }>;
}

/** What was found of a path while a person still chose its masks. */
export class Meanwhile {
  private found: Found | null = null;
  private forgetting: vscode.Disposable | null = null;

  /**
   * Searches the paths, then reads what their masks need; ends when it is disposed. `names`: the masks that the tree knows: any other text
   * may be none, and has no path then.
   */
  begin({ client, states }: RunningServer, question: Question, names: Promise<readonly MaskName[]>): vscode.Disposable {
    this.forget();
    const params = { ...traceParams(question), ahead: true };
    if (!states.isSettled(vscode.Uri.parse(params.uri))) return new vscode.Disposable(() => {});
    const source = new vscode.CancellationTokenSource();
    const search = async (): Promise<{ readonly answer: TraceAnswer; readonly masks: ReadonlySet<string> }> => {
      // Not taken back: who has chosen the masks by then goes on with it.
      const paths = client.sendRequest<TraceAnswer>(TRACE, { ...params, pathsOnly: true });
      const [answer, known] = await Promise.all([paths, names]);
      return { answer, masks: new Set(known.map(({ name }) => name)) };
    };
    const paths = search();
    this.found = { key: keyOf(question), paths };
    this.forgetting = states.onDidChange(() => this.forget());
    paths
      .then(() => client.sendRequest<TraceAnswer>(TRACE, params, source.token))
      .catch(() => {
        // Nobody waits for it.
      });
    return new vscode.Disposable(() => source.cancel());
  }

  /**
   * The paths of a question, which are the same under every mask, where they were searched already or still are; given once. They are null
   * where there are none, or none that can be told before the masks are read.
   */
  take(question: Question): Promise<TraceAnswer | null> | null {
    const { found } = this;
    this.forget();
    if (found === null || found.key !== keyOf({ ...question, masks: [] })) return null;
    return found.paths.then(
      ({ answer, masks }) =>
        answer.paths.length > 0 && question.masks.every((mask) => masks.has(mask)) ? answer : null,
      () => null,
    );
  }

  private forget(): void {
    this.found = null;
    this.forgetting?.dispose();
    this.forgetting = null;
  }
}
