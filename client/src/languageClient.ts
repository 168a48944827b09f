import { type ExtensionContext, type LogOutputChannel, workspace } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import type { ServerOptions } from '../../server/src/protocol';

/** Files that GFP Lens answers for. VS Code takes a header for C++ unless it is told otherwise. */
export const kernelFiles = [
  { scheme: 'file', language: 'c' },
  { scheme: 'file', language: 'cpp' },
];

/** The client of a server in its own process, not started yet; snapshots live in the extension's storage folder. */
export function createLanguageClient(context: ExtensionContext, log: LogOutputChannel): LanguageClient {
  const module = context.asAbsolutePath('dist/server.js');
  const settings = workspace.getConfiguration('gfpLens');
  const options: ServerOptions = {
    cacheDir: context.globalStorageUri.fsPath,
    arch: settings.get('arch', 'x86'),
    config: settings.get('config', ''),
    commands: ['gfpLens.showCallersOf'],
  };
  // A branch switch changes files that no editor has open.
  const sources = workspace.createFileSystemWatcher('**/{*.c,*.h,*.S,.config}');
  context.subscriptions.push(sources);
  // glibc raises this limit by itself once large arrays were freed, and then keeps what a finished thread had: measured on
  // 6.1, the server held 876 MB after its first reading, and holds 610 MB with the limit fixed. Others ignore it.
  const run = { module, transport: TransportKind.ipc, options: { env: { MALLOC_MMAP_THRESHOLD_: '1048576' } } };
  return new LanguageClient(
    'gfpLens',
    'GFP Lens',
    { run, debug: run },
    {
      documentSelector: kernelFiles,
      outputChannel: log,
      initializationOptions: options,
      synchronize: { fileEvents: sources },
    },
  );
}
