/** What a call row turned out to be. */
export const EdgeKind = { None: 0, Direct: 1, Macro: 2, Ops: 3, Callback: 4, MacroUse: 5 } as const;

/** First call row of each definition (rows of one definition are contiguous). */
export function firstRows(callDef: Int32Array, defs: number): Int32Array {
  const first = new Int32Array(defs + 1).fill(-1);
  for (let row = callDef.length - 1; row >= 0; row--) first[callDef[row]!] = row;
  return first;
}
