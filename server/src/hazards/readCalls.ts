/** One function, interpreted for its hazards: the masks that its calls are given, and what held there. */
import { analyze } from '../flow/analysis';
import { type Engine, NO_ENTRY } from '../flow/frame';
import { TASK_FLAGS } from '../flow/taskScope';
import { isMaskType } from '../flow/types';
import { joinValues, type Value } from '../flow/value';
import { visitStatement } from '../flow/walk';
import type { DefId } from '../index/kernelIndex';
import type { Block, CallExpression, Expression, Parameter, Span } from '../syntax/ast';

export interface ReadCall {
  readonly call: CallExpression;
  /** By number of the argument. */
  readonly args: readonly Value[];
  /** The task's flags before the call; null where nothing is known of them. */
  readonly task: Value | null;
  /** What is known of the function's own mask before the call, by name of the parameter. */
  readonly own: ReadonlyMap<string, Value>;
}

export interface ReadFunction {
  readonly def: DefId;
  readonly text: string;
  /** In source order. */
  readonly calls: readonly ReadCall[];
  /** Masks that are put together in place, `a | b`, each with its value; not those that others are tested or cut by. */
  readonly made: readonly { readonly span: Span; readonly value: Value }[];
  /** Parameters of the type of masks. */
  readonly masks: readonly Parameter[];
}

/** Null where the function cannot be read, or is too long to be read to its end. */
export function readCalls(engine: Engine, def: DefId): ReadFunction | null {
  const { code } = engine;
  const syntax = code.functionSyntax(def);
  const file = code.index.defFile(def);
  const text = code.text(file);
  if (syntax === null || text === null) return null;
  const frame = engine.frameFor(def, NO_ENTRY);
  const masks = syntax.parameters.filter(({ type, name }) => name !== '' && isMaskType(type, frame));
  const calls = new Map<string, ReadCall>();
  const made = new Map<string, { readonly span: Span; readonly value: Value }>();
  const analysis = analyze(engine, def, {
    call: (call, args, env, at) => {
      if (at.macro !== null || at.depth > 0) return;
      const key = `${call.start}:${call.end}`;
      const own = new Map(masks.flatMap(({ name }) => entriesOf(name, env.get(name))));
      calls.set(key, joined(calls.get(key), { call, args: [...args], task: env.get(TASK_FLAGS) ?? null, own }));
    },
    value: (expression, value) => {
      if (!value.isMask || !isMade(expression)) return;
      const { start, end } = expression;
      const known = made.get(`${start}:${end}`)?.value;
      made.set(`${start}:${end}`, {
        span: { start, end },
        value: known === undefined ? value : joinValues(known, value),
      });
    },
  });
  if (analysis === null || !analysis.isComplete) return null;
  const sieves = sievesIn(syntax.body);
  return {
    def,
    text,
    calls: [...calls.values()].sort((a, b) => a.call.start - b.call.start),
    made: [...made.values()]
      .filter(({ span }) => !sieves.some(({ start, end }) => start <= span.start && span.end <= end))
      .sort((a, b) => a.span.end - b.span.end),
    masks,
  };
}

function entriesOf(name: string, value: Value | undefined): [string, Value][] {
  return value === undefined ? [] : [[name, value]];
}

function isMade({ kind }: Expression): boolean {
  return kind === 'binary' || kind === 'assign' || kind === 'conditional';
}

/** What both times have in common. */
function joined(known: ReadCall | undefined, read: ReadCall): ReadCall {
  if (known === undefined) return read;
  const task = known.task === null || read.task === null ? null : joinValues(known.task, read.task);
  const own = new Map(
    [...known.own].flatMap(([name, value]) => {
      const other = read.own.get(name);
      return other === undefined ? [] : [[name, joinValues(value, other)] as const];
    }),
  );
  const args = known.args.map((value, i) => joinValues(value, read.args[i] ?? value));
  return { ...read, args, task, own };
}

/** What stands beside `&`, a comparison or `~`: flags to test or to keep, not to ask for. */
function sievesIn(body: Block): Span[] {
  const sieves: Span[] = [];
  visitStatement(body, {
    expression: (one) => {
      if (one.kind === 'binary' && /^(?:&|==|!=)$/.test(one.operator)) sieves.push(one.left, one.right);
      if (one.kind === 'assign' && one.operator === '&') sieves.push(one.value);
      if (one.kind === 'unary' && one.operator === '~') sieves.push(one.operand);
    },
  });
  return sieves;
}
