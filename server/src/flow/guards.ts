/** Which conditions decide whether a place of a function is reached. */
import type { Expression, Span } from '../syntax/ast';
import { nodeSpan } from './callSite';
import { type FlowGraph, type FlowNode, type NodeId, successors } from './flowGraph';

/** A condition that must hold, or must not, for the place to be reached. */
export interface Guard {
  readonly condition: Expression;
  readonly required: boolean;
}

/** Guards of the place, outermost and earliest first; loops that go round again do not count as another way. */
export function guardsOf(graph: FlowGraph, place: Span): Guard[] {
  const node = nodeAt(graph, place);
  if (node === null) return [];
  const reaches = ancestors(graph, node);
  const guards: Guard[] = [];
  for (const id of graph.order) {
    const at = graph.nodes[id]!;
    if (at.kind !== 'branch' || id === node) continue;
    const yes = leads(graph, id, at.whenTrue, reaches);
    const no = leads(graph, id, at.whenFalse, reaches);
    if (yes !== no && isOnEveryWay(graph, id, node)) add(guards, at.condition, yes);
  }
  within(guards, expressionOf(graph.nodes[node]!), place);
  return guards;
}

function leads(graph: FlowGraph, from: NodeId, to: NodeId, reaches: Uint8Array): boolean {
  return reaches[to] === 1 && !graph.backEdges.has(from * graph.nodes.length + to);
}

/** Splits a condition that must be true at `&&`, one that must be false at `||`: each part must be so. */
function add(guards: Guard[], condition: Expression, required: boolean): void {
  if (condition.kind === 'unary' && condition.operator === '!') {
    add(guards, condition.operand, !required);
  } else if (condition.kind === 'binary' && condition.operator === (required ? '&&' : '||')) {
    add(guards, condition.left, required);
    add(guards, condition.right, required);
  } else guards.push({ condition, required });
}

/** `a && f()`, `a ? f() : 0`: guards inside of the statement that holds the place. */
function within(guards: Guard[], expression: Expression | null, place: Span): void {
  if (expression === null || !holds(expression, place)) return;
  switch (expression.kind) {
    case 'binary':
      if (holds(expression.right, place)) {
        if (expression.operator === '&&') add(guards, expression.left, true);
        if (expression.operator === '||') add(guards, expression.left, false);
      }
      within(guards, holds(expression.right, place) ? expression.right : expression.left, place);
      return;
    case 'conditional':
      if (holds(expression.condition, place)) within(guards, expression.condition, place);
      else {
        const isElse = holds(expression.whenFalse, place);
        add(guards, expression.condition, !isElse);
        within(guards, isElse ? expression.whenFalse : expression.whenTrue, place);
      }
      return;
    case 'unary':
      within(guards, expression.operand, place);
      return;
    case 'assign':
    case 'cast':
      within(guards, expression.value, place);
      return;
    case 'comma':
      within(guards, holds(expression.right, place) ? expression.right : expression.left, place);
      return;
    case 'call':
      for (const arg of expression.args) if (holds(arg, place)) within(guards, arg, place);
      return;
    default:
      return;
  }
}

function holds(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

function nodeAt(graph: FlowGraph, place: Span): NodeId | null {
  let best: NodeId | null = null;
  let size = Number.POSITIVE_INFINITY;
  for (const id of graph.order) {
    const span = nodeSpan(graph.nodes[id]!);
    if (span === null || !holds(span, place) || span.end - span.start >= size) continue;
    best = id;
    size = span.end - span.start;
  }
  return best;
}

function expressionOf(node: FlowNode): Expression | null {
  switch (node.kind) {
    case 'evaluate':
      return node.expression;
    case 'declare':
      return node.declaration.value;
    case 'branch':
      return node.condition;
    case 'switch':
    case 'return':
      return node.value;
    default:
      return null;
  }
}

/** True where no way from the entry to `target` passes `node` by: only such a node decides for all of them. */
function isOnEveryWay(graph: FlowGraph, node: NodeId, target: NodeId): boolean {
  const seen = new Uint8Array(graph.nodes.length);
  seen[node] = 1;
  const stack = [graph.entry];
  while (stack.length > 0) {
    const at = stack.pop()!;
    if (at === target) return false;
    if (seen[at] === 1) continue;
    seen[at] = 1;
    stack.push(...successors(graph.nodes[at]!));
  }
  return true;
}

/** 1 for each node from which `target` is reached without going back. */
function ancestors(graph: FlowGraph, target: NodeId): Uint8Array {
  const found = new Uint8Array(graph.nodes.length);
  found[target] = 1;
  // Successors stand behind their node in the order, but for edges that go back.
  for (let i = graph.order.length - 1; i >= 0; i--) {
    const id = graph.order[i]!;
    if (found[id] === 1) continue;
    if (successors(graph.nodes[id]!).some((to) => leads(graph, id, to, found))) found[id] = 1;
  }
  return found;
}
