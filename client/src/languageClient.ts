import type { ExtensionContext, LogOutputChannel } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';

/** Starts the server in its own process; its snapshots live in the extension's storage folder. */
export async function startLanguageClient(context: ExtensionContext, log: LogOutputChannel): Promise<LanguageClient> {
  const module = context.asAbsolutePath('dist/server.js');
  const client = new LanguageClient(
    'gfpLens',
    'GFP Lens',
    { run: { module, transport: TransportKind.ipc }, debug: { module, transport: TransportKind.ipc } },
    {
      documentSelector: [{ scheme: 'file', language: 'c' }],
      outputChannel: log,
      initializationOptions: { cacheDir: context.globalStorageUri.fsPath },
    },
  );
  await client.start();
  return client;
}
