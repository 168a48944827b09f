import { CallRow } from '../outline/rows';
import { TypeOp } from '../outline/typeExprs';
import type { DefinitionFinder } from './definitionFinder';
import { EdgeKind, firstRows } from './edges';
import type { Facts } from './merge';
import type { TypeFinder } from './typeFinder';

/** A function stored by a macro that was given it: `INIT_WORK(&p->work, f)`. */
export interface MacroStore {
  /** Call row of the argument that is the function. */
  readonly row: number;
  /** Row of the struct, and name of its field. */
  readonly struct: number;
  readonly field: number;
}

/** A macro's body puts its parameter number `value` into `field` of an object. */
interface ParameterStore {
  readonly value: number;
  readonly field: number;
  /** Members that lead from the macro's first parameter to the object; null where the object has a type of its own. */
  readonly members: readonly number[] | null;
  /** Type node of the object, as `file` spells it, where `members` is null. */
  readonly type: number;
  readonly file: number;
}

/** Macros hand their parameters to each other this deep at most. */
const MAX_ROUNDS = 12;

/**
 * Functions that reach a struct's field through a macro's parameters, followed through macros that hand them on
 * (include/linux/workqueue.h: INIT_DELAYED_WORK → INIT_WORK → __INIT_WORK → `(_work)->func = (_func)`).
 */
export function macroStores(
  facts: Facts,
  finder: DefinitionFinder,
  types: TypeFinder,
  kind: Uint8Array,
  target: Int32Array,
): MacroStore[] {
  const storesOf = parameterStores(facts);
  if (storesOf.size === 0) return [];
  const callKind = facts.columns['calls.kind']!;
  const callName = facts.columns['calls.name']!;
  const callDef = facts.columns['calls.def']!;
  const base = facts.columns['calls.base']!;
  const aux = facts.columns['calls.aux']!;
  const firstRow = firstRows(callDef, facts.defFile.length);
  const handedOn: number[] = [];
  const passed: number[] = [];
  for (let row = 0; row < callKind.length; row++) {
    if (callKind[row] === CallRow.ParameterArgument) handedOn.push(row);
    else if (callKind[row] === CallRow.Argument && kind[row] === EdgeKind.Callback) passed.push(row);
  }
  /** Stores that the call does with the argument of the row. */
  const storesAt = (row: number): ParameterStore[] => {
    const call = firstRow[callDef[row]!]! + (aux[row]! >> 5);
    const found = finder.list(target[call]!);
    const list: ParameterStore[] = [];
    for (let i = 0; i < found.length; i++)
      for (const store of storesOf.get(found[i]!) ?? []) if (store.value === (aux[row]! & 31)) list.push(store);
    return list;
  };
  for (let round = 0, changed = true; changed && round < MAX_ROUNDS; round++) {
    changed = false;
    for (const row of handedOn) {
      const def = callDef[row]!;
      for (const inner of storesAt(row)) {
        const store = throughArgument(facts, inner, callName[row]!, base[row]!, facts.defFile[def]!);
        if (store !== null && addStore(storesOf, def, store)) changed = true;
      }
    }
  }
  const stores: MacroStore[] = [];
  for (const row of passed) {
    const file = facts.defFile[callDef[row]!]!;
    for (const { members, type, file: typeFile, field } of storesAt(row)) {
      let struct = members === null ? types.structOf(type, typeFile) : types.structOf(base[row]!, file);
      for (const member of members ?? []) struct = struct < 0 ? -1 : types.structOfField(struct, member);
      if (struct >= 0 && types.field(struct, field) >= 0) stores.push({ row, struct, field });
    }
  }
  return stores;
}

/** What the bodies of macros say themselves: `(p)->field = (q)`, `struct s x = { .field = q }`. */
function parameterStores(facts: Facts): Map<number, ParameterStore[]> {
  const { columns, types } = facts;
  const name = columns['assigns.name']!;
  const def = columns['assigns.def']!;
  const base = columns['assigns.base']!;
  const field = columns['assigns.field']!;
  const found = new Map<number, ParameterStore[]>();
  for (let row = 0; row < name.length; row++) {
    if (name[row]! > -2 || def[row]! < 0 || field[row]! < 0) continue;
    const members = membersFromFirstParameter(types, base[row]!);
    if (members === undefined) continue;
    addStore(found, def[row]!, {
      value: -2 - name[row]!,
      field: field[row]!,
      members,
      type: base[row]!,
      file: facts.defFile[def[row]!]!,
    });
  }
  return found;
}

function addStore(found: Map<number, ParameterStore[]>, def: number, store: ParameterStore): boolean {
  const list = found.get(def);
  if (list === undefined) {
    found.set(def, [store]);
    return true;
  }
  const same = (other: ParameterStore): boolean =>
    other.value === store.value &&
    other.field === store.field &&
    other.members?.join() === store.members?.join() &&
    (store.members !== null || other.type === store.type);
  if (list.some(same)) return false;
  list.push(store);
  return true;
}

/** The store of a macro that hands its parameter `value` to one that does `inner`, with an object of type node `object` in front. */
function throughArgument(
  facts: Facts,
  inner: ParameterStore,
  value: number,
  object: number,
  file: number,
): ParameterStore | null {
  if (inner.members === null) return { ...inner, value };
  const outer = membersFromFirstParameter(facts.types, object);
  if (outer === undefined || (outer === null && inner.members.length > 0)) return null;
  const members = outer === null ? null : [...outer, ...inner.members];
  return { value, field: inner.field, members, type: object, file };
}

/**
 * Field names between a macro's first parameter and a type node: `[]` the parameter itself, null where the node does not
 * begin with a parameter, undefined where nothing is known or it begins with another one.
 */
function membersFromFirstParameter(types: Facts['types'], node: number): readonly number[] | null | undefined {
  const members: number[] = [];
  for (let at = node; ; at = types.parent.values[at]!) {
    switch (types.op.values[at]) {
      case TypeOp.None:
        return undefined;
      case TypeOp.Parameter:
        return types.name.values[at] === 0 ? members.reverse() : undefined;
      case TypeOp.Member:
        members.push(types.name.values[at]!);
        break;
      default:
        return null;
    }
  }
}
