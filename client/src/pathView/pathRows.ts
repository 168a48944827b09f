import * as vscode from 'vscode';
import type { PathAnswer, TraceAnswer, TraceHopAnswer } from '../../../server/src/protocol';
import { bitsThatMatter, isSameMask } from './bitsThatMatter';
import { gateRow } from './gateRows';
import { pathInTree } from './insideTree';
import { hopMaskWords } from './maskWords';
import type { Question } from './question';
import type { Row } from './row';
import { placeOf, type Stop } from './stops';
import { type Stretch, stretchesOf } from './stretches';
import {
  hopWords,
  judgedDetails,
  judgedLabel,
  judgedWords,
  judgeHop,
  judgePath,
  together,
  undecidedBits,
} from './verdicts';

/** What the rows of one path have in common. */
interface PathContext {
  readonly question: Question;
  readonly path: PathAnswer;
  readonly index: number;
  readonly id: string;
  readonly matter: ReadonlySet<string>;
}

/** The rows below a question: its only path's hops, or a row for each of several paths. `id` is that of the question's row. */
export function pathRows(id: string, question: Question, answer: TraceAnswer): Row[] {
  const notes = answer.incomplete === null ? [] : [noteRow(`${id}/incomplete`, answer.incomplete)];
  const contexts = answer.paths.map(
    (path, index): PathContext => ({ question, path, index, id: idOfPath(id, index), matter: bitsThatMatter(path) }),
  );
  if (contexts.length === 1) return [...notes, ...rowsOfPath(contexts[0]!)];
  return [...notes, ...contexts.map((context) => pathRow(context, answer.paths))];
}

/** The row of a stop, where `id` is that of its path: `idOfPath`. */
export function rowIdOf(id: string, stop: Stop): string {
  return stop.kind === 'hop' ? `${id}/${stop.hop}` : `${id}/${stop.hop}/${stop.kind}${stop.gate}`;
}

/** The row of a path, where `id` is that of its question. */
export function idOfPath(id: string, path: number): string {
  return `${id}/path${path}`;
}

/** A sentence as a row. */
export function noteRow(id: string, text: string): Row {
  return {
    ...{ id, kind: 'note', label: text, description: '', tooltip: text },
    ...{ judgement: null, isExpanded: null, children: [], target: null },
  };
}

/** `✗ closed at mm/page_alloc.c:170`: what is said of a path; empty where nothing is known. */
export function verdictOf(path: PathAnswer, masks: readonly string[]): string {
  const words = judgedWords(judgePath(path, masks));
  if (words === '' || path.closedAt === null || together(judgePath(path, masks)) !== 'closed') return words;
  return vscode.l10n.t('{0} at {1}', words, `${path.closedAt.file}:${path.closedAt.line}`);
}

function pathRow(context: PathContext, paths: readonly PathAnswer[]): Row {
  const { path, index, id, question } = context;
  const own = ownFunction(path, paths);
  const label = vscode.l10n.t('Path {0} of {1}', index + 1, paths.length);
  const words = [
    verdictOf(path, question.masks),
    own === null ? '' : vscode.l10n.t('by {0}', own),
    vscode.l10n.t('{0} hops', path.hops.length),
  ];
  const description = joined(words);
  return {
    ...{ id, kind: 'path', label, description, tooltip: `${label}\n${description}` },
    judgement: together(judgePath(path, question.masks)),
    isExpanded: index === 0,
    children: rowsOfPath(context),
    target: null,
  };
}

/** The first function that no other path passes: it tells a path from the others. */
function ownFunction(path: PathAnswer, paths: readonly PathAnswer[]): string | null {
  const others = new Set(paths.filter((other) => other !== path).flatMap(({ hops }) => hops.map(nameOf)));
  return path.hops.find((hop) => !others.has(nameOf(hop)))?.function ?? null;
}

function nameOf(hop: TraceHopAnswer): string {
  return `${hop.function} ${hop.file}`;
}

function rowsOfPath(context: PathContext): Row[] {
  const { path, id } = context;
  const rows = stretchesOf(path).map((stretch) =>
    stretch.family === null ? hopRow(context, stretch.from) : stretchRow(context, stretch, stretch.family),
  );
  if (path.gates.length === 0) return rows;
  const last = path.hops.length - 1;
  const gates: Row = {
    id: `${id}/end`,
    kind: 'gates',
    label: vscode.l10n.t('Gates inside {0}', path.hops[last]?.function ?? ''),
    description: String(path.gates.length),
    tooltip: vscode.l10n.t(
      'What the mask still decides at the end of the path: in the last function and in what it calls.',
    ),
    judgement: null,
    isExpanded: true,
    children: path.gates.map((_, gate) => rowOfGate(context, { kind: 'end', hop: last, gate })),
    target: null,
  };
  return [...rows, gates];
}

