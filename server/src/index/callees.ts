import { CallRow } from '../outline/rows';
import type { ColumnSet } from './batch';
import { EdgeKind } from './edges';
import type { Links } from './link';

/**
 * What each call row leads to, in one column. A call's name is its callee's name nearly always, and the field of a call
 * through a field is its slot's: so the name needs no column of its own.
 *
 * `callee[row]`, where it is not negative, is a slot (rows whose edge is `Ops`), a parameter's number (rows of kind
 * `ParameterCall` and `ParameterArgument`), else a definition. Below that, `pool` has at `-(callee + 1)`: the name, the slot or
 * -1, how many definitions, the definitions. `kind[row]` is `CallRow | EdgeKind << 4 | byFieldOnly << 7`.
 */
export interface Callees {
  readonly callee: Int32Array;
  readonly pool: Int32Array;
  readonly kind: Uint8Array;
}

export const rowKind = (packed: number): number => packed & 15;
export const edgeKind = (packed: number): number => (packed >> 4) & 7;
export const isByFieldOnly = (packed: number): boolean => packed > 127;

const isParameter = (kind: number): boolean => kind === CallRow.ParameterCall || kind === CallRow.ParameterArgument;

/**
 * Folds the calls. The answer's columns are `links.target` and `links.kind`, overwritten.
 * @throws where a kind does not fit its bits: the format has to grow then
 */
export function packCallees(columns: ColumnSet, links: Links): Callees {
  const rowKinds = columns['calls.kind']!;
  const names = columns['calls.name']!;
  const defName = columns['defs.name']!;
  const total = names.length;
  const callee = links.target;
  const { kind } = links;
  const pool = new CalleePool(links);
  for (let row = 0; row < total; row++) {
    const own = rowKinds[row]!;
    const edge = kind[row]!;
    if (own > 15 || edge > 7) throw new RangeError(`kind ${own} or edge ${edge} of a call does not fit the snapshot`);
    kind[row] = own | (edge << 4) | (links.byFieldOnly[row]! << 7);
    const name = names[row]!;
    const target = callee[row]!;
    const slot = links.slot[row]!;
    if (edge === EdgeKind.Ops && slot >= 0 && target === -1 && links.slotField[slot] === name) callee[row] = slot;
    else if (edge !== EdgeKind.Ops && isParameter(own) && name >= 0 && target === -1 && slot < 0) callee[row] = name;
    else if (edge !== EdgeKind.Ops && !isParameter(own) && target >= 0 && slot < 0 && defName[target] === name)
      callee[row] = target;
    else callee[row] = pool.entry(name, slot, target);
  }
  return { callee, kind, pool: pool.finish() };
}

/** Entries of `Callees.pool`, equal ones once. */
class CalleePool {
  private readonly entries: number[] = [];
  private readonly known = new Map<string, number>();
  /** By name: its entry without slot or definition; the most frequent kind. */
  private readonly unknown = new Map<number, number>();

  constructor(private readonly links: Links) {}

  entry(name: number, slot: number, target: number): number {
    if (slot < 0 && target === -1) {
      const found = this.unknown.get(name) ?? this.append([name, -1, 0]);
      this.unknown.set(name, found);
      return found;
    }
    const { pool } = this.links;
    const at = -(target + 2);
    const defs = target >= 0 ? [target] : target === -1 ? [] : pool.subarray(at + 1, at + 1 + pool[at]!);
    const entry = [name, slot < 0 ? -1 : slot, defs.length, ...defs];
    const key = entry.join();
    const found = this.known.get(key) ?? this.append(entry);
    this.known.set(key, found);
    return found;
  }

  private append(entry: readonly number[]): number {
    const at = this.entries.length;
    for (const value of entry) this.entries.push(value);
    return -at - 1;
  }

  finish(): Int32Array {
    return Int32Array.from(this.entries);
  }
}

/** Name id of the callee of a row (a parameter's number where its kind says so). */
export function calleeName(
  { callee, pool, kind }: Callees,
  row: number,
  defName: (def: number) => number,
  slotField: Int32Array,
): number {
  const to = callee[row]!;
  if (to < 0) return pool[-(to + 1)]!;
  const packed = kind[row]!;
  if (edgeKind(packed) === EdgeKind.Ops) return slotField[to]!;
  return isParameter(rowKind(packed)) ? to : defName(to);
}

/** Slot of a call through a field, -1 for any other. */
export function calleeSlot({ callee, pool, kind }: Callees, row: number): number {
  const to = callee[row]!;
  if (to < 0) return pool[-to]!;
  return edgeKind(kind[row]!) === EdgeKind.Ops ? to : -1;
}

/** True where `callee` of the row is a definition by itself. */
export const isOneDefinition = (packed: number): boolean =>
  edgeKind(packed) !== EdgeKind.Ops && !isParameter(rowKind(packed));
