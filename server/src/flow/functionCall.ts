/** Calls of functions that say something about masks: interpreted from their own bodies, with what the caller gives them. */
import { constant, ofBits } from '../gfp/maskValue';
import type { DefId } from '../index/kernelIndex';
import type { FunctionSyntax, Parameter } from '../syntax/ast';
import { containerType, fieldOf, isExposed, spreadWrite, writtenField } from './aliases';
import { answersPer } from './answersPer';
import { castTo } from './cast';
import { spoil } from './clobber';
import { lose } from './declare';
import { Environment } from './environment';
import { firstValue } from './firstValue';
import { type FlowGraph, flowGraphOf } from './flowGraph';
import { type Argument, depsOf, type Entry, type Frame, type RunResult } from './frame';
import { pointerUse } from './handedPointers';
import { fieldsOf } from './objectFields';
import { pathOf } from './paths';
import { typeOfPath } from './pathTypes';
import { type Addressed, addressedIn, withOwnNames } from './scopes';
import { touchesScope } from './taskScope';
import { bareType, isMaskType, isVerdictType } from './types';
import { booleanValue, singleBits, type Truth, truthOf, unknownValue, type Value, variableBits } from './value';
import { writtenIn } from './walk';
import { mayWrite } from './writes';

/** Calls in calls that are followed. */
const MAX_DEPTH = 8;
/** Lines; a longer function is more than a helper. */
const LONGEST_HELPER = 70;
const LONGEST_VERDICT = 45;
const LONGEST_SCOPE = 16;

/** What is worked out of a function's syntax once. */
interface Prepared {
  readonly graph: FlowGraph;
  readonly addressed: Addressed;
  /** Names that are assigned to, or stepped. */
  readonly written: ReadonlySet<string>;
}

const prepared = new WeakMap<FunctionSyntax, Prepared>();

/** The control flow of a function, each of its variables with a name of its own. */
export function prepare(syntax: FunctionSyntax): Prepared {
  let known = prepared.get(syntax);
  if (known === undefined) {
    const own = withOwnNames(syntax);
    known = { graph: flowGraphOf(own), addressed: addressedIn(own), written: writtenIn(own.body) };
    prepared.set(syntax, known);
  }
  return known;
}

/** Locals to which pointers may lead from the start. The address of a mask that is only handed to calls is judged where it is handed. */
export function exposedAtFirst(syntax: FunctionSyntax, frame: Frame): Set<string> {
  const { exposed, handed } = prepare(syntax).addressed;
  const all = new Set(exposed);
  for (const [name, type] of handed) if (!isMaskType(type, frame)) all.add(name);
  return all;
}

/**
 * What the function gives, and what it does to the fields that it is handed; null where it is none whose body is followed: one
 * that gives no mask and no verdict on one, or is too long.
 */
export function callFunction(def: DefId, args: readonly Argument[], env: Environment, frame: Frame): Value | null {
  const { code, flagBits } = frame.engine;
  if (frame.depth >= MAX_DEPTH || frame.calling.includes(def)) return null;
  const kind = kindOf(def, args, env, frame);
  if (kind === null) return null;
  const syntax = code.functionSyntax(def);
  if (syntax === null || syntax.isVariadic) return null;
  const given = args.map((arg) => withItsConstants(arg, env));
  const entry = entryOf(syntax, given, env, frame);
  const inside = frameOf(def, syntax, entry, frame);
  const result = cached(def, entry, inside, syntax);
  if (result === null) return null;
  if (kind === 'verdict' && inside.handsOn.yes) return null;
  giveBack(syntax.parameters, args, result.exit, env, frame);
  const value = castTo(syntax.returnType, result.value ?? unknownValue, inside);
  if (kind !== 'verdict' || value.isMask) return value.with({ address: null });
  // What it depends on does not depend on what is known.
  const general = cached(def, inWorld(entry, null), inside, syntax);
  const returned =
    general === null ? 0n : depsOf(castTo(syntax.returnType, general.value ?? unknownValue, inside), flagBits);
  const deps = (general?.deps ?? 0n) | returned;
  if (deps === 0n) return value.with({ address: null });
  const undecided = deps & ~knownOf(entry);
  const under = (world: bigint): Truth => {
    const there = cached(def, inWorld(entry, world), inside, syntax);
    return there?.value ? truthOf(castTo(syntax.returnType, there.value, inside).now) : null;
  };
  const ifSet = under(EVERY);
  const ifClear = under(0n);
  const now = truthOf(value.now);
  // Where no flag can settle it, and none is what it gives, the function asks for something else.
  const isOpen = now === null && ifSet === null && ifClear === null && returned === 0n;
  if (isOpen && !singleBits(deps).some((bit) => decides(bit, deps, under)))
    return value.with({ deps: 0n, undecided: 0n, address: null });
  return booleanValue(now, ifSet, ifClear, { deps, undecided, via: 'predicate' });
}

