import * as vscode from 'vscode';
import { TRACE, type TraceAnswer, type TraceParams } from '../../../server/src/protocol';
import type { RunningServer } from '../runningServer';
import { waitForIndex } from '../waitForIndex';
import type { Question } from './question';

/** More ways than these side by side are a picture, not a list. */
const PATHS = 3;

/** Sends a question once the index of its tree is there. Rejects with a sentence where no server runs. */
export async function askServer(server: RunningServer | null, question: Question): Promise<TraceAnswer> {
  if (server === null) throw new Error(vscode.l10n.t('Open a file or folder of a Linux kernel tree first.'));
  const uri = vscode.Uri.parse(question.tree);
  await waitForIndex(server.states, uri);
  const { from, to, via, masks } = question;
  const params: TraceParams = { uri: question.tree, from, to, via, masks, paths: PATHS };
  return server.client.sendRequest<TraceAnswer>(TRACE, params);
}
