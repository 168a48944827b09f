import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConstantReader, type NamedConstant } from '../outline/constantReader';
import { MAX_SOURCE_BYTES } from '../outline/outlineReader';
import { ConditionState } from './conditionJudge';
import type { FileSight } from './fileSight';
import type { DefId, FileId } from './kernelIndex';
import { splitArguments, substitute, withoutComments } from './macroText';
import type { MemoryIndex } from './memoryIndex';
import { valueAt } from './packedColumn';
import type { PackedDefinitions } from './packedDefinitions';

/** Value of a C constant expression: `evaluateExpression` of gfp/constantExpression.ts. */
export type EvaluateConstant = (
  text: string,
  scope: {
    readonly valueOf: (name: string) => bigint | undefined;
    readonly valueOfCall: (name: string, argument: string) => bigint | undefined;
  },
) => { readonly ok: true; readonly value: bigint } | { readonly ok: false };

/** Text of a file as it is now, null where it cannot be read; undefined: as it is on disk. */
export type TextOf = (path: string) => string | null | undefined;

/** How far one constant may lead to another before it counts as circular. */
const MAX_NESTING = 24;
/** For so many names searching the texts is faster than reading them: a millisecond a name, beside a quarter of a second. */
const FEW = 64;

interface PlacedConstant extends NamedConstant {
  readonly file: FileId;
  /** All constants of its file. */
  readonly list: readonly NamedConstant[];
}

/**
 * Values of enumerators and of macros that are plain numbers. The index has neither; both are read from the text of the
 * files that can be meant, each file once, when somebody asks.
 */
export class TextConstants {
  private readonly reader = new ConstantReader();
  private readonly listOf = new Map<FileId, readonly NamedConstant[]>();
  private readonly byName = new Map<string, PlacedConstant[]>();
  /** Texts of files that have been searched and not yet read. */
  private readonly texts = new Map<FileId, Buffer>();
  private searches = 0;
  private readonly known = new Map<string, bigint | null | undefined>();
  private readonly states: ReadonlyMap<string, number>;

  constructor(
    private readonly index: MemoryIndex,
    private readonly sight: FileSight,
    private readonly definitions: PackedDefinitions,
    private readonly evaluate: EvaluateConstant | undefined,
    private readonly textOf: TextOf,
  ) {
    this.states = statesByText(index);
  }

  /** Undefined: no constant of that name; null: there is one, its value is not known or differs between configurations. */
  valueOf(name: string, file: FileId): bigint | null | undefined {
    const key = `${file} ${name}`;
    if (this.known.has(key)) return this.known.get(key);
    const value = this.answer(name, file, 0);
    this.known.set(key, value);
    return value;
  }

  /** Reads all that a file sees, one file a step. */
  *prepare(file: FileId): Generator<void> {
    const includer = this.sight.includerOf(file);
    yield;
    for (const from of includer >= 0 ? [file, includer] : [file]) {
      for (const seen of this.sight.seenFrom(from)) {
        if (this.listOf.has(seen)) continue;
        this.read(seen);
        yield;
      }
    }
  }

  private answer(name: string, file: FileId, nesting: number): bigint | null | undefined {
    if (file >= this.index.fileCount) return undefined;
    this.read(file);
    const own = this.inForce(name, (constant) => constant.file === file);
    if (own.length > 0) return this.agreed(own, nesting);
    this.survey(name, file);
    const includer = this.sight.includerOf(file);
    if (includer >= 0) this.survey(name, includer);
    const seen = this.inForce(
      name,
      (constant) => this.sight.sees(file, constant.file) || (includer >= 0 && this.sight.sees(includer, constant.file)),
    );
    return seen.length > 0 ? this.agreed(seen, nesting) : undefined;
  }

  private inForce(name: string, isMeant: (constant: PlacedConstant) => boolean): readonly PlacedConstant[] {
    return (this.byName.get(name) ?? []).filter(
      (constant) => isMeant(constant) && this.stateOf(constant.conditions) !== ConditionState.Off,
    );
  }

  private agreed(constants: readonly PlacedConstant[], nesting: number): bigint | null {
    const values = new Set(constants.map((constant) => this.value(constant, nesting)));
    const [value] = values;
    return values.size === 1 ? (value ?? null) : null;
  }

  /** Value of one constant; null where it, or how many stand before it, is not known. */
  private value(constant: PlacedConstant, nesting: number): bigint | null {
    let behind = 0n;
    let at: NamedConstant = constant;
    for (;;) {
      if (at.expression !== null) {
        const base = this.evaluated(at.expression, constant.file, nesting);
        return base === null ? null : base + behind;
      }
      // The nearest one before it that is there.
      let before = at.previous;
      while (before >= 0) {
        const earlier = constant.list[before]!;
        const state = this.stateOf(earlier.conditions);
        if (state === ConditionState.Off) before = earlier.previous;
        else if (state === ConditionState.On || isInside(at.conditions, earlier.conditions)) break;
        else return null;
      }
      if (before < 0) return behind;
      behind += 1n;
      at = constant.list[before]!;
    }
  }

