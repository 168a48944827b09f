import { ConditionRuns } from './conditionRuns';
import { LineTable } from './lineTable';
import { Tokens } from './tokens';

/** One `#define`: its parameters and where its body's tokens stand in `macroTokens`. */
export interface MacroText {
  readonly name: number;
  readonly functionLike: boolean;
  readonly parameters: readonly number[];
  readonly tokenFrom: number;
  readonly tokenTo: number;
  readonly sourceFrom: number;
  readonly sourceTo: number;
  readonly condition: number;
  /** How many tokens of the file stand before it: orders it among the file's includes and code. */
  readonly at: number;
}

/** An object-like macro whose body is a number: byte offsets of name and body. */
export interface ConstantText {
  readonly nameFrom: number;
  readonly nameTo: number;
  readonly bodyTo: number;
  readonly condition: number;
}

/** One `#include`; `at` as for a macro. */
export interface IncludeText {
  readonly target: string;
  readonly angle: boolean;
  readonly condition: number;
  readonly at: number;
}

/** What the tokenizer makes of one file. Tokens and lines are reused from file to file, the rest is the file's own. */
export class TokenizedFile {
  /** The file's text is `bytes[0, end)`, with a zero byte behind it. */
  bytes: Uint8Array = new Uint8Array(1);
  end = 0;
  readonly tokens = new Tokens();
  /** Tokens of all macro bodies, one behind the other. */
  readonly macroTokens = new Tokens();
  readonly lines = new LineTable();
  conditions = new ConditionRuns();
  macros: MacroText[] = [];
  includes: IncludeText[] = [];
  /** Object-like macros whose body is a plain number: counted, not kept (graphics headers hold millions). */
  constantMacros = 0;
  /** Where somebody wants to know them: those macros. */
  constants: ConstantText[] | null = null;
  problems: string[] = [];

  /** Forgets the file before. */
  begin(bytes: Uint8Array, end: number): void {
    this.bytes = bytes;
    this.end = end;
    this.tokens.length = 0;
    this.macroTokens.length = 0;
    this.lines.begin();
    this.conditions = new ConditionRuns();
    this.macros = [];
    this.includes = [];
    this.constantMacros = 0;
    if (this.constants !== null) this.constants = [];
    this.problems = [];
  }
}
