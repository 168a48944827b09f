import { CallRow, type TableName, tableColumns } from '../outline/rows';
import type { NameTable } from '../text/nameTable';
import type { ColumnSet } from './batch';
import { type Callees, packCallees } from './callees';
import { firstRows } from './edges';
import type { Links } from './link';
import type { Facts } from './merge';
import { type PackedColumn, packColumn, valueAt } from './packedColumn';
import { freeArrays } from './releaseMemory';

/**
 * A linked tree as questions are answered from it and as the snapshot holds it. Columns are those of `tableColumns` but for
 * `calls.def`, `calls.name` and `calls.kind`, which `firstCall` and `callees` replace; some are relative (`relativeColumns`).
 */
export interface PackedTree {
  readonly names: NameTable;
  readonly types: { readonly op: PackedColumn; readonly parent: PackedColumn; readonly name: PackedColumn };
  readonly conditionParent: Int32Array;
  readonly conditionText: Int32Array;
  /** `ConditionState` of each condition's own text. */
  readonly conditionState: Uint8Array;
  readonly text: Uint8Array;
  /** As in `Facts`. */
  readonly textFile: Int32Array;
  readonly fileRows: Record<TableName, Int32Array>;
  /** For each group of 32 definitions: where the first macro body among them lies in `text`; `defs.textFrom` counts from there. */
  readonly textBase: Int32Array;
  readonly columns: Readonly<Record<string, PackedColumn>>;
  /** Call rows of definition d are [firstCall[d], firstCall[d + 1]). */
  readonly firstCall: Int32Array;
  readonly callees: Callees;
  readonly slotStruct: Int32Array;
  readonly slotField: Int32Array;
  /** Stored functions: slot, definition, row of `assigns`. */
  readonly storedSlot: Int32Array;
  readonly storedDef: Int32Array;
  readonly storedRow: Int32Array;
}

/** 32 macros are small enough together for their places to differ by less than 16 bits. */
const GROUP_SHIFT = 5;

/** Columns that `firstCall` and `callees` hold. */
export const foldedColumns: ReadonlySet<string> = new Set(['calls.def', 'calls.name', 'calls.kind']);

/** Columns kept as the difference to another column of the same row. */
export const differences: Readonly<Record<string, string>> = {
  'defs.endLine': 'defs.line',
  'defs.textTo': 'defs.textFrom',
  'invocations.textTo': 'invocations.textFrom',
};

/** Columns of row numbers kept as 1 + the difference to the first such row of the same text, 0 for none. */
export const rowsOfText: Readonly<Record<string, 'defs' | 'structs'>> = {
  'assigns.def': 'defs',
  'macroParameters.def': 'defs',
  'invocations.def': 'defs',
  'fields.struct': 'structs',
};

export const isArgument = (kind: number): boolean => kind === CallRow.Argument || kind === CallRow.ParameterArgument;

/**
 * Packs what was learnt and linked, mostly in place: neither `facts` nor `links` is of any use afterwards.
 * @throws where call rows are not in the order of their definitions
 */
export function packTree(facts: Facts, links: Links): PackedTree {
  const { columns: wide } = facts;
  const firstCall = callRanges(wide['calls.def']!, facts.defFile.length);
  const callees = packCallees(wide, links);
  freeArrays([links.slot, links.byFieldOnly, wide['calls.name']!]);
  delete wide['calls.name'];
  const columns: Record<string, PackedColumn> = {};
  const pack = (key: string): void => {
    const values = wide[key]!;
    const packed = packColumn(values);
    columns[key] = packed;
    // Columns of definitions are still asked for, those of calls are not.
    if (key.startsWith('calls.') && packed.near !== values) freeArrays([values]);
    delete wide[key];
  };
  subtractDefinition(wide);
  for (const column of tableColumns.calls) if (!foldedColumns.has(`calls.${column}`)) pack(`calls.${column}`);
  freeArrays([wide['calls.def']!, wide['calls.kind']!]);
  for (const key of foldedColumns) delete wide[key];
  for (const [key, other] of Object.entries(differences)) subtract(wide[key]!, wide[other]!);
  for (const [key, rowsOf] of Object.entries(rowsOfText)) countFromText(facts, key, rowsOf);
  const textBase = countFromBase(wide['defs.textFrom']!);
  for (const key of Object.keys(wide)) pack(key);
  const { op, parent, name } = facts.types;
  return {
    names: facts.names,
    types: {
      op: packColumn(op.take()),
      parent: packColumn(parent.take()),
      name: packColumn(name.take()),
    },
    conditionParent: facts.conditionParent,
    conditionText: facts.conditionText,
    conditionState: links.conditionState,
    text: facts.text,
    textFile: facts.textFile,
    fileRows: facts.fileRows,
    textBase,
    columns,
    firstCall,
    callees,
    slotStruct: links.slotStruct,
    slotField: links.slotField,
    storedSlot: links.storedSlot,
    storedDef: links.storedDef,
    storedRow: links.storedRow,
  };
}

