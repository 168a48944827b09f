import type { OutlineReader } from '../outline/outlineReader';
import { CallRow, type TableName, tableColumns, tableNames } from '../outline/rows';
import { IntColumn } from '../text/column';
import type { NameTable } from '../text/nameTable';
import { roomyBytes, roomyInts } from '../text/roomyArray';
import { freeArrays } from './releaseMemory';

/** Columns of all tables by `table.column`. */
export type ColumnSet = Record<string, Int32Array>;

/**
 * What one reader learnt from its files. Name, type and condition ids are the reader's own; `ranges` holds, for file
 * number i of the batch and table t, the first row at `ranges[i * tables + t]` (one more entry closes the last file).
 */
export interface Batch {
  readonly files: Int32Array;
  readonly ranges: Int32Array;
  readonly columns: ColumnSet;
  readonly text: Uint8Array;
  readonly nameArena: Uint8Array;
  readonly nameStarts: Int32Array;
  readonly typeOp: Int32Array;
  readonly typeParent: Int32Array;
  readonly typeName: Int32Array;
  readonly conditionParent: Int32Array;
  readonly conditionText: Int32Array;
  /** True where all arrays but the columns belong to somebody else: a snapshot. */
  readonly borrowed?: boolean;
}

export type BatchNames = Pick<Batch, 'nameArena' | 'nameStarts'>;
export type NamelessBatch = Omit<Batch, keyof BatchNames>;

/** Where names lie: `nameArena[nameStarts[i], nameStarts[i + 1])`. */
export function writtenNames({ arena, starts, size }: NameTable): BatchNames {
  return { nameArena: arena.subarray(0, starts[size]!), nameStarts: starts.subarray(0, size + 1) };
}

/** Collects file ranges while a reader goes from file to file. */
export class BatchBuilder {
  private readonly files = new IntColumn();
  private readonly ranges = new IntColumn();

  constructor(private readonly reader: OutlineReader) {}

  beginFile(file: number): void {
    this.files.push(file);
    for (const table of tableNames) this.ranges.push(this.reader.tables.count(table));
  }

  /**
   * The batch. `isDefined[name]` tells which bare names are worth keeping: a use of a name that no function and no
   * macro has is a constant or a variable. Null keeps everything. The reader's rows become the batch's and are gone from it.
   */
  finish(isDefined: Uint8Array | null): NamelessBatch {
    const { reader } = this;
    for (const table of tableNames) this.ranges.push(reader.tables.count(table));
    const ranges = this.ranges.toArray();
    // Before any column is taken.
    const keptCalls = isDefined && keptRows(reader, 'calls', isDefined, ranges);
    const keptAssigns = isDefined && keptRows(reader, 'assigns', isDefined, ranges);
    const columns: ColumnSet = {};
    for (const table of tableNames) {
      const rows = reader.tables.rows[table] as Record<string, IntColumn>;
      const keep = table === 'calls' ? keptCalls : table === 'assigns' ? keptAssigns : null;
      for (const column of tableColumns[table]) {
        const source = rows[column]!;
        columns[`${table}.${column}`] = keep ? compacted(source, keep) : source.take();
      }
      if (table === 'calls' && keep) renumberArguments(columns, keep, ranges);
    }
    const { types, conditions } = reader;
    return {
      files: this.files.toArray(),
      ranges,
      columns,
      text: reader.tables.text.take(),
      typeOp: types.op.take(),
      typeParent: types.parent.take(),
      typeName: types.name.take(),
      conditionParent: conditions.parent.take(),
      conditionText: conditions.text.take(),
    };
  }
}

interface KeptRows {
  /** New row number of each old row; of a dropped one, the number that the next kept row has. */
  readonly moved: Int32Array;
  readonly kept: Uint8Array;
  readonly count: number;
  /** Old first call row of each definition, by definition. */
  readonly firstOfDef: Int32Array;
}

function keptRows(
  reader: OutlineReader,
  table: 'calls' | 'assigns',
  isDefined: Uint8Array,
  ranges: Int32Array,
): KeptRows {
  const rows = reader.tables.rows[table];
  const total = rows.name.length;
  const moved = roomyInts(total + 1);
  const kept = roomyBytes(total);
  const name = rows.name.values;
  const kind = table === 'calls' ? reader.tables.rows.calls.kind.values : null;
  const firstOfDef = new Int32Array(kind ? reader.tables.count('defs') + 1 : 0).fill(-1);
  const def = rows.def.values;
  let count = 0;
  for (let row = 0; row < total; row++) {
    moved[row] = count;
    if (kind && firstOfDef[def[row]!]! < 0) firstOfDef[def[row]!] = row;
    const bare = kind === null ? name[row]! >= 0 : kind[row] === CallRow.Use || kind[row] === CallRow.Argument;
    if (bare && isDefined[name[row]!] === 0) continue;
    kept[row] = 1;
    count++;
  }
  moved[total] = count;
  const tables = tableNames.length;
  const t = tableNames.indexOf(table as TableName);
  for (let i = t; i < ranges.length; i += tables) ranges[i] = moved[ranges[i]!]!;
  return { moved, kept, count, firstOfDef };
}

/** The kept rows alone; the column's memory is given back. */
function compacted(source: IntColumn, { kept, count }: KeptRows): Int32Array {
  const values = source.take();
  const out = roomyInts(count);
  let to = 0;
  for (let row = 0; row < kept.length; row++) if (kept[row] === 1) out[to++] = values[row]!;
  freeArrays([values]);
  return out;
}

/** `aux` of an argument counts the call's row from the definition's first one: rows have gone, so count again. */
function renumberArguments(columns: ColumnSet, keep: KeptRows, _ranges: Int32Array): void {
  const kind = columns['calls.kind']!;
  const aux = columns['calls.aux']!;
  const def = columns['calls.def']!;
  for (let row = 0; row < kind.length; row++) {
    if (kind[row] !== CallRow.Argument && kind[row] !== CallRow.ParameterArgument) continue;
    const first = keep.firstOfDef[def[row]!]!;
    const oldCall = first + (aux[row]! >> 5);
    aux[row] = (keep.moved[oldCall]! - keep.moved[first]!) * 32 + (aux[row]! & 31);
  }
}
