import { join } from 'node:path';
import {
  type Connection,
  createConnection,
  DidChangeConfigurationNotification,
  type MessageStrategy,
  ProposedFeatures,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { incomingCalls, outgoingCalls, prepareCallHierarchy } from './features/callHierarchy';
import { COMPLETION_TRIGGERS } from './features/completion';
import { definitions } from './features/definition';
import { functionAt } from './features/functionAt';
import { hover } from './features/hover';
import { incompleteDetail, incompleteSentence } from './features/incompleteWords';
import { indexProgress } from './features/indexProgress';
import { isKernelLog, serveLogLinks, treeOfLog } from './features/kernelLogs';
import { logHover } from './features/logHover';
import { openTexts, pathOf } from './features/openTexts';
import { runSafe } from './features/runSafe';
import { MASK_CAPABILITIES, MaskService } from './features/serveMasks';
import { ALL_VIEWS, coexists, initialSettings, treeSettings, viewSettings } from './features/settings';
import { SIGNATURE_TRIGGERS } from './features/signatureHelp';
import { functionNames, tracePath } from './features/tracePath';
import { type TreePlace, TreeSessions } from './features/treeSessions';
import { turns } from './features/turns';
import { say, speak } from './features/words';
import { serveWriting } from './features/writing';
import {
  FUNCTION_AT,
  FUNCTION_NAMES,
  type FunctionAtParams,
  type FunctionNamesParams,
  INDEX_STATE,
  type IndexState,
  REBUILD_INDEX,
  type RebuildIndexParams,
  STOP_INDEX,
  TRACE,
  type TraceAnswer,
  type TraceParams,
} from './protocol';
import { sayMarked } from './text/say';
import { findTrees } from './tree/root';

/** Wires the language server: which request goes to which feature. Standard input and output, or Node's channel. */
export function startServer(): void {
  const connection = createConnection(ProposedFeatures.all, { messageStrategy: countMessages });
  const documents = new TextDocuments(TextDocument);
  let settings = initialSettings(null);
  let isBeside = false;
  let views = ALL_VIEWS;
  const showProgress = indexProgress(connection, (root) => trees.cancel(root));
  const trees = new TreeSessions({
    settings: () => settings,
    openTexts: (root) => openTexts(documents.all(), root),
    onState: (state) => {
      showProgress(state);
      tell(connection, state);
      masks.heard(state);
    },
  });
  const masks = new MaskService({ connection, documents, trees, folder: __dirname, views: () => views });
  const placeOf = (uri: string): TreePlace | null => {
    const path = pathOf(uri);
    return path === null ? null : trees.placeOf(path);
  };
  const changeSettings = (section: unknown): void => {
    isBeside = coexists(section, isBeside);
    const before = JSON.stringify(views);
    views = viewSettings(section, views);
    if (JSON.stringify(views) !== before) masks.refresh();
    const next = { ...settings, ...treeSettings(section, settings) };
    if (next.arch === settings.arch && next.config === settings.config) return;
    settings = next;
    trees.settingsChanged();
  };
  let pullsSettings = false;
  let folders: readonly string[] = [];

  connection.onInitialize(({ initializationOptions, capabilities, workspaceFolders, locale }) => {
    speak(locale, join(__dirname, '../l10n'), (text) => connection.console.warn(text));
    settings = initialSettings(initializationOptions);
    isBeside = coexists(initializationOptions);
    views = viewSettings(initializationOptions, ALL_VIEWS);
    masks.client = capabilities;
    folders = workspaceFolders?.map(({ uri }) => uri) ?? [];
    pullsSettings = capabilities.workspace?.configuration === true;
    return {
      serverInfo: { name: 'gfp-lens', version: process.env.GFP_LENS_VERSION ?? '0.0.0' },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: { includeText: false } },
        hoverProvider: true,
        callHierarchyProvider: true,
        definitionProvider: true,
        implementationProvider: true,
        completionProvider: { triggerCharacters: COMPLETION_TRIGGERS, resolveProvider: true },
        signatureHelpProvider: { triggerCharacters: SIGNATURE_TRIGGERS },
        documentLinkProvider: { resolveProvider: true },
        ...MASK_CAPABILITIES,
      },
    };
  });
  const pullSettings = async (): Promise<void> =>
    changeSettings(await connection.workspace.getConfiguration('gfpLens'));
  /** One tree a folder: several below it are read when a file of theirs is opened. */
  const openTreeOf = (folder: string): void => {
    const found = findTrees(folder).filter(({ kind }) => kind === 'kernel');
    if (found.length === 1) trees.opened(join(found[0]!.root, 'Makefile'));
  };
  connection.onInitialized(() => {
    // A tree is read when its folder is opened, before anybody opens a file: the folder counts as an open file in it.
    for (const uri of folders) guard('folder', () => withPath(uri, (path) => openTreeOf(path)));
    if (!pullsSettings) return;
    guard('settings', async () => {
      await connection.client.register(DidChangeConfigurationNotification.type, { section: 'gfpLens' });
      await pullSettings();
    });
  });
  connection.onDidChangeConfiguration(({ settings: all }) =>
    guard('settings', () => {
      if (pullsSettings) return pullSettings();
      changeSettings((all as { gfpLens?: unknown } | null)?.gfpLens);
    }),
  );

  documents.onDidOpen(({ document }) =>
    guard('open', () => {
      withPath(document.uri, (path) => trees.opened(path));
      masks.prepare(document.uri);
    }),
  );
  documents.onDidClose(({ document }) => guard('close', () => withPath(document.uri, (path) => trees.closed(path))));
  documents.onDidSave(({ document }) =>
    guard('save', () => withPath(document.uri, (path) => trees.changedOnDisk(path))),
  );
  connection.onDidChangeWatchedFiles(({ changes }) =>
    guard('files', () => {
      for (const { uri } of changes) withPath(uri, (path) => trees.changedOnDisk(path));
    }),
  );

  connection.onHover(({ textDocument, position }, token) =>
    answer(
      'hover',
      null,
      () => {
        const document = documents.get(textDocument.uri);
        if (!document) return null;
        if (isKernelLog(document))
          return logHover(document, position, treeOfLog(trees, textDocument.uri)?.vocabulary() ?? null);
        const constant = hover(document, position, placeOf(textDocument.uri)?.session.vocabulary() ?? null, isBeside);
        return constant ?? masks.hover(textDocument.uri, position);
      },
      token,
    ),
  );
  connection.languages.callHierarchy.onPrepare(({ textDocument, position }, token) =>
    answer(
      'call hierarchy',
      null,
      () => {
        const document = documents.get(textDocument.uri);
        const place = placeOf(textDocument.uri);
        const index = place?.session.index();
        if (!document || !place || !index) return null;
        const file = index.fileByPath(place.path);
        return prepareCallHierarchy(index, document, position, file, incompleteDetail(place.session.incomplete));
      },
      token,
    ),
  );
  connection.languages.callHierarchy.onIncomingCalls(({ item }, token) =>
    answer(
      'incoming calls',
      null,
      () => {
        const session = placeOf(item.uri)?.session;
        const index = session?.index();
        return session && index ? incomingCalls(index, item, incompleteDetail(session.incomplete)) : null;
      },
      token,
    ),
  );
  connection.languages.callHierarchy.onOutgoingCalls(({ item }, token) =>
    answer(
      'outgoing calls',
      null,
      () => {
        const session = placeOf(item.uri)?.session;
        const index = session?.index();
        return session && index ? outgoingCalls(index, item, incompleteDetail(session.incomplete)) : null;
      },
      token,
    ),
  );
  for (const on of [connection.onDefinition, connection.onImplementation]) {
    on(({ textDocument, position }, token) =>
      answer(
        'definition',
        [],
        () => {
          const document = documents.get(textDocument.uri);
          const place = placeOf(textDocument.uri);
          const index = place?.session.index();
          return document && place && index
            ? definitions(index, document, position, index.fileByPath(place.path), isBeside)
            : [];
        },
        token,
      ),
    );
  }
  serveWriting(connection, documents, trees, () => isBeside);
  serveLogLinks(connection, documents, trees);
  connection.onRequest(TRACE, (params: TraceParams, token) =>
    answer<TraceAnswer>(
      'trace',
      noTrace(say('The path could not be searched; the log tells why.')),
      () => {
        const session = placeOf(params.uri)?.session;
        const index = session?.index();
        if (!session || !index) return noTrace(say('The tree is still being read.'));
        const incomplete = incompleteSentence(session.incomplete);
        const flow = params.pathsOnly === true ? null : masks.flowOf(session);
        const rank = params.ahead === true ? 'beside' : 'asked';
        return tracePath(index, params, { incomplete, flow, vocabulary: session.vocabulary(), rank, token });
      },
      token,
    ),
  );
  connection.onRequest(FUNCTION_AT, ({ uri, position }: FunctionAtParams) =>
    answer<string | null>('function', null, () => {
      const document = documents.get(uri);
      const place = placeOf(uri);
      const index = place?.session.index();
      return document && place && index ? functionAt(index, document, position, index.fileByPath(place.path)) : null;
    }),
  );
  connection.onRequest(FUNCTION_NAMES, (params: FunctionNamesParams) =>
    answer<string[]>('names', [], () => {
      const index = placeOf(params.uri)?.session.index();
      return index ? functionNames(index, params.prefix) : [];
    }),
  );
  connection.onRequest(STOP_INDEX, ({ uri }: RebuildIndexParams) =>
    answer('stop', null, () => {
      placeOf(uri)?.session.cancel();
      return null;
    }),
  );
  connection.onRequest(REBUILD_INDEX, ({ uri }: RebuildIndexParams) =>
    answer('rebuild', null, () => {
      placeOf(uri)?.session.start();
      return null;
    }),
  );
  connection.onShutdown(() => trees.stop());
  documents.listen(connection);
  connection.listen();

  function answer<T>(
    what: string,
    fallback: T,
    run: () => T | Promise<T>,
    token?: Parameters<typeof runSafe>[4],
  ): Promise<T> {
    return runSafe(run, fallback, what, (text) => connection.console.error(text), token);
  }
  function guard(what: string, run: () => void | Promise<void>): void {
    void answer<void>(what, undefined, run);
  }
}

/** Work in slices goes on when all messages are handled. */
const countMessages: MessageStrategy = {
  handleMessage: (message, next) => {
    turns.heard();
    return next(message);
  },
};

function withPath(uri: string, use: (path: string) => void): void {
  const path = pathOf(uri);
  if (path !== null) use(path);
}

/** To the client's status, and in English words to the log. */
function tell(connection: Connection, state: IndexState): void {
  void connection.sendNotification(INDEX_STATE, { ...state, text: sayMarked(say, state.text) });
  if (state.text === '') return;
  const line = `${state.root}: ${state.text}`;
  if (state.state === 'problem' || state.state === 'notice') connection.console.warn(line);
  else connection.console.info(line);
}

function noTrace(why: string): TraceAnswer {
  return { hops: [], paths: [], resolved: {}, incomplete: null, why };
}
