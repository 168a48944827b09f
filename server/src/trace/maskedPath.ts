/** A path with masks and gates, as the command-line contract has it. */

import type { Engine } from '../flow/frame';
import type { Gate } from '../flow/functionGates';
import { assumptionsIn } from '../flow/origins';
import type { Outcome } from '../flow/outcome';
import { type MaskReport, maskReport } from '../gfp/maskReport';
import type { KnownBits } from '../gfp/maskValue';
import type { Vocabulary } from '../gfp/vocabulary';
import type { Steps } from '../text/steps';
import { type EndGates, endGates, type KnownEnds } from './endGates';
import { type GateReport, GateReporter } from './gateReport';
import { type FollowedHops, followMask, type MaskedHop } from './maskPath';
import type { ReportHop, ReportPath, Verdict } from './reportTypes';
import type { TraceHop } from './tracePaths';

export interface MaskQuestion {
  readonly engine: Engine;
  /** The tree's flags, without those that this configuration lacks. */
  readonly vocabulary: Vocabulary;
  /** Empty: no mask is asked for, and what the code itself tells is carried. */
  readonly asked: readonly { readonly text: string; readonly known: KnownBits }[];
}

/** One mask's way along the path. */
interface Way {
  readonly text: string | null;
  readonly hops: readonly MaskedHop[];
  readonly end: EndGates;
  readonly verdict: Verdict;
  readonly closedAt: Gate | null;
}

/** What was found out for one path and helps with the next. */
export class Followed {
  /** What masks on the way rest on that nobody told. */
  readonly assumptions = new Set<string>();
  readonly ends: KnownEnds = new Map();
  private readonly byMask = new Map<string, FollowedHops>();

  hops(mask: string): FollowedHops {
    const known = this.byMask.get(mask) ?? new Map();
    this.byMask.set(mask, known);
    return known;
  }
}

/** The path with what arrives at each hop, and its verdict; a step is a function that is read, some milliseconds. */
export function* withMasks(
  question: MaskQuestion,
  path: readonly TraceHop[],
  hops: readonly ReportHop[],
  followed = new Followed(),
): Steps<ReportPath> {
  const { engine, asked } = question;
  const reporter = new GateReporter(engine.code);
  const ways: Way[] = [];
  for (const mask of asked.length === 0 ? [null] : asked) {
    ways.push(yield* wayOf(engine, path, mask, followed));
    yield;
  }
  const [first] = ways as [Way, ...Way[]];
  const masks = ways.flatMap((way) => way.hops.flatMap(({ mask }) => (mask === null ? [] : [mask.origins])));
  for (const one of assumptionsIn(masks)) followed.assumptions.add(one);
  const byName = asked.length > 0;
  const byMask = <T>(pick: (way: Way) => T): Record<string, T> =>
    Object.fromEntries(ways.map((way) => [way.text ?? '', pick(way)]));
  const gate = (own: Gate, among: (way: Way) => readonly Gate[]): GateReport =>
    reporter.report(own, outcomesOf(own, ways, among));
  return {
    verdict: first.verdict,
    ...(byName ? { verdicts: byMask(({ verdict }) => verdict) } : {}),
    closedAt: first.closedAt === null ? null : gate(first.closedAt, gatesOfWay),
    hops: hops.map((hop, at) => ({
      ...hop,
      call: followedCall(engine, hop, first.hops[at]!),
      mask: reportOf(first.hops[at]!, engine.vocabulary),
      ...(byName ? { masks: byMask((way) => reportOf(way.hops[at]!, engine.vocabulary)) } : {}),
      guards: allGates(ways, (way) => way.hops[at]!.guards).map((own) => gate(own, (way) => way.hops[at]!.guards)),
    })),
    gates: allGates(ways, (way) => way.end.gates).map((own) => gate(own, (way) => way.end.gates)),
  };
}

/** What an answer takes for granted, in sentences. */
export function assumptionsOf({ vocabulary }: MaskQuestion): string[] {
  const configured = vocabulary.layout.assumptions.map(
    ({ symbol, value, names }) =>
      `${symbol} is ${value === 'y' ? 'set' : 'not set'} (it decides ${names.slice(0, 3).join(', ')})`,
  );
  return ['The path begins outside of any memalloc_*_save() scope, on a system that has booted.', ...configured];
}

/** The call that was followed, where it is another one than the path's own. */
function followedCall(
  { code: { index } }: Engine,
  { call }: ReportHop,
  { call: followed }: MaskedHop,
): ReportHop['call'] {
  if (call === null || followed === null) return call;
  const { line, column } = index.callSite(followed);
  return line === call.line && column === call.column ? call : { ...call, line, column };
}

function* wayOf(
  engine: Engine,
  path: readonly TraceHop[],
  mask: MaskQuestion['asked'][number] | null,
  followed: Followed,
): Steps<Way> {
  const hops = yield* followMask(engine, path, mask?.known ?? null, followed.hops(mask?.text ?? ''));
  const last = hops.at(-1)!;
  const end = yield* endGates(engine, last.def, last.arrival, followed.ends);
  const guards = hops.flatMap((hop) => hop.guards);
  const closed = hops.find(({ isReached }) => !isReached)?.guards.find(({ outcome }) => outcome === 'closed') ?? null;
  const closedAt = closed ?? end.turnsAway;
  const verdict =
    closedAt !== null ? 'closed' : guards.some(({ outcome }) => outcome === 'unknown') ? 'depends' : 'open';
  return { text: mask?.text ?? null, hops, end, verdict, closedAt };
}

function gatesOfWay({ hops, end }: Way): readonly Gate[] {
  return [...hops.flatMap(({ guards }) => guards), ...end.gates];
}

/** Gates of all ways, those of the first way first, each once. */
function allGates(ways: readonly Way[], among: (way: Way) => readonly Gate[]): Gate[] {
  const found = new Map<string, Gate>();
  for (const way of ways) for (const gate of among(way)) if (!found.has(keyOf(gate))) found.set(keyOf(gate), gate);
  return [...found.values()];
}

function outcomesOf(
  gate: Gate,
  ways: readonly Way[],
  among: (way: Way) => readonly Gate[],
): Record<string, Outcome> | null {
  if (ways[0]!.text === null) return null;
  const key = keyOf(gate);
  return Object.fromEntries(
    ways.map((way) => [way.text!, among(way).find((other) => keyOf(other) === key)?.outcome ?? 'unknown']),
  );
}

function keyOf({ def, span }: Gate): string {
  return `${def} ${span.start} ${span.end}`;
}

function reportOf({ mask }: MaskedHop, vocabulary: Vocabulary): MaskReport | null {
  if (mask === null) return null;
  return maskReport(mask.now, vocabulary);
}
