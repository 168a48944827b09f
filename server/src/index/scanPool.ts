import { Worker } from 'node:worker_threads';
import { isGfpWord } from '../text/gfpWord';
import { NameTable } from '../text/nameTable';
import { type Batch, type BatchNames, type NamelessBatch, writtenNames } from './batch';
import { FileScanner, type ScanReport } from './fileScanner';
import { noteStage } from './stageTimings';

export type ToWorker =
  | { readonly kind: 'scan'; readonly paths: readonly string[]; readonly first: number }
  | { readonly kind: 'names' }
  | { readonly kind: 'finish'; readonly isDefined: Uint8Array };

export type FromWorker =
  | { readonly kind: 'scanned'; readonly files: number }
  | ({ readonly kind: 'names' } & DefinedNames)
  /** The batch but for the names, which were handed over before. */
  | { readonly kind: 'batch'; readonly batch: NamelessBatch; readonly report: ScanReport };

export interface ScanOptions {
  /** Worker threads; 1 or fewer than 200 files: this thread reads. */
  readonly jobs: number;
  /** Path of the bundled worker. */
  readonly workerPath: string;
  readonly onProgress: (done: number, total: number) => void;
  /** What the files define that are not read now: their names count as defined, too. */
  readonly definedElsewhere?: DefinedNames | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Names by their numbers, and which of them (repeats allowed) functions and macros have. */
export type DefinedNames = { readonly defined: Int32Array } & BatchNames;

export interface Scanned {
  readonly batch: Batch;
  readonly report: ScanReport;
}

/** A scan makes few objects and drops them at once: a young generation of the default size would only be memory that is never reused. */
const resourceLimits = { maxYoungGenerationSizeMb: 6 };

/** How many files go to a worker at once: small enough that both end together. */
const CHUNK = 256;

/** Reads all files; the batches come back in no particular order of files. */
export async function scanFiles(root: string, paths: readonly string[], options: ScanOptions): Promise<Scanned[]> {
  if (options.jobs <= 1 || paths.length < 200) return [scanHere(root, paths, options)];
  const workers = Array.from(
    { length: options.jobs },
    () => new WorkerHandle(new Worker(options.workerPath, { workerData: { root }, resourceLimits })),
  );
  try {
    let next = 0;
    let done = 0;
    await Promise.all(
      workers.map(async (worker) => {
        while (next < paths.length) {
          options.signal?.throwIfAborted();
          const first = next;
          next += CHUNK;
          const chunk = paths.slice(first, first + CHUNK);
          await worker.ask({ kind: 'scan', paths: chunk, first });
          done += chunk.length;
          options.onProgress(done, paths.length);
        }
      }),
    );
    noteStage('scan');
    const named = await Promise.all(workers.map((worker) => worker.ask({ kind: 'names' })));
    const names = named.map((reply) => (reply.kind === 'names' ? reply : unexpected(reply)));
    const masks = definedMasks(names, options.definedElsewhere);
    noteStage('names');
    const scanned: Scanned[] = [];
    for (const [i, worker] of workers.entries()) {
      const reply = await worker.ask({ kind: 'finish', isDefined: masks[i]! });
      if (reply.kind !== 'batch') unexpected(reply);
      else {
        const { nameArena, nameStarts } = names[i]!;
        scanned.push({ batch: { ...reply.batch, nameArena, nameStarts }, report: reply.report });
      }
    }
    return scanned;
  } finally {
    await Promise.all(workers.map((worker) => worker.stop()));
  }
}

function unexpected(reply: FromWorker): never {
  throw new Error(`a scan worker answered with ${reply.kind}`);
}

function scanHere(root: string, paths: readonly string[], options: ScanOptions): Scanned {
  const scanner = new FileScanner(root);
  paths.forEach((path, file) => {
    if (file % CHUNK === 0) {
      options.signal?.throwIfAborted();
      options.onProgress(file, paths.length);
    }
    scanner.scan(path, file);
  });
  const { names, tables } = scanner.reader;
  const own = { defined: tables.rows.defs.name.toArray(), ...writtenNames(names) };
  const [mask] = definedMasks([own], options.definedElsewhere);
  const report = scanner.report();
  return { batch: { ...scanner.finish(mask!), ...writtenNames(names) }, report };
}

/**
 * For each worker: which of its names are defined by a function or macro in any worker's files. Gfp tokens count as defined: a
 * plain number (`___GFP_IO`) is no definition, and its uses are asked for.
 */
function definedMasks(workers: readonly DefinedNames[], elsewhere: DefinedNames | undefined): Uint8Array[] {
  const all = new NameTable(1 << 16);
  for (const { defined, nameArena: arena, nameStarts: starts } of elsewhere ? [...workers, elsewhere] : workers) {
    const seen = new Uint8Array(starts.length);
    for (const name of defined) {
      if (seen[name]) continue;
      seen[name] = 1;
      const from = starts[name]!;
      const to = starts[name + 1]!;
      all.intern(arena, from, to, NameTable.hash(arena, from, to));
    }
  }
  return workers.map(({ nameArena: arena, nameStarts: starts }) => {
    const mask = new Uint8Array(starts.length);
    for (let name = 0; name + 1 < starts.length; name++) {
      const from = starts[name]!;
      const to = starts[name + 1]!;
      if (isGfpWord(arena, from, to) || all.has(arena, from, to, NameTable.hash(arena, from, to))) mask[name] = 1;
    }
    return mask;
  });
}

/** One question at a time to a worker thread. */
class WorkerHandle {
  private waiting: { resolve: (reply: FromWorker) => void; reject: (why: Error) => void } | null = null;
  private failure: Error | null = null;

  constructor(private readonly worker: Worker) {
    worker.on('message', (reply: FromWorker) => {
      this.waiting?.resolve(reply);
      this.waiting = null;
    });
    worker.on('error', (error) => {
      this.failure = error;
      this.waiting?.reject(error);
      this.waiting = null;
    });
  }

  ask(message: ToWorker): Promise<FromWorker> {
    if (this.failure) return Promise.reject(this.failure);
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject };
      this.worker.postMessage(message);
    });
  }

  async stop(): Promise<void> {
    await this.worker.terminate();
  }
}
