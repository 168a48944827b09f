import * as vscode from 'vscode';
import { isInKernelTree } from './kernelTree';
import { startLanguageClient } from './languageClient';
import { showIndexState } from './status';
import { registerTraceCommands } from './traceCommands';

let stop: (() => Promise<void>) | null = null;

/** Starts the language server when a document of a kernel tree is open; stays idle elsewhere. */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('GFP Lens', { log: true });
  context.subscriptions.push(
    log,
    vscode.commands.registerCommand('gfpLens.showLog', () => log.show()),
  );
  let isStarting = false;
  const startFor = async (document: vscode.TextDocument): Promise<void> => {
    if (isStarting || document.uri.scheme !== 'file' || document.languageId !== 'c') return;
    if (!(await isInKernelTree(document.uri)) || isStarting) return;
    isStarting = true;
    await vscode.commands.executeCommand('setContext', 'gfpLens.inKernelTree', true);
    const client = await startLanguageClient(context, log);
    stop = () => client.stop();
    showIndexState(context, client, log);
    registerTraceCommands(context, client);
  };
  const start = (document: vscode.TextDocument): void => {
    startFor(document).catch((error: unknown) => log.error(String(error)));
  };
  context.subscriptions.push(vscode.workspace.onDidOpenTextDocument(start));
  for (const document of vscode.workspace.textDocuments) start(document);
}

export async function deactivate(): Promise<void> {
  await stop?.();
}
