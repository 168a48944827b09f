import { relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createConnection, ProposedFeatures, TextDocumentSyncKind, TextDocuments } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { incomingCalls, outgoingCalls, prepareCallHierarchy } from './features/callHierarchy';
import { definitions } from './features/definition';
import { hover } from './features/hover';
import { runSafe } from './features/runSafe';
import { functionNames, tracePath } from './features/tracePath';
import { type TreeSession, TreeSessions } from './features/treeSessions';
import {
  FUNCTION_NAMES,
  type FunctionNamesParams,
  INDEX_STATE,
  type IndexState,
  TRACE,
  type TraceAnswer,
  type TraceParams,
} from './protocol';
import { cacheFolder } from './tree/cacheFolder';

/** Wires the language server: which request goes to which feature. Standard input and output, or Node's channel. */
export function startServer(): void {
  const connection = createConnection(ProposedFeatures.all);
  const documents = new TextDocuments(TextDocument);
  const log = (text: string): void => connection.console.error(text);
  const tell = (state: IndexState): void => void connection.sendNotification(INDEX_STATE, state);
  let cacheDir = cacheFolder();
  let folders: readonly string[] = [];
  let trees: TreeSessions | null = null;
  const sessions = (): TreeSessions => {
    trees ??= new TreeSessions(cacheDir, {
      onProgress: (root, done, total, phase) =>
        tell({ root, done, total, state: phase === 'read' ? 'reading' : 'linking', text: '' }),
      onReady: (root) => tell({ root, done: 1, total: 1, state: 'ready', text: '' }),
      onProblem: (root, text) => tell({ root, done: 0, total: 1, state: 'problem', text }),
    });
    return trees;
  };
  const sessionOf = (uri: string): TreeSession | null =>
    uri.startsWith('file:') ? sessions().of(fileURLToPath(uri)) : null;
  const placeOf = (uri: string) => {
    const document = documents.get(uri);
    const session = sessionOf(uri);
    const index = session?.index ?? null;
    if (!document || !session || !index) return null;
    return { document, index, file: index.fileByPath(relative(session.root, fileURLToPath(uri)).split(sep).join('/')) };
  };

  connection.onInitialize((params) => {
    const options = params.initializationOptions as { cacheDir?: string } | undefined;
    if (typeof options?.cacheDir === 'string') cacheDir = options.cacheDir;
    folders = params.workspaceFolders?.map(({ uri }) => uri) ?? [];
    return {
      serverInfo: { name: 'gfp-lens', version: process.env.GFP_LENS_VERSION ?? '0.0.0' },
      capabilities: {
        textDocumentSync: TextDocumentSyncKind.Incremental,
        hoverProvider: true,
        callHierarchyProvider: true,
        definitionProvider: true,
        implementationProvider: true,
      },
    };
  });
  // A tree is read when its folder is opened, before anybody opens a file.
  connection.onInitialized(() => {
    for (const uri of folders) void runSafe(() => void sessionOf(uri), undefined, 'folder', log);
  });
  documents.onDidOpen(({ document }) => void runSafe(() => void sessionOf(document.uri), undefined, 'open', log));
  connection.onHover(({ textDocument, position }, token) =>
    runSafe(
      () => {
        const document = documents.get(textDocument.uri);
        return document ? hover(document, position, sessionOf(textDocument.uri)?.vocabulary() ?? null) : null;
      },
      null,
      'hover',
      log,
      token,
    ),
  );
  connection.languages.callHierarchy.onPrepare(({ textDocument, position }, token) =>
    runSafe(
      () => {
        const place = placeOf(textDocument.uri);
        return place ? prepareCallHierarchy(place.index, place.document, position, place.file) : null;
      },
      null,
      'call hierarchy',
      log,
      token,
    ),
  );
  connection.languages.callHierarchy.onIncomingCalls(({ item }, token) =>
    runSafe(
      () => {
        const index = sessionOf(item.uri)?.index;
        return index ? incomingCalls(index, item) : null;
      },
      null,
      'incoming calls',
      log,
      token,
    ),
  );
  connection.languages.callHierarchy.onOutgoingCalls(({ item }, token) =>
    runSafe(
      () => {
        const index = sessionOf(item.uri)?.index;
        return index ? outgoingCalls(index, item) : null;
      },
      null,
      'outgoing calls',
      log,
      token,
    ),
  );
  for (const on of [connection.onDefinition, connection.onImplementation]) {
    on(({ textDocument, position }, token) =>
      runSafe(
        () => {
          const place = placeOf(textDocument.uri);
          return place ? definitions(place.index, place.document, position, place.file) : [];
        },
        [],
        'definition',
        log,
        token,
      ),
    );
  }
  connection.onRequest(TRACE, (params: TraceParams) =>
    runSafe<TraceAnswer>(
      () => {
        const index = sessionOf(params.uri)?.index;
        return index ? tracePath(index, params) : { hops: [], resolved: {}, why: 'The tree is still being read.' };
      },
      { hops: [], resolved: {}, why: 'The path could not be searched; the log tells why.' },
      'trace',
      log,
    ),
  );
  connection.onRequest(FUNCTION_NAMES, (params: FunctionNamesParams) =>
    runSafe<string[]>(
      () => {
        const index = sessionOf(params.uri)?.index;
        return index ? functionNames(index, params.prefix) : [];
      },
      [],
      'names',
      log,
    ),
  );
  connection.onShutdown(async () => {
    await trees?.stop();
  });
  documents.listen(connection);
  connection.listen();
}
