import { CallRow, type TableName, tableColumns, tableNames } from '../outline/rows';
import type { NameTable } from '../text/nameTable';
import type { ColumnSet } from './batch';
import { type Callees, packCallees } from './callees';
import { firstRows, type Links } from './link';
import type { Facts } from './merge';
import { type PackedColumn, packColumn } from './packedColumn';

/**
 * A linked tree as questions are answered from it and as the snapshot holds it. Columns are those of `tableColumns` but for
 * `calls.def`, `calls.name` and `calls.kind`, which `firstCall` and `callees` replace; some are relative (`relativeColumns`).
 */
export interface PackedTree {
  readonly names: NameTable;
  readonly types: { readonly op: PackedColumn; readonly parent: PackedColumn; readonly name: PackedColumn };
  readonly conditionParent: Int32Array;
  readonly conditionText: Int32Array;
  readonly text: Uint8Array;
  /** As in `Facts`. */
  readonly textFile: Int32Array;
  readonly fileRows: Record<TableName, Int32Array>;
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
 * Packs what was learnt and linked. The columns of `facts` are let go of as they are packed: `facts` is of no use afterwards.
 * @throws where call rows are not in the order of their definitions
 */
export function packTree(facts: Facts, links: Links): PackedTree {
  const { columns: wide } = facts;
  const firstCall = callRanges(wide['calls.def']!, facts.defFile.length);
  const callees = packCallees(wide, links);
  const columns: Record<string, PackedColumn> = {
    'calls.line': packColumn(relativeToDefinition(wide, 'line', (line, ofDef) => line - ofDef)),
    'calls.condition': packColumn(
      relativeToDefinition(wide, 'condition', (condition, ofDef) => (condition === ofDef ? 0 : condition + 1)),
    ),
    'calls.aux': packColumn(nearArguments(wide, firstCall)),
  };
  for (const table of tableNames) {
    // From the last to the first: a column that others are relative to goes after them.
    for (const column of [...tableColumns[table]].reverse()) {
      const key = `${table}.${column}`;
      if (!foldedColumns.has(key) && columns[key] === undefined) columns[key] = packColumn(relative(facts, key, table));
      if (table !== 'defs') delete wide[key];
    }
  }
  for (const key of Object.keys(wide)) delete wide[key];
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
    text: facts.text,
    textFile: facts.textFile,
    fileRows: facts.fileRows,
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

function relativeToDefinition(
  columns: ColumnSet,
  column: 'line' | 'condition',
  relation: (value: number, ofDef: number) => number,
): Int32Array {
  const def = columns['calls.def']!;
  const ofDef = columns[`defs.${column}`]!;
  return columns[`calls.${column}`]!.map((value, row) => relation(value, ofDef[def[row]!]!));
}

/** `aux` of an argument with the distance to its call's row instead of the call's place in the definition: small numbers. */
function nearArguments(columns: ColumnSet, firstCall: Int32Array): Int32Array {
  const kind = columns['calls.kind']!;
  const def = columns['calls.def']!;
  return columns['calls.aux']!.map((aux, row) =>
    isArgument(kind[row]!) ? turnedAux(aux, row, firstCall[def[row]!]!) : aux,
  );
}

/** From place to distance, and with the same arithmetic back. */
export const turnedAux = (aux: number, row: number, first: number): number =>
  (row - first - (aux >> 5)) * 32 + (aux & 31);

function relative({ columns, fileRows }: Facts, key: string, table: TableName): Int32Array {
  const values = columns[key]!;
  const other = differences[key];
  if (other !== undefined) {
    const base = columns[other]!;
    return values.map((value, row) => value - base[row]!);
  }
  const rowsOf = rowsOfText[key];
  if (rowsOf === undefined) return values;
  const out = new Int32Array(values.length);
  const texts = fileRows[table];
  for (let text = 0; text + 1 < texts.length; text++) {
    const first = fileRows[rowsOf][text]!;
    for (let row = texts[text]!; row < texts[text + 1]!; row++)
      out[row] = values[row]! < 0 ? 0 : values[row]! - first + 1;
  }
  return out;
}
