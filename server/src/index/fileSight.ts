import { ConditionState } from './conditionJudge';
import type { Sight } from './definitionChoice';
import { IncludeSearch } from './includeSearch';
import { valueAt } from './packedColumn';
import type { PackedTree } from './packTree';

/** How many closures are kept: 7 KB each for a whole kernel. */
const MOST_CLOSURES = 1024;

/**
 * What a file can see, worked out for one file when it is asked about: `visibility.ts` answers the same while a tree is
 * linked, for all files at once. An `#include` whose condition contradicts the configuration shows nothing.
 */
export class FileSight implements Sight {
  private readonly search: IncludeSearch;
  private readonly included = new Map<number, Int32Array>();
  private closures = new Map<number, Uint32Array>();
  /** By source file that is a part of another one: that one, -1 where several are. */
  private includers: Map<number, number> | null = null;

  constructor(
    private readonly tree: PackedTree,
    private readonly paths: readonly string[],
    arch: string,
    fileByPath: (path: string) => number | undefined,
  ) {
    this.search = new IncludeSearch(paths, arch, fileByPath);
  }

  sees(file: number, seen: number): boolean {
    if (seen === file) return true;
    return (this.closureOf(file)[seen >> 5]! & (1 << (seen & 31))) !== 0;
  }

  /** The files that a file sees, itself included. */
  seenFrom(file: number): number[] {
    const files: number[] = [];
    this.closureOf(file).forEach((word, at) => {
      for (let bit = 0; bit < 32 && word >>> bit !== 0; bit++) if (word & (1 << bit)) files.push(at * 32 + bit);
    });
    return files;
  }

  /** True where all conditions around hold, or may hold, in this configuration. */
  isOff(condition: number): boolean {
    const { conditionParent, conditionState } = this.tree;
    for (let node = condition; node > 0; node = conditionParent[node]!)
      if (conditionState[node] === ConditionState.Off) return true;
    return false;
  }

  private closureOf(file: number): Uint32Array {
    const known = this.closures.get(file);
    if (known !== undefined) return known;
    const set = new Uint32Array((this.paths.length + 31) >> 5);
    const waiting = [file];
    set[file >> 5]! |= 1 << (file & 31);
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      for (const target of this.includesOf(next)) {
        const bit = 1 << (target & 31);
        if (set[target >> 5]! & bit) continue;
        set[target >> 5]! |= bit;
        waiting.push(target);
      }
    }
    if (this.closures.size >= MOST_CLOSURES) this.closures = new Map();
    this.closures.set(file, set);
    return set;
  }

  /** The files that the lines of one file include. */
  private includesOf(file: number): Int32Array {
    const known = this.included.get(file);
    if (known !== undefined) return known;
    const { fileRows, columns } = this.tree;
    const targets: number[] = [];
    const rows = fileRows.includes;
    // A file of an overlay has no rows.
    for (let row = rows[file] ?? 0; row < (rows[file + 1] ?? 0); row++) {
      if (this.isOff(valueAt(columns['includes.condition']!, row))) continue;
      const target = this.targetOf(file, row);
      if (target >= 0 && target !== file) targets.push(target);
    }
    const found = Int32Array.from(targets);
    this.included.set(file, found);
    return found;
  }

  private targetOf(file: number, row: number): number {
    const { names, columns } = this.tree;
    const text = names.text(valueAt(columns['includes.name']!, row));
    return this.search.target(file, text, valueAt(columns['includes.angle']!, row) === 1);
  }

  includerOf(file: number): number {
    this.includers ??= this.includersOfSources();
    return this.includers.get(file) ?? -1;
  }

  private includersOfSources(): Map<number, number> {
    const { names, columns, fileRows } = this.tree;
    const { starts, arena } = names;
    const name = columns['includes.name']!;
    const rows = fileRows.includes;
    const includers = new Map<number, number>();
    for (let file = 0; file < this.paths.length; file++) {
      for (let row = rows[file]!; row < rows[file + 1]!; row++) {
        const end = starts[valueAt(name, row) + 1]!;
        if (arena[end - 1] !== 99 || arena[end - 2] !== 46) continue; // `.c`
        const part = this.targetOf(file, row);
        if (part < 0 || part === file) continue;
        const before = includers.get(part);
        includers.set(part, before === undefined || before === file ? file : -1);
      }
    }
    return includers;
  }
}
