import * as vscode from 'vscode';
import { FUNCTION_NAMES, REBUILD_INDEX, TRACE, type TraceAnswer } from '../../server/src/protocol';
import { pickFunction } from './functionPicker';
import { showHops } from './hopList';
import { type IndexStates, wordsOf } from './indexStates';
import { kernelTreeOf } from './kernelTree';
import { PAGE_RECLAIM, reclaimEnds } from './reclaimEnds';
import type { RunningServer } from './runningServer';

/** Registers the commands that search paths. `running` gives null outside of kernel trees. */
export function registerTraceCommands(running: () => RunningServer | null): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand('gfpLens.tracePath', () => inTree(running(), tracePath)),
    vscode.commands.registerCommand('gfpLens.traceToReclaim', () => inTree(running(), traceToReclaim)),
    vscode.commands.registerCommand('gfpLens.rebuildIndex', () => inTree(running(), rebuildIndex)),
  );
}

/** Runs a command on a kernel tree: the one of the open editor, else the first one among the folders. */
async function inTree(
  server: RunningServer | null,
  command: (server: RunningServer, uri: vscode.Uri) => Promise<void>,
): Promise<void> {
  const uri = server === null ? null : await placeInTree();
  if (server !== null && uri !== null) return command(server, uri);
  void vscode.window.showInformationMessage('Open a file or folder of a Linux kernel tree first.');
}

async function placeInTree(): Promise<vscode.Uri | null> {
  const editor = vscode.window.activeTextEditor?.document.uri;
  const folders = vscode.workspace.workspaceFolders?.map(({ uri }) => uri) ?? [];
  for (const uri of editor === undefined ? folders : [editor, ...folders]) {
    if (uri.scheme === 'file' && (await kernelTreeOf(uri)) !== null) return uri;
  }
  return null;
}

async function tracePath(server: RunningServer, uri: vscode.Uri): Promise<void> {
  const namesFor = (prefix: string): Promise<string[]> =>
    server.client.sendRequest(FUNCTION_NAMES, { uri: uri.toString(), prefix });
  const here = wordAtCursor();
  const from = await pickFunction({
    title: 'Trace Allocation Path (1/2): from',
    placeholder: 'Function that allocates, for example kmem_alloc',
    offered: here === '' ? [] : [{ name: here, words: 'at the cursor' }],
    namesFor,
  });
  if (from === undefined) return;
  const to = await pickFunction({
    title: `Trace Allocation Path (2/2): from ${from} to`,
    placeholder: 'Function to arrive at',
    offered: reclaimEnds,
    namesFor,
  });
  if (to !== undefined) await trace(server, uri, from, to);
}

async function traceToReclaim(server: RunningServer, uri: vscode.Uri): Promise<void> {
  const from = wordAtCursor();
  if (from !== '') return trace(server, uri, from, PAGE_RECLAIM.name);
  void vscode.window.showInformationMessage("Put the cursor on a function's name first.");
}

async function rebuildIndex({ client }: RunningServer, uri: vscode.Uri): Promise<void> {
  await client.sendRequest(REBUILD_INDEX, { uri: uri.toString() });
}

async function trace({ client, states }: RunningServer, uri: vscode.Uri, from: string, to: string): Promise<void> {
  // A part of the tree leaves alternatives open, between allocators for one: its path may be another one.
  if (!states.isSettled(uri)) await waitForIndex(states, uri);
  const answer = await client.sendRequest<TraceAnswer>(TRACE, { uri: uri.toString(), from, to });
  if (answer.hops.length > 0) showHops(answer, from, to);
  else void vscode.window.showInformationMessage([answer.why, answer.incomplete ?? ''].join(' ').trim());
}

/** Waits for a tree that is still being read, with a word on how far it is. Who would not wait gets the answer of a part. */
function waitForIndex(states: IndexStates, uri: vscode.Uri): Thenable<void> {
  const title = 'Waiting for the whole tree (Cancel: answer from a part)';
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, async (progress, token) => {
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

function wordAtCursor(): string {
  const editor = vscode.window.activeTextEditor;
  const range = editor?.document.getWordRangeAtPosition(editor.selection.active, /[A-Za-z_]\w*/);
  return editor && range ? editor.document.getText(range) : '';
}
