import { CallRow } from '../outline/rows';
import { isGfpWord } from '../text/gfpWord';
import { edgeKind, isOneDefinition, rowKind } from './callees';
import { EdgeKind } from './edges';
import type { CallId, DefId, KernelIndex, NameId } from './kernelIndex';
import { MemoryIndex } from './memoryIndex';

/**
 * The definitions, functions and macros, whose body names a gfp token (`GFP_KERNEL`, `__GFP_FS`, `___GFP_IO`) that is wanted, in
 * order. Only such a function can hold a gate that tests a flag itself. A name that is a local's in the function does not count.
 *
 * @param isWanted asked once for each gfp name of the tree
 */
export function definitionsNaming(index: KernelIndex, isWanted: (token: string) => boolean): DefId[] {
  if (index instanceof MemoryIndex) return namingInTree(index, isWanted);
  const { overlaid } = index;
  if (overlaid === undefined) return namingAmong(index, 0, isWanted);
  const found = new Set<DefId>();
  for (const def of definitionsNaming(overlaid.base, isWanted)) {
    // What replaces it is looked at by itself.
    if (overlaid.now(def) === def) found.add(def);
  }
  for (const def of namingAmong(index, overlaid.base.defCount, isWanted)) found.add(def);
  return [...found].sort((a, b) => a - b);
}

/** As `definitionsNaming`, functions alone. */
export function functionsNaming(index: KernelIndex, isWanted: (token: string) => boolean): DefId[] {
  return definitionsNaming(index, isWanted).filter((def) => index.defKind(def) === 'function');
}

/** The definitions whose body mentions a macro or a function by its name: calls it, uses it, or hands it over. */
export function callersOfMacro(index: KernelIndex, macro: DefId): DefId[] {
  if (index instanceof MemoryIndex) {
    const wantedDef = new Uint8Array(index.defCount);
    wantedDef[macro] = 1;
    return defsWithRow(index, wantedDef, (place) => {
      const { pool } = index.tree.callees;
      if (pool[place] !== index.defNameId(macro)) return false;
      return pool[place + 2] === 0 || pool.subarray(place + 3, place + 3 + pool[place + 2]!).includes(macro);
    });
  }
  const name = index.defNameId(macro);
  return defsWhere(index, 0, (call) => {
    if (index.callCalleeName(call) !== name) return false;
    const targets = Array.from(index.targets(call));
    return targets.length === 0 || targets.includes(macro);
  });
}

/** By the surface of an index alone: definitions from `first` on. */
function namingAmong(index: KernelIndex, first: DefId, isWanted: (token: string) => boolean): DefId[] {
  const known = new Map<NameId, boolean>();
  const isWantedName = (name: NameId): boolean => {
    let wanted = known.get(name);
    if (wanted === undefined) {
      const text = index.nameText(name);
      wanted = /^_{0,3}GFP_./.test(text) && isWanted(text);
      known.set(name, wanted);
    }
    return wanted;
  };
  return defsWhere(index, first, (call) => isWantedName(index.callCalleeName(call)));
}

/** Definitions from `first` on that have such a call row, calls through fields left out. */
function defsWhere(index: KernelIndex, first: DefId, isWanted: (call: CallId) => boolean): DefId[] {
  const found: DefId[] = [];
  for (let def = first; def < index.defCount; def++) {
    const { from, to } = index.callsOf(def);
    for (let call = from; call < to; call++) {
      if (index.callSlot(call) !== undefined || !isWanted(call)) continue;
      found.push(def);
      break;
    }
  }
  return found;
}

/** The names of gfp tokens that are wanted, by name id. */
function wantedNames({ tree: { names } }: MemoryIndex, isWanted: (token: string) => boolean): Uint8Array {
  const wanted = new Uint8Array(names.size);
  const { arena, starts, size } = names;
  for (let name = 0; name < size; name++)
    if (isGfpWord(arena, starts[name]!, starts[name + 1]!) && isWanted(names.text(name))) wanted[name] = 1;
  return wanted;
}

function namingInTree(index: MemoryIndex, isWanted: (token: string) => boolean): DefId[] {
  const { pool } = index.tree.callees;
  const wantedName = wantedNames(index, isWanted);
  const wantedDef = new Uint8Array(index.defCount);
  for (let def = 0; def < wantedDef.length; def++) wantedDef[def] = wantedName[index.defNameId(def)]!;
  return defsWithRow(index, wantedDef, (place) => wantedName[pool[place]!] === 1);
}

/**
 * Definitions with a row that leads to a wanted definition, or to an entry of `Callees.pool` that is wanted.
 * Hot: all call rows of the tree, five million on 6.1; no object and no look-up by row.
 */
function defsWithRow(
  { tree: { firstCall, callees } }: MemoryIndex,
  wantedDef: Uint8Array,
  isWantedEntry: (place: number) => boolean,
): DefId[] {
  const { callee, kind } = callees;
  const found: DefId[] = [];
  for (let def = 0; def < wantedDef.length; def++) {
    const end = firstCall[def + 1]!;
    for (let row = firstCall[def]!; row < end; row++) {
      const to = callee[row]!;
      const packed = kind[row]!;
      if (to >= 0) {
        if (wantedDef[to] !== 1 || !isOneDefinition(packed)) continue;
      } else {
        const own = rowKind(packed);
        if (own === CallRow.ParameterCall || own === CallRow.ParameterArgument) continue;
        if (edgeKind(packed) === EdgeKind.Ops || !isWantedEntry(-(to + 1))) continue;
      }
      found.push(def);
      break;
    }
  }
  return found;
}
