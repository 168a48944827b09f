/**
 * Typed-array columns to and from one Apache Arrow IPC file, without conversion in either direction.
 *
 * The file has one record batch of one row; each column is `list<intN not null> not null`, so that its only list is our
 * typed array as it lies in memory (columns may have different lengths). docs/SNAPSHOT.md tells how other programs read it.
 */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import {
  type Data,
  DataType,
  Field,
  Float64,
  Int32,
  List,
  makeData,
  RecordBatch,
  RecordBatchFileWriter,
  RecordBatchReader,
  Schema,
  Struct,
  Uint8,
  Uint16,
  Uint32,
} from 'apache-arrow';
import { checkSeal, emptySeal, fullSeal, SEAL_COLUMN, sealOffset } from './snapshotSeal';
import { newWordChecksum, type WordChecksum } from './wordChecksum';

/** The kinds of arrays that a snapshot holds. */
export type SnapshotColumn = Int32Array | Uint32Array | Uint16Array | Uint8Array | Float64Array;

export type SnapshotReading =
  | {
      readonly ok: true;
      /** Views on the file's bytes in the order of writing; all share one buffer. Not to be written to. */
      readonly columns: ReadonlyMap<string, SnapshotColumn>;
      readonly metadata: ReadonlyMap<string, string>;
      readonly bytes: number;
    }
  | {
      readonly ok: false;
      /** `absent`: there is no such file, which is no fault. */
      readonly absent: boolean;
      /** One sentence. */
      readonly why: string;
    };

export interface ReadSnapshotOptions {
  /** Read into a SharedArrayBuffer, so that worker threads get the same columns without a copy. */
  readonly shared?: boolean;
}

/** Between two pieces the event loop gets its turn. */
const PIECE_BYTES = 4 * 1024 * 1024;
/** A single read of more than 2 GiB is refused by the operating system. */
const READ_BYTES = 2 ** 30;

/**
 * Writes a snapshot to a temporary file in the same folder (made where it is missing), syncs it and renames it over
 * `path`, so that a reader finds the old one or the new one and never a part. The columns' bytes go to the file from
 * where they lie; they must not change until the promise settles.
 *
 * @returns size of the file in bytes
 * @throws where the folder or file cannot be written; no temporary file is left then
 */
