import { CallRow, DefFlag } from '../outline/rows';
import type { AssumedConfig } from './assumedConfig';
import { DefinitionFinder } from './definitionFinder';
import { EdgeKind, firstRows } from './edges';
import { type MacroStore, macroStores } from './macroStores';
import type { Facts } from './merge';
import { TypeFinder } from './typeFinder';
import type { Visibility } from './visibility';

/** The resolved call graph: parallel to `facts.columns['calls.*']`. */
export interface Links {
  /** `EdgeKind` of each call row. */
  readonly kind: Uint8Array;
  /** Encoded candidates: a definition, -1 none, below that `-(place + 2)` in `pool` (length first). */
  readonly target: Int32Array;
  readonly pool: Int32Array;
  /** Slot of an ops call, -1 otherwise. */
  readonly slot: Int32Array;
  /** 1 where the field's name alone decided. */
  readonly byFieldOnly: Uint8Array;
  readonly slotStruct: Int32Array;
  readonly slotField: Int32Array;
  /** Stored functions: slot, definition, row of `assigns`; `-1 - row` of `calls` where a macro stores its argument. */
  readonly storedSlot: Int32Array;
  readonly storedDef: Int32Array;
  readonly storedRow: Int32Array;
  /** File of each row of `assigns`. */
  readonly assignFile: Int32Array;
  /** `ConditionState` of each condition node's own text. */
  readonly conditionState: Uint8Array;
}

/** Pairs (struct name, field name) as small numbers; struct name 0 is "unknown". */
class Slots {
  readonly struct: number[] = [];
  readonly field: number[] = [];
  private readonly known = new Map<number, number>();

  of(struct: number, field: number): number {
    const key = struct * 0x8000000 + field;
    const found = this.known.get(key);
    if (found !== undefined) return found;
    this.struct.push(struct);
    this.field.push(field);
    this.known.set(key, this.struct.length - 1);
    return this.struct.length - 1;
  }

  find(struct: number, field: number): number | undefined {
    return this.known.get(struct * 0x8000000 + field);
  }
}

/** Resolves every call, use and stored function of the tree; `visibility` is that of the same paths. */
export function linkFacts(
  facts: Facts,
  paths: readonly string[],
  visibility: Visibility,
  arch: string,
  assumed: AssumedConfig,
): Links {
  const finder = new DefinitionFinder(facts, paths, visibility, arch, assumed);
  const types = new TypeFinder(facts, visibility, finder);
  const slots = new Slots();
  const { columns } = facts;
  const flags = columns['defs.flags']!;
  const callName = columns['calls.name']!;
  const callKind = columns['calls.kind']!;
  const callBase = columns['calls.base']!;
  markExcluded(finder, flags);
  const rows = facts.fileRows.calls;
  const total = callName.length;
  const kind = new Uint8Array(total);
  const target = new Int32Array(total).fill(-1);
  const slot = new Int32Array(total).fill(-1);
  const byFieldOnly = new Uint8Array(total);
  const unresolvedOps: number[] = [];

  for (let text = 0; text < facts.textFile.length; text++) {
    const file = facts.textFile[text]!;
    for (let row = rows[text]!; row < rows[text + 1]!; row++) {
      switch (callKind[row]) {
        case CallRow.Alias:
        case CallRow.Call: {
          const found = finder.find(callName[row]!, file);
          // Another name of a variable or of a constant leads nowhere.
          if (found === -1 && callKind[row] === CallRow.Alias) break;
          target[row] = found;
          kind[row] = isMacro(finder, flags, found) ? EdgeKind.Macro : EdgeKind.Direct;
          break;
        }
        case CallRow.Use:
        case CallRow.Argument: {
          const found = finder.find(callName[row]!, file);
          if (found === -1) break;
          const list = Array.from(finder.list(found));
          if (list.some((def) => flags[def]! & DefFlag.Macro)) {
            // A function-like macro that is handed over is used only where the callee calls its parameter.
            if (callKind[row] === CallRow.Argument) target[row] = found;
            if (list.every((def) => flags[def]! & (DefFlag.FunctionLike | DefFlag.Empty))) break;
            // A name alone may be anything else where the macro is not there.
            if (!list.some((def) => finder.isInForce(def, file))) break;
            target[row] = found;
            kind[row] = EdgeKind.MacroUse;
          } else if (callKind[row] === CallRow.Argument) {
            target[row] = found;
            kind[row] = EdgeKind.Callback;
          }
          break;
        }
        case CallRow.Ops:
        case CallRow.LocalOps: {
          kind[row] = EdgeKind.Ops;
          const struct = types.structOf(callBase[row]!, file);
          if (struct >= 0 && types.field(struct, callName[row]!) >= 0)
            slot[row] = slots.of(types.structName(struct), callName[row]!);
          else unresolvedOps.push(row);
          break;
        }
      }
    }
  }
  callMacroParameters(facts, finder, kind, target);
  const stored = linkStores(facts, finder, types, slots, macroStores(facts, finder, types, kind, target));
  const wholeField = functionFieldOwners(facts);
  for (const row of unresolvedOps) {
    // Last resort: the field's name. One struct alone has such a function field: that one; else "unknown struct".
    const owner = wholeField.get(callName[row]!);
    slot[row] = slots.of(owner !== undefined && owner >= 0 ? owner : 0, callName[row]!);
    byFieldOnly[row] = 1;
  }
  return {
    kind,
    target,
    pool: finder.pool,
    slot,
    byFieldOnly,
    slotStruct: Int32Array.from(slots.struct),
    slotField: Int32Array.from(slots.field),
    ...stored,
    conditionState: finder.conditionStates(),
  };
}

