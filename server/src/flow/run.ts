/** Runs a flow graph: what holds at each node, until nothing changes any more, then once more for whoever listens. */

import type { Expression } from '../syntax/ast';
import { allSteps, type Steps } from '../text/steps';
import { castTo } from './cast';
import { declare, lose } from './declare';
import type { Environment } from './environment';
import { withConstants } from './evaluate';
import { firstValue } from './firstValue';
import { EXIT, type FlowGraph, type FlowNode, type NodeId, successors } from './flowGraph';
import { depsOf, type Frame, type RunResult, spend, undecidedOf } from './frame';
import { pathOf } from './paths';
import { isBoolType, isMaskType } from './types';
import { dependsOnFlags, joinValues, type Value } from './value';
import { compared } from './verdicts';

/** Visits of one node after which what still changes is given up. */
const PATIENCE = 6;

interface Returned {
  readonly value: Value | null;
  readonly key: string;
}

interface Found {
  readonly returns: Map<NodeId, Returned>;
  readonly branchDeps: Map<NodeId, { readonly deps: bigint; readonly undecided: bigint }>;
}

/** @throws OutOfBudget */
export function run(graph: FlowGraph, env: Environment, frame: Frame): RunResult {
  return allSteps(runInSteps(graph, env, frame));
}

/** A step is a node of the outermost function. @throws OutOfBudget */
export function* runInSteps(graph: FlowGraph, env: Environment, frame: Frame): Steps<RunResult> {
  const isLoopFree = graph.backEdges.size === 0;
  const quiet = isLoopFree ? frame : { ...frame, recorder: null };
  const found: Found = { returns: new Map(), branchDeps: new Map() };
  let kept = frame.kept.size;
  let before = yield* settled(fixpoint(graph, env, quiet, found), frame);
  // In a loop an address that a call keeps is kept in what stands before the call too.
  while (!isLoopFree && frame.kept.size > kept) {
    kept = frame.kept.size;
    before = yield* settled(fixpoint(graph, env, quiet, found), frame);
  }
  if (!isLoopFree && frame.recorder !== null) {
    for (const node of graph.order) {
      const at = before[node];
      if (at) step(graph.nodes[node]!, at.clone(), frame, () => {}, node, found);
      if (isOutermost(frame)) yield;
    }
  }
  return summed(graph, before[EXIT] ?? null, found);
}

/**
 * Reads each node for itself, where there are too few steps for more: `env` holds what is known wherever one comes from.
 * @throws OutOfBudget
 */
export function* readApart(graph: FlowGraph, env: Environment, frame: Frame): Steps<void> {
  const found: Found = { returns: new Map(), branchDeps: new Map() };
  for (const node of graph.order) {
    spend(frame);
    step(graph.nodes[node]!, env.clone(), frame, () => {}, node, found);
    yield;
  }
}

/** A helper is read in one step of whoever calls it. */
function isOutermost({ depth }: Frame): boolean {
  return depth === 0;
}

/** What holds at each node. */
type Before = (Environment | undefined)[];

/** On the way to what holds at each node: `next` visits one, and gives false where none is left. */
interface Fixpoint {
  readonly before: Before;
  next(): boolean;
}

function* settled({ before, next }: Fixpoint, frame: Frame): Steps<Before> {
  while (next()) if (isOutermost(frame)) yield;
  return before;
}

function fixpoint(graph: FlowGraph, env: Environment, frame: Frame, found: Found): Fixpoint {
  const { nodes, order } = graph;
  const place = new Int32Array(nodes.length).fill(-1);
  order.forEach((node, at) => {
    place[node] = at;
  });
  const before: Before = new Array(nodes.length);
  const visits = new Uint8Array(nodes.length);
  const waiting = new Uint8Array(order.length);
  const meets = (path: string, at: Environment): Value => firstValue(path, at, frame);
  before[graph.entry] = env;
  waiting[place[graph.entry]!] = 1;
  let at = 0;
  const next = (): boolean => {
    while (at < order.length && waiting[at] === 0) at++;
    if (at >= order.length) return false;
    waiting[at] = 0;
    spend(frame);
    const node = order[at]!;
    let again = at + 1;
    if (visits[node]! < 255) visits[node]!++;
    step(
      nodes[node]!,
      before[node]!.clone(),
      frame,
      (to, after) => {
        const known = before[to];
        const met = known === undefined ? after : known.join(after, meets, visits[to]! > PATIENCE);
        if (met === known) return;
        before[to] = met;
        const follower = place[to]!;
        if (follower < 0) return;
        waiting[follower] = 1;
        if (follower < again) again = follower;
      },
      node,
      found,
    );
    at = again;
    return true;
  };
  return { before, next };
}

