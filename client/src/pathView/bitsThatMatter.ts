import type { MaskAnswer, PathAnswer } from '../../../server/src/protocol';

/** The flags that some gate of a path tests: what is unknown of others decides nothing on it. */
export function bitsThatMatter(path: PathAnswer): ReadonlySet<string> {
  const gates = [...path.hops.flatMap(({ guards }) => guards), ...path.gates];
  return new Set(gates.flatMap(({ bits }) => bits));
}

/** True where two masks are known to the same bits. */
export function isSameMask(a: MaskAnswer | null, b: MaskAnswer | null): boolean {
  if (a === null || b === null) return a === b;
  return isSameList(a.set, b.set) && isSameList(a.clear, b.clear) && isSameList(a.unknown, b.unknown);
}

function isSameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && new Set([...a, ...b]).size === a.length;
}
