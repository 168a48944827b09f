import { OutlineReader } from '../outline/outlineReader';
import { CallRow, DefFlag } from '../outline/rows';
import { type TypeOp, typeNameIsNumber } from '../outline/typeExprs';
import { decodeBytes } from '../text/nameTable';
import type { AssumedConfig } from './assumedConfig';
import { BatchBuilder, writtenNames } from './batch';
import { DefinitionFinder } from './definitionFinder';
import { firstRows } from './edges';
import { type MacroDefinition, substitute, trailingFunction, withoutComments } from './macroText';
import { appendTexts, type Facts } from './merge';
import type { Visibility } from './visibility';

/** How many bytes one use of a macro may grow to, and how deep macros may use each other. */
const MAX_EXPANSION = 1 << 18;
const MAX_DEPTH = 12;
/** No file has as many `#include` lines as this; those behind count as one. */
const MOST_INCLUDES = 1024;

/**
 * Macros used at file level may make functions (`PAGEFLAG`, `TRACE_EVENT`, `SYSCALL_DEFINE3`) and tables (`__setup`).
 * Their own bodies say what: each use is expanded and read like any other text, at the place of the use.
 * A macro that neither holds a `{` nor leads to one that does makes nothing that is of interest here.
 */
export function expandFileLevelMacros(
  facts: Facts,
  paths: readonly string[],
  visibility: Visibility,
  arch: string,
  assumed: AssumedConfig,
): Facts {
  const expander = new Expander(facts, paths, visibility, arch, assumed);
  const reader = new OutlineReader();
  const builder = new BatchBuilder(reader);
  const { columns } = facts;
  const rows = facts.fileRows.invocations;
  const renamed: { def: number; name: number }[] = [];
  let buffer = new Uint8Array(1 << 16);
  let texts = 0;
  for (let file = 0; file < paths.length; file++) {
    let begun = false;
    for (let row = rows[file]!; row < rows[file + 1]!; row++) {
      const type = columns['invocations.type']![row]!;
      if (type > 0 && !expander.mayStore(row, file)) continue;
      const text = expander.expandUse(row, file);
      if (text === null) continue;
      const def = columns['invocations.def']![row]!;
      let made = type > 0 ? text.trimStart() : text;
      if (type > 0 && !(made.startsWith('{') && expander.holdsFunction(made))) continue;
      if (def >= 0) {
        const header = trailingFunction(text);
        if (header === null) continue;
        // The kernel's own name for the body of SYSCALL_DEFINEn is __do_sys_x (include/linux/syscalls.h); people and tables say sys_x.
        const name = header.name.replace(/^__do_sys_/, 'sys_');
        if (name !== header.name) made = made.replaceAll(header.name, name);
        renamed.push({ def, name: facts.names.internText(name) });
        made = made.slice(0, made.length - (text.length - header.from));
      }
      const bytes = new TextEncoder().encode(`${made}\n;`);
      if (bytes.length + 1 > buffer.length) buffer = new Uint8Array(bytes.length * 2);
      buffer.set(bytes);
      buffer[bytes.length] = 0;
      if (!begun) {
        builder.beginFile(file);
        begun = true;
        texts++;
      }
      const line = columns['invocations.line']![row]!;
      const condition = copyCondition(facts, reader, columns['invocations.condition']![row]!);
      if (type > 0) {
        const site = { line, condition, type: copyType(facts, reader, type) };
        reader.readGeneratedValue(buffer, bytes.length, `${paths[file]}#${row}`, site);
      } else reader.readGenerated(buffer, bytes.length, `${paths[file]}#${row}`, line, condition);
    }
  }
  for (const { def, name } of renamed) {
    columns['defs.name']![def] = name;
    columns['defs.flags']![def]! |= DefFlag.Generated;
  }
  if (texts === 0) return facts;
  const batch = builder.finish(expander.definedNames(reader));
  return appendTexts(facts, { ...batch, ...writtenNames(reader.names) });
}

/** The condition node of the tree in the tables of a reader of its own. */
function copyCondition(facts: Facts, reader: OutlineReader, node: number): number {
  if (node <= 0) return 0;
  const parent = copyCondition(facts, reader, facts.conditionParent[node]!);
  return reader.conditions.child(parent, facts.names.text(facts.conditionText[node]!));
}

