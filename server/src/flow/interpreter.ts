/** Puts the parts of the interpreter together. */

import { withAbsentFlags } from '../gfp/absentFlags';
import { type ConfigValue, knownBits, type Vocabulary } from '../gfp/vocabulary';
import type { CallExpression, Expression, FunctionSyntax } from '../syntax/ast';
import type { CodeReader } from '../syntax/codeReader';
import { call } from './call';
import { condition } from './condition';
import { assign, assignStruct } from './declare';
import { evaluate } from './evaluate';
import type { Engine, Frame, Summary, Thunk } from './frame';
import { bound, named } from './macroCall';
import { frameFor } from './outerFrame';
import { run } from './run';
import { loseNamed } from './unread';
import { booleanValue, constantValue, type Value } from './value';
import { visitExpression } from './walk';

/** Summaries of helpers that are kept; they are small. */
const MOST_SUMMARIES = 20000;

/** An interpreter over one tree. Summaries of helpers stay as long as it does, each as long as its function's text is the same. */
export function createEngine(code: CodeReader, readable: Vocabulary): Engine {
  const vocabulary = withAbsentFlags(readable);
  const summaries = new Map<string, Summary>();
  const engine: Engine = {
    code,
    vocabulary,
    flagBits: knownBits(vocabulary),
    budget: { left: 0 },
    fieldMask: null,
    summaries: {
      get: (key) => summaries.get(key),
      set: (key, summary) => {
        if (summaries.size >= MOST_SUMMARIES) summaries.clear();
        summaries.set(key, summary);
      },
    },
    evaluate,
    condition,
    call,
    assign,
    assignStruct,
    unread: loseNamed,
    named,
    configured: (macro, symbol) => ofConfig(macro, vocabulary.config(symbol)),
    singleReturn,
    frameFor: (def, entry) => frameFor(engine, def, entry),
    run,
  };
  return engine;
}

/** Unknown without a configuration; `m` is enabled and not built in. */
function ofConfig(macro: string, value: ConfigValue | undefined): Value {
  if (value === undefined) return booleanValue(null, null, null, {});
  const isTrue = value === 'y' || (value === 'm' && !macro.includes('BUILTIN'));
  return constantValue(isTrue ? 1n : 0n);
}

const NO_NAMES: ReadonlySet<string> = new Set();

/** `gfpflags_allow_blocking(x)`: its one `return`, with x in place. */
function singleReturn(expression: CallExpression, frame: Frame): Thunk | null {
  const { callee, args } = expression;
  if (callee.kind !== 'name' || frame.depth > 16) return null;
  const { code } = frame.engine;
  const [def, ...others] = code.names.definitions(callee.name, frame.file);
  if (def === undefined || others.length > 0) return null;
  const thunks = args.map((arg): Thunk => ({ expression: arg, frame }));
  if (code.index.defKind(def) === 'macro') {
    const macro = code.macroSyntax(def);
    if (macro?.body.kind !== 'expression' || macro.parameters === null || macro.isVariadic) return null;
    return { expression: macro.body.expression, frame: bound(def, macro, thunks, frame, expression) };
  }
  if (code.index.defEndLine(def) - code.index.defLine(def) > 8) return null;
  const syntax = code.functionSyntax(def);
  const value = syntax === null ? null : onlyReturn(syntax);
  if (syntax === null || value === null) return null;
  const parameters = syntax.parameters.map(({ name }) => name);
  // A name of its own file, which the caller has for something else.
  const isCaught = (name: string): boolean => !parameters.includes(name) && frame.types.has(name);
  if (namesIn(value).some(isCaught)) return null;
  const named = new Map(parameters.flatMap((name, i) => (thunks[i] ? [[name, thunks[i]] as const] : [])));
  const macro = { def, args: named, rest: [], restName: null, outer: frame.macro, locals: NO_NAMES, place: '' };
  return {
    expression: value,
    frame: { ...frame, textFile: code.index.defFile(def), depth: frame.depth + 1, recorder: null, macro },
  };
}

function namesIn(expression: Expression): string[] {
  const names: string[] = [];
  visitExpression(expression, {
    expression: (one) => {
      if (one.kind === 'name') names.push(one.name);
    },
  });
  return names;
}

function onlyReturn({ body }: FunctionSyntax): Expression | null {
  const [first, ...rest] = body.statements.filter((statement) => statement.kind !== 'empty');
  return first?.kind === 'return' && rest.length === 0 ? first.value : null;
}
