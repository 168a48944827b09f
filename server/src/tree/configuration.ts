/** The values of CONFIG symbols and how each is known; and the reader of a kernel's `.config`. */

/**
 * - `config`: read from a `.config`; a symbol that is not in it is n.
 * - `not-in-arch`: no Kconfig file of the chosen architecture defines it, so it is n for certain.
 * - `defconfig`: the architecture's own default configuration sets it.
 * - `forced`: follows from the other values (no prompt, a default, a select, a dependency that fails).
 * - `assumed-feature`: a person could set it, and code for it is there: assumed y.
 * - `debug-off`: debugging instrumentation that is off unless somebody asks for it: assumed n.
 * - `doubtful`: its value, or a value that it follows, may well be either: not known.
 */
export type ConfigReason =
  | 'config'
  | 'not-in-arch'
  | 'defconfig'
  | 'forced'
  | 'assumed-feature'
  | 'debug-off'
  | 'doubtful';

export interface Configuration {
  /** `y`, `m`, `n`, or the number or text of an int, hex or string symbol; undefined: not known. The name with or without `CONFIG_`. */
  value(symbol: string): string | undefined;
  reason(symbol: string): ConfigReason;
}

/** True where no assumption stands behind the value. */
export function isCertain(reason: ConfigReason): boolean {
  return reason === 'config' || reason === 'not-in-arch';
}

/** Name without `CONFIG_`. */
export function symbolName(name: string): string {
  return name.startsWith('CONFIG_') ? name.slice(7) : name;
}

/**
 * The lines `CONFIG_X=value` and `# CONFIG_X is not set` of a `.config` or defconfig: names without `CONFIG_`, texts
 * without quotes. Other lines are passed over; the last line for a symbol counts, as for kconfig.
 */
export function parseConfigLines(text: string): Map<string, string> {
  const values = new Map<string, string>();
  for (const found of text.matchAll(/^(?:CONFIG_(\w+)=(.*?)|# CONFIG_(\w+) is not set)[ \t\r]*$/gm)) {
    const [, name, value = '', unset] = found;
    if (unset !== undefined) values.set(unset, 'n');
    else if (name !== undefined) values.set(name, /^"[\s\S]*"$/.test(value) ? unescapeQuoted(value) : value);
  }
  return values;
}

/** A real `.config`: every symbol that is not in it is n, for certain. */
export function readDotConfig(text: string): Configuration {
  const values = parseConfigLines(text);
  return { value: (symbol) => values.get(symbolName(symbol)) ?? 'n', reason: () => 'config' };
}

function unescapeQuoted(text: string): string {
  return text.slice(1, -1).replace(/\\(.)/g, '$1');
}
