/** Macros: their bodies read where they are used, with the arguments evaluated in the frame that wrote them. */

import { constant, UNKNOWN } from '../gfp/maskValue';
import type { DefId } from '../index/kernelIndex';
import type { CallExpression, Expression, MacroSyntax, NameExpression } from '../syntax/ast';
import { assumedMask } from './assumedGlobals';
import type { Environment } from './environment';
import { type FlowGraph, flowGraphOfMacro } from './flowGraph';
import type { Frame, Thunk } from './frame';
import { expandedText, needsText, restName } from './macroText';
import { variableNote } from './origins';
import { declaredIn } from './scopes';
import { isMaskType } from './types';
import { constantValue, joinValues, outsideMask, unknownValue, type Value } from './value';

/** Macros in macros that are followed. */
const MAX_DEPTH = 24;

const graphs = new WeakMap<MacroSyntax, FlowGraph>();

/** The value of `NAME(args)`, what its body does to variables is done to `env`; null where the body cannot be read. */
export function expandMacro(
  def: DefId,
  call: CallExpression,
  args: readonly Thunk[],
  env: Environment,
  frame: Frame,
): Value | null {
  const { code } = frame.engine;
  const macro = code.macroSyntax(def);
  if (macro === null || frame.depth >= MAX_DEPTH || isExpanding(def, frame)) return null;
  if (args.some((arg) => isConfigSymbol(arg))) return frame.engine.configured(macro.name, configSymbol(args[0]!) ?? '');
  if (macro.parameters !== null && needsText(macro, def, frame)) {
    const text = expandedText(macro, def, args, frame);
    const expression = text === null ? null : code.expression(text);
    return expression === null ? null : frame.engine.evaluate(expression, env, unplaced(def, expression, frame, call));
  }
  // An object-like macro that is the name of another: `#define kmalloc_array kmalloc_array_noprof`.
  if (macro.parameters === null) {
    if (macro.body.kind !== 'expression') return null;
    const callee = macro.body.expression;
    return frame.engine.call({ ...call, callee, args: [...call.args] }, env, {
      ...frame,
      recorder: null,
      depth: frame.depth + 1,
    });
  }
  const inside = bound(def, macro, args, frame, call);
  return valueOfBody(macro, env, inside);
}

/** What a name stands for that is a macro or a variable of the tree. */
export function named(expression: NameExpression, env: Environment, frame: Frame): Value {
  const { name, start } = expression;
  const { code } = frame.engine;
  let value: Value | null = null;
  // Several where nobody can tell which `#if` holds.
  for (const def of code.names.definitions(name, frame.file)) {
    if (code.index.defKind(def) !== 'macro') return unknownValue;
    const macro = code.macroSyntax(def);
    if (macro === null || macro.parameters !== null || macro.body.kind !== 'expression') continue;
    if (frame.depth >= MAX_DEPTH || isExpanding(def, frame)) return unknownValue;
    const one = frame.engine.evaluate(macro.body.expression, env, bound(def, macro, [], frame, expression));
    value = value === null ? one : joinValues(value, one);
  }
  if (value !== null) return value;
  const type = code.names.variableType(name, frame.file);
  if (type === null || !isMaskType(type, frame)) {
    const constantOfTree = frame.constants && type === null ? code.names.enumerator(name, frame.file) : undefined;
    return typeof constantOfTree === 'bigint' ? constantValue(constantOfTree) : unknownValue;
  }
  const note = variableNote(name, start, frame);
  const assumed = assumedMask(name, frame);
  return outsideMask(assumed === null ? UNKNOWN : constant(assumed), [note]);
}

/** The frame in which a macro's body is read. */
export function bound(
  def: DefId,
  macro: MacroSyntax,
  args: readonly Thunk[],
  frame: Frame,
  at: { readonly start: number },
): Frame {
  const named = new Map<string, Thunk>();
  const parameters = macro.parameters ?? [];
  parameters.forEach((parameter, i) => {
    const arg = args[i];
    // Told once already, where the call stands.
    if (arg === undefined) return;
    if (arg.frame.recorder === null) named.set(parameter, arg);
    else named.set(parameter, { expression: arg.expression, frame: { ...arg.frame, recorder: null } });
  });
  const rest = macro.isVariadic ? args.slice(parameters.length) : [];
  return {
    ...frame,
    textFile: frame.engine.code.index.defFile(def),
    depth: frame.depth + 1,
    recorder: null,
    macro: {
      def,
      args: named,
      rest,
      restName: restName(macro, def, frame),
      outer: frame.macro,
      locals: localsOf(macro),
      place: `${def}:${frame.textFile}:${at.start}`,
    },
  };
}

export function valueOfBody(macro: MacroSyntax, env: Environment, inside: Frame): Value {
  const { body } = macro;
  if (body.kind === 'expression') return inside.engine.evaluate(body.expression, env, inside);
  if (body.kind !== 'statements') return unknownValue;
  let graph = graphs.get(macro);
  if (graph === undefined) {
    graph = flowGraphOfMacro(macro);
    graphs.set(macro, graph);
  }
  const result = inside.engine.run(graph, env.clone(), inside);
  if (result.exit !== null) env.become(result.exit);
  return result.value ?? unknownValue;
}

const NO_NAMES: ReadonlySet<string> = new Set();
const locals = new WeakMap<MacroSyntax, ReadonlySet<string>>();

function localsOf(macro: MacroSyntax): ReadonlySet<string> {
  const { body } = macro;
  if (body.kind !== 'expression' && body.kind !== 'statements') return NO_NAMES;
  let known = locals.get(macro);
  if (known === undefined) {
    known = declaredIn(body);
    locals.set(macro, known);
  }
  return known;
}

/** A text made of a macro has no place of its own in any file. */
function unplaced(def: DefId, expression: Expression, frame: Frame, { start }: CallExpression): Frame {
  const args = new Map<string, Thunk>();
  const macro = {
    def,
    args,
    rest: [],
    restName: null,
    outer: frame.macro,
    locals: declaredIn({ expression }),
    place: `${def}:${frame.textFile}:${start}`,
  };
  return { ...frame, recorder: null, depth: frame.depth + 1, macro };
}

/** `IS_ENABLED(CONFIG_X)` and its kin (include/linux/kconfig.h) paste their way to a number that only a configuration tells. */
function isConfigSymbol(arg: Thunk): boolean {
  return configSymbol(arg) !== null;
}

function configSymbol({ expression, frame }: Thunk): string | null {
  if (expression.kind !== 'name') return null;
  const outer = frame.macro?.args.get(expression.name);
  if (outer !== undefined) return configSymbol(outer);
  return expression.name.startsWith('CONFIG_') ? expression.name : null;
}

function isExpanding(def: DefId, frame: Frame): boolean {
  for (let at = frame.macro; at !== null; at = at.outer) if (at.def === def) return true;
  return false;
}
