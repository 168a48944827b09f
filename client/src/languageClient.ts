import { type ExtensionContext, type LogOutputChannel, workspace } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import type { ServerOptions } from '../../server/src/protocol';

/** Starts the server in its own process; its snapshots live in the extension's storage folder. */
export async function startLanguageClient(context: ExtensionContext, log: LogOutputChannel): Promise<LanguageClient> {
  const module = context.asAbsolutePath('dist/server.js');
  const settings = workspace.getConfiguration('gfpLens');
  const options: ServerOptions = {
    cacheDir: context.globalStorageUri.fsPath,
    arch: settings.get('arch', 'x86'),
    config: settings.get('config', ''),
  };
  // A branch switch changes files that no editor has open.
  const sources = workspace.createFileSystemWatcher('**/{*.c,*.h,*.S,.config}');
  context.subscriptions.push(sources);
  const client = new LanguageClient(
    'gfpLens',
    'GFP Lens',
    { run: { module, transport: TransportKind.ipc }, debug: { module, transport: TransportKind.ipc } },
    {
      documentSelector: [{ scheme: 'file', language: 'c' }],
      outputChannel: log,
      initializationOptions: options,
      synchronize: { fileEvents: sources },
    },
  );
  await client.start();
  return client;
}
