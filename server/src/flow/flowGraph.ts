/** The control flow of one function: statements as nodes, branches with two ends. Built backwards, so that each node is made with its successor. */
import type { Block, Declaration, Expression, MacroSyntax, Span, Statement } from '../syntax/ast';

/** Index of a node; `EXIT` ends the function. */
export type NodeId = number;
export const EXIT: NodeId = 0;

export type FlowNode =
  | { readonly kind: 'exit' }
  /** A place where ways meet, or a jump: `goto out`, `break`. */
  | { readonly kind: 'pass'; next: NodeId; readonly words: string }
  | { readonly kind: 'evaluate'; readonly expression: Expression; readonly next: NodeId }
  | { readonly kind: 'declare'; readonly declaration: Declaration; readonly next: NodeId }
  | {
      readonly kind: 'branch';
      readonly condition: Expression;
      readonly whenTrue: NodeId;
      readonly whenFalse: NodeId;
    }
  /** A loop whose condition is not known: any number of rounds. */
  | { readonly kind: 'rounds'; readonly args: readonly Expression[]; readonly body: NodeId; readonly next: NodeId }
  | {
      readonly kind: 'switch';
      readonly value: Expression;
      readonly cases: readonly {
        readonly value: Expression;
        readonly to: Expression | null;
        readonly target: NodeId;
      }[];
      /** `default:`, or what follows the switch. */
      readonly otherwise: NodeId;
    }
  /** What could not be read. */
  | { readonly kind: 'unread'; readonly span: Span; readonly next: NodeId }
  | { readonly kind: 'return'; readonly value: Expression | null; readonly next: NodeId }
  /** Where a scope macro's body begins and ends. */
  | {
      readonly kind: 'scope';
      readonly macro: string;
      readonly args: readonly Expression[];
      readonly ends: boolean;
      readonly next: NodeId;
    };

export interface FlowGraph {
  readonly nodes: readonly FlowNode[];
  readonly entry: NodeId;
  /** Every node that can be reached from the entry, each before its successors but for loops. */
  readonly order: readonly NodeId[];
  /** True for an edge that goes back to a node on the way to its own start: keys are `from * nodes.length + to`. */
  readonly backEdges: ReadonlySet<number>;
}

interface Surroundings {
  readonly next: NodeId;
  readonly onBreak: NodeId;
  readonly onContinue: NodeId;
  /** Cases of the innermost switch, filled while its body is built. */
  readonly cases: { value: Expression | null; to: Expression | null; target: NodeId }[] | null;
}

/** Deeper nesting than this is no kernel code; what lies deeper is passed over. */
const MAX_DEPTH = 400;

class Builder {
  readonly nodes: FlowNode[] = [{ kind: 'exit' }];
  private readonly labels = new Map<string, { next: NodeId; readonly id: NodeId }>();
  private depth = 0;

  /** @param problems stretches of the text that could not be read */
  constructor(private readonly problems: readonly Span[] = []) {}

  add(node: FlowNode): NodeId {
    this.nodes.push(node);
    return this.nodes.length - 1;
  }

  statement(statement: Statement, around: Surroundings): NodeId {
    if (this.depth >= MAX_DEPTH) return around.next;
    this.depth++;
    try {
      return this.build(statement, around);
    } finally {
      this.depth--;
    }
  }

  private build(statement: Statement, around: Surroundings): NodeId {
    const { next } = around;
    switch (statement.kind) {
      case 'block':
        return this.sequence(statement.statements, around);
      case 'declaration':
        return this.add({ kind: 'declare', declaration: statement, next: this.afterProblems(statement, next) });
      case 'expression': {
        const after = this.afterProblems(statement, next);
        return this.add({ kind: 'evaluate', expression: statement.expression, next: after });
      }
      case 'if':
        return this.add({
          kind: 'branch',
          condition: statement.condition,
          whenTrue: this.statement(statement.then, around),
          whenFalse: statement.otherwise === null ? next : this.statement(statement.otherwise, around),
        });
      case 'while':
        return this.loop(around, (_, inside) => {
          const body = this.statement(statement.body, inside);
          return statement.condition === null
            ? this.add({ kind: 'rounds', args: [], body, next })
            : this.add({ kind: 'branch', condition: statement.condition, whenTrue: body, whenFalse: next });
        });
      case 'do': {
        const test = this.pass();
        const body = this.statement(statement.body, { ...around, next: test.id, onBreak: next, onContinue: test.id });
        test.next = this.add({ kind: 'branch', condition: statement.condition, whenTrue: body, whenFalse: next });
        return body;
      }
      case 'for': {
        const start = this.loop(around, (head, inside) => {
          const step =
            statement.step === null ? head : this.add({ kind: 'evaluate', expression: statement.step, next: head });
          const body = this.statement(statement.body, { ...inside, next: step, onContinue: step });
          return statement.condition === null
            ? body
            : this.add({ kind: 'branch', condition: statement.condition, whenTrue: body, whenFalse: next });
        });
        return this.sequence(statement.init, { ...around, next: start });
      }
      case 'each':
        return this.loop(around, (_, inside) =>
          this.add({ kind: 'rounds', args: statement.args, body: this.statement(statement.body, inside), next }),
        );
      case 'scope': {
        const { macro, args } = statement;
        const leave = this.add({ kind: 'scope', macro, args, ends: true, next });
        const body = this.statement(statement.body, { ...around, next: leave, onBreak: leave, onContinue: leave });
        return this.add({ kind: 'scope', macro, args, ends: false, next: body });
      }
      case 'switch':
        return this.switch(statement.value, statement.body, around);
      case 'case': {
        around.cases?.push({ value: statement.value, to: statement.to, target: next });
        return next;
      }
      case 'label': {
        const label = this.label(statement.name);
        label.next = next;
        return label.id;
      }
      case 'goto':
        if (statement.name === null) return EXIT;
        return this.add({ kind: 'pass', next: this.label(statement.name).id, words: `goto ${statement.name}` });
      case 'break':
        return this.add({ kind: 'pass', next: around.onBreak, words: 'break' });
      case 'continue':
        return this.add({ kind: 'pass', next: around.onContinue, words: 'continue' });
      case 'return':
        return this.add({ kind: 'return', value: statement.value, next: EXIT });
      case 'unknown':
        return this.add({ kind: 'unread', span: statement, next });
      default:
        return next;
    }
  }

