import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Table, tableFromIPC, tableToIPC, vectorFromArray } from 'apache-arrow';
import fc from 'fast-check';
import { readSnapshot, type SnapshotColumn, writeSnapshot } from '../../server/src/index/snapshotFile';
import { checkSeal, SNAPSHOT_FORMAT, sealOffset } from '../../server/src/index/snapshotSeal';

const someColumns = (): Map<string, SnapshotColumn> =>
  new Map<string, SnapshotColumn>([
    ['defLine', Int32Array.of(1, -2, 2147483647)],
    ['calls', Uint32Array.of(0xffffffff, 7)],
    ['kinds', Uint16Array.of(1, 2, 3, 4, 65535)],
    ['names', new Uint8Array(Buffer.from('xkmalloc\0')).subarray(1)],
    ['mtimes', Float64Array.of(1.5, -0, Number.NaN)],
    ['empty', new Int32Array(0)],
  ]);
const someMetadata = (): Map<string, string> =>
  new Map([
    ['kernel', '6.1.0'],
    ['tree', '/a/ä b'],
  ]);

describe('snapshot file', () => {
  let folder = '';
  let path = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'gfp-lens-snapshot-'));
    path = join(folder, 'deeper', 'tree.arrow');
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('gives back every column, of its own type, and the metadata', async () => {
    const written = await writeSnapshot(path, someColumns(), someMetadata());
    const reading = readSnapshot(path);
    assert.ok(reading.ok);
    assert.deepEqual(new Map(reading.columns), someColumns());
    assert.deepEqual(new Map(reading.metadata), someMetadata());
    assert.equal(reading.bytes, written);
    assert.equal(readFileSync(path).length, written);
  });

  it('gives views on one buffer, aligned, copying nothing', () => {
    const reading = readSnapshot(path);
    assert.ok(reading.ok);
    const filled = [...reading.columns.values()].filter((column) => column.length > 0);
    assert.equal(new Set(filled.map((column) => column.buffer)).size, 1);
    assert.equal(filled[0]?.buffer.byteLength, reading.bytes);
  });

  it('writes again what it read, from plain and from shared memory, byte for byte', async () => {
    const before = readFileSync(path);
    for (const shared of [false, true]) {
      const reading = readSnapshot(path, { shared });
      assert.ok(reading.ok);
      await writeSnapshot(path, reading.columns, reading.metadata);
      assert.deepEqual(readFileSync(path), before);
    }
  });

  it('reads into shared memory that a worker sees', async () => {
    const reading = readSnapshot(path, { shared: true });
    assert.ok(reading.ok);
    assert.ok(reading.columns.get('defLine')?.buffer instanceof SharedArrayBuffer);
    const code = `const { parentPort, workerData } = require('node:worker_threads');
      const column = workerData.get('defLine');
      parentPort.postMessage([column.buffer instanceof SharedArrayBuffer, Array.from(column)]);`;
    const worker = new Worker(code, { eval: true, workerData: new Map(reading.columns) });
    const answer = await new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));
    await worker.terminate();
    assert.deepEqual(answer, [true, [1, -2, 2147483647]]);
  });

  it('is a plain Arrow file: one row, a list in each column, the metadata in the schema', () => {
    const table = tableFromIPC(readFileSync(path));
    assert.equal(table.numRows, 1);
    assert.deepEqual([...table.getChild('kinds')!.get(0)], [1, 2, 3, 4, 65535]);
    assert.equal(table.schema.metadata.get('kernel'), '6.1.0');
    assert.equal(table.schema.fields.at(-1)?.name, '__seal');
  });

  it('holds no column and no metadata too', async () => {
    const bare = join(folder, 'bare.arrow');
    await writeSnapshot(bare, new Map(), new Map());
    const reading = readSnapshot(bare);
    assert.ok(reading.ok);
    assert.equal(reading.columns.size, 0);
  });

  it('leaves no temporary file, neither after success nor after failure', async () => {
    const target = join(folder, 'is-a-folder');
    await writeSnapshot(join(target, 'inner.arrow'), someColumns(), someMetadata());
    // A file cannot be renamed over a folder.
    await assert.rejects(writeSnapshot(target, someColumns(), someMetadata()));
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.endsWith('.tmp')),
      [],
    );
    assert.deepEqual(readdirSync(target), ['inner.arrow']);
  });

  it('says that there is none', () => {
    assert.deepEqual(readSnapshot(join(folder, 'none')), { ok: false, absent: true, why: 'There is no snapshot yet.' });
  });

  it('says why a folder cannot be read', () => {
    const reading = readSnapshot(folder);
    assert.ok(!reading.ok && !reading.absent);
    assert.match(reading.why, /^The snapshot cannot be read: .*EISDIR.*\.$/);
  });

  const damaged = (name: string, bytes: Uint8Array): string => {
    const file = join(folder, name);
    writeFileSync(file, bytes);
    const reading = readSnapshot(file);
    assert.ok(!reading.ok, `${name} was accepted`);
    return reading.why;
  };

  it('refuses foreign files with a sentence each', () => {
    assert.equal(damaged('empty', new Uint8Array(0)), 'The snapshot is empty.');
    assert.equal(damaged('text', Buffer.from('int main(void) { return 0; }\n')), 'The file is no Arrow file.');
    const foreign = tableToIPC(new Table({ a: vectorFromArray(new Int32Array(100)) }), 'file');
    assert.match(damaged('foreign', foreign), /^The file is an Arrow file but no snapshot/);
  });

  it('refuses another format by number', () => {
    const bytes = readFileSync(path);
    const offset = sealOffset(bytes.length, bytes);
    assert.ok(offset !== null);
    bytes.writeUInt32LE(SNAPSHOT_FORMAT + 6, offset + 8);
    assert.equal(
      damaged('format', bytes),
      `The snapshot has format ${SNAPSHOT_FORMAT + 6}, and this program reads format ${SNAPSHOT_FORMAT}.`,
    );
  });

  it('refuses every truncation', () => {
    const bytes = readFileSync(path);
    for (let size = 0; size < bytes.length; size++)
      assert.notEqual(checkSeal(bytes.subarray(0, size)), null, `${size}`);
  });

  it('refuses a change of any one byte', () => {
    const bytes = readFileSync(path);
    assert.equal(checkSeal(bytes), null);
    for (let at = 0; at < bytes.length; at++) {
      const kept = bytes[at]!;
      bytes[at] = kept ^ (1 << (at % 8));
      assert.notEqual(checkSeal(bytes), null, `byte ${at}`);
      bytes[at] = kept;
    }
  });

  it('never throws on bytes that only look like a snapshot', () => {
    const whole = readFileSync(path);
    const file = join(folder, 'mixed');
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(whole.length), (noise, at) => {
        writeFileSync(file, Buffer.concat([whole.subarray(0, at), noise, whole.subarray(at)]));
        assert.equal(readSnapshot(file).ok, noise.length === 0);
      }),
      { numRuns: 60 },
    );
  });
});
