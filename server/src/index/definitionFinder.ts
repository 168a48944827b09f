import { DefFlag } from '../outline/rows';
import { archMacros, asksForItself } from './archMacros';
import type { AssumedConfig } from './assumedConfig';
import { ConditionJudge } from './conditionJudge';
import type { Facts } from './merge';
import { type Grouped, groupRows } from './rowsByName';
import type { Visibility } from './visibility';

/** Folders that are programs or texts of their own: nothing outside calls into them. */
const APART = ['tools/', 'samples/', 'scripts/', 'Documentation/', 'usr/'];

/**
 * Finds the definitions that a name means in a file: its own, then what its includes show (a source file that is a part of
 * another one has that one's too), then the global function.
 * The answer is a list because configurations differ.
 */
export class DefinitionFinder {
  readonly byName: Grouped;
  /** 0: for every architecture; otherwise the number of the `arch/` folder. */
  private readonly archOfFile: Uint8Array;
  private readonly apartOfFile: Uint8Array;
  private readonly chosenArch: number;
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
  private readonly isHeader: Uint8Array;
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
    this.archOfFile = new Uint8Array(paths.length);
    this.apartOfFile = new Uint8Array(paths.length);
    this.isHeader = new Uint8Array(paths.length);
    this.leftOut = new Uint8Array(paths.length);
    const archs = new Map<string, number>();
    const numberOf = (text: string): number => {
      const known = archs.get(text) ?? archs.size + 1;
      archs.set(text, known);
      return known;
    };
    this.chosenArch = numberOf(arch);
    paths.forEach((path, file) => {
      const match = /^arch\/([^/]+)\//.exec(path);
      if (match) this.archOfFile[file] = path.startsWith('arch/x86/um/') ? numberOf('um') : numberOf(match[1]!);
      this.apartOfFile[file] = APART.findIndex((folder) => path.startsWith(folder)) + 1;
      this.isHeader[file] = path.endsWith('.h') ? 1 : 0;
    });
    this.stamp = new Int32Array(facts.names.size).fill(-1);
    this.answer = new Int32Array(facts.names.size);
    this.exported = exportedNames(facts, paths.length);
    const isDefined = archMacros(
      facts,
      paths,
      this.byName,
      (file) => this.archOfFile[file]!,
      this.chosenArch,
      (condition) => this.judge.isOff(condition),
    );
    this.judge = new ConditionJudge(facts, assumed, isDefined);
  }

  /** Encoded answer: a definition, -1 for none, below -1 the pool place `-(answer + 2)` of a list. Files in order are fast. */
  find(name: number, file: number): number {
    if (this.stampFile !== file) this.stampFile = file;
    if (this.stamp[name] === file) return this.answer[name]!;
    const found = this.encode(this.candidates(name, file));
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

  private belongs(file: number, from: number): boolean {
    const arch = this.archOfFile[file]!;
    if (arch !== 0 && arch !== (this.archOfFile[from]! || this.chosenArch)) return false;
    const apart = this.apartOfFile[file]!;
    return apart === 0 || apart === this.apartOfFile[from]!;
  }

  private candidates(name: number, file: number): readonly number[] {
    const { starts, rows } = this.byName;
    const from = starts[name]!;
    const to = starts[name + 1]!;
    if (from === to) return [];
    const { defFile } = this.facts;
    const own: number[] = [];
    const seen: number[] = [];
    const around: number[] = [];
    const includer = this.visibility.includerOf(file);
    const global: number[] = [];
    const hidden: number[] = [];
    for (let i = from; i < to; i++) {
      const def = rows[i]!;
      const where = defFile[def]!;
      const flags = this.flags[def]!;
      if (flags & DefFlag.Macro && this.isAliasOfItself(def)) continue;
      if (where === file) own.push(def);
      else if (!this.belongs(where, file)) continue;
      else if (this.visibility.sees(file, where)) seen.push(def);
      else if (includer >= 0 && (where === includer || this.visibility.sees(includer, where))) around.push(def);
      else if (this.isHeader[where]) hidden.push(def);
      else if (!(flags & (DefFlag.Static | DefFlag.Macro))) global.push(def);
    }
    // The first place that has a definition for the assumed configuration; else the first that has any.
    const pools = [own, seen, around, global, hidden];
    const hasGlobal = global.some((def) => !this.isOff(def));
    for (const pool of pools) {
      const live = pool.filter(
        (def) =>
          !this.isOff(def) && !(hasGlobal && pool !== global && this.isHeader[defFile[def]!] && this.isStub(def)),
      );
      if (live.length === 0) continue;
      // A file's own default for what it did not get from its headers.
      const isDefault = pool === own && live.every((def) => this.isUnlessDefined(def, name));
      if (isDefault && seen.some((def) => !this.isOff(def))) continue;
      return pool === global ? this.bestGlobal(live) : this.withoutFallbacks(live, name);
    }
    const first = pools.find((pool) => pool.length > 0);
    return first === undefined ? [] : this.withoutFallbacks(first, name);
  }

  /**
   * True where a condition contradicts the assumed configuration: features that have code are on, the instrumentation of
   * the "Kernel hacking" menu is off; a .config decides where there is one. What it cannot tell is not off.
   */
  isOff(def: number): boolean {
    return this.isLeftOut(this.facts.defFile[def]!) || this.judge.isOff(this.condition[def]!);
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
      this.leftOut[file] = this.isHeader[file] || !this.assumed.leavesOut(this.paths[file]!) ? 1 : 2;
    return this.leftOut[file] === 2;
  }

  private isStub(def: number): boolean {
    return (this.flags[def]! & DefFlag.Empty) !== 0 && this.condition[def] !== 0;
  }

  /** `#define f f` says only that f exists. */
  private isAliasOfItself(def: number): boolean {
    const { textFrom, textTo } = {
      textFrom: this.facts.columns['defs.textFrom']![def]!,
      textTo: this.facts.columns['defs.textTo']![def]!,
    };
    const { names, text } = this.facts;
    if (this.flags[def]! & DefFlag.FunctionLike) return false;
    let from = textFrom;
    let to = textTo;
    while (from < to && text[from]! <= 32) from++;
    while (to > from && text[to - 1]! <= 32) to--;
    const name = this.name[def]!;
    const start = names.starts[name]!;
    const length = names.starts[name + 1]! - start;
    if (to - from < length) return false;
    for (let i = 0; i < length; i++) if (text[from + i] !== names.arena[start + i]) return false;
    return to - from === length || text[from + length]! === 47 || text[from + length]! <= 32;
  }

  /** Drops `#ifndef f` fallbacks, asm-generic versions and empty stubs where something better is there. */
  private withoutFallbacks(candidates: readonly number[], name: number): readonly number[] {
    if (candidates.length < 2) return candidates;
    let left = prefer(candidates, (def) => !this.paths[this.facts.defFile[def]!]!.startsWith('include/asm-generic/'));
    left = prefer(left, (def) => !this.isUnlessDefined(def, name));
    return prefer(left, (def) => !this.isStub(def));
  }

  private isUnlessDefined(def: number, name: number): boolean {
    return this.condition[def]! > 0 && asksForItself(this.facts, this.condition[def]!, this.facts.names.text(name));
  }

  private bestGlobal(candidates: readonly number[]): readonly number[] {
    if (candidates.length < 2) return candidates;
    let left = prefer(candidates, (def) => !(this.flags[def]! & DefFlag.Assembly));
    left = prefer(left, (def) => this.exported.has(this.exportKey(this.name[def]!, this.facts.defFile[def]!)));
    left = prefer(left, (def) => !(this.flags[def]! & DefFlag.Weak));
    left = prefer(left, (def) => !this.isStub(def));
    return left;
  }

  private exportKey(name: number, file: number): number {
    return name * this.paths.length + file;
  }
}

function prefer(candidates: readonly number[], wanted: (def: number) => boolean): readonly number[] {
  if (candidates.length < 2) return candidates;
  const left = candidates.filter(wanted);
  return left.length > 0 ? left : candidates;
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
      const word = /^\s*(\w+)/.exec(
        String.fromCharCode(...text.subarray(from[row]!, Math.min(to[row]!, from[row]! + 120))),
      )?.[1];
      const id = word === undefined ? -1 : names.find(word);
      if (id >= 0) exported.add(id * fileCount + file);
    }
  }
  return exported;
}