export async function writeSnapshot(
  path: string,
  columns: ReadonlyMap<string, SnapshotColumn>,
  metadata: ReadonlyMap<string, string>,
): Promise<number> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}-${Math.random().toString(36).slice(2, 10)}.tmp`;
  try {
    const file = await open(temporary, 'wx+');
    let size: number;
    try {
      size = await writeSealed(file, recordBatchOf(columns, metadata));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
    await syncFolder(dirname(path));
    return size;
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/**
 * Reads a snapshot whole and checks every byte before it interprets one; never throws. A missing, damaged, truncated,
 * foreign or older file gives `ok: false`. 150 MB take about 150 ms with the page cache warm.
 */
export function readSnapshot(path: string, options: ReadSnapshotOptions = {}): SnapshotReading {
  try {
    const bytes = readWhole(path, options.shared === true);
    const why = checkSeal(bytes);
    if (why !== null) return { ok: false, absent: false, why };
    return { ok: true, ...columnsOf(bytes), bytes: bytes.length };
  } catch (error) {
    const absent = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    const why = absent ? 'There is no snapshot yet.' : `The snapshot cannot be read: ${messageOf(error)}.`;
    return { ok: false, absent, why };
  }
}

function recordBatchOf(
  columns: ReadonlyMap<string, SnapshotColumn>,
  metadata: ReadonlyMap<string, string>,
): RecordBatch {
  const fields: Field[] = [];
  const children: Data[] = [];
  // The seal's place is found from the end of the file: its column stays the last.
  for (const [name, values] of [...columns, [SEAL_COLUMN, emptySeal()] as const]) {
    const list = listOf(values);
    fields.push(new Field(name, list.type, false));
    children.push(list);
  }
  const schema = new Schema(fields, new Map(metadata));
  return new RecordBatch(schema, makeData({ type: new Struct(fields), length: 1, nullCount: 0, children }));
}

/** The one list of a column, its values where they lie. */
function listOf(values: SnapshotColumn): Data {
  const plain = { length: values.length, nullCount: 0 };
  if (values instanceof Int32Array) return oneList(makeData({ ...plain, type: new Int32(), data: values }));
  if (values instanceof Uint32Array) return oneList(makeData({ ...plain, type: new Uint32(), data: values }));
  if (values instanceof Uint16Array) return oneList(makeData({ ...plain, type: new Uint16(), data: values }));
  if (values instanceof Uint8Array) return oneList(makeData({ ...plain, type: new Uint8(), data: values }));
  return oneList(makeData({ ...plain, type: new Float64(), data: values }));
}

function oneList<T extends Int32 | Uint32 | Uint16 | Uint8 | Float64>(child: Data<T>): Data {
  const type = new List(new Field('item', child.type, false));
  return makeData({ type, length: 1, nullCount: 0, valueOffsets: Int32Array.of(0, child.length), child });
}

/** Streams the batch to the file, then overwrites the seal, as the last write, with size and checksum. */
async function writeSealed(file: FileHandle, batch: RecordBatch): Promise<number> {
  const writer = new RecordBatchFileWriter();
  writer.write(batch);
  writer.finish();
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Chunks are views on the columns: collecting them copies nothing, and tells where the seal lies before writing.
  for await (const chunk of writer) {
    chunks.push(chunk);
    size += chunk.byteLength;
  }
  const last = chunks.slice(-2);
  const offset = sealOffset(size, Buffer.concat(last));
  if (offset === null) throw new Error('the Arrow writer did not end the file as the format asks');
  const sealBytes = emptySeal().byteLength;
  const checksum = newWordChecksum();
  let at = 0;
  for (const chunk of chunks) {
    if (at !== offset) await writePieces(file, chunk, checksum);
    else if (chunk.byteLength !== sealBytes) throw new Error('the Arrow writer did not put the last column last');
    else await writeAll(file, chunk);
    at += chunk.byteLength;
  }
  const seal = fullSeal(size, checksum.finish());
  await file.write(seal, 0, seal.byteLength, offset);
  return size;
}

async function writePieces(file: FileHandle, chunk: Uint8Array, checksum: WordChecksum): Promise<void> {
  for (let from = 0; from < chunk.byteLength; from += PIECE_BYTES) {
    const piece = chunk.subarray(from, from + PIECE_BYTES);
    checksum.update(piece);
    await writeAll(file, piece);
  }
}

async function writeAll(file: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let from = 0; from < bytes.byteLength; ) {
    from += (await file.write(bytes, from, bytes.byteLength - from)).bytesWritten;
  }
}

/** So that the new name itself survives a loss of power; some file systems and Windows refuse it, which costs nothing. */
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    await handle.sync().finally(() => handle.close());
  } catch {
    // The content is synced already.
  }
}

function readWhole(path: string, shared: boolean): Uint8Array {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    // allocUnsafeSlow: its own buffer at offset 0, not zeroed since every byte is read over.
    const bytes = shared ? new Uint8Array(new SharedArrayBuffer(size)) : Buffer.allocUnsafeSlow(size);
    let at = 0;
    while (at < size) {
      const read = readSync(file, bytes, at, Math.min(READ_BYTES, size - at), at);
      if (read === 0) throw new Error('it became shorter while it was read');
      at += read;
    }
    return bytes;
  } finally {
    closeSync(file);
  }
}

function columnsOf(bytes: Uint8Array): { columns: Map<string, SnapshotColumn>; metadata: Map<string, string> } {
  const reader = RecordBatchReader.from(bytes).open();
  const { value: batch } = reader.next();
  const columns = new Map<string, SnapshotColumn>();
  if (batch === undefined || batch === null) throw new Error('it holds no record batch');
  batch.schema.fields.forEach((field: Field, index: number) => {
    if (field.name === SEAL_COLUMN) return;
    const child = batch.data.children[index]?.children[0];
    if (!DataType.isList(field.type) || child === undefined) throw new Error(`its column ${field.name} is no list`);
    const values: unknown = child.values;
    if (!isSnapshotColumn(values)) throw new Error(`its column ${field.name} holds an unknown type`);
    // Arrow pads a buffer to 8 bytes, and the padding would show as further values.
    columns.set(field.name, values.subarray(0, child.length));
  });
  return { columns, metadata: new Map(batch.schema.metadata) };
}

function isSnapshotColumn(values: unknown): values is SnapshotColumn {
  return (
    values instanceof Int32Array ||
    values instanceof Uint32Array ||
    values instanceof Uint16Array ||
    values instanceof Uint8Array ||
    values instanceof Float64Array
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message.replace(/\.$/, '') : String(error);
}
