import { type Diagnostic, DiagnosticSeverity, DiagnosticTag, type Range } from 'vscode-languageserver';
import { type Hazard, MISTAKES } from '../hazards/hazard';
import type { FileId } from '../index/kernelIndex';
import type { Span } from '../syntax/ast';
import type { LinedSource } from '../text/linedSource';
import type { FlowSession } from './flowSession';
import type { HazardLevel } from './settings';
import { turns } from './turns';

/** How long the server's thread is held before other requests have their turn, in milliseconds. */
const SLICE_MS = 20;

/**
 * Hazards of a file in source order, of the kinds that are asked for. Null where the question was taken back, or an edit made another
 * one of it.
 */
export async function hazardsOfFile(
  flow: FlowSession,
  file: FileId,
  level: HazardLevel,
  isTakenBack: () => boolean,
): Promise<Hazard[] | null> {
  if (level === 'off') return [];
  const { index } = flow;
  const found = await turns.work('beside', async (next) => {
    const hazards: Hazard[] = [];
    let until = performance.now() + SLICE_MS;
    for (const def of index.defsOfFile(file)) {
      if (index.defKind(def) === 'function') hazards.push(...flow.hazards(def));
      if (performance.now() < until) continue;
      await next();
      if (isTakenBack() || flow.index !== index) return null;
      until = performance.now() + SLICE_MS;
    }
    return hazards;
  });
  if (found === null) return null;
  return found.filter(({ code }) => level === 'all' || MISTAKES.has(code)).sort((a, b) => a.span.start - b.span.start);
}

/**
 * A hazard as an editor shows it. What a scope makes needless is faded; what it narrows is a hint, which is in no list of problems: it is what
 * the other one's fix leads to.
 */
export function hazardDiagnostic(
  { code, span, message, related }: Hazard,
  lines: LinedSource,
  uri: string,
): Diagnostic {
  const ofStyle = code === 'narrowed-by-scope' ? DiagnosticSeverity.Hint : DiagnosticSeverity.Information;
  return {
    range: rangeOf(span, lines),
    severity: MISTAKES.has(code) ? DiagnosticSeverity.Warning : ofStyle,
    source: 'GFP Lens',
    code,
    message,
    ...(code === 'given-by-scope' ? { tags: [DiagnosticTag.Unnecessary] } : {}),
    ...(related === null
      ? {}
      : {
          relatedInformation: [{ location: { uri, range: rangeOf(related.span, lines) }, message: related.message }],
        }),
  };
}

/** In lines and UTF-16 columns counted from 0: those of the document too, whatever its line ends are. */
export function rangeOf({ start, end }: Span, lines: LinedSource): Range {
  const place = (at: number): Range['start'] => {
    const { line, column } = lines.positionOf(at);
    return { line: line - 1, character: column - 1 };
  };
  return { start: place(start), end: place(end) };
}