/** `6 slab hops`, collapsed: nothing is decided in them. */
function stretchRow(context: PathContext, { from, end }: Stretch, family: string): Row {
  const hops = context.path.hops.slice(from, end);
  const masks = isNews(context, from) ? hopMaskWords(hops[0]!, context.question.masks, context.matter) : [];
  const names = hops.map((hop) => hop.function);
  return {
    // By its first hop: it stays open where the masks, which come later, end it elsewhere.
    id: `${context.id}/from${from}`,
    kind: 'stretch',
    label: vscode.l10n.t('{0} {1} hops', hops.length, family),
    description: joined([`${names[0]} … ${names.at(-1)}`, ...masks]),
    tooltip: names.join('\n'),
    judgement: null,
    isExpanded: false,
    children: hops.map((_, at) => hopRow(context, from + at)),
    target: null,
  };
}

function hopRow(context: PathContext, at: number): Row {
  const { path, id, question, matter } = context;
  const hop = path.hops[at]!;
  const judged = judgeHop(hop, question.masks);
  const masks = hopMaskWords(hop, question.masks, matter);
  const verdict = hopWords(hop, question.masks);
  const details = judgedDetails(judged, undecidedBits(hop, question.masks));
  const shown = isNews(context, at) ? masks.filter((words) => `? ${words}` !== verdict) : [];
  const place = placeOf(hop);
  const file = place.uri === hop.uri ? hop.file : (pathInTree(question.tree, place.uri) ?? hop.file);
  const how = hop.how.startsWith('via ') ? hop.how : '';
  const children = hop.guards.map((_, gate) => rowOfGate(context, { kind: 'guard', hop: at, gate }));
  const isClosed = judged.some(({ judgement }) => judgement === 'closed');
  return {
    id: rowIdOf(id, { kind: 'hop', hop: at }),
    kind: hop.definition,
    label: judgedLabel(judged, hop.function),
    description: joined([details, ...shown, how, `${file}:${place.line}`]),
    tooltip: hopTooltip(hop, { at, count: path.hops.length, verdict, masks }),
    judgement: together(judged),
    isExpanded: children.length === 0 ? null : isClosed,
    children,
    target: { question, path: context.index, stop: { kind: 'hop', hop: at } },
  };
}

/** A whole mask is worth its place on every row; what is not known of one is said once, until it changes. */
function isNews({ path, question }: PathContext, at: number): boolean {
  const [hop, before] = [path.hops[at]!, path.hops[at - 1]];
  return (
    before === undefined ||
    question.masks.length > 1 ||
    (hop.mask !== null && hop.mask.symbolic !== null) ||
    !isSameMask(hop.mask, before.mask)
  );
}

/** What the tooltip of a hop tells beside the hop. */
interface HopTold {
  readonly at: number;
  readonly count: number;
  readonly verdict: string;
  readonly masks: readonly string[];
}

function hopTooltip(hop: TraceHopAnswer, { at, count, verdict, masks }: HopTold): string {
  const words = [
    vscode.l10n.t('Hop {0} of {1}: {2}', at + 1, count, hop.function),
    hop.definition === 'macro'
      ? vscode.l10n.t('macro in {0}:{1}', hop.file, hop.line)
      : vscode.l10n.t('defined in {0}:{1}', hop.file, hop.line),
  ];
  if (verdict !== '') words.push(vscode.l10n.t('the call: {0}', verdict));
  if (masks.length > 0) words.push(vscode.l10n.t('mask on entry: {0}', masks.join(' · ')));
  const { set, unknown } = hop.mask ?? { set: [], unknown: [] };
  if (set.length > 0) words.push(vscode.l10n.t('set: {0}', set.join(' ')));
  if (unknown.length > 0) words.push(vscode.l10n.t('not known: {0}', unknown.join(' ')));
  return words.join('\n');
}

function rowOfGate(context: PathContext, stop: Exclude<Stop, { kind: 'hop' }>): Row {
  const { path, id, question } = context;
  const gate = stop.kind === 'guard' ? path.hops[stop.hop]!.guards[stop.gate]! : path.gates[stop.gate]!;
  const holder = path.hops[stop.hop]?.function ?? '';
  return gateRow(
    rowIdOf(id, stop),
    gate,
    { question, path: context.index, stop },
    gate.function === holder ? '' : gate.function,
  );
}

/** Words with a dot between them; empty ones are left out. */
function joined(words: readonly string[]): string {
  return words.filter((word) => word !== '').join(' · ');
}
