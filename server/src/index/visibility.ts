import type { AssumedConfig } from './assumedConfig';
import { ConditionJudge } from './conditionJudge';
import { IncludeSearch } from './includeSearch';
import type { Facts } from './merge';

/** How many closures of files that nothing includes are kept. */
const RECENT = 8;

/**
 * What a file can see: the files that it includes, and what those include. An `#include` whose condition
 * contradicts the configuration shows nothing.
 */
export class Visibility {
  /** Target file of each row of `includes`, -1 where the tree has no such file. */
  readonly target: Int32Array;
  private readonly closures = new Map<number, Uint32Array>();
  private readonly recent: { file: number; readonly set: Uint32Array }[] = [];
  private turn = -1;
  private readonly slotOfFile: Int32Array;
  private readonly words: number;
  private readonly judge: ConditionJudge;
  /** The one file that includes a source file (`#include "percpu-vm.c"`); -1: none does, or several. */
  private readonly includer: Int32Array;
  /** Own copy of the column: the facts' columns move when texts are appended. */
  private readonly condition: Int32Array;
  private readonly including = new Set<number>();
  private current = -1;
  private currentSet: Uint32Array | null = null;

  constructor(
    private readonly facts: Facts,
    paths: readonly string[],
    arch: string,
    assumed: AssumedConfig,
  ) {
    this.judge = new ConditionJudge(facts, assumed);
    this.condition = facts.columns['includes.condition']!;
    this.target = resolveIncludes(facts, paths, arch);
    this.includer = includersOfSources(facts, paths, this.target);
    this.slotOfFile = new Int32Array(paths.length).fill(-1);
    let slots = 0;
    for (const file of this.target) if (file >= 0 && this.slotOfFile[file]! < 0) this.slotOfFile[file] = slots++;
    this.words = (slots + 31) >> 5;
  }

  /** True where `seen` is `file` itself or among what it includes, directly or not. */
  sees(file: number, seen: number): boolean {
    if (seen === file) return true;
    const slot = this.slotOfFile[seen]!;
    if (slot < 0) return false;
    if (file !== this.current) {
      this.current = file;
      this.currentSet = this.closures.get(file) ?? this.recentClosure(file);
    }
    return (this.currentSet![slot >> 5]! & (1 << (slot & 31))) !== 0;
  }

  /** Closures of files that nothing includes: not kept for long, but questions about two of them take turns. */
  private recentClosure(file: number): Uint32Array {
    if (this.slotOfFile[file]! >= 0) return this.closureOf(file, null);
    const known = this.recent.findIndex((each) => each.file === file);
    if (known >= 0) return this.recent[known]!.set;
    this.turn = (this.turn + 1) % RECENT;
    const place = this.recent[this.turn] ?? { file, set: new Uint32Array(this.words) };
    this.recent[this.turn] = place;
    place.file = file;
    this.closureOf(file, place.set.fill(0));
    return place.set;
  }

  /** The file that a source file is a part of, -1 where it stands for itself. */
  includerOf(file: number): number {
    return this.includer[file]!;
  }

  /** Union of what the file's includes see: kept for included files, put in `room` (all zero) for the others. */
  private closureOf(file: number, room: Uint32Array | null): Uint32Array {
    const known = this.closures.get(file);
    if (known) return known;
    const set = room ?? new Uint32Array(this.words);
    const isIncluded = this.slotOfFile[file]! >= 0;
    if (isIncluded) this.closures.set(file, set);
    this.including.add(file);
    const rows = this.facts.fileRows.includes;
    for (let row = rows[file]!; row < rows[file + 1]!; row++) {
      const next = this.target[row]!;
      if (next < 0 || next === file || this.judge.isOff(this.condition[row]!)) continue;
      const slot = this.slotOfFile[next]!;
      set[slot >> 5]! |= 1 << (slot & 31);
      // A header on the way here is unfinished: what it has so far is taken (headers that include each other are rare).
      const inner = this.closureOf(next, null);
      for (let i = 0; i < inner.length; i++) set[i]! |= inner[i]!;
    }
    this.including.delete(file);
    return set;
  }
}

function includersOfSources(facts: Facts, paths: readonly string[], target: Int32Array): Int32Array {
  const includer = new Int32Array(paths.length).fill(-1);
  const several = new Set<number>();
  const rows = facts.fileRows.includes;
  for (let file = 0; file < paths.length; file++) {
    for (let row = rows[file]!; row < rows[file + 1]!; row++) {
      const part = target[row]!;
      if (part < 0 || part === file || !paths[part]!.endsWith('.c')) continue;
      if (includer[part]! >= 0 && includer[part] !== file) several.add(part);
      includer[part] = file;
    }
  }
  for (const part of several) includer[part] = -1;
  return includer;
}

/** Target file of each `#include` line, -1 where the tree has none. */
function resolveIncludes(facts: Facts, paths: readonly string[], arch: string): Int32Array {
  const byPath = new Map(paths.map((path, file) => [path, file]));
  const search = new IncludeSearch(paths, arch, (path) => byPath.get(path));
  const { names } = facts;
  const includeName = facts.columns['includes.name']!;
  const angle = facts.columns['includes.angle']!;
  const rows = facts.fileRows.includes;
  const target = new Int32Array(includeName.length).fill(-1);
  for (let file = 0; file < paths.length; file++) {
    for (let row = rows[file]!; row < rows[file + 1]!; row++)
      target[row] = search.target(file, names.text(includeName[row]!), angle[row] === 1);
  }
  return target;
}
