import { accessSync, constants, statSync } from 'node:fs';
import { join } from 'node:path';
import { type TableName, tableColumns, tableNames } from '../outline/rows';
import { NameTable } from '../text/nameTable';
import type { BuildConditions } from './buildConditions';
import { type FailedFile, NO_PERMISSION } from './fileScanner';
import type { IndexCounts } from './kernelIndex';
import type { NearValues, PackedColumn } from './packedColumn';
import { foldedColumns, type PackedTree } from './packTree';
import { readSnapshot, type SnapshotColumn, writeSnapshot } from './snapshotFile';

/** Raised whenever columns or their meaning change: an older snapshot is rebuilt. */
const SCHEMA = '11';

export interface StoredTree {
  /** The architecture whose code took part in resolution. */
  readonly arch: string;
  readonly paths: readonly string[];
  readonly sizes: Float64Array;
  readonly times: Float64Array;
  readonly tree: PackedTree;
  readonly counts: IndexCounts;
  readonly buildConditions: BuildConditions;
  /** Files that are in `paths` and could not be read. */
  readonly failed: readonly FailedFile[];
  /** Stands for the content of Makefiles, Kconfig files and the .config: where it differs, calls are resolved again. */
  readonly rules: string;
  readonly snapshotBytes: number;
}

/** Columns that are stored as they are: name in the file, and where they lie. */
const plainColumns = {
  'conditions.parent': 'conditionParent',
  'conditions.text': 'conditionText',
  'texts.file': 'textFile',
  'defs.textBase': 'textBase',
  'defs.calls': 'firstCall',
  'slots.struct': 'slotStruct',
  'slots.field': 'slotField',
  'stored.slot': 'storedSlot',
  'stored.def': 'storedDef',
  'stored.row': 'storedRow',
} as const satisfies Record<string, keyof PackedTree>;
type PlainName = keyof typeof plainColumns;

const typeColumns = ['op', 'parent', 'name'] as const;
const packedNames = tableNames.flatMap((table) =>
  tableColumns[table].map((column) => `${table}.${column}`).filter((key) => !foldedColumns.has(key)),
);

/** Writes everything that is known of a tree; gives the file's size in bytes. */
export async function saveTree(path: string, stored: Omit<StoredTree, 'snapshotBytes'>): Promise<number> {
  const { tree } = stored;
  const buckets = tree.names.toBuckets();
  const columns = new Map<string, SnapshotColumn>([
    ['files.size', stored.sizes],
    ['files.time', stored.times],
    ['files.path', new TextEncoder().encode(stored.paths.join('\n'))],
    ['files.conditionText', new TextEncoder().encode(stored.buildConditions.texts.join('\n'))],
    ['names.bytes', tree.names.arena.subarray(0, tree.names.starts[tree.names.size]!)],
    ['names.start', tree.names.starts.subarray(0, tree.names.size + 1)],
    ['names.bucketStart', buckets.start],
    ['names.bucket', buckets.id],
    ['text', tree.text],
    ['conditions.state', tree.conditionState],
    ['calls.kind', tree.callees.kind],
    ['calls.callee', tree.callees.callee],
    ['callees', tree.callees.pool],
  ]);
  const addPacked = (key: string, { near, farRow, farValue }: PackedColumn): void => {
    columns.set(key, near);
    if (farRow.length === 0) return;
    columns.set(`${key}.farRow`, farRow);
    columns.set(`${key}.farValue`, farValue);
  };
  addPacked('files.condition', stored.buildConditions.ofFile);
  for (const [key, place] of Object.entries(plainColumns)) columns.set(key, tree[place]);
  for (const column of typeColumns) addPacked(`types.${column}`, tree.types[column]);
  for (const table of tableNames) columns.set(`${table}.rows`, tree.fileRows[table]);
  for (const key of packedNames) addPacked(key, tree.columns[key]!);
  const metadata = {
    schema: SCHEMA,
    arch: stored.arch,
    counts: JSON.stringify(stored.counts),
    types: String(tree.types.op.length),
    failed: JSON.stringify(stored.failed),
    rules: stored.rules,
  };
  return writeSnapshot(path, columns, new Map(Object.entries(metadata)));
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
  const packed = (key: string, length: number): PackedColumn => ({
    length,
    near: columns.get(key) as NearValues,
    farRow: columns.has(`${key}.farRow`) ? take(`${key}.farRow`) : NO_ROWS,
    farValue: columns.has(`${key}.farRow`) ? take(`${key}.farValue`) : NO_ROWS,
  });
  const fileRows = {} as Record<TableName, Int32Array>;
  for (const table of tableNames) fileRows[table] = take(`${table}.rows`);
  const types = Number(metadata.get('types') ?? 0);
  const text = new TextDecoder().decode(bytesOf('files.path'));
  const plain = Object.fromEntries(Object.entries(plainColumns).map(([name, place]) => [place, take(name)])) as Record<
    (typeof plainColumns)[PlainName],
    Int32Array
  >;
  const tree: PackedTree = {
    ...plain,
    names: NameTable.over(bytesOf('names.bytes'), take('names.start'), {
      start: take('names.bucketStart'),
      id: take('names.bucket'),
    }),
    types: { op: packed('types.op', types), parent: packed('types.parent', types), name: packed('types.name', types) },
    conditionState: bytesOf('conditions.state'),
    text: bytesOf('text'),
    fileRows,
    columns: Object.fromEntries(
      packedNames.map((key) => [key, packed(key, fileRows[key.slice(0, key.indexOf('.')) as TableName].at(-1) ?? 0)]),
    ),
    callees: { callee: take('calls.callee'), pool: take('callees'), kind: bytesOf('calls.kind') },
  };
  return {
    ok: true,
    tree: {
      arch,
      paths: text === '' ? [] : text.split('\n'),
      sizes: columns.get('files.size') as Float64Array,
      times: columns.get('files.time') as Float64Array,
      tree,
      buildConditions: {
        texts: new TextDecoder().decode(bytesOf('files.conditionText')).split('\n'),
        ofFile: packed('files.condition', columns.get('files.size')!.length),
      },
      counts: JSON.parse(metadata.get('counts') ?? '') as IndexCounts,
      failed: JSON.parse(metadata.get('failed') ?? '[]') as FailedFile[],
      rules: metadata.get('rules') ?? '',
      snapshotBytes: reading.bytes,
    },
  };
}

const NO_ROWS = new Int32Array(0);

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
