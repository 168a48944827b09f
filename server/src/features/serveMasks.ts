import type {
  CancellationToken,
  ClientCapabilities,
  Connection,
  Hover,
  Position,
  TextDocuments,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { FileId } from '../index/kernelIndex';
import {
  CALLERS_BY_MASK,
  type CallersByMaskAnswer,
  type CallersByMaskParams,
  GATES,
  type GateAnswer,
  type GatesParams,
  type IndexState,
  MASK_NAMES,
  type MaskName,
  type MaskNamesParams,
} from '../protocol';
import { callersByMaskAnswer, noCallers } from './callersByMaskAnswer';
import { flagHighlights } from './flagHighlights';
import type { FlowSession } from './flowSession';
import { FlowSessions } from './flowSessions';
import { gatesOfFile } from './gates';
import { incompleteSentence } from './incompleteWords';
import { inlayHints } from './inlayHints';
import { maskHover } from './maskHover';
import { maskLenses, resolvedLens } from './maskLens';
import { maskNames } from './maskNames';
import { openTexts, pathOf } from './openTexts';
import { runSafe } from './runSafe';
import { flagTokens, TOKEN_LEGEND } from './semanticTokens';
import { EXPLAIN, HAZARD_CAPABILITIES, HazardService } from './serveHazards';
import type { ViewSettings } from './settings';
import type { TreeSession } from './treeSession';
import type { TreePlace, TreeSessions } from './treeSessions';
import { say } from './words';

/** What the server can do with masks, for the answer to `initialize`. */
export const MASK_CAPABILITIES = {
  inlayHintProvider: true,
  codeLensProvider: { resolveProvider: true },
  documentHighlightProvider: true,
  // Whole documents are left to a highlighter of all of C: an editor asks only one.
  semanticTokensProvider: { legend: TOKEN_LEGEND, range: true, full: false },
  ...HAZARD_CAPABILITIES,
} as const;

export interface MaskServing {
  readonly connection: Connection;
  readonly documents: TextDocuments<TextDocument>;
  readonly trees: TreeSessions;
  /** Where the two WebAssembly files of the parser lie. */
  readonly folder: string;
  readonly views: () => ViewSettings;
}

interface Asked {
  readonly flow: FlowSession;
  readonly place: TreePlace;
  readonly document: TextDocument;
  readonly file: FileId;
}

/** Answers from the interpreter: hover, hints, lenses, highlights, tokens, gates, callers by mask. */
export class MaskService {
  /** What the client can do; null before it has said so. */
  client: ClientCapabilities | null = null;
  private readonly flows: FlowSessions;
  private readonly answering = new Map<string, number>();
  private readonly hazards: HazardService;

  constructor(private readonly around: MaskServing) {
    const { documents, folder, connection } = around;
    this.flows = new FlowSessions((root) => openTexts(documents.all(), root));
    void this.guarded('parser', undefined, async () => {
      await this.flows.load(folder);
      this.refresh();
    });
    this.hazards = new HazardService({
      connection,
      documents,
      level: () => around.views().hazards,
      explains: () => around.views().commands.includes(EXPLAIN),
      asked: (uri) => this.asked(uri),
    });
    connection.onCodeLens(({ textDocument: { uri } }, token) =>
      this.guarded(
        'code lens',
        null,
        () => {
          const asked = around.views().codeLens ? this.asked(uri) : null;
          return asked && maskLenses(asked.flow, asked.file, uri);
        },
        token,
      ),
    );
    connection.onCodeLensResolve((lens, token) =>
      this.guarded(
        'code lens words',
        lens,
        async () => {
          const uri: unknown = (lens.data as { readonly uri?: unknown } | undefined)?.uri;
          const asked = typeof uri === 'string' ? this.asked(uri) : null;
          if (asked === null) return lens;
          const { commands } = around.views();
          return (await resolvedLens(lens, asked.flow, asked.file, { commands, token })) ?? lens;
        },
        token,
      ),
    );
    connection.languages.inlayHint.on(({ textDocument: { uri }, range }, token) =>
      this.guarded(
        'inlay hints',
        null,
        () => {
          const asked = this.asked(uri);
          return asked && inlayHints(asked.flow, asked.file, range, around.views());
        },
        token,
      ),
    );
    connection.onDocumentHighlight(({ textDocument: { uri }, position }, token) =>
      this.guarded(
        'highlights',
        null,
        () => {
          const document = this.placeOf(uri) === null ? undefined : documents.get(uri);
          return document ? flagHighlights(document, position) : null;
        },
        token,
      ),
    );
    connection.languages.semanticTokens.onRange(({ textDocument: { uri }, range }, token) =>
      this.guarded(
        'tokens',
        { data: [] },
        () => {
          const document = this.placeOf(uri) === null ? undefined : documents.get(uri);
          if (!document) return { data: [] };
          const asked = this.asked(uri);
          return flagTokens(document, range, asked && { session: asked.flow, file: asked.file });
        },
        token,
      ),
    );
    connection.onRequest(GATES, ({ uri, masks }: GatesParams, token) =>
      this.guarded<GateAnswer[]>(
        'gates',
        [],
        async () => {
          const asked = this.asked(uri);
          return (
            (asked && (await gatesOfFile(asked.flow, asked.file, masks, () => token.isCancellationRequested))) ?? []
          );
        },
        token,
      ),
    );
    connection.onRequest(MASK_NAMES, ({ uri }: MaskNamesParams, token) =>
      this.guarded<MaskName[]>(
        'mask names',
        [],
        () => {
          const vocabulary = this.placeOf(uri)?.session.vocabulary();
          return vocabulary ? maskNames(vocabulary) : [];
        },
        token,
      ),
    );
    connection.onRequest(CALLERS_BY_MASK, ({ uri, position }: CallersByMaskParams, token) =>
      this.guarded<CallersByMaskAnswer>(
        'callers',
        noCallers(null, say('The log tells why there is no answer.')),
        () => {
          const asked = this.asked(uri);
          if (asked === null) return noCallers(null, say('The tree is still being read.'));
          const incomplete = incompleteSentence(asked.place.session.incomplete);
          return callersByMaskAnswer(asked.flow, asked.document, position, { file: asked.file, incomplete, token });
        },
        token,
      ),
    );
  }

  /** The hover on what holds a mask; null on everything else. */
  hover(uri: string, position: Position): Hover | null {
    const asked = this.asked(uri);
    return asked && maskHover(asked.flow, asked.file, position);
  }

  /** The interpreter of a tree, as it stands now; null while there is none. */
  flowOf(session: TreeSession): FlowSession | null {
    return this.flows.of(session);
  }

  /** A document was opened, or the tree behind it was read: what it will be asked needs headers, which are read between requests. */
  prepare(uri: string): void {
    const asked = this.asked(uri);
    if (asked !== null) this.flows.prepare(asked.flow, asked.file);
  }

  /** Another index, other settings: what the editor shows beside the code is asked for again. */
  refresh(): void {
    const { connection, documents } = this.around;
    for (const { uri } of documents.all()) this.prepare(uri);
    this.hazards.refresh();
    for (const what of ['inlayHint', 'codeLens', 'semanticTokens'] as const) {
      if (this.client?.workspace?.[what]?.refreshSupport !== true) continue;
      // A client that went away meanwhile needs none.
      connection.sendRequest(`workspace/${what}/refresh`).catch(() => {});
    }
  }

  /** What an index is doing: where more of a tree stands behind the answers, they are other answers. */
  heard({ root, state, answering }: IndexState): void {
    const before = this.answering.get(root);
    this.answering.set(root, answering);
    if (state === 'ready' || (answering > 0 && before !== answering)) this.refresh();
  }

  private placeOf(uri: string): TreePlace | null {
    const path = pathOf(uri);
    return path === null ? null : this.around.trees.placeOf(path);
  }

  private asked(uri: string): Asked | null {
    const document = this.around.documents.get(uri);
    const place = document ? this.placeOf(uri) : null;
    const flow = place && this.flows.of(place.session);
    const file = place ? flow?.index.fileByPath(place.path) : undefined;
    return document && place && flow && file !== undefined ? { flow, place, document, file } : null;
  }

  private guarded<T>(what: string, fallback: T, run: () => T | Promise<T>, token?: CancellationToken): Promise<T> {
    return runSafe(run, fallback, what, (text) => this.around.connection.console.error(text), token);
  }
}
