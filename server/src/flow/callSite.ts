/** What a call is given: a function or a macro interpreted up to one of its calls. */

import type { DefId, FileId } from '../index/kernelIndex';
import type { CallExpression, Expression, Span } from '../syntax/ast';
import type { Steps } from '../text/steps';
import { analyzeInSteps } from './analysis';
import type { Environment } from './environment';
import { type FlowGraph, flowGraphOfMacro } from './flowGraph';
import {
  type Argument,
  type Condition,
  type Engine,
  type Entry,
  type Frame,
  OutOfBudget,
  type Recorder,
} from './frame';
import { entryOf, prepare } from './functionCall';
import { bound, valueOfBody } from './macroCall';
import type { Value } from './value';

/** A call that is reached, with all that is known there. */
export interface ReachedCall {
  readonly call: CallExpression;
  readonly args: readonly Value[];
  /** As it was at the call. */
  readonly env: Environment;
  readonly frame: Frame;
}

/** Where a call stands, as the index tells it. */
export interface CallPlace {
  readonly file: FileId;
  /** UTF-16 offset of the called name. */
  readonly offset: number;
  /** Start and end of its line. */
  readonly line: Span;
  /** The called name, or the field that is called through. */
  readonly name: string;
}

/** How one function was entered: with values, or, for a macro, with the call that uses it. */
export type Arrival =
  | { readonly kind: 'function'; readonly entry: Entry }
  | { readonly kind: 'macro'; readonly use: ReachedCall };

export interface SeenFunction {
  /** Of each place that was asked for, the call there; null where it is not reached, or not found. */
  readonly reached: readonly (ReachedCall | null)[];
  /** The same order: each call's own stretch of text, also where it is not reached; null where it was not found at all. */
  readonly callSpans: readonly (Span | null)[];
  /** Every condition that was looked at, by place. */
  readonly conditions: ReadonlyMap<string, { readonly at: Expression; readonly found: Condition }>;
  /** Of the function's body. */
  readonly graph: FlowGraph | null;
  readonly isComplete: boolean;
}

/** Interprets `def` as it was arrived at, and listens for the calls at `places`. With `explores` also beyond gates that are closed. */
export function* see(
  engine: Engine,
  def: DefId,
  arrival: Arrival,
  places: readonly CallPlace[],
  explores = false,
): Steps<SeenFunction | null> {
  const conditions = new Map<string, { at: Expression; found: Condition }>();
  const keep = (at: Expression, found: Condition): void => void conditions.set(`${at.start}:${at.end}`, { at, found });
  const exact: (ReachedCall | undefined)[] = places.map(() => undefined);
  const near: (ReachedCall | undefined)[] = [...exact];
  const recorder: Recorder = {
    condition: keep,
    composite: keep,
    call: (call, args, env, frame) => {
      for (const [i, place] of places.entries()) {
        if (frame.textFile !== place.file) continue;
        const fit = fits(call, place);
        if (fit === null || (fit === 'near' && near[i] !== undefined)) continue;
        (fit === 'exact' ? exact : near)[i] = { call, args, env: env.clone(), frame };
      }
    },
  };
  const isComplete =
    arrival.kind === 'macro'
      ? seeMacro(engine, def, arrival.use, recorder, explores)
      : ((yield* analyzeInSteps(engine, def, recorder, { entry: arrival.entry, explores }))?.isComplete ?? null);
  if (isComplete === null) return null;
  const graph = graphFor(engine, def);
  const reached = places.map((_, i) => exact[i] ?? near[i] ?? null);
  const callSpans = places.map((place, i) => reached[i]?.call ?? (graph === null ? null : spanInText(graph, place)));
  return { reached, callSpans, conditions, graph, isComplete };
}

/** A macro's body, read with the arguments of the call that uses it. */
function seeMacro(
  engine: Engine,
  def: DefId,
  { call, env, frame }: ReachedCall,
  recorder: Recorder,
  explores: boolean,
): boolean | null {
  const macro = engine.code.macroSyntax(def);
  if (macro === null) return null;
  const thunks = call.args.map((expression) => ({ expression, frame: { ...frame, recorder: null } }));
  const inside: Frame = { ...bound(def, macro, thunks, frame, call), recorder, explores };
  engine.budget.left = 50_000;
  try {
    // An object-like macro that is another function's name hands the arguments of the call on.
    if (macro.parameters === null && macro.body.kind === 'expression')
      engine.call(
        { ...call, callee: macro.body.expression, start: macro.body.expression.start, end: macro.body.expression.end },
        env.clone(),
        inside,
      );
    else valueOfBody(macro, env.clone(), inside);
    return true;
  } catch (error) {
    if (error instanceof OutOfBudget) return false;
    throw error;
  }
}

function graphFor(engine: Engine, def: DefId): FlowGraph | null {
  const { code } = engine;
  if (code.index.defKind(def) === 'macro') {
    const macro = code.macroSyntax(def);
    return macro === null ? null : flowGraphOfMacro(macro);
  }
  const syntax = code.functionSyntax(def);
  return syntax === null ? null : prepare(syntax).graph;
}

/** The entry of the function that a reached call leads to. */
export function entryOfCall(engine: Engine, callee: DefId, { call, args, env, frame }: ReachedCall): Entry | null {
  const syntax = engine.code.functionSyntax(callee);
  if (syntax === null) return null;
  const given: Argument[] = call.args.flatMap((expression, i): Argument[] => {
    // Arguments that a variadic macro's parameter stands for have been spread: they cannot be paired with what is written.
    const value = args[i];
    return value === undefined ? [] : [{ expression, frame, value }];
  });
  const paired =
    given.length === args.length ? given : args.map((value): Argument => ({ expression: NOTHING, frame, value }));
  return entryOf(syntax, paired, env, frame);
}

const NOTHING: Expression = { kind: 'unknown', start: 0, end: 0 };

function fits(call: CallExpression, place: CallPlace): 'exact' | 'near' | null {
  const { callee } = call;
  const name = callee.kind === 'name' ? callee.name : callee.kind === 'member' ? callee.field : null;
  if (place.offset >= call.start && place.offset <= callee.end && (name === null || name === place.name))
    return 'exact';
  if (name === place.name && call.start >= place.line.start && call.start < place.line.end) return 'near';
  return null;
}

/** Where the call stands in a function that never gets there. */
function spanInText(graph: FlowGraph, place: CallPlace): Span | null {
  for (const id of graph.order) {
    const node = graph.nodes[id]!;
    const span = nodeSpan(node);
    if (span !== null && span.start <= place.offset && place.offset < span.end)
      return { start: place.offset, end: place.offset + 1 };
  }
  return null;
}

export function nodeSpan(node: FlowGraph['nodes'][number]): Span | null {
  switch (node.kind) {
    case 'evaluate':
      return node.expression;
    case 'declare':
      return node.declaration;
    case 'branch':
      return node.condition;
    case 'switch':
    case 'return':
      return node.value;
    case 'rounds':
    case 'scope': {
      const [first] = node.args;
      const last = node.args.at(-1);
      return first === undefined || last === undefined ? null : { start: first.start, end: last.end };
    }
    default:
      return null;
  }
}
