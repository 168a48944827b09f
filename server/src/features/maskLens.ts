import type { CancellationToken, CodeLens, Range } from 'vscode-languageserver';
import type { DefId, FileId, KernelIndex } from '../index/kernelIndex';
import { callersWords } from '../render/callersWords';
import type { FlowSession } from './flowSession';
import { maskCallers } from './maskCallers';
import { returnedWords } from './returnedMask';
import { say } from './words';

/** Callers that one lens looks at. */
const MOST_CALLERS = 60;
/** Lenses of one document. */
const MOST_LENSES = 400;

/** Command of a client that shows the callers of the function at (uri, position). */
export const SHOW_CALLERS = 'gfpLens.showCallersOf';

/** Enough to find the function again when the lens comes into sight. */
export interface LensData {
  readonly uri: string;
  readonly name: string;
}

/** A lens, still without words, above each function that is given a gfp mask or hands one out. Only heads are looked at. */
export function maskLenses(flow: FlowSession, file: FileId, uri: string): CodeLens[] {
  const { index } = flow;
  const lenses: CodeLens[] = [];
  for (const def of index.defsOfFile(file)) {
    if (index.defKind(def) !== 'function' || lenses.length >= MOST_LENSES) continue;
    const text = flow.engine.code.definitionText(def) ?? '';
    const brace = text.indexOf('{');
    if (brace < 0 || !/\bgfp_t\b/.test(headOf(flow, file, def) + text.slice(0, brace))) continue;
    lenses.push({ range: nameRange(flow, file, def), data: { uri, name: index.defName(def) } satisfies LensData });
  }
  return lenses;
}

/** With its words, and a command where the client has one; null where the question was taken back. */
export async function resolvedLens(
  lens: CodeLens,
  flow: FlowSession,
  file: FileId,
  { commands, token }: { readonly commands: readonly string[]; readonly token: CancellationToken },
): Promise<CodeLens | null> {
  const { uri, name } = lens.data as LensData;
  const def = nearest(flow.index, file, name, lens.range);
  if (def === undefined) return { ...lens, command: { title: ' ', command: '' } };
  const callers = await maskCallers(flow, def, MOST_CALLERS, token);
  if (token.isCancellationRequested) return null;
  const given = returnedWords(flow, def);
  const words = callers === null ? [] : [callersWords(callers, say)];
  const title = [...words, ...(given === null ? [] : [given])].join(' · ');
  const isOpen = callers !== null && callers.total > 0 && commands.includes(SHOW_CALLERS);
  const command = isOpen
    ? { title, command: SHOW_CALLERS, arguments: [uri, lens.range.start] }
    : { title, command: '' };
  return { ...lens, command };
}

/** The line before the one that the index knows: a return type may stand there. */
function headOf(flow: FlowSession, file: FileId, def: DefId): string {
  const line = flow.index.defLine(def) - 1;
  if (line < 1) return '';
  const { start, end } = flow.linesOf(file).spanOf(line);
  const text = flow.text(file)?.slice(start, end) ?? '';
  return /[;}]\s*$|^\s*[*#/]/.test(text) ? '' : `${text} `;
}

function nameRange(flow: FlowSession, file: FileId, def: DefId): Range {
  const { index } = flow;
  const row = index.defLine(def);
  const { start, end } = flow.linesOf(file).spanOf(row);
  const name = index.defName(def);
  const at = Math.max(
    flow
      .text(file)
      ?.slice(start, end)
      .search(new RegExp(`\\b${name}\\b`)) ?? 0,
    0,
  );
  const line = row - 1;
  return { start: { line, character: at }, end: { line, character: at + name.length } };
}

/** The function of that name in the file; of several the nearest one. */
function nearest(index: KernelIndex, file: FileId, name: string, { start }: Range): DefId | undefined {
  const [def] = index
    .defsOfFile(file)
    .filter((one) => index.defKind(one) === 'function' && index.defName(one) === name)
    .sort((a, b) => Math.abs(index.defLine(a) - start.line - 1) - Math.abs(index.defLine(b) - start.line - 1));
  return def;
}
