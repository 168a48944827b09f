import { type Callees, calleeSlot, edgeKind, isOneDefinition } from './callees';
import { EdgeKind } from './edges';
import { type Grouped, groupRows } from './rowsByName';

/** Call rows by the definition that they lead to, calls through fields left out; rows ascend. */
export function callersByDefinition({ callee, pool, kind }: Callees, defs: number): Grouped {
  const starts = new Int32Array(defs + 1);
  // Hot loops over all calls, twice: first counting, then placing.
  for (let row = 0; row < callee.length; row++) {
    const to = callee[row]!;
    if (to >= 0) {
      if (leads(kind[row]!)) starts[to + 1]!++;
    } else if (pool[-(to + 1) + 2]! > 0) {
      if (edgeKind(kind[row]!) === EdgeKind.None) continue;
      const at = -(to + 1) + 2;
      for (let i = 1; i <= pool[at]!; i++) starts[pool[at + i]! + 1]!++;
    }
  }
  for (let def = 0; def < defs; def++) starts[def + 1]! += starts[def]!;
  const next = starts.slice();
  const rows = new Int32Array(starts[defs]!);
  for (let row = 0; row < callee.length; row++) {
    const to = callee[row]!;
    if (to >= 0) {
      if (leads(kind[row]!)) rows[next[to]!++] = row;
    } else if (pool[-(to + 1) + 2]! > 0) {
      if (edgeKind(kind[row]!) === EdgeKind.None) continue;
      const at = -(to + 1) + 2;
      for (let i = 1; i <= pool[at]!; i++) rows[next[pool[at + i]!]!++] = row;
    }
  }
  return { starts, rows };
}

const leads = (packed: number): boolean => edgeKind(packed) !== EdgeKind.None && isOneDefinition(packed);

/** Rows of calls through fields by their slot. */
export function callsBySlot(callees: Callees, slots: number): Grouped {
  const { callee, kind } = callees;
  const calls: number[] = [];
  for (let row = 0; row < kind.length; row++)
    if ((callee[row]! < 0 || edgeKind(kind[row]!) === EdgeKind.Ops) && calleeSlot(callees, row) >= 0) calls.push(row);
  const { starts, rows } = groupRows(
    Int32Array.from(calls, (row) => calleeSlot(callees, row)),
    slots,
  );
  return { starts, rows: rows.map((at) => calls[at]!) };
}
