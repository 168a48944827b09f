import * as vscode from 'vscode';
import { FUNCTION_AT, FUNCTION_NAMES, TRACE, type TraceAnswer } from '../../server/src/protocol';
import { partsOf } from './functionName';
import { pickFunction } from './functionPicker';
import { showHops } from './hopList';
import { type IndexStates, wordsOf } from './indexStates';
import { inTree } from './inTree';
import { PAGE_RECLAIM, reclaimEnds } from './reclaimEnds';
import type { RunningServer } from './runningServer';

/** Registers the commands that search paths. `running` gives null outside of kernel trees. */
export function registerTraceCommands(running: () => RunningServer | null): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand('gfpLens.tracePath', () => inTree(running(), tracePath)),
    vscode.commands.registerCommand('gfpLens.traceToReclaim', () => inTree(running(), traceToReclaim)),
  );
}

async function tracePath(server: RunningServer, uri: vscode.Uri): Promise<void> {
  const namesFor = (prefix: string): Promise<string[]> =>
    server.client.sendRequest(FUNCTION_NAMES, { uri: uri.toString(), prefix });
  const here = await functionAtCursor(server);
  const from = await pickFunction({
    title: 'Trace Allocation Path (1/2): from',
    placeholder: 'Function that allocates, for example kmem_alloc',
    offered: here === null ? [] : [{ name: here, words: 'at the cursor' }],
    namesFor,
  });
  if (from === undefined) return;
  const to = await pickFunction({
    title: `Trace Allocation Path (2/2): from ${partsOf(from).bare} to`,
    placeholder: 'Function to arrive at',
    offered: reclaimEnds,
    namesFor,
  });
  if (to === undefined) return;
  await waitForIndex(server.states, uri);
  await trace(server, uri, from, to);
}

async function traceToReclaim(server: RunningServer, uri: vscode.Uri): Promise<void> {
  await waitForIndex(server.states, uri);
  const from = await functionAtCursor(server);
  if (from !== null) return trace(server, uri, from, PAGE_RECLAIM.name);
  void vscode.window.showInformationMessage('Put the cursor into a function, or on the name of one, first.');
}

async function trace({ client }: RunningServer, uri: vscode.Uri, from: string, to: string): Promise<void> {
  const answer = await client.sendRequest<TraceAnswer>(TRACE, { uri: uri.toString(), from, to });
  if (answer.hops.length > 0) showHops(answer, from, to);
  else void vscode.window.showInformationMessage([answer.why, answer.incomplete ?? ''].join(' ').trim());
}

/**
 * Waits for a tree that is still being read, with a word on how far it is. A part of a tree leaves alternatives open, between
 * allocators for one, and its path may be another one; who would not wait gets that.
 */
async function waitForIndex(states: IndexStates, uri: vscode.Uri): Promise<void> {
  if (states.isSettled(uri)) return;
  const title = 'Waiting for the whole tree (Cancel: answer from a part)';
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  await vscode.window.withProgress(options, async (progress, token) => {
    let shown = 0;
    const show = (): void => {
      const now = states.of(uri);
      const percent = now?.state === 'reading' && now.total > 0 ? (100 * now.done) / now.total : shown;
      progress.report({ message: now === undefined ? 'starting' : wordsOf(now), increment: percent - shown });
      shown = percent;
    };
    show();
    const listener = states.onDidChange(show);
    await states.settled(uri, token).finally(() => listener.dispose());
  });
}

/** The function that the cursor means, as `from` of a trace takes it; null where there is none. */
async function functionAtCursor({ client }: RunningServer): Promise<string | null> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return null;
  const { line, character } = editor.selection.active;
  const uri = editor.document.uri.toString();
  return client.sendRequest<string | null>(FUNCTION_AT, { uri, position: { line, character } });
}
