import { parentPort, workerData } from 'node:worker_threads';
import { type NamelessBatch, writtenNames } from './batch';
import { FileScanner } from './fileScanner';
import type { FromWorker, ToWorker } from './scanPool';

/** Entry of a scan worker: reads the files it is given, then hands over one batch. */
const port = parentPort;
if (port) {
  const scanner = new FileScanner((workerData as { root: string }).root);
  port.on('message', (message: ToWorker) => {
    if (message.kind === 'scan') {
      message.paths.forEach((path, i) => {
        scanner.scan(path, message.first + i);
      });
      const done: FromWorker = { kind: 'scanned', files: message.paths.length };
      port.postMessage(done);
    } else if (message.kind === 'names') {
      const reply = definedNames(scanner);
      port.postMessage(reply, [reply.defined, reply.nameArena, reply.nameStarts].map(bufferOf));
    } else {
      const batch = scanner.finish(message.isDefined);
      const reply: FromWorker = { kind: 'batch', batch, report: scanner.report() };
      port.postMessage(reply, buffersOf(batch));
      port.close();
    }
  });
}

/** From here on the names are the other thread's: nothing may be interned any more. */
function definedNames(scanner: FileScanner): Extract<FromWorker, { kind: 'names' }> {
  const { names, tables } = scanner.reader;
  const defined = tables.rows.defs.name.toArray();
  return { kind: 'names', defined, ...writtenNames(names) };
}

const bufferOf = (array: Int32Array | Uint8Array): ArrayBuffer => array.buffer as ArrayBuffer;

function buffersOf(batch: NamelessBatch): ArrayBuffer[] {
  const arrays = [
    batch.files,
    batch.ranges,
    batch.text,
    batch.typeOp,
    batch.typeParent,
    batch.typeName,
    batch.conditionParent,
    batch.conditionText,
    ...Object.values(batch.columns),
  ];
  return arrays.map(bufferOf);
}
