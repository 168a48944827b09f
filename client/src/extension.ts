import * as vscode from 'vscode';
import { registerCallersLens } from './callersLens';
import { registerIndexCommands } from './indexCommands';
import { IndexStates } from './indexStates';
import { kernelTreeOf } from './kernelTree';
import { createLanguageClient, kernelFiles } from './languageClient';
import type { RunningServer } from './runningServer';
import { showIndexState } from './status';
import { registerTraceCommands } from './traceCommands';

let stop: (() => Promise<void>) | null = null;

/** Starts the language server when a folder or a file of a kernel tree is open; stays idle elsewhere. */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('GFP Lens', { log: true });
  let server: RunningServer | null = null;
  const startFor = async (uri: vscode.Uri): Promise<void> => {
    if (server !== null || uri.scheme !== 'file' || (await kernelTreeOf(uri)) === null || server !== null) return;
    const client = createLanguageClient(context, log);
    // Before the start: the server's first word on an index may come right after it.
    const states = new IndexStates(client);
    server = { client, states };
    stop = () => client.stop();
    context.subscriptions.push(showIndexState(states, log));
    await vscode.commands.executeCommand('setContext', 'gfpLens.inKernelTree', true);
    await client.start();
  };
  const start = (uri: vscode.Uri): void => {
    startFor(uri).catch((error: unknown) => log.error(String(error)));
  };
  const startForDocument = (document: vscode.TextDocument): void => {
    if (vscode.languages.match(kernelFiles, document) > 0) start(document.uri);
  };
  context.subscriptions.push(
    log,
    vscode.commands.registerCommand('gfpLens.showLog', () => log.show()),
    registerTraceCommands(() => server),
    registerIndexCommands(() => server),
    registerCallersLens(() => server),
    vscode.workspace.onDidOpenTextDocument(startForDocument),
    vscode.workspace.onDidChangeWorkspaceFolders(({ added }) => {
      for (const { uri } of added) start(uri);
    }),
  );
  for (const { uri } of vscode.workspace.workspaceFolders ?? []) start(uri);
  for (const document of vscode.workspace.textDocuments) startForDocument(document);
}

export async function deactivate(): Promise<void> {
  await stop?.();
}
