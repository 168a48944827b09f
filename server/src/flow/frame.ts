/** What the parts of the interpreter share: the frame of the function that is being read, and how each part reaches the others. */
import type { KnownBits } from '../gfp/maskValue';
import type { Vocabulary } from '../gfp/vocabulary';
import type { DefId, FileId } from '../index/kernelIndex';
import type {
  CallExpression,
  Declaration,
  Expression,
  FunctionSyntax,
  NameExpression,
  Parameter,
  Span,
} from '../syntax/ast';
import type { CodeReader } from '../syntax/codeReader';
import type { Environment } from './environment';
import type { FlowGraph } from './flowGraph';
import { type Truth, type Value, variableBits } from './value';

/** What a condition tells: its truth in each world, what it depends on, and what holds on either side (null: never reached). */
export interface Condition {
  readonly value: Value;
  readonly truth: { readonly now: Truth; readonly ifSet: Truth; readonly ifClear: Truth };
  readonly whenTrue: Environment | null;
  readonly whenFalse: Environment | null;
}

/** What a function is entered with. */
export interface Entry {
  /** By name of parameter. */
  readonly parameters: ReadonlyMap<string, Value>;
  /** By access path rooted at a parameter or at `current`: `sc->gfp_mask`. */
  readonly paths: ReadonlyMap<string, Value>;
  /** What is known of every mask that comes from outside and is in neither map; null: nothing. */
  readonly asked: KnownBits | null;
  /** The parameters that `asked` is for; null: all. */
  readonly askedFor: ReadonlySet<string> | null;
  /** Parameters that lead, all the while, to a variable of the caller that no other pointer leads to. */
  readonly alone: ReadonlySet<string>;
}

export const NO_ENTRY: Entry = {
  parameters: new Map(),
  paths: new Map(),
  asked: null,
  askedFor: null,
  alone: new Set(),
};

/** Told what is found; calls come in source order within a statement, and only from places that are reached. */
export interface Recorder {
  value?(expression: Expression, value: Value): void;
  /** A condition that is not made of others: an operand of `&&`, the test of an `if`. `decides` is false outside of branches. */
  condition?(leaf: Expression, found: Condition): void;
  /** A condition that is made of others, as a whole. */
  composite?(expression: Expression, found: Condition): void;
  /** A boolean that is returned and depends on a flag. */
  returned?(expression: Expression, value: Value): void;
  /** What a `switch` chooses by, where it depends on a flag. */
  switched?(expression: Expression, value: Value): void;
  /** A variable, with what its declaration gives it. */
  declared?(declaration: Declaration, value: Value): void;
  /** A parameter, with what the function is entered with. */
  parameter?(parameter: Parameter, value: Value): void;
  /** `frame` is the one that wrote the call; `env` goes on changing. */
  call?(call: CallExpression, args: readonly Value[], env: Environment, frame: Frame): void;
}

/** A macro's argument: evaluated where it is used, in the frame that wrote it. */
export interface Thunk {
  readonly expression: Expression;
  readonly frame: Frame;
  /** The value that it had last, and `Environment.version` then; only of one that nobody listens to and that has no effects. */
  last?: { readonly version: number; readonly value: Value };
}

/**
 * The value of a macro's argument. A macro in a macro in a macro uses its arguments many times: while nothing was written in between,
 * it is what it was.
 */
export function valueOfThunk(thunk: Thunk, env: Environment): Value {
  const { expression, frame, last } = thunk;
  const { version } = env;
  if (last !== undefined && last.version === version) return last.value;
  const value = frame.engine.evaluate(expression, env, frame);
  if (frame.recorder === null && env.version === version) thunk.last = { version, value };
  return value;
}

/** An argument with its value. */
export interface Argument extends Thunk {
  readonly value: Value;
}

/** A macro whose body is being read. */
export interface MacroFrame {
  readonly def: DefId;
  readonly args: ReadonlyMap<string, Thunk>;
  readonly rest: readonly Thunk[];
  /** The name that stands for `rest`. */
  readonly restName: string | null;
  /** The macro in whose body this one stands. */
  readonly outer: MacroFrame | null;
  /** Variables that its body declares. */
  readonly locals: ReadonlySet<string>;
  /** Tells this use of the macro from others of the same function. */
  readonly place: string;
}

