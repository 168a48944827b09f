/** The Kconfig language read to symbols, for one architecture. Nothing is decided here: see `assumedConfig.ts`. */
import { andExpression, type KconfigExpression, parseKconfigExpression, YES } from './kconfigExpression';
import { expandKconfigMacros } from './kconfigMacro';
import { folderOf, joinPath } from './treePath';

export type KconfigType = 'bool' | 'tristate' | 'int' | 'hex' | 'string';

/** A value with the condition under which it counts. */
export interface Conditioned<V> {
  readonly value: V;
  readonly condition: KconfigExpression;
}

/** One `config` block; a symbol may have several (a generic one and the architecture's). */
export interface KconfigDefinition {
  /** When a person may set it (the prompt's `if`, `visible if`); null: there is no prompt. */
  readonly prompt: KconfigExpression | null;
  readonly promptText: string | null;
  readonly defaults: readonly Conditioned<string>[];
  /** All `depends on`, with those of the enclosing menus, ifs and choice. */
  readonly depends: KconfigExpression;
  readonly selects: readonly Conditioned<string>[];
  readonly implies: readonly Conditioned<string>[];
  /** Index in `Kconfig.choices`, or null. */
  readonly choice: number | null;
  /** Under the menu "Kernel hacking": instrumentation for debugging rather than a feature. */
  readonly isDebugging: boolean;
  /** Under its menu "Memory Debugging". */
  readonly isMemoryDebugging: boolean;
  /** Kconfig file that the block stands in. */
  readonly file: string;
}

export interface KconfigSymbol {
  /** Without `CONFIG_`. */
  readonly name: string;
  /** null where no block gives one. */
  readonly type: KconfigType | null;
  readonly definitions: readonly KconfigDefinition[];
}

export interface KconfigChoice {
  /** When its members may be chosen among. */
  readonly visible: KconfigExpression;
  readonly isOptional: boolean;
  readonly defaults: readonly Conditioned<string>[];
  /** Names in order. */
  readonly members: readonly string[];
}

export interface Kconfig {
  readonly symbols: ReadonlyMap<string, KconfigSymbol>;
  readonly choices: readonly KconfigChoice[];
}

interface OpenDefinition {
  prompt: KconfigExpression | null;
  promptText: string | null;
  defaults: Conditioned<string>[];
  depends: KconfigExpression;
  selects: Conditioned<string>[];
  implies: Conditioned<string>[];
  choice: number | null;
  isDebugging: boolean;
  isMemoryDebugging: boolean;
  readonly file: string;
}

interface OpenChoice {
  visible: KconfigExpression;
  isOptional: boolean;
  defaults: Conditioned<string>[];
  members: string[];
}

/** A `menu`, `if` or `choice` that is not closed yet. `depends` holds all that is around it too. */
interface Scope {
  readonly kind: 'file' | 'menu' | 'if' | 'choice';
  depends: KconfigExpression;
  visible: KconfigExpression;
  choice: number | null;
  isDebugging: boolean;
  isMemoryDebugging: boolean;
}

interface Reading {
  readonly files: ReadonlyMap<string, string>;
  readonly arch: string;
  readonly symbols: Map<string, { name: string; type: KconfigType | null; definitions: OpenDefinition[] }>;
  readonly choices: OpenChoice[];
  readonly scopes: Scope[];
  /** What attributes belong to just now. */
  target: OpenDefinition | OpenChoice | 'scope' | null;
  targetSymbol: { type: KconfigType | null } | null;
  /** File being read. */
  file: string;
}

const MAX_SOURCE_DEPTH = 40;
const DEBUGGING_MENU = /^kernel hacking$/i;
const MEMORY_DEBUGGING_MENU = /^memory debugging$/i;
const TYPES: ReadonlySet<string> = new Set(['bool', 'boolean', 'tristate', 'int', 'hex', 'string']);

/**
 * Reads a tree's configuration rules from the root file on, following `source` (relative to the root) and `rsource`
 * (to the file's folder) with `$(SRCARCH)`. Files that are not there and lines that are not understood are passed over.
 *
 * @param files path relative to the root -> text
 * @param arch SRCARCH
 */
export function readKconfig(files: ReadonlyMap<string, string>, rootFile = 'Kconfig', arch = 'x86'): Kconfig {
  const file: Scope = {
    kind: 'file',
    depends: YES,
    visible: YES,
    choice: null,
    isDebugging: false,
    isMemoryDebugging: false,
  };
  const reading: Reading = {
    files,
    arch,
    symbols: new Map(),
    choices: [],
    scopes: [file],
    target: null,
    targetSymbol: null,
    file: rootFile,
  };
  readFile(reading, rootFile, 0);
  return { symbols: reading.symbols, choices: reading.choices };
}

