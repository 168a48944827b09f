import { CallRow, type TableName, tableColumns, tableNames } from '../outline/rows';
import { type TypeOp, TypeTable, typeNameIsNumber } from '../outline/typeExprs';
import { NameTable } from '../text/nameTable';
import { extendedBytes, extendedInts, roomyBytes, roomyInts } from '../text/roomyArray';
import type { Batch, ColumnSet } from './batch';
import { freeArrays } from './releaseMemory';

/**
 * All outlines of a tree in one set of columns, rows in the order of files. Rows that macros made at file level are
 * appended behind; `generatedFrom` tells where they begin.
 */
export interface Facts {
  readonly names: NameTable;
  readonly types: TypeTable;
  readonly conditionParent: Int32Array;
  readonly conditionText: Int32Array;
  readonly columns: ColumnSet;
  readonly text: Uint8Array;
  /** File of each definition. */
  readonly defFile: Int32Array;
  /**
   * First row of each table for each *text*: `fileRows[table][text]`; one more entry closes the last. Texts are the
   * files, in order, and behind them the texts that macros made at file level.
   */
  readonly fileRows: Record<TableName, Int32Array>;
  /** File that each text belongs to: `textFile[i] === i` for the files themselves. */
  readonly textFile: Int32Array;
}

type Remap = 'name' | 'type' | 'condition' | 'def' | 'struct' | 'text' | 'plain';

const remapOf: Record<string, Remap> = {
  name: 'name',
  field: 'name',
  type: 'type',
  base: 'type',
  condition: 'condition',
  def: 'def',
  struct: 'struct',
  textFrom: 'text',
  textTo: 'text',
};

/** Ids of one batch in the merged tables. */
interface IdMaps {
  readonly name: Int32Array;
  readonly type: Int32Array;
  readonly condition: Int32Array;
  readonly text: number;
}

/** Interns conditions over batches: (parent, text) pairs. */
class ConditionMerger {
  readonly parent: number[] = [-1];
  readonly text: number[] = [-1];
  private readonly known = new Map<number, number>();

  child(parent: number, text: number): number {
    const key = parent * 0x8000000 + text;
    const found = this.known.get(key);
    if (found !== undefined) return found;
    this.parent.push(parent);
    this.text.push(text);
    this.known.set(key, this.parent.length - 1);
    return this.parent.length - 1;
  }
}

/**
 * Puts batches together. `fileCount` files, each in exactly one batch (one that is in none has no rows). The list is emptied:
 * what is merged must not be in memory twice.
 */
export function mergeBatches(batches: Batch[], fileCount: number): Facts {
  const names = new NameTable(1 << 20);
  names.internText('');
  const types = new TypeTable();
  const conditions = new ConditionMerger();
  const tables = tableNames.length;
  const batchOfFile = new Int32Array(fileCount).fill(-1);
  const placeInBatch = new Int32Array(fileCount);
  batches.forEach((batch, b) => {
    batch.files.forEach((file, i) => {
      batchOfFile[file] = b;
      placeInBatch[file] = i;
    });
  });
  const fileRows = {} as Record<TableName, Int32Array>;
  tableNames.forEach((table, t) => {
    const starts = new Int32Array(fileCount + 1);
    for (let file = 0; file < fileCount; file++) {
      const b = batchOfFile[file]!;
      const at = placeInBatch[file]! * tables + t;
      const ranges = b < 0 ? null : batches[b]!.ranges;
      starts[file + 1] = starts[file]! + (ranges ? ranges[at + tables]! - ranges[at]! : 0);
    }
    fileRows[table] = starts;
  });
  let textLength = 0;
  const maps: IdMaps[] = batches.map((batch) => {
    const map = mapIds(batch, names, types, conditions, textLength);
    textLength += batch.text.length;
    return map;
  });
  const text = roomyBytes(textLength);
  batches.forEach((batch, b) => {
    text.set(batch.text, maps[b]!.text);
    if (batch.borrowed) return;
    freeArrays([batch.text, batch.nameArena, batch.nameStarts, batch.typeOp, batch.typeParent, batch.typeName]);
  });

  const columns: ColumnSet = {};
  tableNames.forEach((table, t) => {
    const total = fileRows[table][fileCount]!;
    for (const column of tableColumns[table]) {
      const key = `${table}.${column}`;
      const out = roomyInts(total);
      const remap = remapOf[column] ?? 'plain';
      for (let file = 0; file < fileCount; file++) {
        const b = batchOfFile[file]!;
        if (b < 0) continue;
        const { ranges, columns: source } = batches[b]!;
        const at = placeInBatch[file]! * tables + t;
        const from = ranges[at]!;
        const to = ranges[at + tables]!;
        if (from === to) continue;
        copyRows(key, remap, source, from, to, out, fileRows[table][file]!, maps[b]!, {
          def: fileRows.defs[file]! - ranges[placeInBatch[file]! * tables + tableNames.indexOf('defs')]!,
          struct: fileRows.structs[file]! - ranges[placeInBatch[file]! * tables + tableNames.indexOf('structs')]!,
        });
      }
      columns[key] = out;
      // `calls.name` needs `calls.kind`, which comes behind it.
      for (const batch of batches) {
        freeArrays([batch.columns[key]!]);
        delete batch.columns[key];
      }
    }
  });
  batches.length = 0;
  freeArrays(maps.flatMap(({ name, type }) => [name, type]));
  const defFile = roomyInts(fileRows.defs[fileCount]!);
  for (let file = 0; file < fileCount; file++) defFile.fill(file, fileRows.defs[file]!, fileRows.defs[file + 1]!);
  return {
    names,
    types,
    conditionParent: Int32Array.from(conditions.parent),
    conditionText: Int32Array.from(conditions.text),
    columns,
    text,
    defFile,
    fileRows,
    textFile: Int32Array.from({ length: fileCount }, (_, file) => file),
  };
}

