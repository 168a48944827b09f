/** The gates of one function: branches whose outcome depends on a gfp flag. */

import type { KnownBits } from '../gfp/maskValue';
import { flagsIn } from '../gfp/vocabulary';
import type { DefId, FileId } from '../index/kernelIndex';
import type { Expression, Span } from '../syntax/ast';
import { allSteps, type Steps } from '../text/steps';
import { analyzeInSteps } from './analysis';
import { type Condition, type Engine, type Entry, NO_ENTRY, type Recorder, undecidedOf } from './frame';
import { type Lanes, type Outcome, outcomeOf } from './outcome';
import { SideFinder } from './sides';
import { truthOf, type Value, type Via } from './value';

export interface Gate {
  readonly def: DefId;
  readonly file: FileId;
  /** Of the condition, in the file's text. */
  readonly span: Span;
  readonly condition: string;
  /** Single-bit flags, lowest first. */
  readonly bits: readonly string[];
  readonly kind: Via;
  readonly when: { readonly set: string; readonly clear: string };
  readonly outcome: Outcome;
  readonly lanes: Lanes;
}

export interface FunctionGates {
  readonly gates: readonly Gate[];
  /** False where the function is too long to be read to its end: there may be more. */
  readonly isComplete: boolean;
}

/** The entry of a function that is asked about with a mask: every mask that comes from outside is this one. */
export function entryWith(mask: KnownBits | null): Entry {
  return mask === null ? NO_ENTRY : { ...NO_ENTRY, asked: mask };
}

/** Gates in source order; null where the function cannot be read. `onCall` is told of calls on the way. */
export function gatesOf(
  engine: Engine,
  def: DefId,
  entry: Entry = NO_ENTRY,
  onCall?: Recorder['call'],
): FunctionGates | null {
  return allSteps(gatesInSteps(engine, def, entry, onCall));
}

/** As `gatesOf`. */
export function* gatesInSteps(
  engine: Engine,
  def: DefId,
  entry: Entry,
  onCall?: Recorder['call'],
): Steps<FunctionGates | null> {
  const found = new Map<string, { readonly at: Expression; readonly lanes: Lanes; readonly value: Value }>();
  const keep = (at: Expression, lanes: Lanes, value: Value): void => {
    // A test of a whole mask asks for no flag.
    if (value.deps === 0n || value.deps === engine.flagBits) return;
    found.set(`${at.start}:${at.end}`, { at, lanes, value });
  };
  const analysis = yield* analyzeInSteps(
    engine,
    def,
    {
      condition: (leaf: Expression, { truth, value }: Condition) => keep(leaf, truth, value),
      // Which case it is says no flag alone.
      switched: (chosenBy, value) => keep(chosenBy, { now: null, ifSet: null, ifClear: null }, value),
      returned: (at, value) => {
        if (isSplit(at)) return;
        const lanes = { now: truthOf(value.now), ifSet: truthOf(value.ifSet), ifClear: truthOf(value.ifClear) };
        const deps = depsOfReturned(value, engine.flagBits);
        keep(at, lanes, value.with({ deps, undecided: undecidedOf(value, engine.flagBits) & deps }));
      },
      ...(onCall === undefined ? {} : { call: onCall }),
    },
    { entry, explores: true },
  );
  if (analysis === null) return null;
  const file = engine.code.index.defFile(def);
  const text = engine.code.text(file) ?? '';
  const sides = new SideFinder(analysis.graph, text);
  const gates = [...found.values()]
    .sort((a, b) => a.at.start - b.at.start || b.at.end - a.at.end)
    .map(({ at, lanes, value }): Gate => {
      const { whenTrue, whenFalse } = sides.of(at);
      return {
        def,
        file,
        span: at,
        condition: text.slice(at.start, at.end).replace(/\s+/g, ' ').trim(),
        bits: flagsIn(value.deps, engine.vocabulary).map(({ name }) => name),
        kind: value.via,
        when: whenOf(lanes, value.via, whenTrue, whenFalse),
        outcome: outcomeOf(lanes, value.undecided),
        lanes,
      };
    });
  return { gates, isComplete: analysis.isComplete };
}

/** What flags do that are set, and clear. Where one world does not tell, the other side is its. */
function whenOf({ ifSet, ifClear }: Lanes, kind: Via, whenTrue: string, whenFalse: string): Gate['when'] {
  if (ifSet === null && ifClear === null && kind === 'derived') {
    // Which way a value goes that was made of flags and of other things is not to be guessed.
    const either = `not settled by flags alone: ${whenTrue}, or ${whenFalse}`;
    return { set: either, clear: either };
  }
  const isSetTrue = ifSet ?? ifClear !== true;
  const isClearTrue = ifClear ?? !isSetTrue;
  return { set: isSetTrue ? whenTrue : whenFalse, clear: isClearTrue ? whenTrue : whenFalse };
}

function depsOfReturned(value: Value, flagBits: bigint): bigint {
  if (!value.isMask) return value.deps;
  const { ifSet, ifClear } = value;
  return ~((ifSet.set & ifClear.set) | (ifSet.clear & ifClear.clear)) & flagBits;
}

/** Told operand by operand already. */
function isSplit(expression: Expression): boolean {
  switch (expression.kind) {
    case 'binary':
      return expression.operator === '&&' || expression.operator === '||';
    case 'unary':
      return expression.operator === '!' && isSplit(expression.operand);
    case 'conditional':
      return true;
    default:
      return false;
  }
}