  private evaluated(text: string, file: FileId, nesting: number): bigint | null {
    // `(__force blk_opf_t)1`: what such a cast is for only a checker knows.
    const value = text.replace(/\(\s*__force\s+\w+\s*\)/g, ' ').trim();
    const plain = /^\(?\s*(0[xX][\da-fA-F]+|[1-9]\d*|0)[uUlL]*\s*\)?$/.exec(value)?.[1];
    if (plain !== undefined) return BigInt(plain);
    if (this.evaluate === undefined || nesting > MAX_NESTING) return null;
    const result = this.evaluate(value, {
      valueOf: (name) => this.named(name, file, nesting + 1),
      valueOfCall: (name, argument) => this.called(name, argument, file, nesting + 1),
    });
    return result.ok ? result.value : null;
  }

  private named(name: string, file: FileId, nesting: number): bigint | undefined {
    if (nesting > MAX_NESTING) return undefined;
    const constant = this.answer(name, file, nesting);
    if (constant !== undefined) return constant ?? undefined;
    const def = this.onlyMacro(name, file);
    if (def === undefined) return undefined;
    return this.evaluated(this.bodyOf(def), this.index.defFile(def), nesting) ?? undefined;
  }

  /** `BIT(3)`: by the macro's own body; `IS_ENABLED(CONFIG_X)`: by the configuration. */
  private called(name: string, argument: string, file: FileId, nesting: number): bigint | undefined {
    const state = this.states.get(`${name}(${argument.trim()})`);
    if (state !== undefined && state !== ConditionState.Open) return state === ConditionState.On ? 1n : 0n;
    const def = nesting > MAX_NESTING ? undefined : this.onlyMacro(name, file);
    if (def === undefined) return undefined;
    const parameters = this.parametersOf(def);
    if (splitArguments(argument, parameters.length + 1).length > parameters.length) return undefined;
    // Arguments are expanded before they are pasted to something, but a number stays itself.
    const value = substitute({ parameters, body: this.bodyOf(def) }, argument);
    return this.evaluated(value, file, nesting) ?? undefined;
  }

  private onlyMacro(name: string, file: FileId): DefId | undefined {
    const id = this.index.nameId(name);
    const found = id === undefined ? [] : this.definitions.find(id, file);
    return found.length === 1 && this.index.defKind(found[0]!) === 'macro' ? found[0] : undefined;
  }

  private bodyOf(def: DefId): string {
    return withoutComments((this.definitions.macroText(def) ?? '').replace(/\\\r?\n/g, ' '));
  }

  private parametersOf(def: DefId): string[] {
    const { fileRows, columns } = this.index.tree;
    const file = this.index.defFile(def);
    const own = def - fileRows.defs[file]! + 1;
    const parameters: string[] = [];
    for (let row = fileRows.macroParameters[file]!; row < fileRows.macroParameters[file + 1]!; row++)
      if (valueAt(columns['macroParameters.def']!, row) === own)
        parameters.push(this.index.nameText(valueAt(columns['macroParameters.name']!, row)));
    return parameters;
  }

  private stateOf(conditions: readonly string[]): number {
    let state: number = ConditionState.On;
    for (const text of conditions) {
      const own = this.states.get(text) ?? ConditionState.Open;
      if (own === ConditionState.Off) return own;
      if (own === ConditionState.Open) state = own;
    }
    return state;
  }

  /** Reads what a file sees: the texts that hold the name; all of them for whoever asks for many names. */
  private survey(name: string, file: FileId): void {
    const readAll = this.searches++ > FEW;
    for (const seen of this.sight.seenFrom(file)) {
      if (this.listOf.has(seen)) continue;
      if (readAll || this.textIn(seen).includes(name)) this.read(seen);
    }
  }

  private read(file: FileId): void {
    if (this.listOf.has(file)) return;
    const text = this.textIn(file);
    const list = text.length > MAX_SOURCE_BYTES ? [] : this.reader.read(text, text.length - 1);
    this.texts.delete(file);
    this.listOf.set(file, list);
    for (const constant of list) {
      const placed = { ...constant, file, list };
      const same = this.byName.get(constant.name);
      if (same) same.push(placed);
      else this.byName.set(constant.name, [placed]);
    }
  }

  /** Text of a file with a zero byte behind it; of one that cannot be read that byte alone. */
  private textIn(file: FileId): Buffer {
    let text = this.texts.get(file);
    if (text === undefined) {
      text = this.load(file);
      this.texts.set(file, text);
    }
    return text;
  }

  private load(file: FileId): Buffer {
    const path = this.index.filePath(file);
    const open = this.textOf(path);
    if (open !== undefined) return Buffer.from(`${open ?? ''}\0`);
    try {
      return Buffer.concat([readFileSync(join(this.index.root, path)), END]);
    } catch {
      // Gone, or closed to us, since the tree was read.
      return END;
    }
  }
}

const END = Buffer.of(0);

/** True where whoever sees `outer` hold sees that `inner` does: the same `#if` stack, or one that it stands in. */
function isInside(outer: readonly string[], inner: readonly string[]): boolean {
  return inner.length <= outer.length && inner.every((text, i) => text === outer[i]);
}

/** What the configuration says of each condition's text. */
function statesByText(index: MemoryIndex): ReadonlyMap<string, number> {
  const { conditionText, conditionState, names } = index.tree;
  const states = new Map<string, number>();
  const seen = new Set<number>();
  for (let node = 1; node < conditionText.length; node++) {
    if (conditionState[node] === ConditionState.Open || seen.has(conditionText[node]!)) continue;
    seen.add(conditionText[node]!);
    states.set(names.text(conditionText[node]!), conditionState[node]!);
  }
  return states;
}