function markExcluded(finder: DefinitionFinder, flags: Int32Array): void {
  for (let def = 0; def < flags.length; def++) {
    if (finder.isOff(def)) flags[def]! |= DefFlag.Excluded;
    else flags[def]! &= ~DefFlag.Excluded;
  }
}

function isMacro(finder: DefinitionFinder, flags: Int32Array, found: number): boolean {
  if (found === -1) return false;
  const list = finder.list(found);
  for (let i = 0; i < list.length; i++) if (flags[list[i]!]! & DefFlag.Macro) return true;
  return false;
}

/**
 * A macro that calls its parameter makes each use a call of the function given there: `wrap(f, x)` with
 * `#define wrap(fn, ...) fn(__VA_ARGS__)`. Followed through macros that hand the parameter on.
 */
function callMacroParameters(facts: Facts, finder: DefinitionFinder, kind: Uint8Array, target: Int32Array): void {
  const callKind = facts.columns['calls.kind']!;
  const callName = facts.columns['calls.name']!;
  const callDef = facts.columns['calls.def']!;
  const aux = facts.columns['calls.aux']!;
  const firstRow = firstRows(callDef, facts.defFile.length);
  /** Bit i: parameter i is called. */
  const called = new Int32Array(facts.defFile.length);
  const handedOn: number[] = [];
  const passed: number[] = [];
  for (let row = 0; row < callKind.length; row++) {
    if (callKind[row] === CallRow.ParameterCall) called[callDef[row]!]! |= 1 << callName[row]!;
    else if (callKind[row] === CallRow.ParameterArgument) handedOn.push(row);
    else if (kind[row] === EdgeKind.Callback || (callKind[row] === CallRow.Argument && kind[row] === EdgeKind.None))
      passed.push(row);
  }
  const argumentIsCalled = (row: number): boolean => {
    const call = firstRow[callDef[row]!]! + (aux[row]! >> 5);
    const list = finder.list(target[call]!);
    for (let i = 0; i < list.length; i++) if (called[list[i]!]! & (1 << (aux[row]! & 31))) return true;
    return false;
  };
  for (let changed = true; changed; ) {
    changed = false;
    for (const row of handedOn) {
      const bit = 1 << callName[row]!;
      if (called[callDef[row]!]! & bit || !argumentIsCalled(row)) continue;
      called[callDef[row]!]! |= bit;
      changed = true;
    }
  }
  for (const row of passed) {
    if (target[row] === -1) continue;
    if (argumentIsCalled(row)) kind[row] = EdgeKind.Macro;
    else if (kind[row] === EdgeKind.None) target[row] = -1;
  }
}