const EVERY = 0xffffffffffffffffn;

/** True where one flag set, or clear among those that are set, gives one answer. */
function decides(bit: bigint, all: bigint, under: (world: bigint) => Truth): boolean {
  return under(bit) !== null || under(all & ~bit) !== null;
}

/** `memalloc_flags_save(PF_MEMALLOC_NOFS)`: to a function that is followed, a constant tells something. */
function withItsConstants(arg: Argument, env: Environment): Argument {
  const { expression, frame, value } = arg;
  if (value !== unknownValue || frame.constants || (expression.kind !== 'name' && expression.kind !== 'binary'))
    return arg;
  const quiet = { ...frame, recorder: null, constants: true };
  return { ...arg, value: frame.engine.evaluate(expression, env.clone(), quiet) };
}

/** A function that is only read for what it stores: longer, and not as deep. */
const LONGEST_FOR_EFFECTS = 220;
const DEEPEST_FOR_EFFECTS = 3;

/**
 * Interprets a function for what it does to the masks that it is handed pointers to.
 * @returns false where it writes none, or is too long, or too deep, to be followed
 */
export function followEffects(def: DefId, args: readonly Argument[], env: Environment, frame: Frame): boolean {
  const { index } = frame.engine.code;
  if (frame.calling.length > DEEPEST_FOR_EFFECTS || frame.calling.includes(def)) return false;
  if (index.defEndLine(def) - index.defLine(def) > LONGEST_FOR_EFFECTS || !writesMasks(def, args, env, frame))
    return false;
  const syntax = frame.engine.code.functionSyntax(def);
  if (syntax === null || syntax.isVariadic) return false;
  const entry = entryOf(syntax, args, env, frame);
  const result = cached(def, entry, frameOf(def, syntax, entry, frame), syntax);
  if (result === null) return false;
  giveBack(syntax.parameters, args, result.exit, env, frame);
  return true;
}

/** True where the text of the function, or of one that it calls, stores in a mask, or in a field of which a mask is known. */
function writesMasks(def: DefId, args: readonly Argument[], env: Environment, frame: Frame): boolean {
  return args.some(({ value, expression, frame: own }, at) => {
    const path = value.address ?? pathOf(expression, env, own);
    if (path === null) return false;
    if (value.address !== null && isMaskAt(path, env, own)) return pointerUse(def, at, frame).isWritten;
    return fieldsOf(path, env, own).some(([rest, field]) => field.isMask && mayWrite(def, fieldOf(rest), frame));
  });
}

function isMaskAt(path: string, env: Environment, frame: Frame): boolean {
  const type = typeOfPath(path, frame);
  return env.get(path)?.isMask === true || (type !== null && isMaskType(type, frame));
}

type HelperKind = 'mask' | 'verdict' | 'scope';

function kindOf(def: DefId, args: readonly Argument[], env: Environment, frame: Frame): HelperKind | null {
  const { code } = frame.engine;
  const lines = code.index.defEndLine(def) - code.index.defLine(def);
  const type = code.names.returnType(def);
  if (type !== null && isMaskType(type, frame)) return lines <= LONGEST_HELPER ? 'mask' : null;
  if (lines <= LONGEST_SCOPE && touchesScope(code, def)) return 'scope';
  if (lines > LONGEST_VERDICT) return null;
  const hasMask = args.some((arg) => carriesMask(arg, env));
  // Most calls are none of ours: those need not be read. The index knows no plain types, and none of what is being typed.
  if (!hasMask && !namesMasks(def, frame)) return null;
  const syntax = code.functionSyntax(def);
  if (syntax === null) return null;
  if (isMaskType(syntax.returnType, frame)) return 'mask';
  if (!isVerdictType(syntax.returnType)) return null;
  return hasMask ? 'verdict' : null;
}

const naming = answersPer<DefId, boolean>();

