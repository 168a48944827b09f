/** What the two sides of a condition do, in a few words of the source. */
import type { Expression, Span } from '../syntax/ast';
import { EXIT, type FlowGraph, type FlowNode, type NodeId, successors } from './flowGraph';

export interface Sides {
  readonly whenTrue: string;
  readonly whenFalse: string;
}

/** Statements that are quoted of one side. */
const MOST = 3;
const LONGEST = 60;

/** Finds the sides of conditions in one function. */
export class SideFinder {
  private readonly owners = new Map<string, { readonly node: NodeId; readonly turned: boolean }>();
  private readonly returned = new Map<string, boolean>();
  private readonly switches = new Map<string, Extract<FlowNode, { kind: 'switch' }>>();

  constructor(
    private readonly graph: FlowGraph,
    private readonly text: string,
  ) {
    for (const id of graph.order) {
      const node = graph.nodes[id]!;
      if (node.kind === 'branch') this.own(node.condition, id, false);
      if (node.kind === 'return' && node.value !== null) this.ownReturn(node.value, false);
      if (node.kind === 'switch') this.switches.set(keyOf(node.value), node);
    }
  }

  /** Null where the condition is part of a value and no branch. */
  of(leaf: Span): Sides {
    const owner = this.owners.get(keyOf(leaf));
    const chosen = this.switches.get(keyOf(leaf));
    if (chosen !== undefined) return this.casesOf(chosen);
    if (owner === undefined) {
      const turned = this.returned.get(keyOf(leaf));
      if (turned === undefined) return { whenTrue: 'the value is true', whenFalse: 'the value is false' };
      const [yes, no] = turned ? ['return false', 'return true'] : ['return true', 'return false'];
      return { whenTrue: yes, whenFalse: no };
    }
    const node = this.graph.nodes[owner.node]! as Extract<FlowNode, { kind: 'branch' }>;
    const [yes, no] = owner.turned ? [node.whenFalse, node.whenTrue] : [node.whenTrue, node.whenFalse];
    return { whenTrue: this.words(yes, no), whenFalse: this.words(no, yes) };
  }

  /** The labels on one side, what no label names on the other. */
  private casesOf({ cases, otherwise }: Extract<FlowNode, { kind: 'switch' }>): Sides {
    const labels = cases.map(({ value }) => `case ${this.quote(value)}`);
    const more = labels.length > MOST ? ' …' : '';
    const whenFalse = this.words(otherwise, EXIT);
    return { whenTrue: `${labels.slice(0, MOST).join(', ')}${more}`, whenFalse };
  }

  /** The branch that a condition stands in, and whether it is negated there; undefined where it stands in none. */
  branchOf(leaf: Span): { readonly node: NodeId; readonly turned: boolean } | undefined {
    return this.owners.get(keyOf(leaf));
  }

  private own(condition: Expression, node: NodeId, turned: boolean): void {
    this.owners.set(keyOf(condition), { node, turned });
    for (const [part, isTurned] of partsOf(condition)) this.own(part, node, turned !== isTurned);
  }

  private ownReturn(value: Expression, turned: boolean): void {
    this.returned.set(keyOf(value), turned);
    for (const [part, isTurned] of partsOf(value)) this.ownReturn(part, turned !== isTurned);
  }

  /** From one side's first statement to where both sides meet. */
  private words(from: NodeId, other: NodeId): string {
    const shared = this.reachable(other);
    const said: string[] = [];
    let at = from;
    for (let steps = 0; steps < 12 && said.length < MOST; steps++) {
      if (at === EXIT) break;
      if (shared.has(at) && at !== from) break;
      if (at === from && shared.has(at)) return this.meets(at);
      const node = this.graph.nodes[at]!;
      const words = this.wordsOf(node);
      if (words !== '') said.push(words);
      const [next, ...more] = successors(node);
      if (next === undefined || more.length > 0 || node.kind === 'return') break;
      at = next;
    }
    return said.length > 0 ? said.join('; ') : 'go on';
  }

  private meets(at: NodeId): string {
    const node = this.graph.nodes[at]!;
    return node.kind === 'pass' && node.words !== '' ? node.words : 'go on';
  }

  private wordsOf(node: FlowNode): string {
    switch (node.kind) {
      case 'pass':
        return node.words;
      case 'evaluate':
        return this.quote(node.expression);
      case 'declare':
        return node.declaration.value === null ? '' : this.quote(node.declaration);
      case 'return':
        return node.value === null ? 'return' : `return ${this.quote(node.value)}`;
      case 'branch':
        if (node.condition.kind === 'configured') return `#if ${node.condition.condition} …`;
        return `if (${this.quote(node.condition)}) …`;
      default:
        return '';
    }
  }

  private quote({ start, end }: Span): string {
    const words = this.text
      .slice(start, Math.min(end, start + 300))
      .replace(/\s+/g, ' ')
      .replace(/;$/, '')
      .trim();
    return words.length > LONGEST ? `${words.slice(0, LONGEST - 1)}…` : words;
  }

  private reachable(from: NodeId): ReadonlySet<NodeId> {
    const seen = new Set<NodeId>();
    const stack = [from];
    while (stack.length > 0) {
      const node = stack.pop()!;
      if (seen.has(node)) continue;
      seen.add(node);
      for (const to of successors(this.graph.nodes[node]!))
        if (!this.graph.backEdges.has(node * this.graph.nodes.length + to)) stack.push(to);
    }
    return seen;
  }
}

/** The conditions that one is made of, with whether each is negated in it. */
function partsOf(condition: Expression): (readonly [Expression, boolean])[] {
  switch (condition.kind) {
    case 'binary':
      return condition.operator === '&&' || condition.operator === '||'
        ? [
            [condition.left, false],
            [condition.right, false],
          ]
        : [];
    case 'unary':
      return condition.operator === '!' ? [[condition.operand, true]] : [];
    case 'call':
      return condition.args.length > 0 ? [[condition.args[0]!, false]] : [];
    case 'comma':
      return [[condition.right, false]];
    default:
      return [];
  }
}

function keyOf({ start, end }: Span): string {
  return `${start}:${end}`;
}
