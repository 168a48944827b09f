import type { GateAnswer, PathAnswer, TraceAnswer, TraceHopAnswer } from '../../../../server/src/protocol';
import type { OpenQuestion } from '../question';

/** Copies are English whatever the editor's language is: they go into mails and tickets that others read. */

const outcomeWords = { open: '✓ open', closed: '✗ closed', unknown: '? depends', depends: '? depends' } as const;

/**
 * A traced path as plain text: a line for each hop with the mask on entry, its guards above the call that they guard, the gates inside
 * the last function at the end.
 */
export function copyText(question: OpenQuestion, answer: TraceAnswer): string {
  const lines = [questionLine(question), ...answerNotes(answer)];
  answer.paths.forEach((path, at) => {
    lines.push('', pathHeading(path, at, answer.paths.length, question.masks), ...pathLines(path, question.masks));
  });
  return `${lines.join('\n').replace(/\n{3,}/g, '\n\n')}\n`;
}

/** `How kmem_alloc reaches shrink_page_list with GFP_NOFS` */
export function questionLine({ from, to, via, masks }: OpenQuestion): string {
  const by = via.length === 0 ? '' : ` by ${via.join(', ')}`;
  return `How ${from} reaches ${to}${by}${masks.length === 0 ? '' : ` with ${masks.join(' or ')}`}`;
}

/** Sentences that belong to the whole answer. */
export function answerNotes({ resolved, incomplete }: TraceAnswer): string[] {
  const moved = Object.entries(resolved).filter(([asked, found]) => asked !== found);
  return [
    ...moved.map(([asked, found]) => `In this tree ${asked} is ${found}.`),
    ...(incomplete === null ? [] : [incomplete]),
  ];
}

/** `Path 1 of 2, 24 hops, ✗ closed at mm/page_alloc.c:170`; of an only path, what is said of it. */
export function pathHeading(path: PathAnswer, at: number, count: number, masks: readonly string[]): string {
  const words = count > 1 ? [`Path ${at + 1} of ${count}`] : [];
  words.push(`${path.hops.length} hops`);
  if (isJudged(path)) words.push(pathOutcome(path, masks));
  return words.join(', ');
}

/** `✗ closed` under one mask, `GFP_NOFS ✗ closed, GFP_KERNEL ✓ open` under several. */
export function gateOutcome(gate: GateAnswer, masks: readonly string[]): string {
  if (masks.length < 2) return outcomeWords[gate.outcome];
  return masks.map((mask) => `${mask} ${outcomeWords[gate.outcomes[mask] ?? 'unknown']}`).join(', ');
}

/** The mask on entry to a hop: symbolic, or what nobody knows of it; empty where none reaches it. */
export function hopMask(hop: TraceHopAnswer, masks: readonly string[]): string {
  const known = masks.length < 2 ? [hop.mask] : masks.map((mask) => hop.masks[mask] ?? null);
  return [...new Set(known.map((mask) => (mask === null ? '' : (mask.symbolic ?? partlyKnown(mask)))))]
    .filter((words) => words !== '')
    .join(' or ');
}

/** The line of a hop's call, or of the last function: `fs/xfs/kmem.c:14`. */
export function hopPlace(hop: TraceHopAnswer): string {
  return `${hop.file}:${hop.callLine > 0 && hop.callUri === hop.uri ? hop.callLine : hop.line}`;
}

/** What both sides of a gate do, in one line. */
export function gateSides({ bits, when }: GateAnswer): string {
  const names = bits.join(', ');
  return [
    when.set === '' ? '' : `with ${names}: ${when.set}`,
    when.clear === '' ? '' : `without ${names}: ${when.clear}`,
  ]
    .filter((words) => words !== '')
    .join('; ');
}

/** A condition on one line. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function isJudged(path: PathAnswer): boolean {
  return path.hops.some(({ mask, guards }) => mask !== null || guards.length > 0);
}

function pathOutcome({ verdict, verdicts, closedAt }: PathAnswer, masks: readonly string[]): string {
  if (masks.length > 1) return masks.map((mask) => `${mask} ${outcomeWords[verdicts[mask] ?? 'depends']}`).join(', ');
  return outcomeWords[verdict] + (closedAt === null ? '' : ` at ${closedAt.file}:${closedAt.line}`);
}

function partlyKnown({
  set,
  unknown,
}: {
  readonly set: readonly string[];
  readonly unknown: readonly string[];
}): string {
  return `${set.length === 0 ? '' : `${set.join('|')}, `}not known: ${unknown.length} flags`;
}

function pathLines(path: PathAnswer, masks: readonly string[]): string[] {
  const numberWidth = String(path.hops.length).length;
  const nameWidth = Math.max(...path.hops.map((hop) => hop.function.length));
  const placeWidth = Math.max(...path.hops.map((hop) => hopPlace(hop).length));
  const indent = ' '.repeat(numberWidth + 4);
  const gateLines = (gate: GateAnswer): string[] => {
    const sides = gateSides(gate);
    const place = `${gate.file}:${gate.line}`;
    const head = `${indent}  gate ${place}  ${oneLine(gate.condition)}  ${gateOutcome(gate, masks)}`;
    return sides === '' ? [head] : [head, `${indent}       ${sides}`];
  };
  const lines = path.hops.flatMap((hop, at) => {
    const cells = [
      String(at + 1).padStart(numberWidth + 2),
      hop.function.padEnd(nameWidth),
      hopPlace(hop).padEnd(placeWidth),
      hopMask(hop, masks),
      hop.how.startsWith('via ') ? hop.how : '',
    ];
    return [cells.join('  ').trimEnd(), ...hop.guards.flatMap(gateLines)];
  });
  if (path.gates.length === 0) return lines;
  return [...lines, '', `Gates inside ${path.hops.at(-1)?.function}:`, ...path.gates.flatMap(gateLines)];
}
