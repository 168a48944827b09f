import { type ExtensionContext, type LogOutputChannel, workspace } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import type { ServerOptions } from '../../server/src/protocol';
import { coexist } from './coexistence';
import { restartServer } from './serverEnd';

/** Files that GFP Lens answers for. VS Code takes a header for C++ unless it is told otherwise. */
export const kernelFiles = [
  { scheme: 'file', language: 'c' },
  { scheme: 'file', language: 'cpp' },
];

/** Logs: files, and what was pasted into an untitled document. */
export const kernelLogs = [
  { scheme: 'file', language: 'kernel-log' },
  { scheme: 'untitled', language: 'kernel-log' },
];

/** The client of a server in its own process, not started yet; snapshots live in the extension's storage folder. */
export function createLanguageClient(context: ExtensionContext, log: LogOutputChannel): LanguageClient {
  const module = context.asAbsolutePath('dist/server.js');
  const settings = workspace.getConfiguration('gfpLens');
  const options: ServerOptions = {
    cacheDir: context.globalStorageUri.fsPath,
    arch: settings.get('arch', 'x86'),
    config: settings.get('config', ''),
    coexist: coexist(),
    commands: ['gfpLens.showCallersOf', 'gfpLens.explainHazard'],
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
      documentSelector: [...kernelFiles, ...kernelLogs],
      outputChannel: log,
      initializationOptions: options,
      synchronize: { fileEvents: sources },
      errorHandler: restartServer(log),
      middleware: {
        workspace: {
          // `auto` is decided here: the server does not know what else is installed.
          configuration: async (params, token, next) => {
            const sections = await next(params, token);
            if (!Array.isArray(sections)) return sections;
            return sections.map((section: unknown, i) =>
              params.items[i]?.section === 'gfpLens' ? { ...(section as object), coexist: coexist() } : section,
            );
          },
        },
      },
    },
  );
}
