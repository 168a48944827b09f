import * as vscode from 'vscode';
import { DidChangeConfigurationNotification, type LanguageClient } from 'vscode-languageclient/node';
import type { ServerOptions } from '../../server/src/protocol';

type Coexist = NonNullable<ServerOptions['coexist']>;

interface OtherTool {
  readonly extension: string;
  /** The setting that turns its language features off, and the value that does. */
  readonly off?: { readonly section: string; readonly key: string; readonly value: unknown };
}

/** Extensions that answer for plain C. */
const others: readonly OtherTool[] = [
  { extension: 'llvm-vs-code-extensions.vscode-clangd', off: { section: 'clangd', key: 'enable', value: false } },
  {
    extension: 'ms-vscode.cpptools',
    // What people set who have clangd beside it.
    off: { section: 'C_Cpp', key: 'intelliSenseEngine', value: 'disabled' },
  },
  { extension: 'ccls-project.ccls' },
];

/** The setting `gfpLens.coexist` with `auto` decided by the extensions that are there and enabled now. */
export function coexist(): Coexist {
  const setting = vscode.workspace.getConfiguration('gfpLens').get<string>('coexist', 'auto');
  if (setting === 'always' || setting === 'never') return setting;
  return others.some(isAnswering) ? 'always' : 'never';
}

/** Tells the server anew when extensions come or go, or one of them is turned off. */
export function followCoexistence(client: LanguageClient): vscode.Disposable {
  let told = coexist();
  const tell = (): void => {
    const now = coexist();
    if (now === told) return;
    told = now;
    // The server then asks for its settings, and gets `coexist` with them.
    void client.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
  };
  return vscode.Disposable.from(vscode.extensions.onDidChange(tell), vscode.workspace.onDidChangeConfiguration(tell));
}

/** VS Code gives only extensions that are enabled. */
function isAnswering({ extension, off }: OtherTool): boolean {
  if (vscode.extensions.getExtension(extension) === undefined) return false;
  return off === undefined || vscode.workspace.getConfiguration(off.section).get(off.key) !== off.value;
}
