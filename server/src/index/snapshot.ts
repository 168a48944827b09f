import { accessSync, constants, statSync } from 'node:fs';
import { join } from 'node:path';
import { type TableName, tableColumns, tableNames } from '../outline/rows';
import { TypeTable } from '../outline/typeExprs';
import { IntColumn } from '../text/column';
import { NameTable } from '../text/nameTable';
import type { Batch, ColumnSet } from './batch';
import { type FailedFile, NO_PERMISSION } from './fileScanner';
import type { Links } from './link';
import type { Facts } from './merge';
import { readSnapshot, type SnapshotColumn, writeSnapshot } from './snapshotFile';

/** Raised whenever columns or their meaning change: an older snapshot is rebuilt. */
const SCHEMA = '3';

export interface StoredTree {
  readonly paths: readonly string[];
  readonly sizes: Float64Array;
  readonly times: Float64Array;
  readonly facts: Facts;
  readonly links: Links;
  readonly bytes: number;
  /** Files that are in `paths` and could not be read. */
  readonly failed: readonly FailedFile[];
  /** Stands for the content of Makefiles, Kconfig files and the .config: where it differs, calls are resolved again. */
  readonly rules: string;
  readonly snapshotBytes: number;
}

const linkColumns = [
  'kind',
  'target',
  'pool',
  'slot',
  'byFieldOnly',
  'slotStruct',
  'slotField',
  'storedSlot',
  'storedDef',
  'storedRow',
  'assignFile',
] as const satisfies readonly (keyof Links)[];

/** Writes everything that is known of a tree; gives the file's size in bytes. */
export async function saveTree(path: string, tree: Omit<StoredTree, 'snapshotBytes'>, arch: string): Promise<number> {
  const { facts, links } = tree;
  const columns = new Map<string, SnapshotColumn>([
    ['files.size', tree.sizes],
    ['files.time', tree.times],
    ['files.path', new TextEncoder().encode(tree.paths.join('\n'))],
    ['names.bytes', facts.names.arena.subarray(0, facts.names.starts[facts.names.size]!)],
    ['names.start', facts.names.starts.subarray(0, facts.names.size + 1)],
    ['types.op', facts.types.op.values.subarray(0, facts.types.op.length)],
    ['types.parent', facts.types.parent.values.subarray(0, facts.types.parent.length)],
    ['types.name', facts.types.name.values.subarray(0, facts.types.name.length)],
    ['conditions.parent', facts.conditionParent],
    ['conditions.text', facts.conditionText],
    ['text', facts.text],
    ['defs.file', facts.defFile],
    ['texts.file', facts.textFile],
  ]);
  for (const table of tableNames) {
    columns.set(`${table}.rows`, facts.fileRows[table]);
    for (const column of tableColumns[table]) columns.set(`${table}.${column}`, facts.columns[`${table}.${column}`]!);
  }
  for (const column of linkColumns) columns.set(`links.${column}`, links[column]);
  return writeSnapshot(
    path,
    columns,
    new Map([
      ['schema', SCHEMA],
      ['arch', arch],
      ['bytes', String(tree.bytes)],
      ['failed', JSON.stringify(tree.failed)],
      ['rules', tree.rules],
    ]),
  );
}

export type Loaded =
  | { readonly ok: true; readonly tree: StoredTree }
  | { readonly ok: false; readonly absent: boolean; readonly why: string };

