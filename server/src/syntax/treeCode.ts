import type { CodeNames } from '../index/codeNames';
import type { DefId, FileId, KernelIndex } from '../index/kernelIndex';
import type { Expression } from './ast';
import { BoundedCache } from './boundedCache';
import type { CodeReader } from './codeReader';
import { definitionStart } from './definitionStart';
import type { ConditionJudge } from './directives';
import { type DefKey, defKey, type KeptCode, keptCode, type Read } from './keptCode';
import { type LinedText, linedText } from './linedText';
import type { CParser } from './parser';
import { type ReadingOptions, readFunction } from './readFunction';
import { macroText, readExpression, readMacro } from './readMacro';
import { shifted } from './shifted';
import { TreeNames } from './treeNames';

export interface CodeReaderOptions {
  readonly parser: CParser;
  readonly index: KernelIndex;
  /** What names mean; null where that can't be asked yet: macros are then found by their name alone. */
  readonly names: CodeNames | null;
  /** Text of a file by its path relative to the tree, as it is now; null where it can't be read. */
  readonly readText: (path: string) => string | null;
  /** Conditions of `#if` inside of code; default: none is known. */
  readonly isOff?: ConditionJudge | undefined;
  /** What earlier readers of this tree have read, which are not asked any more; default: nothing. */
  readonly kept?: KeptCode;
}

/** A reader of a tree's code that can be told of changes. */
export interface TreeCode extends CodeReader {
  /** Forgets a file's text, so that it is read again. Functions whose own lines did not change stay read. */
  invalidate(path: string): void;
  /**
   * The same object as long as a function that was read keeps its own lines, wherever they move: what was worked out from them may
   * hang on it. Null for a function that was not read, or was forgotten.
   */
  reading(def: DefId): object | null;
}

/** In characters of expressions that macros made. */
const EXPRESSION_BOUND = 400_000;

/** The code of a tree: functions and macros by definition, read when they are asked for. Nothing in here throws on input. */
export function createCodeReader(options: CodeReaderOptions): TreeCode {
  const { parser, index, readText } = options;
  const { texts, functions, macros } = options.kept ?? keptCode();

  const lined = (file: FileId): LinedText | null => {
    let text = texts.get(file);
    if (text === undefined) {
      const read = readText(index.filePath(file));
      text = read === null ? null : linedText(read);
      texts.set(file, text, text?.text.length ?? 1);
    }
    return text;
  };
  const isOffIn =
    (text: string): ConditionJudge =>
    (condition) =>
      options.isOff?.(condition) ?? (asksForNothing(index, condition, text) ? true : null);
  const expressions = new BoundedCache<string, Expression | null>(EXPRESSION_BOUND);
  const { kept } = options;
  const treeNames = kept?.names?.moveTo(index, options.names, lined) ?? new TreeNames(index, options.names, lined);
  if (kept !== undefined) kept.names = treeNames;

  const cached = <T>(
    cache: BoundedCache<DefKey, Read<T>>,
    def: DefId,
    bounds: (text: LinedText) => { from: number; to: number },
    read: (text: string, from: number, to: number, reading: ReadingOptions) => T | null,
  ): T | null => {
    const file = index.defFile(def);
    const text = lined(file);
    if (text === null) return null;
    const key = defKey(index, def);
    const known = cache.get(key);
    if (known !== undefined && known.text === text.text) return known.syntax;
    const { from, to } = bounds(text);
    const own = text.text.slice(from, to);
    if (known !== undefined && known.own === own) {
      known.syntax = shifted(known.syntax, from - known.from);
      known.text = text.text;
      known.from = from;
      return known.syntax;
    }
    const syntax = safely(() =>
      read(text.text, from, to, { parser, names: treeNames.seenFrom(file), isOff: isOffIn(text.text) }),
    );
    cache.set(key, { text: text.text, from, own, syntax }, own.length + 100);
    return syntax;
  };

  return {
    index,
    names: options.names ?? NO_CODE_NAMES,
    text: (file) => lined(file)?.text ?? null,
    definitionText(def) {
      const text = lined(index.defFile(def));
      if (text === null) return null;
      return text.text.slice(text.lineStart(index.defLine(def)), text.lineStart(index.defEndLine(def) + 1));
    },
    functionSyntax(def) {
      if (index.defKind(def) !== 'function') return null;
      const name = index.defName(def);
      const bounds = (text: LinedText): { from: number; to: number } => ({
        from: definitionStart(text, index.defLine(def)),
        to: text.lineStart(index.defEndLine(def) + 1),
      });
      return cached(functions, def, bounds, (text, from, to, reading) => readFunction(text, from, to, name, reading));
    },
    macroSyntax(def) {
      if (index.defKind(def) !== 'macro') return null;
      const name = index.defName(def);
      const bounds = (text: LinedText): { from: number; to: number } => ({
        from: text.lineStart(index.defLine(def)),
        to: text.lineStart(index.defEndLine(def) + 1),
      });
      return cached(macros, def, bounds, (text, from, to, reading) => {
        const source = macroText(text, from, to, name);
        return source === null ? null : readMacro(name, source.from - name.length, source, reading);
      });
    },
    expression(text): Expression | null {
      let known = expressions.get(text);
      if (known === undefined) {
        known = safely(() => readExpression(text, { parser, names: treeNames.anywhere, isOff: isOffIn(text) }));
        expressions.set(text, known, text.length + 100);
      }
      return known;
    },
    invalidate(path) {
      const file = index.fileByPath(path);
      if (file !== undefined) texts.delete(file);
    },
    reading: (def) => functions.get(defKey(index, def)) ?? null,
  };
}

/**
 * True where a branch wants a macro that nothing in the whole tree defines (`#ifdef _JFS_WIP`): code that is never compiled. Names of
 * the configuration and of the compiler are defined elsewhere.
 */
function asksForNothing(index: KernelIndex, condition: string, text: string): boolean {
  const name = /^defined\s*\(?\s*(\w+)\s*\)?$/.exec(condition)?.[1];
  if (name === undefined || index.partial || /^(?:CONFIG_|__)/.test(name)) return false;
  // The index leaves macros out that are plain numbers; those of headers are guards and settings that a CONFIG_ symbol makes.
  if (new RegExp(`#[ \\t]*define[ \\t]+${name}\\b`).test(text)) return false;
  const id = index.nameId(name);
  return id === undefined || index.defsOfName(id).length === 0;
}

/** The WebAssembly runtime throws where memory runs out; a reader of code has no better answer than "could not be read". */
function safely<T>(read: () => T | null): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}

const NO_CODE_NAMES: CodeNames = {
  definitions: () => [],
  returnType: () => null,
  fieldType: () => null,
  variableType: () => null,
  typedefTarget: () => null,
  enumerator: () => undefined,
};