function readFile(reading: Reading, path: string, depth: number): void {
  const text = reading.files.get(path);
  if (text === undefined || depth > MAX_SOURCE_DEPTH) return;
  const outer = reading.file;
  reading.file = path;
  reading.target = null;
  let helpIndent: number | 'unknown' | null = null;
  let pending = '';
  for (const raw of text.split('\n')) {
    if (helpIndent !== null) {
      const indent = indentOf(raw);
      if (indent === null) continue;
      // Help ends at the first line that is indented less than its first one.
      if (helpIndent === 'unknown') {
        helpIndent = indent;
        if (indent > 0) continue;
      } else if (indent >= helpIndent) continue;
      helpIndent = null;
    }
    const line = withoutComment(raw).trim();
    if (line.endsWith('\\')) {
      pending += `${line.slice(0, -1)} `;
      continue;
    }
    const whole = pending + line;
    pending = '';
    if (whole === '') continue;
    if (whole === 'help' || whole === '---help---') helpIndent = 'unknown';
    else readLine(reading, whole, path, depth);
  }
  reading.file = outer;
}

function readLine(reading: Reading, line: string, path: string, depth: number): void {
  // The look-ahead passes over the macros of scripts/Kconfig.include (`if-success = $(shell,…)`, `success = …`).
  const keyword = /^[a-z_]+(?=["'(!]|\s+[^\s:=]|\s*$)/.exec(line)?.[0] ?? '';
  const rest = expandKconfigMacros(line.slice(keyword.length).trim(), reading.arch);
  switch (keyword) {
    case 'config':
    case 'menuconfig':
      openConfig(reading, rest);
      return;
    case 'source':
    case 'osource':
    case 'rsource':
    case 'orsource': {
      const name = unquoted(rest);
      const sourced = joinPath(keyword.includes('rs') ? folderOf(path) : '', name);
      reading.target = null;
      if (sourced !== null) readFile(reading, sourced, depth + 1);
      reading.target = null;
      return;
    }
    case 'menu':
    case 'if':
    case 'choice':
      openScope(reading, keyword, rest);
      return;
    case 'endmenu':
    case 'endif':
    case 'endchoice':
      if (reading.scopes.length > 1) reading.scopes.pop();
      reading.target = null;
      return;
    case 'comment':
    case 'mainmenu':
      reading.target = null;
      return;
    default:
      readAttribute(reading, keyword, rest);
  }
}

function innermost(reading: Reading): Scope {
  return reading.scopes[reading.scopes.length - 1]!;
}

function openConfig(reading: Reading, name: string): void {
  const scope = innermost(reading);
  let symbol = reading.symbols.get(name);
  if (symbol === undefined) {
    symbol = { name, type: null, definitions: [] };
    reading.symbols.set(name, symbol);
  }
  const definition: OpenDefinition = {
    prompt: null,
    promptText: null,
    defaults: [],
    depends: scope.depends,
    selects: [],
    implies: [],
    choice: scope.choice,
    isDebugging: scope.isDebugging,
    isMemoryDebugging: scope.isMemoryDebugging,
    file: reading.file,
  };
  symbol.definitions.push(definition);
  const choice = scope.choice === null ? undefined : reading.choices[scope.choice];
  if (choice !== undefined && !choice.members.includes(name)) choice.members.push(name);
  reading.target = definition;
  reading.targetSymbol = symbol;
}

function openScope(reading: Reading, kind: 'menu' | 'if' | 'choice', rest: string): void {
  const outer = innermost(reading);
  const scope: Scope = { ...outer, kind };
  reading.scopes.push(scope);
  reading.targetSymbol = null;
  reading.target = kind === 'if' ? null : 'scope';
  if (kind === 'if') {
    scope.depends = andExpression(outer.depends, parseKconfigExpression(rest));
  } else if (kind === 'menu') {
    scope.isDebugging ||= DEBUGGING_MENU.test(unquoted(rest));
    scope.isMemoryDebugging ||= scope.isDebugging && MEMORY_DEBUGGING_MENU.test(unquoted(rest));
  } else {
    scope.choice = reading.choices.length;
    const choice = { visible: outer.depends, isOptional: false, defaults: [], members: [] };
    reading.choices.push(choice);
    reading.target = choice;
  }
}

function readAttribute(reading: Reading, keyword: string, rest: string): void {
  const { target } = reading;
  if (target === null) return;
  if (keyword === 'depends') {
    addDependency(reading, rest.replace(/^on\b/, ''));
  } else if (keyword === 'visible') {
    const scope = innermost(reading);
    scope.visible = andExpression(scope.visible, parseKconfigExpression(rest.replace(/^if\b/, '')));
  } else if (target === 'scope') {
    return;
  } else if (!('selects' in target)) {
    readChoiceAttribute(reading, target, keyword, rest);
  } else if (TYPES.has(keyword)) {
    setType(reading, keyword);
    if (rest !== '') setPrompt(reading, target, rest);
  } else if (keyword === 'def_bool' || keyword === 'def_tristate') {
    setType(reading, keyword.slice(4));
    target.defaults.push(conditioned(rest));
  } else if (keyword === 'prompt') {
    setPrompt(reading, target, rest);
  } else if (keyword === 'default') {
    target.defaults.push(conditioned(rest));
  } else if (keyword === 'select' || keyword === 'imply') {
    (keyword === 'select' ? target.selects : target.implies).push(conditioned(rest));
  }
}

function readChoiceAttribute(reading: Reading, choice: OpenChoice, keyword: string, rest: string): void {
  if (keyword === 'default') choice.defaults.push(conditioned(rest));
  else if (keyword === 'optional') choice.isOptional = true;
  else if (keyword === 'prompt' || TYPES.has(keyword)) {
    const { condition } = conditioned(rest);
    // The members are only ever offered through the choice's prompt.
    const scope = innermost(reading);
    scope.visible = andExpression(scope.visible, condition);
    choice.visible = andExpression(choice.visible, condition);
  }
}

function addDependency(reading: Reading, text: string): void {
  const { value, condition } = conditioned(text);
  const needed = parseKconfigExpression(value);
  // `depends on A if B` (Linux 7.x): A is needed where B is set.
  const depends: KconfigExpression =
    condition === YES ? needed : { op: 'or', left: { op: 'not', of: condition }, right: needed };
  const { target } = reading;
  if (target !== null && target !== 'scope' && 'selects' in target) {
    target.depends = andExpression(target.depends, depends);
    return;
  }
  const scope = innermost(reading);
  scope.depends = andExpression(scope.depends, depends);
  if (target !== null && target !== 'scope') target.visible = andExpression(target.visible, depends);
}

function setType(reading: Reading, keyword: string): void {
  if (reading.targetSymbol !== null)
    reading.targetSymbol.type ??= keyword === 'boolean' ? 'bool' : (keyword as KconfigType);
}

function setPrompt(reading: Reading, target: OpenDefinition, rest: string): void {
  const { value, condition } = conditioned(rest);
  target.promptText = unquoted(value);
  target.prompt = andExpression(innermost(reading).visible, condition);
}

/** `VALUE if CONDITION`; quotes hide an `if`. */
function conditioned(text: string): Conditioned<string> {
  const quoted = /^\s*(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')/.exec(text)?.[0] ?? '';
  const split = /(?:^|[\s)"'])if[\s(]/.exec(text.slice(quoted.length));
  if (split === null) return { value: text.trim(), condition: YES };
  const at = quoted.length + split.index + split[0].indexOf('if');
  return { value: text.slice(0, at).trim(), condition: parseKconfigExpression(text.slice(at + 2)) };
}

function unquoted(text: string): string {
  return /^\s*(["'])(.*?)\1/.exec(text)?.[2] ?? text.trim();
}

/** Columns of leading white space, a tab to the next multiple of 8; null for an empty line. */
function indentOf(line: string): number | null {
  let columns = 0;
  for (let at = 0; at < line.length; at++) {
    const char = line.charCodeAt(at);
    if (char === 32) columns++;
    else if (char === 9) columns = (columns & ~7) + 8;
    else return char === 13 ? null : columns;
  }
  return null;
}

function withoutComment(line: string): string {
  if (!line.includes('#')) return line;
  let quote = '';
  for (let at = 0; at < line.length; at++) {
    const char = line[at] ?? '';
    if (quote !== '') {
      if (char === '\\') at++;
      else if (char === quote) quote = '';
    } else if (char === '"' || char === "'") quote = char;
    else if (char === '#') return line.slice(0, at);
  }
  return line;
}
