import { readdirSync, readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as vscode from 'vscode';

/** Asks again until `probe` gives something, and gives that; throws `what` after `patience` ms. */
export async function eventually<T>(
  what: string,
  probe: () => T | null | undefined | false | PromiseLike<T | null | undefined | false>,
  patience = 45_000,
): Promise<T> {
  for (const end = Date.now() + patience; Date.now() < end; ) {
    const found = await probe();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`never happened: ${what}`);
}

export function extension(): vscode.Extension<unknown> {
  const found = vscode.extensions.getExtension('gfp-lens.gfp-lens');
  if (!found) throw new Error('the extension is not installed');
  return found;
}

/** Process ids of this extension's language servers. */
export function serverProcesses(): string[] {
  const program = `${extension().extensionPath}/dist/server.js`;
  return readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(program);
    } catch {
      return false;
    }
  });
}

export function workspaceFile(path: string): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (!folder) throw new Error('no folder is open');
  return vscode.Uri.joinPath(folder.uri, path);
}

export async function show(path: string): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(workspaceFile(path));
}

/** Where `needle` begins, one character in, behind the first `after`. */
export function positionOf(document: vscode.TextDocument, after: string, needle: string): vscode.Position {
  const text = document.getText();
  const from = text.indexOf(after);
  const at = text.indexOf(needle, from);
  if (from < 0 || at < 0) throw new Error(`${document.uri.path} has no ${needle} behind ${after}`);
  return document.positionAt(at + 1);
}

/** The words of all hovers at a position. */
export async function hoverText(uri: vscode.Uri, position: vscode.Position): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', uri, position);
  return hovers
    .flatMap(({ contents }) => contents)
    .map((content) => (typeof content === 'string' ? content : content.value))
    .join('\n');
}

/** Prints what the extension host holds after a collection, of all extensions together: the difference between two tells ours. */
export function tellMemory(when: string): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  const { heapUsed, external } = process.memoryUsage();
  const megabytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(1);
  console.log(`test|       extension host, ${when}: heap ${megabytes(heapUsed)} MB, buffers ${megabytes(external)} MB`);
}