/** The type node of the tree in the tables of a reader of its own. */
function copyType(facts: Facts, reader: OutlineReader, node: number): number {
  if (node <= 0) return 0;
  const { op, parent, name } = facts.types;
  const kind = op.values[node] as TypeOp;
  const named = typeNameIsNumber(kind)
    ? name.values[node]!
    : reader.names.internText(facts.names.text(name.values[node]!));
  return reader.types.node(kind, copyType(facts, reader, parent.values[node]!), named);
}

/** Where a macro is used: the file, and the token there: what is included below it has no say. */
interface Use {
  readonly file: number;
  readonly at: number;
}

class Expander {
  private readonly finder: DefinitionFinder;
  private readonly makes: Int8Array;
  private readonly firstCall: Int32Array;
  private readonly parameters = new Map<number, string[]>();
  /** What names mean in the file at hand, by name and number of includes above. */
  private readonly meanings = new Map<number, number>();
  private meaningFile = -1;
  private readonly definitions = new Map<number, MacroDefinition>();

  constructor(
    private readonly facts: Facts,
    paths: readonly string[],
    private readonly visibility: Visibility,
    arch: string,
    assumed: AssumedConfig,
  ) {
    this.finder = new DefinitionFinder(facts, paths, visibility, arch, assumed);
    this.makes = new Int8Array(facts.defFile.length);
    this.firstCall = firstRows(facts.columns['calls.def']!, facts.defFile.length);
    const def = facts.columns['macroParameters.def']!;
    const name = facts.columns['macroParameters.name']!;
    for (let row = 0; row < def.length; row++) {
      const list = this.parameters.get(def[row]!);
      if (list) list.push(facts.names.text(name[row]!));
      else this.parameters.set(def[row]!, [facts.names.text(name[row]!)]);
    }
  }

  /** The text that use number `row` makes, null where it makes nothing of interest. */
  expandUse(row: number, file: number): string | null {
    const { columns, text } = this.facts;
    const at = columns['invocations.at']![row]!;
    const macro = this.macroFor(columns['invocations.name']![row]!, file, at);
    if (macro < 0 || !this.isMaker(macro, file, at, 0)) return null;
    const from = columns['invocations.textFrom']![row]!;
    const to = columns['invocations.textTo']![row]!;
    if (to - from > MAX_EXPANSION) return null;
    return this.expand(macro, decodeBytes(text, from, to), { file, at }, 0);
  }

  /** True where the macro's body pastes names or an argument of the use is a function: a table's value that may hold one. */
  mayStore(row: number, file: number): boolean {
    const { columns, text } = this.facts;
    const macro = this.macroFor(columns['invocations.name']![row]!, file, columns['invocations.at']![row]!);
    if (macro < 0 || !this.mayBeginWithBrace(macro)) return false;
    if (this.definition(macro).body.includes('##')) return true;
    const args = decodeBytes(text, columns['invocations.textFrom']![row]!, columns['invocations.textTo']![row]!);
    return this.holdsFunction(args);
  }

