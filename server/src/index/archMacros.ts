import { DefFlag } from '../outline/rows';
import type { MacroState } from '../tree/evaluateCondition';
import type { Facts } from './merge';
import type { Grouped } from './rowsByName';

/**
 * Tells of macros such as `HAVE_ARCH_BUG` whether the chosen architecture defines them: generic headers offer what an
 * architecture lacks under `#ifndef` (include/asm-generic/bug.h). Known to be defined where the architecture's own headers
 * do it without asking first, known to be undefined where only other architectures' headers do.
 *
 * @param archOf number of the `arch/` folder that a file lies in, 0 for none
 * @param isOff whether a condition node contradicts the configuration
 */
export function archMacros(
  facts: Facts,
  paths: readonly string[],
  byName: Grouped,
  archOf: (file: number) => number,
  chosen: number,
  isOff: (condition: number) => boolean,
): MacroState {
  const flags = facts.columns['defs.flags']!;
  const condition = facts.columns['defs.condition']!;
  const known = new Map<string, boolean | undefined>();
  const isHeaderOfArch = new Map<number, boolean>();
  const inArchHeaders = (file: number): boolean => {
    let is = isHeaderOfArch.get(file);
    if (is === undefined) {
      is = /^arch\/[^/]+\/include\//.test(paths[file]!);
      isHeaderOfArch.set(file, is);
    }
    return is;
  };
  const judge = (name: string): boolean | undefined => {
    const id = facts.names.find(name);
    if (id < 0) return undefined;
    let others = 0;
    for (let i = byName.starts[id]!; i < byName.starts[id + 1]!; i++) {
      const def = byName.rows[i]!;
      if (!(flags[def]! & DefFlag.Macro)) continue;
      const file = facts.defFile[def]!;
      if (!inArchHeaders(file)) {
        // Tools bring headers of their own; any other place may be seen, or not.
        if (paths[file]!.startsWith('tools/')) continue;
        return undefined;
      }
      if (archOf(file) !== chosen) others++;
      else if (isOff(condition[def]!)) continue;
      else return asksForItself(facts, condition[def]!, name) ? undefined : true;
    }
    return others > 0 ? false : undefined;
  };
  return (name) => {
    if (known.has(name)) return known.get(name);
    // Asked for again while it is judged: not known.
    known.set(name, undefined);
    const state = judge(name);
    known.set(name, state);
    return state;
  };
}

/** True for a definition under `#ifndef` of its own name: a header's guard, or a default. */
export function asksForItself(
  { conditionParent, conditionText, names }: Pick<Facts, 'conditionParent' | 'conditionText' | 'names'>,
  condition: number,
  name: string,
): boolean {
  const wanted = `!defined(${name})`;
  for (let node = condition; node > 0; node = conditionParent[node]!)
    if (names.text(conditionText[node]!) === wanted) return true;
  return false;
}
