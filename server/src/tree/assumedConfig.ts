/**
 * A configuration where there is no `.config`: what the Kconfig rules, the architecture's default configuration and one
 * assumption say. The assumption: a feature whose code is in the tree is on, and debugging instrumentation is off. Where that
 * would be a guess, both ways are computed, and what differs is not known.
 */
import { type ConfigReason, type Configuration, parseConfigLines, symbolName } from './configuration';
import type { Conditioned, Kconfig, KconfigChoice, KconfigDefinition, KconfigSymbol } from './kconfig';
import {
  andExpression,
  evaluateKconfig,
  type KconfigExpression,
  type KconfigValues,
  parseKconfigExpression,
  type Tristate,
} from './kconfigExpression';

/** Never on, whatever selects them, each with its reason. */
const OFF: ReadonlySet<string> = new Set([
  // Code that is known not to work.
  'BROKEN',
  // Builds drivers for hardware that this architecture has not.
  'COMPILE_TEST',
  // Opens prompts for leaving out what every distribution has (MMU-less variants, tiny allocators, PRINTK, FUTEX off).
  'EXPERT',
  'EMBEDDED',
]);
/** Debugging and test code outside of the menu "Kernel hacking" (`XFS_DEBUG`, `DRM_I915_SELFTEST`). */
const DEBUGGING_NAME = /(?:^|_)(?:DEBUG|SELFTEST|KUNIT|TEST)S?(?:_|$)/;
/** Values settle after a handful of rounds; rules that contradict each other would go on for ever. */
const MAX_ROUNDS = 30;
const LETTERS = ['n', 'm', 'y'] as const;

interface CompiledDefault {
  readonly condition: KconfigExpression;
  readonly expression: KconfigExpression;
  readonly text: string;
}

interface CompiledDefinition {
  readonly prompt: KconfigExpression | null;
  readonly depends: KconfigExpression;
  readonly defaults: readonly CompiledDefault[];
}

interface CompiledSymbol {
  readonly name: string;
  readonly index: number;
  readonly isTristate: boolean;
  /** int, hex, string: the value is a text. */
  readonly isText: boolean;
  readonly choice: number | null;
  readonly isDebugging: boolean;
  readonly isDoubtful: boolean;
  readonly definitions: readonly CompiledDefinition[];
  /** When another symbol forces it on, or asks weakly for it. */
  readonly selectedBy: KconfigExpression[];
  readonly impliedBy: KconfigExpression[];
}

/**
 * Values for every symbol, computed once with the doubtful ones on and once with them off.
 *
 * @param defconfigText the architecture's default configuration (`arch/x86/configs/x86_64_defconfig`), or null
 */
export function assumedConfig(kconfig: Kconfig, defconfigText: string | null): Configuration {
  const set = defconfigText === null ? new Map<string, string>() : parseConfigLines(defconfigText);
  const on = solve(kconfig, set, true);
  const off = solve(kconfig, set, false);
  const isKnown = (name: string): boolean => on.value(name) === off.value(name);
  return {
    value: (name) => (isKnown(name) ? on.value(name) : undefined),
    reason: (name) => (isKnown(name) ? on.reason(name) : 'doubtful'),
  };
}

/**
 * Rounds over all symbols in the order of the files, each as kconfig itself computes it (prompt visible: the set value,
 * limited by the dependencies; else the first default that holds; at least what selects ask for), until nothing
 * changes. Of two features that exclude each other the first in the files is on.
 */