/** True for a function whose text names the type of masks. */
function namesMasks(def: DefId, { engine: { code } }: Frame): boolean {
  return naming(code, def, () => /\bgfp_t\b/.test(code.definitionText(def) ?? ''));
}

function carriesMask({ value, expression, frame: own }: Argument, env: Environment): boolean {
  if (value.isMask) return true;
  const path = value.address ?? pathOf(expression, env, own);
  if (path === null) return false;
  for (const [, field] of fieldsOf(path, env, own)) if (field.isMask) return true;
  return false;
}

/** Values of parameters, and of the fields below those that point to something. */
export function entryOf(syntax: FunctionSyntax, args: readonly Argument[], env: Environment, frame: Frame): Entry {
  const { parameters } = syntax;
  const { written } = prepare(syntax);
  const values = new Map<string, Value>();
  const paths = new Map<string, Value>();
  const askedFor = new Set<string>();
  const alone = new Set<string>();
  for (const [rest, value] of fieldsOf('current', env, frame)) paths.set(`current${rest}`, value);
  parameters.forEach(({ name, type }, i) => {
    const arg = args[i];
    if (arg === undefined || name === '') return;
    const value = arg.value;
    values.set(name, asGiven(castTo(type, value, frame)));
    const target = value.address ?? pathOf(arg.expression, env, arg.frame);
    if (target === null) return;
    // An object of the caller's caller that is only handed on.
    const { asked, askedFor: outer } = frame.entry;
    const isHandedOn = asked !== null && frame.parameters.has(target) && (outer === null || outer.has(target));
    if (isHandedOn && isUntouched(target, env, frame)) askedFor.add(name);
    for (const [rest, field] of fieldsOf(target, env, arg.frame)) {
      if (rest.startsWith('[')) continue;
      paths.set(`${name}->${rest.replace(/^(?:->|\.)/, '')}`, field);
    }
    if (value.address !== null) {
      const isOnly = args.every((other) => other === arg || other.value.address !== value.address);
      if (isOnly && !isExposed(value.address, frame) && !written.has(name)) alone.add(name);
      const pointed = env.get(target) ?? firstValue(target, env, frame);
      if (pointed.isMask) paths.set(`${name}->*`, pointed);
    }
  });
  return { parameters: values, paths, asked: askedFor.size > 0 ? frame.entry.asked : null, askedFor, alone };
}

/** True where the masks of an object are still those that the function was entered with. */
function isUntouched(target: string, env: Environment, frame: Frame): boolean {
  if (env.isMoved(target)) return false;
  for (const _ of env.writtenBelow(target)) return false;
  const pointee = bareType(frame.types.get(target) ?? '');
  for (const key of env.fieldsWritten()) {
    const { type, field } = writtenField(key);
    if (type !== pointee && type !== '?') continue;
    const ofField = field === '*' ? null : frame.engine.code.names.fieldType(pointee, field, frame.file);
    if (ofField === null || isMaskType(ofField, frame)) return false;
  }
  return true;
}

/** A verdict that is handed on is a value like any other to the function that gets it. */
function asGiven(value: Value): Value {
  return value.with({ address: null, deps: 0n, undecided: 0n, via: 'direct' });
}

/** The frame of a function's body. */
export function frameOf(def: DefId, syntax: FunctionSyntax, entry: Entry, frame: Frame): Frame {
  const { index } = frame.engine.code;
  const inside: Frame = {
    engine: frame.engine,
    file: index.defFile(def),
    textFile: index.defFile(def),
    returnType: syntax.returnType,
    depth: frame.depth + 1,
    calling: [...frame.calling, def],
    recorder: null,
    macro: null,
    types: new Map(syntax.parameters.map(({ name, type }) => [name, type])),
    parameters: new Map(syntax.parameters.map(({ name, nameStart }) => [name, nameStart])),
    exposed: new Set(),
    kept: new Set(),
    inFunction: syntax.name,
    entry,
    explores: false,
    constants: false,
    handsOn: { yes: false },
  };
  return { ...inside, exposed: exposedAtFirst(syntax, inside) };
}

