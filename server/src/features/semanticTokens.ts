import {
  type Range,
  type SemanticTokens,
  SemanticTokensBuilder,
  type SemanticTokensLegend,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type FlagUse, flagUses } from '../flow/flagUses';
import type { FileId } from '../index/kernelIndex';
import type { Span } from '../syntax/ast';
import type { FlowSession } from './flowSession';

/** As declared in package.json; the order is that of the numbers in an answer. */
export const TOKEN_LEGEND: SemanticTokensLegend = { tokenTypes: ['gfpFlag'], tokenModifiers: ['set', 'clear', 'gate'] };

const MODIFIER: Record<FlagUse, number> = { set: 1, clear: 2, test: 0 };
const GATE = 4;
/** Longest stretch that is read, in UTF-16 units: many screens. */
const LONGEST = 400_000;

/**
 * The names of flags in a range, told apart by what the code does with them. `flow` is null while nothing is known of gates. Only gfp names
 * are in the answer, and only for a range: a highlighter of all of C goes on beside it.
 */
export function flagTokens(
  document: TextDocument,
  range: Range,
  flow: { readonly session: FlowSession; readonly file: FileId } | null,
): SemanticTokens {
  const builder = new SemanticTokensBuilder();
  const from = document.offsetAt({ line: range.start.line, character: 0 });
  const to = Math.min(document.offsetAt({ line: range.end.line + 1, character: 0 }), from + LONGEST);
  const gates = flow === null ? [] : gatesIn(flow.session, flow.file, range);
  const isGate = (at: number): boolean => gates.some(({ start, end }) => start <= at && at < end);
  // Offsets in a document with two-character line ends are not those of the text that was read.
  const shift = flow === null ? 0 : flow.session.linesOf(flow.file).spanOf(range.start.line + 1).start - from;
  const isAligned = flow !== null && flow.session.text(flow.file)?.length === document.getText().length;
  const text = document.getText();
  for (const { name, start, use } of flagUses(text, outsideOfComment(text, from), to)) {
    if (start < from) continue;
    const { line, character } = document.positionAt(start);
    const gate = isAligned && use === 'test' && isGate(start + shift) ? GATE : 0;
    builder.push(line, character, name.length, 0, MODIFIER[use] | gate);
  }
  return builder.build();
}

/** The offset itself, or where the comment begins that it lies in. */
function outsideOfComment(text: string, offset: number): number {
  const open = text.lastIndexOf('/*', offset - 1);
  return open >= 0 && text.indexOf('*/', open + 2) >= offset - 1 ? open : offset;
}

/** Conditions of the gates in the functions of a range. */
function gatesIn(flow: FlowSession, file: FileId, { start, end }: Range): Span[] {
  const { index } = flow;
  return index
    .defsOfFile(file)
    .filter(
      (def) =>
        index.defKind(def) === 'function' &&
        index.defLine(def) <= end.line + 1 &&
        index.defEndLine(def) >= start.line + 1 &&
        /GFP_/.test(flow.engine.code.definitionText(def) ?? ''),
    )
    .flatMap((def) => flow.gates(def, null)?.gates.map(({ span }) => span) ?? []);
}
