/** What a trace says of masks and gates, line by line. */
import type { GateReport } from '../trace/gateReport';
import type { ReportHop, ReportPath } from '../trace/reportTypes';
import { maskWords } from './maskWords';

/** The mask where it is not what it was at the hop before, and the gates in front of the next call. */
export function hopNotes(hop: ReportHop, before: ReportHop | undefined): string[] {
  const notes: string[] = [];
  const several = Object.keys(hop.masks ?? {}).length > 1;
  const masks = hop.masks ?? (hop.mask === null ? {} : { '': hop.mask });
  for (const [asked, mask] of Object.entries(masks)) {
    if (mask === null) continue;
    const words = maskWords(mask);
    const last = before?.masks?.[asked] ?? before?.mask ?? null;
    if (last !== null && maskWords(last) === words) continue;
    notes.push(!several ? `mask ${words}` : `mask ${words}  (asked: ${asked})`);
  }
  for (const guard of hop.guards)
    notes.push(`${outcomeWords(guard)} line ${guard.line}: ${guard.condition}  (${guard.bits.join(' ')})`);
  return notes;
}

/** One sentence on the path as a whole, for each mask. */
export function verdictLines({ verdict, verdicts, closedAt, hops }: ReportPath): string[] {
  const hasMasks = hops.some(({ mask }) => mask !== null);
  if (!hasMasks && closedAt === null) return [];
  const where = closedAt === null ? '' : ` at ${closedAt.file}:${closedAt.line}, ${closedAt.condition}`;
  if (Object.keys(verdicts ?? {}).length > 1) {
    const lines = Object.entries(verdicts!).map(
      ([mask, own]) => `  ${mask}: ${own}${own === 'closed' && own === verdict ? where : ''}`,
    );
    return ['', ...lines];
  }
  switch (verdict) {
    case 'open':
      return ['', '  Open: no flag stands in the way.'];
    case 'closed':
      return ['', `  Closed${where}.`];
    case 'depends':
      return ['', `  Depends on ${missingFlags(hops)}.`];
  }
}

/** Gates inside of the last function and what it calls. */
export function gateLines({ gates, hops }: ReportPath): string[] {
  const last = hops.at(-1);
  if (gates.length === 0 || last === undefined) return [];
  const lines = ['', `  Gates in ${last.function} and what it calls:`];
  for (const gate of gates) {
    const place = `${gate.file}:${gate.line}`;
    lines.push(
      `    ${outcomeWords(gate)} ${place}  ${gate.condition}  (${gate.bits.join(' ')})`,
      `      set: ${gate.when.set}; clear: ${gate.when.clear}`,
    );
  }
  return lines;
}

function missingFlags(hops: readonly ReportHop[]): string {
  const bits = new Set(
    hops
      .flatMap(({ guards }) => guards)
      .filter(({ outcome }) => outcome === 'unknown')
      .flatMap(({ bits: own }) => own),
  );
  return [...bits].join(', ');
}

function outcomeWords({ outcome, outcomes }: GateReport): string {
  const all = Object.entries(outcomes ?? {});
  if (all.length < 2) return `[${outcome === 'unknown' ? 'depends' : outcome}]`;
  return `[${all.map(([mask, own]) => `${mask} ${own === 'unknown' ? 'depends' : own}`).join(', ')}]`;
}