  /** A statement of which a part could not be read does what it says, and who knows what else. */
  private afterProblems(span: Span, next: NodeId): NodeId {
    const isTorn = this.problems.some(({ start, end }) => start < end && start < span.end && end > span.start);
    return isTorn ? this.add({ kind: 'unread', span, next }) : next;
  }

  private sequence(statements: readonly Statement[], around: Surroundings): NodeId {
    let next = around.next;
    for (let i = statements.length - 1; i >= 0; i--) next = this.statement(statements[i]!, { ...around, next });
    return next;
  }

  private loop(around: Surroundings, build: (head: NodeId, inside: Surroundings) => NodeId): NodeId {
    const head = this.pass();
    head.next = build(head.id, { ...around, next: head.id, onBreak: around.next, onContinue: head.id });
    return head.id;
  }

  private switch(value: Expression, body: Statement, around: Surroundings): NodeId {
    const cases: { value: Expression | null; to: Expression | null; target: NodeId }[] = [];
    this.statement(body, { ...around, onBreak: around.next, cases });
    const otherwise = cases.find((one) => one.value === null)?.target ?? around.next;
    const named = cases.flatMap((one) => (one.value === null ? [] : [{ ...one, value: one.value }])).reverse();
    return this.add({ kind: 'switch', value, cases: named, otherwise });
  }

  private pass(): { kind: 'pass'; next: NodeId; words: string; id: NodeId } {
    const node = { kind: 'pass' as const, next: EXIT, words: '', id: 0 };
    node.id = this.add(node);
    return node;
  }

  private label(name: string): { next: NodeId; readonly id: NodeId } {
    let label = this.labels.get(name);
    if (label === undefined) {
      label = this.pass();
      this.labels.set(name, label);
    }
    return label;
  }
}

/**
 * Control flow of a function's body; with `lastIsValue`, of the inside of a statement expression, whose last expression is
 * what it gives.
 */
export function flowGraphOf(
  { body, problems }: { readonly body: Block; readonly problems?: readonly Span[] },
  lastIsValue = false,
): FlowGraph {
  const last = body.statements.at(-1);
  const value = lastIsValue && last?.kind === 'expression' ? last.expression : null;
  const statements = value === null ? body.statements : body.statements.slice(0, -1);
  return finish((builder) => {
    const next = value === null ? EXIT : builder.add({ kind: 'return', value, next: EXIT });
    return builder.statement({ ...body, statements }, { next, onBreak: next, onContinue: next, cases: null });
  }, problems);
}

/** Control flow of a macro's body; a macro that is an expression gives its value as a function returns one. */
export function flowGraphOfMacro({ body }: MacroSyntax): FlowGraph {
  return finish((builder) => {
    if (body.kind === 'expression') return builder.add({ kind: 'return', value: body.expression, next: EXIT });
    if (body.kind !== 'statements') return EXIT;
    return builder.statement(body.block, { next: EXIT, onBreak: EXIT, onContinue: EXIT, cases: null });
  });
}

function finish(build: (builder: Builder) => NodeId, problems?: readonly Span[]): FlowGraph {
  const builder = new Builder(problems);
  const entry = build(builder);
  return { nodes: builder.nodes, entry, ...ordered(builder.nodes, entry) };
}

/** Successors of a node, each once. */
export function successors(node: FlowNode): NodeId[] {
  switch (node.kind) {
    case 'exit':
      return [];
    case 'branch':
      return node.whenTrue === node.whenFalse ? [node.whenTrue] : [node.whenTrue, node.whenFalse];
    case 'rounds':
      return [node.body, node.next];
    case 'switch':
      return [...new Set([...node.cases.map(({ target }) => target), node.otherwise])];
    default:
      return [node.next];
  }
}

/** Depth first without recursion: functions of thousands of statements are no problem. */
function ordered(nodes: readonly FlowNode[], entry: NodeId): Pick<FlowGraph, 'order' | 'backEdges'> {
  const state = new Uint8Array(nodes.length); // 1 on the way, 2 done
  const backEdges = new Set<number>();
  const order: NodeId[] = [];
  const stack: { node: NodeId; rest: NodeId[] }[] = [{ node: entry, rest: successors(nodes[entry]!) }];
  state[entry] = 1;
  while (stack.length > 0) {
    const top = stack.at(-1)!;
    const to = top.rest.pop();
    if (to === undefined) {
      state[top.node] = 2;
      order.push(top.node);
      stack.pop();
    } else if (state[to] === 1) backEdges.add(top.node * nodes.length + to);
    else if (state[to] === 0) {
      state[to] = 1;
      stack.push({ node: to, rest: successors(nodes[to]!) });
    }
  }
  return { order: order.reverse(), backEdges };
}
