import { join } from 'node:path';
import * as vscode from 'vscode';
import type * as Extension from './extension';
import { kernelTreeAt, kernelTreeOf } from './kernelTree';
import { readsLikeKernelLog } from './recogniseLogs';

let loaded: typeof Extension | null = null;

/**
 * The extension's entry. It looks whether a kernel tree or a kernel log is open and loads the rest, a megabyte of it, only
 * then: beside other C code GFP Lens costs some milliseconds and starts nothing. Ends when it has looked at what is open: a
 * view that is restored waits for that. `handleLinks`: the editor takes one handler from an extension, so that a second
 * activation, as measurements make one, brings its own.
 */
export async function activate(
  context: vscode.ExtensionContext,
  handleLinks: typeof vscode.window.registerUriHandler = vscode.window.registerUriHandler,
): Promise<void> {
  const watching: vscode.Disposable[] = [];
  const wake = (): void => {
    if (loaded !== null) return;
    for (const watcher of watching) watcher.dispose();
    // A path that the bundler can't see, so that it stays a file of its own.
    loaded = require(join(__dirname, 'extension.js')) as typeof Extension;
    loaded.activate(context);
  };
  const look = async (tree: Promise<vscode.Uri | null>): Promise<void> => {
    // What can't be looked at is no kernel tree.
    if ((await tree.catch(() => null)) !== null) wake();
  };
  const lookAtDocument = async (document: vscode.TextDocument): Promise<void> => {
    const { languageId, uri } = document;
    if (languageId === 'kernel-log' || readsLikeKernelLog(document)) wake();
    else if (isC(languageId) && uri.scheme === 'file') await look(kernelTreeOf(uri));
  };
  const lookAtFolder = async ({ uri }: vscode.WorkspaceFolder): Promise<void> => {
    if (uri.scheme === 'file') await look(kernelTreeAt(uri));
  };
  watching.push(
    ...standIns(context),
    // A link asks for a path also where no tree is open yet.
    handleLinks({
      handleUri: (uri) => {
        wake();
        return loaded?.handleUri(uri);
      },
    }),
    vscode.workspace.onDidOpenTextDocument(lookAtDocument),
    vscode.workspace.onDidChangeWorkspaceFolders(({ added }) => void added.map(lookAtFolder)),
  );
  context.subscriptions.push(...watching);
  const folders = vscode.workspace.workspaceFolders ?? [];
  // An empty window has no other code that wants to be left alone, and may invite to open a tree.
  if (folders.length === 0) wake();
  await Promise.all([...folders.map(lookAtFolder), ...vscode.workspace.textDocuments.map(lookAtDocument)]);
}

/** Stops the server where one was started. */
export async function deactivate(): Promise<void> {
  await loaded?.deactivate();
}

/** VS Code takes a header for C++ unless it is told otherwise. */
function isC(languageId: string): boolean {
  return languageId === 'c' || languageId === 'cpp';
}

/** Every command of package.json, answering in a sentence: a keyboard shortcut reaches them outside of kernel trees too. */
function standIns({ extension }: vscode.ExtensionContext): vscode.Disposable[] {
  const { commands } = (extension.packageJSON as { contributes: { commands: readonly { command: string }[] } })
    .contributes;
  return commands.map(({ command }) =>
    vscode.commands.registerCommand(command, () => {
      void vscode.window.showInformationMessage(vscode.l10n.t('Open a file or folder of a Linux kernel tree first.'));
    }),
  );
}
