import type { AssumedConfig } from './assumedConfig';
import { FilePlaces } from './filePlaces';
import { includeGroups } from './includeGroups';
import { IncludeSearch } from './includeSearch';
import type { Facts } from './merge';
import { type Grouped, groupRows } from './rowsByName';
import { treeJudge } from './treeJudge';

/** How many closures of files that nothing includes are kept. */
const RECENT = 8;

/**
 * What a file can see: the files that it includes, and what those include. An `#include` whose condition
 * contradicts the configuration shows nothing.
 */
export class Visibility {
  /** Target file of each row of `includes`, -1 where the tree has no such file. */
  readonly target: Int32Array;
  /** As `target`, -1 where the configuration leaves the line out. */
  private readonly shown: Int32Array;
  private readonly firstRow: Int32Array;
  /** Files that include each other in a circle see the same: one set for all of them. */
  private readonly group: Int32Array;
  private readonly members: Grouped;
  private readonly sets = new Map<number, Uint32Array>();
  private readonly recent: { file: number; readonly set: Uint32Array }[] = [];
  private turn = -1;
  private readonly slotOfFile: Int32Array;
  private readonly words: number;
  /** The one file that includes a source file (`#include "percpu-vm.c"`); -1: none does, or several. */
  private readonly includer: Int32Array;
  private current = -1;
  private currentSet: Uint32Array | null = null;

  constructor(facts: Facts, paths: readonly string[], arch: string, assumed: AssumedConfig) {
    const byName = groupRows(facts.columns['defs.name']!, facts.names.size);
    const judge = treeJudge(facts, paths, new FilePlaces(paths, arch), byName, assumed);
    const condition = facts.columns['includes.condition']!;
    this.firstRow = facts.fileRows.includes;
    this.target = resolveIncludes(facts, paths, arch);
    this.shown = this.target.map((file, row) => (file >= 0 && judge.isOff(condition[row]!) ? -1 : file));
    this.includer = includersOfSources(facts, paths, this.target);
    this.group = includeGroups(this.firstRow, this.shown, paths.length);
    this.members = groupRows(this.group, paths.length);
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
      this.currentSet = this.slotOfFile[file]! >= 0 ? this.setOfGroup(this.group[file]!) : this.recentSet(file);
    }
    return (this.currentSet![slot >> 5]! & (1 << (slot & 31))) !== 0;
  }

  /** Sets of files that nothing includes: not kept for long, but questions about two of them take turns. */
  private recentSet(file: number): Uint32Array {
    const known = this.recent.findIndex((each) => each.file === file);
    if (known >= 0) return this.recent[known]!.set;
    this.turn = (this.turn + 1) % RECENT;
    const place = this.recent[this.turn] ?? { file, set: new Uint32Array(this.words) };
    this.recent[this.turn] = place;
    place.file = file;
    this.addIncludes(file, place.set.fill(0));
    return place.set;
  }

  /** The file that a source file is a part of, -1 where it stands for itself. */
  includerOf(file: number): number {
    return this.includer[file]!;
  }

  /** What the files of one group see, themselves included. */
  private setOfGroup(group: number): Uint32Array {
    const known = this.sets.get(group);
    if (known) return known;
    const set = new Uint32Array(this.words);
    this.sets.set(group, set);
    const { starts, rows } = this.members;
    const files = rows.subarray(starts[group]!, starts[group + 1]!);
    for (const file of files) {
      const slot = this.slotOfFile[file]!;
      if (slot >= 0) set[slot >> 5]! |= 1 << (slot & 31);
    }
    for (const file of files) this.addIncludes(file, set);
    return set;
  }

  /** Adds what the file's includes see. A set that has a file of another group has all that it sees. */
  private addIncludes(file: number, set: Uint32Array): void {
    const own = this.group[file]!;
    for (let row = this.firstRow[file]!; row < this.firstRow[file + 1]!; row++) {
      const next = this.shown[row]!;
      if (next < 0 || this.group[next] === own) continue;
      const slot = this.slotOfFile[next]!;
      if (set[slot >> 5]! & (1 << (slot & 31))) continue;
      const inner = this.setOfGroup(this.group[next]!);
      for (let i = 0; i < inner.length; i++) set[i]! |= inner[i]!;
    }
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
