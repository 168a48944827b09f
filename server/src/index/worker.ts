import { parentPort, workerData } from 'node:worker_threads';
import type { Batch } from './batch';
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
      port.postMessage(definedNames(scanner));
    } else {
      const batch = scanner.finish(message.isDefined);
      const reply: FromWorker = { kind: 'batch', batch, report: scanner.report() };
      port.postMessage(reply, buffersOf(batch));
      port.close();
    }
  });
}

function definedNames(scanner: FileScanner): FromWorker {
  const { names, tables } = scanner.reader;
  const defined = tables.rows.defs.name.toArray();
  return {
    kind: 'names',
    defined,
    arena: names.arena.slice(0, names.starts[names.size]!),
    starts: names.starts.slice(0, names.size + 1),
  };
}

function buffersOf(batch: Batch): ArrayBuffer[] {
  const arrays = [
    batch.files,
    batch.ranges,
    batch.text,
    batch.nameArena,
    batch.nameStarts,
    batch.typeOp,
    batch.typeParent,
    batch.typeName,
    batch.conditionParent,
    batch.conditionText,
    ...Object.values(batch.columns),
  ];
  return arrays.map((array) => array.buffer as ArrayBuffer);
}
