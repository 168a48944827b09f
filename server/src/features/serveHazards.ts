import {
  type CodeAction,
  CodeActionKind,
  type Connection,
  type Diagnostic,
  type Range,
  type ServerCapabilities,
  type TextDocuments,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Hazard, HazardCode, HazardFix } from '../hazards/hazard';
import type { FileId } from '../index/kernelIndex';
import type { FlowSession } from './flowSession';
import { hazardDiagnostic, hazardsOfFile, rangeOf } from './hazards';
import { runSafe } from './runSafe';
import type { HazardLevel } from './settings';
import { say } from './words';

/** A client's command that shows what docs/HAZARDS.md says of a code. */
export const EXPLAIN = 'gfpLens.explainHazard';

/** Long enough that nobody is told of what they are still typing. */
const QUIET_MS = 500;

export const HAZARD_CAPABILITIES: Pick<ServerCapabilities, 'codeActionProvider'> = {
  codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] },
};

export interface HazardServing {
  readonly connection: Connection;
  readonly documents: TextDocuments<TextDocument>;
  readonly level: () => HazardLevel;
  /** True where the client can show what a code means. */
  readonly explains: () => boolean;
  /** What answers for a document: null where it is no file of a tree that has been read. */
  readonly asked: (uri: string) => { readonly flow: FlowSession; readonly file: FileId } | null;
}

/** What was reported of a document, each with the place that its fix changes. */
interface Reported {
  readonly version: number;
  readonly hazards: readonly {
    readonly hazard: Hazard;
    readonly diagnostic: Diagnostic;
    readonly edit: Range | null;
  }[];
}

/** Reports hazards of open documents as diagnostics, where a setting asks for them, and offers what mends them. */
export class HazardService {
  private readonly waiting = new Map<string, NodeJS.Timeout>();
  private readonly reported = new Map<string, Reported>();

  constructor(private readonly around: HazardServing) {
    const { connection, documents } = around;
    documents.onDidChangeContent(({ document }) => this.look(document.uri));
    documents.onDidClose(({ document: { uri } }) => {
      clearTimeout(this.waiting.get(uri));
      this.waiting.delete(uri);
      this.clear(uri);
    });
    connection.onCodeAction(({ textDocument: { uri }, range }, token) =>
      this.guarded('quick fixes', [], () => this.quickFixes(uri, range), token),
    );
  }

  /** Everything that is open is looked through again: another index, or another setting. */
  refresh(): void {
    for (const { uri } of this.around.documents.all()) this.look(uri);
  }

  private look(uri: string): void {
    clearTimeout(this.waiting.get(uri));
    this.waiting.delete(uri);
    if (this.around.level() === 'off') {
      this.clear(uri);
      return;
    }
    const timer = setTimeout(() => void this.guarded('hazards', undefined, () => this.report(uri)), QUIET_MS);
    this.waiting.set(uri, timer.unref());
  }

  private async report(uri: string): Promise<void> {
    const { connection, documents, asked, level } = this.around;
    const document = documents.get(uri);
    const place = document ? asked(uri) : null;
    if (!document || place === null) return;
    const { flow, file } = place;
    const { version } = document;
    const isOld = (): boolean => documents.get(uri)?.version !== version;
    const hazards = await hazardsOfFile(flow, file, level(), isOld);
    if (hazards === null || isOld()) return;
    const lines = flow.linesOf(file);
    const all = hazards.map((hazard) => ({
      hazard,
      diagnostic: hazardDiagnostic(hazard, lines, uri),
      edit: hazard.fix === null ? null : rangeOf(hazard.fix.span, lines),
    }));
    if (all.length === 0) {
      this.clear(uri);
      return;
    }
    this.reported.set(uri, { version, hazards: all });
    await connection.sendDiagnostics({ uri, version, diagnostics: all.map(({ diagnostic }) => diagnostic) });
  }

  /** Nothing is sent where nothing was reported. */
  private clear(uri: string): void {
    if (this.reported.delete(uri)) void this.around.connection.sendDiagnostics({ uri, diagnostics: [] });
  }

  private quickFixes(uri: string, range: Range): CodeAction[] {
    const known = this.reported.get(uri);
    // Offsets of an older text would change something else.
    if (known === undefined || this.around.documents.get(uri)?.version !== known.version) return [];
    const here = known.hazards.filter(({ diagnostic }) => touches(diagnostic.range, range));
    const explains = this.around.explains();
    return [
      ...here.flatMap(({ hazard: { fix }, diagnostic, edit }) =>
        fix === null || edit === null ? [] : [fixOf(diagnostic, fix, { uri, edit })],
      ),
      ...here.flatMap(({ diagnostic, hazard: { code } }) => (explains ? [explanationOf(diagnostic, code)] : [])),
    ];
  }

  private guarded<T>(
    what: string,
    fallback: T,
    run: () => T | Promise<T>,
    token?: Parameters<typeof runSafe>[4],
  ): Promise<T> {
    return runSafe(run, fallback, what, (text) => this.around.connection.console.error(text), token);
  }
}

function touches(a: Range, b: Range): boolean {
  const isBehind = (one: Range['start'], other: Range['start']): boolean =>
    one.line > other.line || (one.line === other.line && one.character > other.character);
  return !isBehind(a.start, b.end) && !isBehind(b.start, a.end);
}

function fixOf(diagnostic: Diagnostic, fix: HazardFix, { uri, edit }: { uri: string; edit: Range }): CodeAction {
  return {
    title: fix.title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [diagnostic],
    isPreferred: true,
    edit: { changes: { [uri]: [{ range: edit, newText: fix.text }] } },
  };
}

function explanationOf(diagnostic: Diagnostic, code: HazardCode): CodeAction {
  const title = say('What {0} means', code);
  return {
    title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [diagnostic],
    command: { title, command: EXPLAIN, arguments: [code] },
  };
}