/** What one node does; `go` is told where control goes on, and with what. Each environment that is given is the receiver's own. */
function step(
  node: FlowNode,
  env: Environment,
  frame: Frame,
  go: (to: NodeId, after: Environment) => void,
  id: NodeId,
  found: Found,
): void {
  const { engine } = frame;
  switch (node.kind) {
    case 'exit':
      return;
    case 'pass':
      go(node.next, env);
      return;
    case 'scope':
      if (!node.ends) for (const arg of node.args) engine.evaluate(arg, env, frame);
      go(node.next, env);
      return;
    case 'unread':
      engine.unread(node.span, env, frame);
      go(node.next, env);
      return;
    case 'evaluate':
      engine.evaluate(node.expression, env, frame);
      go(node.next, env);
      return;
    case 'declare':
      declare(node.declaration, env, frame);
      go(node.next, env);
      return;
    case 'rounds': {
      for (const arg of node.args) {
        const value = engine.evaluate(arg, env, frame);
        // The macro moves one of them on; masks are no loop variables.
        if (value.isMask || arg.kind !== 'name') continue;
        const path = pathOf(arg, env, frame);
        if (path !== null && (frame.types.has(path) || frame.parameters.has(path))) lose(path, env, frame);
      }
      go(node.body, env.clone());
      go(node.next, env);
      return;
    }
    case 'branch': {
      const { whenTrue, whenFalse, value } = engine.condition(node.condition, env, frame);
      if (value.deps !== 0n) found.branchDeps.set(id, value);
      if (whenTrue !== null) go(node.whenTrue, whenTrue);
      if (whenFalse !== null) go(node.whenFalse, whenTrue === whenFalse ? whenFalse.clone() : whenFalse);
      return;
    }
    case 'switch': {
      const value = engine.evaluate(node.value, env, frame);
      const deps = depsOf(value, engine.flagBits);
      if (deps !== 0n) {
        const undecided = undecidedOf(value, engine.flagBits);
        found.branchDeps.set(id, { deps, undecided });
        frame.recorder?.switched?.(node.value, value.with({ deps, undecided }));
      }
      let left = true;
      for (const one of node.cases) {
        const isIt = one.to === null && !value.now.isNothing ? isCase(value, one.value, env, frame) : null;
        if (isIt?.isZero) continue;
        go(one.target, env.clone());
        if (isIt !== null && isIt.set === 1n) left = false;
      }
      if (left) go(node.otherwise, env);
      return;
    }
    case 'return':
      go(node.next, returned(node.value, env, frame, id, found));
      return;
  }
}

function isCase(value: Value, written: Expression, env: Environment, frame: Frame): Value['now'] {
  const label = frame.engine.evaluate(written, env.clone(), { ...frame, recorder: null, constants: true });
  return compared('==', value, label, 0n).now;
}

function returned(value: Expression | null, env: Environment, frame: Frame, id: NodeId, found: Found): Environment {
  if (value === null) {
    found.returns.set(id, { value: null, key: 'void' });
    return env;
  }
  // What a helper gives is for its caller to look at.
  const given = frame.engine.evaluate(value, env, frame.depth > 0 ? withConstants(frame) : frame);
  // What the caller gets; a macro's value is what it is.
  const result = frame.returnType === null || frame.macro !== null ? given : castTo(frame.returnType, given, frame);
  found.returns.set(id, { value: result, key: keyOf(result, id) });
  // A mask that an int function hands out is a number, not a verdict.
  const isVerdict = frame.returnType !== null && !isMaskType(frame.returnType, frame);
  const isNumber = given.isMask && value.kind === 'name' && !isBoolType(frame.returnType ?? '');
  if (isVerdict && !isNumber && dependsOnFlags(given)) frame.recorder?.returned?.(value, given);
  return env;
}

/** Two returns with one key give the same. */
function keyOf({ now, deps }: Value, id: NodeId): string {
  return now.isConstant && deps === 0n ? String(now.set) : `at ${id}`;
}

function summed(graph: FlowGraph, exit: Environment | null, { returns, branchDeps }: Found): RunResult {
  let value: Value | null = null;
  for (const one of returns.values())
    if (one.value !== null) value = value === null ? one.value : joinValues(value, one.value);
  let deps = 0n;
  let undecided = 0n;
  if (branchDeps.size > 0 && returns.size > 1) {
    for (const [node, branch] of branchDeps) {
      const sides = successors(graph.nodes[node]!).map((to) => returnsFrom(graph, to, returns));
      if (new Set(sides).size < 2) continue;
      deps |= branch.deps;
      undecided |= branch.undecided;
    }
  }
  return { exit, value, deps, undecided };
}

/** The returns that can be reached from a node without going back, as one text. */
function returnsFrom(graph: FlowGraph, from: NodeId, returns: ReadonlyMap<NodeId, Returned>): string {
  const seen = new Uint8Array(graph.nodes.length);
  const keys = new Set<string>();
  const stack = [from];
  while (stack.length > 0) {
    const node = stack.pop()!;
    if (seen[node] === 1) continue;
    seen[node] = 1;
    const found = returns.get(node);
    if (found !== undefined) keys.add(found.key);
    for (const to of successors(graph.nodes[node]!))
      if (!graph.backEdges.has(node * graph.nodes.length + to)) stack.push(to);
  }
  return [...keys].sort().join(' ');
}