function cached(def: DefId, entry: Entry, inside: Frame, syntax: FunctionSyntax): RunResult | null {
  // What fields hold is asked for along paths alone.
  const key = `${inside.engine.fieldMask === null ? '' : 'fields '}${entryKey(def, entry)}`;
  const { summaries } = inside.engine;
  const known = summaries.get(key);
  if (known !== undefined && known.syntax === syntax) {
    if (known.handsOn) inside.handsOn.yes = true;
    return known.result;
  }
  const own: Frame = { ...inside, entry, handsOn: { yes: false } };
  const result = inside.engine.run(prepare(syntax).graph, Environment.empty(), own);
  if (own.handsOn.yes) inside.handsOn.yes = true;
  summaries.set(key, { syntax, result, handsOn: own.handsOn.yes });
  return result;
}

/** Equal for two ways of entering a function of which the same is known. */
export function entryKey(def: DefId, { parameters, paths, asked, askedFor, alone }: Entry): string {
  const words = [String(def), ...alone];
  const add = (name: string, { now, ifSet, ifClear, isMask, deps, undecided }: Value): void => {
    if (now.isNothing && !isMask && deps === 0n) return;
    words.push(
      name,
      [isMask, now.set, now.clear, ifSet.set, ifSet.clear, ifClear.set, ifClear.clear, deps, undecided].join('.'),
    );
  };
  for (const [name, value] of parameters) add(name, value);
  for (const [name, value] of paths) add(name, value);
  if (asked !== null) words.push(`${asked.set}/${asked.clear}`, ...(askedFor ?? []));
  return words.join(' ');
}

/** Bits that are known of every mask that the function gets. */
function knownOf({ parameters, paths }: Entry): bigint {
  let known = EVERY;
  for (const values of [parameters, paths])
    for (const { isMask, now } of values.values()) if (isMask) known &= now.set | now.clear;
  return known;
}

/** The same entry where every bit that comes from outside is that of `world`, or not known. */
function inWorld({ parameters, paths, askedFor, alone }: Entry, world: bigint | null): Entry {
  const there = (value: Value): Value => {
    if (!value.isMask) return value;
    const outside = variableBits(value);
    const fixed = EVERY & ~outside;
    if (world === null) return value.with({ now: ofBits(value.ifSet.set & fixed, value.ifSet.clear & fixed) });
    return value.with({ now: constant((world & outside) | (value.ifSet.set & fixed)) });
  };
  const all = (values: ReadonlyMap<string, Value>) => new Map([...values].map(([name, value]) => [name, there(value)]));
  return {
    parameters: all(parameters),
    paths: all(paths),
    asked: world === null ? null : constant(world),
    askedFor,
    alone,
  };
}

/** Fields that the function wrote are what they are now to the caller; so is what it did to the task's flags. */
function giveBack(
  parameters: readonly Parameter[],
  args: readonly Argument[],
  exit: Environment | null,
  env: Environment,
  frame: Frame,
): void {
  if (exit === null) return;
  for (const [path, value] of exit.paths()) if (path.startsWith('current->')) env.set(path, value);
  parameters.forEach(({ name }, i) => {
    const arg = args[i];
    if (arg === undefined || name === '') return;
    const target = arg.value.address ?? pathOf(arg.expression, env, arg.frame);
    if (target === null) return;
    const isOf = arg.value.address !== null;
    // What was written before it led elsewhere is not known any more.
    if (exit.isMoved(name)) {
      spoil(null, [arg], env, frame);
      return;
    }
    const joint = isOf && !target.endsWith('->*') ? '.' : '->';
    for (const [rest, writers] of exit.writtenBelow(name)) {
      const below = rest.replace(/^->/, '');
      env.markWritten(below === '' ? target : `${target}${joint}${below}`, writers);
    }
    for (const [rest, value] of [...exit.below(name)]) {
      const to = rest === '->*' ? (isOf ? target : `${target}->*`) : `${target}${joint}${rest.slice(2)}`;
      if (!rest.startsWith('->')) continue;
      env.set(to, value);
      spreadWrite(to, value, env, frame);
    }
  });
  // Written through a pointer of which it was not known where it leads: there may be another way to the same place.
  for (const key of exit.fieldsWritten()) {
    const { type, field, isStray } = writtenField(key);
    if (!isStray) continue;
    env.markFieldWritten(key);
    for (const [path] of [...env.paths()]) {
      if (!isExposed(path, frame) || (field !== '*' && fieldOf(path) !== field && fieldOf(path) !== '*')) continue;
      const own = containerType(path, frame);
      if (field === '*' || own === null || type === '?' || own === type) lose(path, env, frame);
    }
  }
}