function solve(kconfig: Kconfig, set: ReadonlyMap<string, string>, doubtful: boolean): Configuration {
  const symbols = compile(kconfig);
  const byName = new Map(symbols.map((symbol) => [symbol.name, symbol]));
  const tristates = new Uint8Array(symbols.length);
  const texts: string[] = new Array<string>(symbols.length).fill('');
  const reasons: ConfigReason[] = new Array<ConfigReason>(symbols.length).fill('forced');

  const values: KconfigValues = {
    tristateOf: (name) => (tristates[byName.get(name)?.index ?? -1] ?? 0) as Tristate,
    textOf: (name) => {
      const symbol = byName.get(name);
      if (symbol === undefined) return undefined;
      return symbol.isText ? (texts[symbol.index] ?? '') : LETTERS[tristates[symbol.index] as Tristate];
    },
  };

  for (let round = 0; round < MAX_ROUNDS; round++) {
    const chosen = kconfig.choices.map((choice) => chosenMember(choice, byName, set, values));
    let changed = false;
    for (const symbol of symbols) {
      const { index } = symbol;
      if (symbol.isText) {
        const text = textValue(symbol, set, values);
        changed ||= text !== texts[index];
        texts[index] = text;
        reasons[index] = set.has(symbol.name) && text === set.get(symbol.name) ? 'defconfig' : 'forced';
        continue;
      }
      const solved = OFF.has(symbol.name) ? FORCED_OFF : tristateValue(symbol, set, values, chosen, doubtful);
      changed ||= solved.value !== tristates[index];
      tristates[index] = solved.value;
      reasons[index] = solved.reason;
    }
    if (!changed) break;
  }

  return {
    value: (name) => values.textOf(symbolName(name)) ?? 'n',
    reason: (name) => reasons[byName.get(symbolName(name))?.index ?? -1] ?? 'not-in-arch',
  };
}

interface Solved {
  readonly value: Tristate;
  readonly reason: ConfigReason;
}

const FORCED_OFF: Solved = { value: 0, reason: 'forced' };

function tristateValue(
  symbol: CompiledSymbol,
  set: ReadonlyMap<string, string>,
  values: KconfigValues,
  chosen: readonly (string | null)[],
  doubtful: boolean,
): Solved {
  const selected = strongest(symbol.selectedBy, values);
  let solved: Solved;
  if (symbol.choice !== null) {
    const isChosen = chosen[symbol.choice] === symbol.name;
    solved = { value: isChosen ? 2 : 0, reason: isChosen && set.get(symbol.name) === 'y' ? 'defconfig' : 'forced' };
  } else {
    solved = unselectedValue(symbol, set, values, doubtful);
  }
  if (selected > solved.value) solved = { value: selected, reason: 'forced' };
  // A bool has no m: it is y wherever kconfig computes m.
  return solved.value === 1 && !symbol.isTristate ? { value: 2, reason: solved.reason } : solved;
}

function unselectedValue(
  symbol: CompiledSymbol,
  set: ReadonlyMap<string, string>,
  values: KconfigValues,
  doubtful: boolean,
): Solved {
  const visible = visibility(symbol, values);
  const given = set.get(symbol.name);
  if (visible > 0 && given !== undefined) {
    return {
      value: Math.min(LETTERS.indexOf(given === 'y' || given === 'm' ? given : 'n'), visible) as Tristate,
      reason: 'defconfig',
    };
  }
  const isWanted = symbol.isDoubtful ? doubtful : !symbol.isDebugging;
  if (visible > 0 && isWanted) return { value: visible, reason: 'assumed-feature' };
  const value = Math.max(defaultValue(symbol, values), strongest(symbol.impliedBy, values)) as Tristate;
  return { value, reason: visible > 0 && value === 0 ? 'debug-off' : 'forced' };
}

/** As far as a prompt is open and the dependencies hold. */
function visibility(symbol: CompiledSymbol, values: KconfigValues): Tristate {
  let visible = 0;
  for (const { prompt, depends } of symbol.definitions) {
    if (prompt === null || visible === 2) continue;
    const open = evaluateKconfig(prompt, values);
    if (open > visible) visible = Math.max(visible, Math.min(open, evaluateKconfig(depends, values)));
  }
  // A bool whose dependency is m can be set to y.
  return (visible === 1 && !symbol.isTristate ? 2 : visible) as Tristate;
}

function defaultValue(symbol: CompiledSymbol, values: KconfigValues): Tristate {
  const found = firstDefault(symbol, values);
  return found === null ? 0 : (Math.min(found.holds, evaluateKconfig(found.chosen.expression, values)) as Tristate);
}

function firstDefault(
  symbol: CompiledSymbol,
  values: KconfigValues,
): { readonly chosen: CompiledDefault; readonly holds: number } | null {
  for (const { defaults, depends } of symbol.definitions) {
    if (defaults.length === 0) continue;
    const allowed = evaluateKconfig(depends, values);
    if (allowed === 0) continue;
    for (const each of defaults) {
      const holds = Math.min(allowed, evaluateKconfig(each.condition, values));
      if (holds > 0) return { chosen: each, holds };
    }
  }
  return null;
}

