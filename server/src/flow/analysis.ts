/** One function, interpreted: what callers of this room ask for. */

import type { DefId } from '../index/kernelIndex';
import type { FunctionSyntax } from '../syntax/ast';
import { allSteps, type Steps } from '../text/steps';
import { lose } from './declare';
import { Environment } from './environment';
import { firstValue } from './firstValue';
import type { FlowGraph } from './flowGraph';
import { type Engine, type Entry, type Frame, NO_ENTRY, OutOfBudget, type Recorder } from './frame';
import { exposedAtFirst, prepare } from './functionCall';
import { frameFor } from './outerFrame';
import { readApart, runInSteps } from './run';

/** Steps for one function; a step is an expression or a visit of a node. Some 100 ms. */
export const STEPS = 120_000;

export interface Analysis {
  readonly syntax: FunctionSyntax;
  readonly graph: FlowGraph;
  /** False where the step budget was used up before the end: what one statement leaves to the next is not known then. */
  readonly isComplete: boolean;
}

export interface AnalysisOptions {
  readonly entry?: Entry;
  /** Read branches that the mask rules out as well. */
  readonly explores?: boolean;
  readonly steps?: number;
}

/**
 * Interprets a function and tells `recorder` what is found on the way.
 * @returns null where the function's text could not be read
 */
export function analyze(
  engine: Engine,
  def: DefId,
  recorder: Recorder,
  options: AnalysisOptions = {},
): Analysis | null {
  return allSteps(analyzeInSteps(engine, def, recorder, options));
}

/** As `analyze`. Others may use the engine between two steps. */
export function* analyzeInSteps(
  engine: Engine,
  def: DefId,
  recorder: Recorder,
  { entry = NO_ENTRY, explores = false, steps = STEPS }: AnalysisOptions = {},
): Steps<Analysis | null> {
  const { code } = engine;
  const syntax = code.functionSyntax(def);
  if (syntax === null) return null;
  const { graph } = prepare(syntax);
  const outer = frameFor(engine, def, entry);
  const frame: Frame = { ...outer, exposed: exposedAtFirst(syntax, outer), recorder, explores };
  const isComplete = yield* withinBudget(engine, steps, readFromStart(syntax, graph, frame));
  if (!isComplete) yield* withinBudget(engine, steps, readApart(graph, nothingKnown(syntax, graph, frame), frame));
  return { syntax, graph, isComplete };
}

function* readFromStart({ parameters }: FunctionSyntax, graph: FlowGraph, frame: Frame): Steps<void> {
  const { entry, recorder } = frame;
  const env = Environment.empty();
  for (const [path, value] of entry.paths) if (path.startsWith('current->')) env.set(path, value);
  if (recorder?.parameter)
    for (const parameter of parameters) recorder.parameter(parameter, firstValue(parameter.name, env, frame));
  yield* runInSteps(graph, env, frame);
}

/** False where the budget did not last. */
function* withinBudget({ budget }: Engine, most: number, work: Steps<void>): Steps<boolean> {
  let left = most;
  for (;;) {
    budget.left = left;
    try {
      if (work.next().done) return true;
    } catch (error) {
      if (error instanceof OutOfBudget) return false;
      throw error;
    }
    left = budget.left;
    yield;
  }
}

/** What is known at every place of a function: what its variables were at the start is known nowhere. */
function nothingKnown({ parameters }: FunctionSyntax, { nodes }: FlowGraph, frame: Frame): Environment {
  const env = Environment.empty();
  const declared = nodes.flatMap((node) => (node.kind === 'declare' ? [node.declaration] : []));
  for (const { name, type } of [...parameters, ...declared]) {
    frame.types.set(name, type);
    frame.exposed.add(name);
    lose(name, env, frame);
    env.markMoved(name);
  }
  lose('current->flags', env, frame);
  return env;
}