  /** False for a macro that gives an expression: `ARRAY_SIZE(x)` is no braced value, whatever stands in it. */
  private mayBeginWithBrace(macro: number): boolean {
    return /^\s*(?:[{\w"']|##|$)/.test(this.definition(macro).body);
  }

  /** By name of the reader: 1 where the tree, or what the reader read, defines it. */
  definedNames({ names, tables }: OutlineReader): Uint8Array {
    const { starts } = this.finder.byName;
    const defined = new Uint8Array(names.size);
    for (let name = 0; name < names.size; name++) {
      const known = this.facts.names.find(names.text(name));
      // Names that the tree got since the finder was made are those of renamed functions.
      if (known >= 0 && (known + 1 >= starts.length || starts[known]! < starts[known + 1]!)) defined[name] = 1;
    }
    const made = tables.rows.defs.name;
    for (let row = 0; row < made.length; row++) defined[made.values[row]!] = 1;
    return defined;
  }

  /** True where a word of the text is the name of a function. */
  holdsFunction(text: string): boolean {
    const { starts, rows } = this.finder.byName;
    const flags = this.facts.columns['defs.flags']!;
    const pattern = /[A-Za-z_]\w*/g;
    for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
      const name = this.facts.names.find(match[0]);
      if (name >= 0 && starts[name]! < starts[name + 1]! && !(flags[rows[starts[name]!]!]! & DefFlag.Macro))
        return true;
    }
    return false;
  }

  private expand(macro: number, args: string, use: Use, depth: number): string {
    const { file, at } = use;
    const body = substitute(this.definition(macro), this.withoutWrappers(args, file, 0));
    if (depth >= MAX_DEPTH || body.length > MAX_EXPANSION) return body;
    return replaceUses(body, (name, inner, isValue) => {
      const id = this.facts.names.find(name);
      if (id < 0) return null;
      const next = this.macroFor(id, file, at);
      if (next < 0 || next === macro || (isValue && !this.mayBeginWithBrace(next))) return null;
      return this.isMaker(next, file, at, 0) ? this.expand(next, inner, use, depth + 1) : null;
    });
  }

  /** Arguments as the preprocessor hands them on: `TP_PROTO(int a, int b)` is `int a, int b` (include/linux/tracepoint.h). */
  private withoutWrappers(args: string, file: number, depth: number): string {
    if (depth >= MAX_DEPTH || !args.includes('(')) return args;
    let out = '';
    let copied = 0;
    const pattern = /[A-Za-z_]\w*(?=\s*\()|"(?:[^"\\]|\\.)*"/g;
    for (let match = pattern.exec(args); match; match = pattern.exec(args)) {
      const id = match[0].startsWith('"') ? -1 : this.facts.names.find(match[0]);
      const macro = id < 0 ? -1 : this.macroFor(id, file, -1);
      if (macro < 0 || !this.isWrapper(macro)) continue;
      const from = args.indexOf('(', pattern.lastIndex) + 1;
      const close = closingParenthesis(args, from);
      if (close < 0) break;
      out += args.slice(copied, match.index) + this.withoutWrappers(args.slice(from, close), file, depth + 1);
      copied = close + 1;
      pattern.lastIndex = copied;
    }
    return out + args.slice(copied);
  }

  /** True for a macro that stands for its arguments: `#define PARAMS(args...) args`. */
  private isWrapper(macro: number): boolean {
    const { parameters, body } = this.definition(macro);
    return parameters.length === 1 && body.trim() === parameters[0];
  }

  private definition(macro: number): MacroDefinition {
    const known = this.definitions.get(macro);
    if (known) return known;
    const { columns, text } = this.facts;
    const definition = {
      parameters: this.parameters.get(macro) ?? [],
      body: withoutComments(
        decodeBytes(text, columns['defs.textFrom']![macro]!, columns['defs.textTo']![macro]!).replace(/\\\r?\n/g, '\n'),
      ),
    };
    this.definitions.set(macro, definition);
    return definition;
  }

  /** The macro that the name means there; -1 where it is none. `at` -1: anywhere in the file. */
  private macroFor(name: number, file: number, at: number): number {
    if (file !== this.meaningFile) {
      this.meaningFile = file;
      this.meanings.clear();
    }
    const key = name * MOST_INCLUDES + this.includesAbove(file, at);
    const known = this.meanings.get(key);
    if (known !== undefined) return known;
    const found = this.findMacro(name, file, at);
    this.meanings.set(key, found);
    return found;
  }

  /** How many `#include` lines stand above token `at`; with -1: 0, the place is open. */
  private includesAbove(file: number, at: number): number {
    if (at < 0) return 0;
    const rows = this.facts.fileRows.includes;
    const places = this.facts.columns['includes.at']!;
    let above = 1;
    for (let row = rows[file]!; row < rows[file + 1]! && above < MOST_INCLUDES - 1; row++)
      if (places[row]! <= at) above++;
    return above;
  }

  private findMacro(name: number, file: number, at: number): number {
    const flags = this.facts.columns['defs.flags']!;
    const wanted = DefFlag.Macro | DefFlag.FunctionLike;
    const isFunctionLike = (def: number): boolean => (flags[def]! & wanted) === wanted;
    if (at >= 0) {
      // Headers that are read several times give the same name another meaning each time.
      const inForce = this.finder.inForce(name, file).filter(isFunctionLike);
      const earlier =
        inForce.length > 1 ? inForce.filter((def) => this.isSeenBefore(file, at, this.facts.defFile[def]!)) : [];
      if (earlier.length === 1) return earlier[0]!;
    }
    const candidates = Array.from(this.finder.list(this.finder.find(name, file))).filter(isFunctionLike);
    const before = at < 0 ? [] : candidates.filter((def) => this.isSeenBefore(file, at, this.facts.defFile[def]!));
    return before[0] ?? candidates[0] ?? -1;
  }

  /** True where an `#include` above token `at` shows the other file: trace headers include the second reading at their end. */
  private isSeenBefore(file: number, at: number, other: number): boolean {
    if (other === file) return true;
    const rows = this.facts.fileRows.includes;
    for (let row = rows[file]!; row < rows[file + 1]!; row++) {
      const target = this.visibility.target[row]!;
      if (target >= 0 && this.facts.columns['includes.at']![row]! <= at && this.visibility.sees(target, other))
        return true;
    }
    return false;
  }

  /** 1: the macro's text holds a `{`, itself or through macros that it uses. */
  private isMaker(macro: number, file: number, at: number, depth: number): boolean {
    const known = this.makes[macro]!;
    if (known !== 0) return known > 0;
    const flags = this.facts.columns['defs.flags']!;
    if (flags[macro]! & DefFlag.HasBrace) {
      this.makes[macro] = 1;
      return true;
    }
    if (depth > MAX_DEPTH) return false;
    this.makes[macro] = -1;
    const def = this.facts.columns['calls.def']!;
    const name = this.facts.columns['calls.name']!;
    const kind = this.facts.columns['calls.kind']!;
    for (let row = this.firstCall[macro]!; row >= 0 && row < def.length && def[row] === macro; row++) {
      if (kind[row] !== CallRow.Call && kind[row] !== CallRow.Alias) continue;
      const next = this.macroFor(name[row]!, file, at);
      if (next >= 0 && next !== macro && this.isMaker(next, file, at, depth + 1)) {
        this.makes[macro] = 1;
        return true;
      }
    }
    return false;
  }
}

/**
 * Replaces `name(args)` by what `expand` gives; null leaves it. Outside of braces, and inside where it is the value of a
 * field or variable and what it gives is a braced value too.
 */
function replaceUses(text: string, expand: (name: string, args: string, isValue: boolean) => string | null): string {
  const pattern = /[A-Za-z_]\w*|[{}()]|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g;
  let out = '';
  let copied = 0;
  let braces = 0;
  let parentheses = 0;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const token = match[0];
    if (token === '{') braces++;
    else if (token === '}') braces--;
    else if (token === '(') parentheses++;
    else if (token === ')') parentheses--;
    else if (parentheses === 0 && token[0] !== '"' && token[0] !== "'") {
      const from = behindParenthesis(text, pattern.lastIndex);
      if (from < 0) continue;
      const isValue = braces > 0 && standsBehindAssign(text, match.index);
      if (braces !== 0 && !isValue) continue;
      const close = closingParenthesis(text, from);
      if (close < 0) continue;
      const made = expand(token, text.slice(from, close), isValue);
      if (made === null || (isValue && !made.trimStart().startsWith('{'))) {
        pattern.lastIndex = close + 1;
        continue;
      }
      out += text.slice(copied, match.index) + made;
      copied = close + 1;
      pattern.lastIndex = close + 1;
    }
  }
  return out + text.slice(copied);
}

/** How far blanks are passed over. */
const MOST_BLANKS = 200;

/** Index behind the `(` that comes next, blanks passed over; -1 where something else does. */
function behindParenthesis(text: string, at: number): number {
  let i = at;
  while (i < at + MOST_BLANKS && isBlank(text.charCodeAt(i))) i++;
  return text[i] === '(' ? i + 1 : -1;
}

/** True where the last character before `at`, blanks aside, is a `=`. */
function standsBehindAssign(text: string, at: number): boolean {
  let i = at - 1;
  while (i > at - MOST_BLANKS && isBlank(text.charCodeAt(i))) i--;
  return text[i] === '=';
}

const isBlank = (code: number): boolean => code === 32 || (code >= 9 && code <= 13);

/** Index of the `)` that closes the one opened before `from`, -1 where there is none. */
export function closingParenthesis(text: string, from: number): number {
  let depth = 1;
  for (let i = from; i < text.length; i++) {
    const c = text[i];
    if (c === '(') depth++;
    else if (c === ')' && --depth === 0) return i;
    else if (c === '"' || c === "'") {
      for (i++; i < text.length && text[i] !== c; i++) if (text[i] === '\\') i++;
    }
  }
  return -1;
}
