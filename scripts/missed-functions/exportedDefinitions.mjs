import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

/** A name of the same file is the same definition only this near: `#if` and `#else` variants are farther apart as a rule. */
const nearLines = 5;

/** Reads functions.jsonl of an export. Throws one line where it cannot be read. */
export async function exportedDefinitions(file) {
  const definitions = new ExportedDefinitions();
  try {
    for await (const row of createInterface({ input: createReadStream(file) })) {
      if (row !== '') definitions.add(JSON.parse(row));
    }
  } catch (error) {
    throw new Error(`${file} cannot be read (${error.message}): gfp-lens export --out DIR writes it`);
  }
  return definitions;
}

class ExportedDefinitions {
  functionCount = 0;
  /** Names of macros, wherever they are defined. */
  macros = new Set();
  /** File -> its functions: {name, line, endLine, taken}. */
  #functions = new Map();
  /** `file name` -> functions. */
  #byName = new Map();

  add({ name, file, line, endLine, kind }) {
    if (kind === 'macro') {
      this.macros.add(name);
      return;
    }
    this.functionCount++;
    const definition = { name, line, endLine, taken: false };
    append(this.#functions, file, definition);
    append(this.#byName, `${file} ${name}`, definition);
  }

  /** Takes the function that a tag means: 'same line', 'other line', or null where there is none. Each is taken once. */
  take({ file, name, line }) {
    const free = (this.#byName.get(`${file} ${name}`) ?? []).filter(({ taken }) => !taken);
    const distance = (definition) => Math.abs(definition.line - line);
    const nearest = free.toSorted((a, b) => distance(a) - distance(b))[0];
    if (nearest === undefined || distance(nearest) > nearLines) return null;
    nearest.taken = true;
    return distance(nearest) === 0 ? 'same line' : 'other line';
  }

  /** The function that begins on this line, whatever its name. */
  startingAt(file, line) {
    return (this.#functions.get(file) ?? []).find((definition) => definition.line === line);
  }

  /** A function that holds this line and begins before it. */
  around(file, line) {
    return (this.#functions.get(file) ?? []).find((definition) => definition.line < line && line <= definition.endLine);
  }

  /** Functions that no tag took; `sharedLine`: of these, the ones whose line is also that of another function of ours. */
  untaken() {
    let total = 0;
    let sharedLine = 0;
    for (const definitions of this.#functions.values()) {
      const perLine = new Map();
      for (const { line } of definitions) perLine.set(line, (perLine.get(line) ?? 0) + 1);
      const left = definitions.filter(({ taken }) => !taken);
      total += left.length;
      sharedLine += left.filter(({ line }) => perLine.get(line) > 1).length;
    }
    return { total, sharedLine };
  }
}

function append(map, key, value) {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
