import { DefFlag } from '../outline/rows';
import { asksForItself } from './archMacros';
import type { AssumedConfig } from './assumedConfig';
import type { ConditionJudge } from './conditionJudge';
import { chooseDefinitions, type DefinitionRows, firstWord, isMeant, isNameAlone } from './definitionChoice';
import { FilePlaces } from './filePlaces';
import type { Facts } from './merge';
import { type Grouped, groupRows } from './rowsByName';
import { treeJudge } from './treeJudge';
import type { Visibility } from './visibility';

/**
 * Finds the definitions that a name means in a file: its own, then what its includes show (a source file that is a part of
 * another one has that one's too), then the global function.
 * The answer is a list because configurations differ.
 */
export class DefinitionFinder {
  readonly byName: Grouped;
  private readonly places: FilePlaces;
  private readonly rows: DefinitionRows;
  private readonly exported: Set<number>;
  private readonly stamp: Int32Array;
  private readonly answer: Int32Array;
  private stampFile = -1;
  /** Lists of several candidates: length, then the definitions. */
  pool = new Int32Array(1 << 16);
  private poolLength = 1;
  private readonly name: Int32Array;
  private readonly flags: Int32Array;
  private readonly condition: Int32Array;
  /** 0 not asked, 1 built, 2 left out. */
  private readonly leftOut: Uint8Array;
  private readonly judge: ConditionJudge;

  constructor(
    private readonly facts: Facts,
    private readonly paths: readonly string[],
    private readonly visibility: Visibility,
    arch: string,
    private readonly assumed: AssumedConfig,
  ) {
    this.name = facts.columns['defs.name']!;
    this.flags = facts.columns['defs.flags']!;
    this.condition = facts.columns['defs.condition']!;
    this.byName = groupRows(this.name, facts.names.size);
    this.places = new FilePlaces(paths, arch);
    this.leftOut = new Uint8Array(paths.length);
    this.stamp = new Int32Array(facts.names.size).fill(-1);
    this.answer = new Int32Array(facts.names.size);
    this.exported = exportedNames(facts, paths.length);
    this.judge = treeJudge(facts, paths, this.places, this.byName, assumed);
    this.rows = this.rowsOf(facts);
  }

  private rowsOf({ defFile, columns, names, text, conditionParent, conditionText }: Facts): DefinitionRows {
    const { flags, condition, name, exported } = this;
    const textFrom = columns['defs.textFrom']!;
    const textTo = columns['defs.textTo']!;
    return {
      file: (def) => defFile[def]!,
      flags: (def) => flags[def]!,
      condition: (def) => condition[def]!,
      isOff: (def) => this.isOff(def),
      isAliasOfItself: (def) => {
        if (flags[def]! & DefFlag.FunctionLike) return false;
        const own = name[def]!;
        const place = { arena: names.arena, from: names.starts[own]!, to: names.starts[own + 1]! };
        return isNameAlone(text, textFrom[def]!, textTo[def]!, place);
      },
      isUnlessDefined: (def) =>
        condition[def]! > 0 &&
        asksForItself({ conditionParent, conditionText, names }, condition[def]!, names.text(name[def]!)),
      isExported: (def) => exported.has(name[def]! * this.paths.length + defFile[def]!),
    };
  }

  /** Encoded answer: a definition, -1 for none, below -1 the pool place `-(answer + 2)` of a list. Files in order are fast. */
  find(name: number, file: number): number {
    if (this.stampFile !== file) this.stampFile = file;
    if (this.stamp[name] === file) return this.answer[name]!;
    const found = this.answerFor(name, file);
    this.stamp[name] = file;
    this.answer[name] = found;
    return found;
  }

  /** The definitions behind an encoded answer. */
  list(encoded: number): ArrayLike<number> {
    if (encoded >= 0) return [encoded];
    if (encoded === -1) return [];
    const at = -(encoded + 2);
    return this.pool.subarray(at + 1, at + 1 + this.pool[at]!);
  }

  private encode(candidates: readonly number[]): number {
    if (candidates.length === 0) return -1;
    if (candidates.length === 1) return candidates[0]!;
    if (this.poolLength + candidates.length + 1 > this.pool.length) {
      const next = new Int32Array(this.pool.length * 2 + candidates.length);
      next.set(this.pool);
      this.pool = next;
    }
    const at = this.poolLength;
    this.pool[this.poolLength++] = candidates.length;
    for (const def of candidates) this.pool[this.poolLength++] = def;
    return -at - 2;
  }

  private answerFor(name: number, file: number): number {
    const { starts, rows } = this.byName;
    const from = starts[name]!;
    const to = starts[name + 1]!;
    if (from === to) return -1;
    const { visibility, places } = this;
    if (to - from === 1) return isMeant(rows[from]!, file, this.rows, visibility, places) ? rows[from]! : -1;
    return this.encode(chooseDefinitions(rows.subarray(from, to), file, this.rows, visibility, places));
  }

  /**
   * True where a condition contradicts the assumed configuration: features that have code are on, the instrumentation of
   * the "Kernel hacking" menu is off; a .config decides where there is one. What it cannot tell is not off.
   */
  isOff(def: number): boolean {
    return this.isLeftOut(this.facts.defFile[def]!) || this.judge.isOff(this.condition[def]!);
  }

  /** `ConditionState` of each condition node's own text. */
  conditionStates(): Uint8Array {
    return this.judge.states();
  }

  /** True where the file holds the definition or includes it, and the configuration has it. */
  isInForce(def: number, file: number): boolean {
    const where = this.facts.defFile[def]!;
    return (where === file || this.visibility.sees(file, where)) && !this.isOff(def);
  }

  /** All definitions of a name that are in force in a file, fallbacks too. */
  inForce(name: number, file: number): number[] {
    const { starts, rows } = this.byName;
    return Array.from(rows.subarray(starts[name]!, starts[name + 1]!)).filter((def) => this.isInForce(def, file));
  }

  private isLeftOut(file: number): boolean {
    if (this.leftOut[file] === 0)
      this.leftOut[file] = this.places.isHeader(file) || !this.assumed.leavesOut(this.paths[file]!) ? 1 : 2;
    return this.leftOut[file] === 2;
  }
}

/** Names given to EXPORT_SYMBOL and its kind (include/linux/export.h), by name and file. */
function exportedNames(facts: Facts, fileCount: number): Set<number> {
  const exported = new Set<number>();
  const { names, text } = facts;
  const name = facts.columns['invocations.name']!;
  const from = facts.columns['invocations.textFrom']!;
  const to = facts.columns['invocations.textTo']!;
  const rows = facts.fileRows.invocations;
  const isExport = new Map<number, boolean>();
  for (let file = 0; file < fileCount; file++) {
    for (let row = rows[file]!; row < rows[file + 1]!; row++) {
      let known = isExport.get(name[row]!);
      if (known === undefined) {
        known = names.text(name[row]!).startsWith('EXPORT_SYMBOL');
        isExport.set(name[row]!, known);
      }
      if (!known) continue;
      const word = firstWord(text, from[row]!, to[row]!);
      const id = word === undefined ? -1 : names.find(word);
      if (id >= 0) exported.add(id * fileCount + file);
    }
  }
  return exported;
}
