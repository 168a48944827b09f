import type { ExtensionContext, LogOutputChannel } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';

/** Files that GFP Lens answers for. VS Code takes a header for C++ unless it is told otherwise. */
export const kernelFiles = [
  { scheme: 'file', language: 'c' },
  { scheme: 'file', language: 'cpp' },
];

/** The client of a server in its own process, not started yet; snapshots live in the extension's storage folder. */
export function createLanguageClient(context: ExtensionContext, log: LogOutputChannel): LanguageClient {
  const module = context.asAbsolutePath('dist/server.js');
  return new LanguageClient(
    'gfpLens',
    'GFP Lens',
    { run: { module, transport: TransportKind.ipc }, debug: { module, transport: TransportKind.ipc } },
    {
      documentSelector: kernelFiles,
      outputChannel: log,
      initializationOptions: { cacheDir: context.globalStorageUri.fsPath },
    },
  );
}