export interface Frame {
  readonly engine: Engine;
  /** The file in which names are looked up. */
  readonly file: FileId;
  /** The file whose text the offsets of expressions are in: that of a macro's definition while its body is read. */
  readonly textFile: FileId;
  readonly returnType: string | null;
  readonly depth: number;
  /** The functions whose bodies are being read, outermost first. */
  readonly calling: readonly DefId[];
  readonly recorder: Recorder | null;
  readonly macro: MacroFrame | null;
  /** Declared types of parameters and locals. */
  readonly types: Map<string, string>;
  /** Locals to which pointers may lead. */
  readonly exposed: Set<string>;
  /** Those of them that are so since a call that keeps the address was read. */
  readonly kept: Set<string>;
  /** Parameters of the function, with the offset of each name. */
  readonly parameters: ReadonlyMap<string, number>;
  /** Put before notes on where bits come from; null in the function that was asked about. */
  readonly inFunction: string | null;
  readonly entry: Entry;
  /** True where branches that the mask rules out are read as well: to list gates. */
  readonly explores: boolean;
  /**
   * True where constants of the tree are looked up by name: finding one means reading headers, and beside values of which nothing is
   * known they tell nothing.
   */
  readonly constants: boolean;
  /** Set where a mask was handed on to a function that does more than test it. */
  readonly handsOn: { yes: boolean };
}

export interface RunResult {
  /** What holds where the function is left; null where it never is. */
  readonly exit: Environment | null;
  /** Of all returns together; null where nothing is returned. */
  readonly value: Value | null;
  /** Gfp bits of the branches that decide which value is returned. */
  readonly deps: bigint;
  readonly undecided: bigint;
}

/** What a helper gave for one way of calling it. */
export interface Summary {
  readonly syntax: FunctionSyntax;
  readonly result: RunResult;
  readonly handsOn: boolean;
}

export interface Engine {
  readonly code: CodeReader;
  readonly vocabulary: Vocabulary;
  /** Bits of all flags of the vocabulary. */
  readonly flagBits: bigint;
  /** Steps that are left before the answer is "not known". */
  readonly budget: { left: number };
  readonly summaries: {
    get(key: string): Summary | undefined;
    set(key: string, summary: Summary): void;
  };
  evaluate(expression: Expression, env: Environment, frame: Frame): Value;
  condition(expression: Expression, env: Environment, frame: Frame): Condition;
  call(call: CallExpression, env: Environment, frame: Frame): Value;
  /** What a name stands for that is neither a variable of the function nor a flag. */
  named(name: NameExpression, env: Environment, frame: Frame): Value;
  /** What `macro(symbol)` gives under the configuration: `IS_ENABLED(CONFIG_COMPACTION)`. */
  configured(macro: string, symbol: string): Value;
  /** The value of a function that is one `return`, or of a macro that is one expression, with the arguments in place; else null. */
  singleReturn(call: CallExpression, frame: Frame): Thunk | null;
  /** What is stored in a mask field, as far as it can be told; null: anything. Set while paths are followed. */
  fieldMask: ((field: string, frame: Frame) => KnownBits | null) | null;
  /** The frame in which a function is read that is asked about itself. */
  frameFor(def: DefId, entry: Entry): Frame;
  assign(target: Expression, value: Value, env: Environment, frame: Frame): Value;
  /** After `assign`: the fields of a struct that is assigned as a whole. `before` held before `from` was evaluated; it is used up. */
  assignStruct(target: Expression, from: Expression, env: Environment, frame: Frame, before: Environment): void;
  /** Text that could not be read may do anything to the variables that it names. */
  unread(span: Span, env: Environment, frame: Frame): void;
  run(graph: FlowGraph, env: Environment, frame: Frame): RunResult;
}

/** Thrown and caught inside of `flow/` when the budget is used up. */
export class OutOfBudget extends Error {}

/** @throws OutOfBudget */
export function spend(frame: Frame): void {
  if (--frame.engine.budget.left < 0) throw new OutOfBudget();
}

/** Gfp bits that a value depends on. */
export function depsOf(value: Value, flagBits: bigint): bigint {
  return value.isMask ? variableBits(value) & flagBits : value.deps;
}

/** Those of them that are not known. */
export function undecidedOf(value: Value, flagBits: bigint): bigint {
  return value.isMask ? depsOf(value, flagBits) & ~(value.now.set | value.now.clear) : value.undecided;
}