/** Opens a snapshot: its columns are views on the file's bytes. */
export function loadTree(path: string, arch: string): Loaded {
  const reading = readSnapshot(path);
  if (!reading.ok) return reading;
  const { columns, metadata } = reading;
  if (metadata.get('schema') !== SCHEMA)
    return { ok: false, absent: false, why: 'The snapshot was written by another version.' };
  if (metadata.get('arch') !== arch)
    return { ok: false, absent: true, why: 'The snapshot is of another architecture.' };
  const take = (name: string): Int32Array => columns.get(name) as Int32Array;
  const bytesOf = (name: string): Uint8Array => columns.get(name) as Uint8Array;
  const set: ColumnSet = {};
  const fileRows = {} as Record<TableName, Int32Array>;
  for (const table of tableNames) {
    fileRows[table] = take(`${table}.rows`);
    for (const column of tableColumns[table]) set[`${table}.${column}`] = take(`${table}.${column}`);
  }
  const text = new TextDecoder().decode(bytesOf('files.path'));
  const facts: Facts = {
    names: NameTable.over(bytesOf('names.bytes'), take('names.start')),
    types: storedTypes(take('types.op'), take('types.parent'), take('types.name')),
    conditionParent: take('conditions.parent'),
    conditionText: take('conditions.text'),
    columns: set,
    text: bytesOf('text'),
    defFile: take('defs.file'),
    fileRows,
    textFile: take('texts.file'),
  };
  const links = Object.fromEntries(linkColumns.map((name) => [name, columns.get(`links.${name}`)])) as unknown as Links;
  return {
    ok: true,
    tree: {
      paths: text === '' ? [] : text.split('\n'),
      sizes: columns.get('files.size') as Float64Array,
      times: columns.get('files.time') as Float64Array,
      facts,
      links,
      bytes: Number(metadata.get('bytes') ?? 0),
      failed: JSON.parse(metadata.get('failed') ?? '[]') as FailedFile[],
      rules: metadata.get('rules') ?? '',
      snapshotBytes: reading.bytes,
    },
  };
}

/** A type table for reading only: nothing is interned into it. */
function storedTypes(op: Int32Array, parent: Int32Array, name: Int32Array): TypeTable {
  const table = new TypeTable();
  const view = (values: Int32Array): IntColumn => {
    const column = new IntColumn(1);
    column.values = values as Int32Array<ArrayBuffer>;
    column.length = values.length;
    return column;
  };
  Object.assign(table, { op: view(op), parent: view(parent), name: view(name) });
  return table;
}

export interface TreeChanges {
  /** Numbers, in the new list, of files to read. */
  readonly toRead: readonly number[];
  /** New number of each stored file, -1 where it is gone or has changed. */
  readonly kept: Int32Array;
}

/** Compares a stored tree with the files on disk, by size and time of change. */
export function changesSince(root: string, stored: StoredTree, paths: readonly string[]): TreeChanges {
  const place = new Map(stored.paths.map((path, file) => [path, file]));
  const kept = new Int32Array(stored.paths.length).fill(-1);
  const locked = new Set(stored.failed.filter(({ why }) => why === NO_PERMISSION).map(({ file }) => file));
  const toRead: number[] = [];
  paths.forEach((path, file) => {
    const old = place.get(path);
    if (locked.has(path) && isReadable(join(root, path))) toRead.push(file);
    else if (old !== undefined && isUnchanged(join(root, path), stored.sizes[old]!, stored.times[old]!))
      kept[old] = file;
    else toRead.push(file);
  });
  return { toRead, kept };
}

function isUnchanged(path: string, size: number, time: number): boolean {
  try {
    const stat = statSync(path);
    return stat.size === size && stat.mtimeMs === time;
  } catch {
    return false;
  }
}

function isReadable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

/** The kept files of a stored tree as a batch that can be merged with freshly read ones. */
export function asBatch(stored: StoredTree, kept: Int32Array): Batch {
  const { facts } = stored;
  const files = stored.paths.length;
  const ranges = new Int32Array((files + 1) * tableNames.length);
  tableNames.forEach((table, t) => {
    for (let file = 0; file <= files; file++) ranges[file * tableNames.length + t] = facts.fileRows[table][file]!;
  });
  return {
    files: kept,
    ranges,
    columns: { ...facts.columns },
    text: facts.text,
    nameArena: facts.names.arena,
    nameStarts: facts.names.starts,
    typeOp: facts.types.op.values,
    typeParent: facts.types.parent.values,
    typeName: facts.types.name.values,
    conditionParent: facts.conditionParent,
    conditionText: facts.conditionText,
  };
}