function textValue(symbol: CompiledSymbol, set: ReadonlyMap<string, string>, values: KconfigValues): string {
  const given = set.get(symbol.name);
  if (given !== undefined && visibility(symbol, values) > 0) return given;
  const text = firstDefault(symbol, values)?.chosen.text ?? '';
  return /^["']/.test(text) ? text.slice(1, -1) : (values.textOf(text) ?? text);
}

/** The member that is y: the set one, else the first default that holds, else the first that can be chosen. */
function chosenMember(
  choice: KconfigChoice,
  byName: ReadonlyMap<string, CompiledSymbol>,
  set: ReadonlyMap<string, string>,
  values: KconfigValues,
): string | null {
  if (evaluateKconfig(choice.visible, values) === 0) return null;
  const open = choice.members.filter((name) => {
    const symbol = byName.get(name);
    return symbol !== undefined && visibility(symbol, values) > 0;
  });
  const given = open.find((name) => set.get(name) === 'y');
  if (given !== undefined) return given;
  for (const each of choice.defaults) {
    if (open.includes(each.value) && evaluateKconfig(each.condition, values) > 0) return each.value;
  }
  return choice.isOptional ? null : (open[0] ?? null);
}

function strongest(expressions: readonly KconfigExpression[], values: KconfigValues): Tristate {
  let found: Tristate = 0;
  for (const expression of expressions) {
    const value = evaluateKconfig(expression, values);
    if (value > found) found = value;
    if (found === 2) break;
  }
  return found;
}

function compile(kconfig: Kconfig): CompiledSymbol[] {
  const symbols = [...kconfig.symbols.values()].map(compileSymbol);
  const byName = new Map(symbols.map((symbol) => [symbol.name, symbol]));
  const link = (
    from: KconfigSymbol,
    definition: KconfigDefinition,
    targets: readonly Conditioned<string>[],
    weak: boolean,
  ): void => {
    for (const { value: target, condition } of targets) {
      const symbol = byName.get(target);
      const self: KconfigExpression = { op: 'symbol', name: from.name };
      (weak ? symbol?.impliedBy : symbol?.selectedBy)?.push(
        andExpression(self, andExpression(condition, definition.depends)),
      );
    }
  };
  for (const from of kconfig.symbols.values()) {
    for (const definition of from.definitions) {
      link(from, definition, definition.selects, false);
      link(from, definition, definition.implies, true);
    }
  }
  return symbols;
}

function compileSymbol({ name, type, definitions }: KconfigSymbol, index: number): CompiledSymbol {
  const isText = type === 'int' || type === 'hex' || type === 'string';
  const prompted = definitions.filter((definition) => definition.prompt !== null);
  return {
    name,
    index,
    isTristate: type === 'tristate',
    isText,
    choice: definitions.find((definition) => definition.choice !== null)?.choice ?? null,
    isDebugging: DEBUGGING_NAME.test(name) || (prompted.length > 0 && prompted.every((each) => each.isDebugging)),
    isDoubtful: isText ? false : prompted.length > 0 && prompted.every(isDoubtful),
    definitions: definitions.map(({ prompt, depends, defaults }) => ({
      prompt,
      depends,
      defaults: defaults.map(({ value, condition }) => ({
        condition,
        text: value,
        expression: parseKconfigExpression(isText ? '' : value),
      })),
    })),
    selectedBy: [],
    impliedBy: [],
  };
}

/** Sanitizers instrument every access; nobody debugs reclaim with them on. */
const SANITIZER_FILE = /\/Kconfig\.k[a-z]?san$/;

/**
 * Memory management's own debugging aids (the menu "Memory Debugging"): who debugs reclaim may have them on, and some
 * distributions ship them. And what an architecture offers but its default configuration leaves alone (XEN_PV on x86):
 * kernels for guests have it on, others off.
 */
function isDoubtful({ file, isDebugging, isMemoryDebugging }: KconfigDefinition): boolean {
  return isDebugging ? isMemoryDebugging && !SANITIZER_FILE.test(file) : file.startsWith('arch/');
}
