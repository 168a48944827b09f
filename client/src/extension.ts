import * as vscode from 'vscode';
import { registerCallersByMask } from './callersByMask/registerCallersByMask';
import { registerCallersLens } from './callersLens';
import { followCoexistence } from './coexistence';
import { registerHazardHelp } from './hazardHelp';
import { registerIndexCommands } from './indexCommands';
import { IndexStates } from './indexStates';
import { kernelTreeAt, kernelTreeOf } from './kernelTree';
import { createLanguageClient, kernelFiles, kernelLogs } from './languageClient';
import { registerMaskLens } from './maskLens/registerMaskLens';
import { registerPathView } from './pathView/registerPathView';
import { registerPicture } from './picture/registerPicture';
import { recogniseLogs } from './recogniseLogs';
import type { RunningServer } from './runningServer';
import { showIndexState } from './status';

let stop: (() => Promise<void>) | null = null;
let links: vscode.UriHandler | null = null;

/**
 * Starts the language server when a folder or a file of a kernel tree, or a kernel log, is open. Called by activation.ts
 * where that is so already.
 */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('GFP Lens', { log: true });
  let server: RunningServer | null = null;
  const pathView = registerPathView(context, log, () => server);
  links = pathView.links;
  const startServer = async (): Promise<void> => {
    if (server !== null) return;
    const client = createLanguageClient(context, log);
    // Before the start: the server's first word on an index may come right after it.
    const states = new IndexStates(client);
    server = { client, states };
    stop = () => client.stop();
    context.subscriptions.push(showIndexState(states, log));
    await client.start();
    context.subscriptions.push(followCoexistence(client));
  };
  const startIn = async (tree: Promise<vscode.Uri | null>): Promise<void> => {
    if ((await tree) === null) return;
    await vscode.commands.executeCommand('setContext', 'gfpLens.inKernelTree', true);
    const starting = startServer();
    pathView.serverStarted();
    await starting;
  };
  const start = (starting: Promise<void>): void => {
    starting.catch((error: unknown) => log.error(String(error)));
  };
  const startForFolder = ({ uri }: vscode.WorkspaceFolder): void => {
    if (uri.scheme === 'file') start(startIn(kernelTreeAt(uri)));
  };
  const startForDocument = (document: vscode.TextDocument): void => {
    if (vscode.languages.match(kernelLogs, document) > 0) start(startServer());
    else if (vscode.languages.match(kernelFiles, document) > 0) start(startIn(kernelTreeOf(document.uri)));
  };
  context.subscriptions.push(
    log,
    vscode.commands.registerCommand('gfpLens.showLog', () => log.show()),
    pathView,
    registerCallersByMask(log, () => server),
    registerIndexCommands(() => server),
    registerPicture(context, () => server, pathView.answered),
    registerMaskLens(() => server),
    registerCallersLens(() => server),
    registerHazardHelp(context),
    recogniseLogs(),
    vscode.workspace.onDidOpenTextDocument(startForDocument),
    vscode.workspace.onDidChangeWorkspaceFolders(({ added }) => added.forEach(startForFolder)),
  );
  vscode.workspace.workspaceFolders?.forEach(startForFolder);
  vscode.workspace.textDocuments.forEach(startForDocument);
}

/** Answers the link that brought the extension up. */
export function handleUri(uri: vscode.Uri): vscode.ProviderResult<void> {
  return links?.handleUri(uri);
}

export async function deactivate(): Promise<void> {
  await stop?.();
}
