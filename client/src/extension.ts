import * as vscode from 'vscode';
import { registerCallersByMask } from './callersByMask/registerCallersByMask';
import { registerIndexCommands } from './indexCommands';
import { IndexStates } from './indexStates';
import { kernelTreeOf } from './kernelTree';
import { createLanguageClient, kernelFiles } from './languageClient';
import { registerMaskLens } from './maskLens/registerMaskLens';
import { registerPathView } from './pathView/registerPathView';
import { pictureOf, registerPicture } from './picture/registerPicture';
import type { RunningServer } from './runningServer';
import { showIndexState } from './status';

let stop: (() => Promise<void>) | null = null;

/** Starts the language server when a folder or a file of a kernel tree is open; stays idle elsewhere. */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('GFP Lens', { log: true });
  let server: RunningServer | null = null;
  const pathView = registerPathView(context, log, () => server);
  const startFor = async (uri: vscode.Uri): Promise<void> => {
    if (server !== null || uri.scheme !== 'file' || (await kernelTreeOf(uri)) === null || server !== null) return;
    const client = createLanguageClient(context, log);
    // Before the start: the server's first word on an index may come right after it.
    const states = new IndexStates(client);
    server = { client, states };
    stop = () => client.stop();
    context.subscriptions.push(showIndexState(states, log));
    await vscode.commands.executeCommand('setContext', 'gfpLens.inKernelTree', true);
    pathView.serverStarted();
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
    pathView,
    registerCallersByMask(log, () => server),
    registerIndexCommands(() => server),
    registerPicture(
      context,
      () => server,
      () => pathView.current && pictureOf(pathView.current, () => server),
    ),
    registerMaskLens(() => server),
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