function callRanges(callDef: Int32Array, defs: number): Int32Array {
  const first = firstRows(callDef, defs);
  let next = callDef.length;
  for (let def = defs; def >= 0; def--) {
    if (first[def]! < 0) first[def] = next;
    else if (first[def]! > next) throw new RangeError('call rows are not in the order of their definitions');
    next = first[def]!;
  }
  return first;
}

/**
 * In the columns of calls: lines count from the definition's, a condition is 0 where it is the definition's and else one more,
 * and `aux` of an argument has the distance to its call's row: small numbers all of them.
 */
function subtractDefinition(columns: ColumnSet): void {
  const [def, kind] = [columns['calls.def']!, columns['calls.kind']!];
  const [line, condition, aux] = [columns['calls.line']!, columns['calls.condition']!, columns['calls.aux']!];
  const [defLine, defCondition] = [columns['defs.line']!, columns['defs.condition']!];
  let own = -1;
  let first = 0;
  for (let row = 0; row < def.length; row++) {
    if (def[row] !== own) {
      own = def[row]!;
      first = row;
    }
    line[row]! -= defLine[own]!;
    condition[row] = condition[row] === defCondition[own] ? 0 : condition[row]! + 1;
    if (isArgument(kind[row]!)) aux[row] = turnedAux(aux[row]!, row, first);
  }
}

/** From place to distance, and with the same arithmetic back. */
export const turnedAux = (aux: number, row: number, first: number): number =>
  (row - first - (aux >> 5)) * 32 + (aux & 31);

function subtract(values: Int32Array, base: Int32Array): void {
  for (let row = 0; row < values.length; row++) values[row]! -= base[row]!;
}

/** Places become 0 for none, else 1 + the distance to the first one of the same group of definitions; gives those first ones. */
function countFromBase(values: Int32Array): Int32Array {
  const bases = new Int32Array((values.length >> GROUP_SHIFT) + 1);
  for (let group = 0; group < bases.length; group++) {
    const from = group << GROUP_SHIFT;
    const to = Math.min(values.length, from + (1 << GROUP_SHIFT));
    let base = 0;
    for (let def = from; def < to; def++)
      if (values[def] !== 0 && (base === 0 || values[def]! < base)) base = values[def]!;
    bases[group] = base;
    for (let def = from; def < to; def++) if (values[def] !== 0) values[def]! -= base - 1;
  }
  return bases;
}

/** The place that `countFromBase` made a number of. */
export const placeFromBase = (place: number, bases: Int32Array, def: number): number =>
  place === 0 ? 0 : place + bases[def >> GROUP_SHIFT]! - 1;

/** Where the body of a definition's macro lies in `text`; empty for a function. */
export function bodyRange(tree: PackedTree, def: number): { readonly from: number; readonly to: number } {
  const from = placeFromBase(valueAt(tree.columns['defs.textFrom']!, def), tree.textBase, def);
  return { from, to: from + valueAt(tree.columns['defs.textTo']!, def) };
}

function countFromText({ columns, fileRows }: Facts, key: string, rowsOf: 'defs' | 'structs'): void {
  const values = columns[key]!;
  const texts = fileRows[key.slice(0, key.indexOf('.')) as TableName];
  for (let text = 0; text + 1 < texts.length; text++) {
    const first = fileRows[rowsOf][text]!;
    for (let row = texts[text]!; row < texts[text + 1]!; row++)
      values[row] = values[row]! < 0 ? 0 : values[row]! - first + 1;
  }
}
