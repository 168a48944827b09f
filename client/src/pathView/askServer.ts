import * as vscode from 'vscode';
import { TRACE, type TraceAnswer, type TraceParams } from '../../../server/src/protocol';
import type { RunningServer } from '../runningServer';
import { waitForIndex } from '../waitForIndex';
import { isInsideTree } from './insideTree';
import type { Question } from './question';
import type { Sending } from './send';

/** More ways than these side by side are a picture, not a list. */
const PATHS = 3;

/**
 * Files that every kernel tree has: the one that is asked for stands for its tree, the other one is opened unseen where no file of the tree
 * is, since a tree is read when one is opened.
 */
const MARK = 'Makefile';
const OPENED = 'mm/vmscan.c';

/**
 * Sends a question once the index of its tree is there. `early` is handed the paths without their masks, which take longer. Rejects with
 * a sentence where no server runs.
 */
export async function askServer(
  server: RunningServer | null,
  question: Question,
  { early, token }: Sending = {},
): Promise<TraceAnswer> {
  if (server === null) throw new Error(vscode.l10n.t('Open a file or folder of a Linux kernel tree first.'));
  const tree = vscode.Uri.parse(question.tree);
  const uri = vscode.Uri.joinPath(tree, MARK);
  const params = traceParams(question);
  const send = (): Promise<TraceAnswer> => {
    // The first of both that is sent is the first that is answered. Where it fails, so does the other one.
    if (early !== undefined) quickly(server, params, token).then(early, () => {});
    return server.client.sendRequest<TraceAnswer>(TRACE, params, token);
  };
  await openUnseen(tree);
  await waitForIndex(server.states, uri);
  const answer = await send();
  // A tree whose files were all closed may have been let go: opening one has begun to read it again.
  if (answer.paths.length > 0 || server.states.isSettled(uri)) return answer;
  await waitForIndex(server.states, uri);
  return send();
}

/** The request for a question. */
export function traceParams({ tree, from, to, via, masks }: Question): TraceParams {
  const uri = vscode.Uri.joinPath(vscode.Uri.parse(tree), MARK).toString();
  return { uri, from, to, via, masks, paths: PATHS };
}

function quickly(
  { client }: RunningServer,
  params: TraceParams,
  token: vscode.CancellationToken | undefined,
): Promise<TraceAnswer> {
  return client.sendRequest<TraceAnswer>(TRACE, { ...params, pathsOnly: true }, token);
}

async function openUnseen(tree: vscode.Uri): Promise<void> {
  const isOpen = vscode.workspace.textDocuments.some(({ uri }) => isInsideTree(tree.toString(), uri.toString()));
  if (isOpen) return;
  try {
    await vscode.workspace.openTextDocument(vscode.Uri.joinPath(tree, OPENED));
  } catch {
    // The server says what it lacks.
  }
}