/** Puts the rows of `batch` behind those of `facts`: text number i of the batch belongs to file `batch.files[i]`. */
export function appendTexts(facts: Facts, batch: Batch): Facts {
  const { names, types } = facts;
  const conditions = new ConditionMerger();
  for (let id = 1; id < facts.conditionParent.length; id++)
    conditions.child(facts.conditionParent[id]!, facts.conditionText[id]!);
  const maps = mapIds(batch, names, types, conditions, facts.text.length);
  const tables = tableNames.length;
  const before = facts.textFile.length;
  const shift = {
    def: facts.fileRows.defs[before]!,
    struct: facts.fileRows.structs[before]!,
  };
  const columns: ColumnSet = {};
  const fileRows = {} as Record<TableName, Int32Array>;
  tableNames.forEach((table, t) => {
    const starts = new Int32Array(before + batch.files.length + 1);
    starts.set(facts.fileRows[table]);
    const base = starts[before]!;
    for (let i = 1; i <= batch.files.length; i++) starts[before + i] = base + batch.ranges[i * tables + t]!;
    fileRows[table] = starts;
    const added = batch.ranges[batch.files.length * tables + t]!;
    for (const column of tableColumns[table]) {
      const key = `${table}.${column}`;
      const out = extendedInts(facts.columns[key]!, base + added);
      delete facts.columns[key];
      copyRows(key, remapOf[column] ?? 'plain', batch.columns, 0, added, out, base, maps, shift);
      columns[key] = out;
    }
  });
  const text = extendedBytes(facts.text, facts.text.length + batch.text.length);
  text.set(batch.text, facts.text.length);
  const defFile = extendedInts(facts.defFile, columns['defs.name']!.length);
  batch.files.forEach((file, i) => {
    defFile.fill(file, fileRows.defs[before + i]!, fileRows.defs[before + i + 1]!);
  });
  const textFile = new Int32Array(before + batch.files.length);
  textFile.set(facts.textFile);
  textFile.set(batch.files, before);
  return {
    names,
    types,
    conditionParent: Int32Array.from(conditions.parent),
    conditionText: Int32Array.from(conditions.text),
    columns,
    text,
    defFile,
    fileRows,
    textFile,
  };
}

function mapIds(batch: Batch, names: NameTable, types: TypeTable, conditions: ConditionMerger, text: number): IdMaps {
  const used = usedNames(batch);
  const name = roomyInts(batch.nameStarts.length);
  for (let id = 0; id + 1 < batch.nameStarts.length; id++) {
    if (used[id] === 0) continue;
    const from = batch.nameStarts[id]!;
    const to = batch.nameStarts[id + 1]!;
    name[id] = names.intern(batch.nameArena, from, to, NameTable.hash(batch.nameArena, from, to));
  }
  const type = new Int32Array(batch.typeOp.length);
  for (let id = 1; id < type.length; id++) {
    const op = batch.typeOp[id] as TypeOp;
    const raw = batch.typeName[id]!;
    type[id] = types.node(op, type[batch.typeParent[id]!]!, typeNameIsNumber(op) ? raw : name[raw]!);
  }
  const condition = new Int32Array(batch.conditionParent.length);
  for (let id = 1; id < condition.length; id++) {
    condition[id] = conditions.child(condition[batch.conditionParent[id]!]!, name[batch.conditionText[id]!]!);
  }
  return { name, type, condition, text };
}

function usedNames(batch: Batch): Uint8Array {
  const used = new Uint8Array(batch.nameStarts.length);
  for (const table of tableNames) {
    for (const column of tableColumns[table]) {
      if (remapOf[column] !== 'name') continue;
      const values = batch.columns[`${table}.${column}`]!;
      const kind = table === 'calls' ? batch.columns['calls.kind']! : null;
      for (let row = 0; row < values.length; row++) {
        const value = values[row]!;
        if (value >= 0 && !(kind && isParameterRow(kind[row]!))) used[value] = 1;
      }
    }
  }
  for (let id = 1; id < batch.typeOp.length; id++)
    if (!typeNameIsNumber(batch.typeOp[id] as TypeOp)) used[batch.typeName[id]!] = 1;
  for (let id = 1; id < batch.conditionText.length; id++) used[batch.conditionText[id]!] = 1;
  return used;
}

const isParameterRow = (kind: number): boolean => kind === CallRow.ParameterCall || kind === CallRow.ParameterArgument;

// Hot loop: one call per file and column, one step per value.
function copyRows(
  key: string,
  remap: Remap,
  source: ColumnSet,
  from: number,
  to: number,
  out: Int32Array,
  at: number,
  maps: IdMaps,
  shift: { def: number; struct: number },
): void {
  const values = source[key]!;
  if (remap === 'plain') {
    out.set(values.subarray(from, to), at);
    return;
  }
  let target = at;
  if (remap === 'def' || remap === 'struct') {
    for (let row = from; row < to; row++) out[target++] = values[row]! < 0 ? -1 : values[row]! + shift[remap];
  } else if (remap === 'text') {
    for (let row = from; row < to; row++) out[target++] = values[row]! + maps.text;
  } else if (key === 'calls.name') {
    const kind = source['calls.kind']!;
    for (let row = from; row < to; row++)
      out[target++] = isParameterRow(kind[row]!) ? values[row]! : maps.name[values[row]!]!;
  } else {
    const map = maps[remap];
    for (let row = from; row < to; row++) out[target++] = values[row]! < 0 ? values[row]! : map[values[row]!]!;
  }
}
