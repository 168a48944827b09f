import { DefFlag } from '../outline/rows';
import type { FilePlaces } from './filePlaces';

/** What the choice asks of definitions; rows of `defs`. */
export interface DefinitionRows {
  file(def: number): number;
  /** `DefFlag` bits. */
  flags(def: number): number;
  /** Condition node, 0 for none. */
  condition(def: number): number;
  /** True where the configuration leaves the definition out. */
  isOff(def: number): boolean;
  /** `#define f f` says only that f exists. */
  isAliasOfItself(def: number): boolean;
  /** A definition under `#ifndef` of its own name. */
  isUnlessDefined(def: number): boolean;
  /** Its file hands the name to EXPORT_SYMBOL. */
  isExported(def: number): boolean;
}

/** What files see of each other. */
export interface Sight {
  sees(file: number, seen: number): boolean;
  /** The file that a source file is a part of, -1 where it stands for itself. */
  includerOf(file: number): number;
}

/**
 * Those of `defs`, definitions of one name, that the name means in a file: its own, then what its includes show (a source file
 * that is a part of another one has that one's too), then the global function. Several where configurations differ; what
 * the configuration leaves out only where nothing else is there.
 */
export function chooseDefinitions(
  defs: ArrayLike<number>,
  file: number,
  rows: DefinitionRows,
  sight: Sight,
  places: FilePlaces,
): readonly number[] {
  if (defs.length === 1) return isMeant(defs[0]!, file, rows, sight, places) ? [defs[0]!] : [];
  const own: number[] = [];
  const seen: number[] = [];
  const around: number[] = [];
  const includer = sight.includerOf(file);
  const global: number[] = [];
  const hidden: number[] = [];
  for (let i = 0; i < defs.length; i++) {
    const def = defs[i]!;
    const where = rows.file(def);
    const flags = rows.flags(def);
    if (flags & DefFlag.Macro && rows.isAliasOfItself(def)) continue;
    if (where === file) own.push(def);
    else if (!places.belongs(where, file)) continue;
    else if (sight.sees(file, where)) seen.push(def);
    else if (includer >= 0 && (where === includer || sight.sees(includer, where))) around.push(def);
    else if (places.isHeader(where)) hidden.push(def);
    else if (!(flags & (DefFlag.Static | DefFlag.Macro))) global.push(def);
  }
  // The first place that has a definition for the assumed configuration; else the first that has any.
  const pools = [own, seen, around, global, hidden];
  const hasGlobal = global.some((def) => !rows.isOff(def));
  for (const pool of pools) {
    const live = pool.filter(
      (def) =>
        !rows.isOff(def) && !(hasGlobal && pool !== global && places.isHeader(rows.file(def)) && isStub(rows, def)),
    );
    if (live.length === 0) continue;
    // A file's own default for what it did not get from its headers.
    const isDefault = pool === own && live.every((def) => rows.isUnlessDefined(def));
    if (isDefault && seen.some((def) => !rows.isOff(def))) continue;
    return pool === global ? bestGlobal(rows, live) : withoutFallbacks(rows, places, live);
  }
  const first = pools.find((pool) => pool.length > 0);
  return first === undefined ? [] : withoutFallbacks(rows, places, first);
}

/**
 * `chooseDefinitions` for a name that has one definition alone, as nearly all have. What stands in a header, or is global, is meant
 * wherever it belongs, seen or not: nobody has to work out what the file includes.
 */
export function isMeant(def: number, file: number, rows: DefinitionRows, sight: Sight, places: FilePlaces): boolean {
  const where = rows.file(def);
  const flags = rows.flags(def);
  if (flags & DefFlag.Macro && rows.isAliasOfItself(def)) return false;
  if (where === file) return true;
  if (!places.belongs(where, file)) return false;
  if (places.isHeader(where) || !(flags & (DefFlag.Static | DefFlag.Macro))) return true;
  if (sight.sees(file, where)) return true;
  const includer = sight.includerOf(file);
  return includer >= 0 && (where === includer || sight.sees(includer, where));
}

const isStub = (rows: DefinitionRows, def: number): boolean =>
  (rows.flags(def) & DefFlag.Empty) !== 0 && rows.condition(def) !== 0;

/** Drops `#ifndef f` fallbacks, asm-generic versions and empty stubs where something better is there. */
function withoutFallbacks(rows: DefinitionRows, places: FilePlaces, candidates: readonly number[]): readonly number[] {
  if (candidates.length < 2) return candidates;
  let left = prefer(candidates, (def) => !places.paths[rows.file(def)]!.startsWith('include/asm-generic/'));
  left = prefer(left, (def) => !rows.isUnlessDefined(def));
  return prefer(left, (def) => !isStub(rows, def));
}

function bestGlobal(rows: DefinitionRows, candidates: readonly number[]): readonly number[] {
  if (candidates.length < 2) return candidates;
  let left = prefer(candidates, (def) => !(rows.flags(def) & DefFlag.Assembly));
  left = prefer(left, (def) => rows.isExported(def));
  left = prefer(left, (def) => !(rows.flags(def) & DefFlag.Weak));
  left = prefer(left, (def) => !isStub(rows, def));
  return left;
}

function prefer(candidates: readonly number[], wanted: (def: number) => boolean): readonly number[] {
  if (candidates.length < 2) return candidates;
  const left = candidates.filter(wanted);
  return left.length > 0 ? left : candidates;
}

/** True where the text of an object-like macro's body, `text[from, to)`, is `name` alone. */
export function isNameAlone(
  text: Uint8Array,
  textFrom: number,
  textTo: number,
  name: { readonly arena: Uint8Array; readonly from: number; readonly to: number },
): boolean {
  let from = textFrom;
  let to = textTo;
  while (from < to && text[from]! <= 32) from++;
  while (to > from && text[to - 1]! <= 32) to--;
  const length = name.to - name.from;
  if (to - from < length) return false;
  for (let i = 0; i < length; i++) if (text[from + i] !== name.arena[name.from + i]) return false;
  return to - from === length || text[from + length]! === 47 || text[from + length]! <= 32;
}

/** The name handed over in `(name)`, the text of a file-level macro's arguments; undefined where there is none. */
export function firstWord(text: Uint8Array, from: number, to: number): string | undefined {
  return /^\s*(\w+)/.exec(String.fromCharCode(...text.subarray(from, Math.min(to, from + 120))))?.[1];
}