function linkStores(
  facts: Facts,
  finder: DefinitionFinder,
  types: TypeFinder,
  slots: Slots,
  throughMacros: readonly MacroStore[],
): Pick<Links, 'storedSlot' | 'storedDef' | 'storedRow' | 'assignFile'> {
  const { columns } = facts;
  const name = columns['assigns.name']!;
  const base = columns['assigns.base']!;
  const field = columns['assigns.field']!;
  const flags = columns['defs.flags']!;
  const rows = facts.fileRows.assigns;
  const assignFile = new Int32Array(name.length);
  const storedSlot: number[] = [];
  const storedDef: number[] = [];
  const storedRow: number[] = [];
  const { op, parent, name: typeName } = facts.types;
  for (let text = 0; text < facts.textFile.length; text++) {
    const file = facts.textFile[text]!;
    for (let row = rows[text]!; row < rows[text + 1]!; row++) {
      assignFile[row] = file;
      if (name[row]! < 0) continue;
      const found = finder.list(finder.find(name[row]!, file));
      if (found.length === 0 || flags[found[0]!]! & DefFlag.Macro) continue;
      let struct: number;
      let fieldName = field[row]!;
      if (fieldName >= 0) struct = types.structOf(base[row]!, file);
      else {
        // A positional field: the value's own place is `Position(parent, i)`.
        if (op.values[base[row]!] !== 6) continue;
        const outer = parent.values[base[row]!]!;
        if (types.isArray(outer, file)) {
          // Element of an array field: the field that holds the array.
          if (op.values[outer] !== 5) continue;
          struct = types.structOf(parent.values[outer]!, file);
          fieldName = typeName.values[outer]!;
        } else {
          struct = types.structOf(outer, file);
          const at = struct < 0 ? -1 : types.fieldAt(struct, typeName.values[base[row]!]!);
          if (at < 0) continue;
          fieldName = types.fieldName(at);
        }
      }
      if (struct < 0) continue;
      const place = slots.of(types.structName(struct), fieldName);
      for (let i = 0; i < found.length; i++) {
        storedSlot.push(place);
        storedDef.push(found[i]!);
        storedRow.push(row);
      }
    }
  }
  const callName = columns['calls.name']!;
  const callDef = columns['calls.def']!;
  for (const { row, struct, field: fieldOf } of throughMacros) {
    const found = finder.list(finder.find(callName[row]!, facts.defFile[callDef[row]!]!));
    const place = slots.of(types.structName(struct), fieldOf);
    for (let i = 0; i < found.length; i++) {
      storedSlot.push(place);
      storedDef.push(found[i]!);
      storedRow.push(-1 - row);
    }
  }
  return {
    storedSlot: Int32Array.from(storedSlot),
    storedDef: Int32Array.from(storedDef),
    storedRow: Int32Array.from(storedRow),
    assignFile,
  };
}

/** For each name of a function-pointer field: the one struct that has it, or -1 where several do. */
function functionFieldOwners(facts: Facts): Map<number, number> {
  const owners = new Map<number, number>();
  const struct = facts.columns['fields.struct']!;
  const name = facts.columns['fields.name']!;
  const flags = facts.columns['fields.flags']!;
  const structName = facts.columns['structs.name']!;
  for (let row = 0; row < name.length; row++) {
    if (!(flags[row]! & 2)) continue;
    const owner = structName[struct[row]!]!;
    const known = owners.get(name[row]!);
    owners.set(name[row]!, known === undefined || known === owner ? owner : -1);
  }
  return owners;
}
