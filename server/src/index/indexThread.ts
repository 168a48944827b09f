import { parentPort, workerData } from 'node:worker_threads';
import { readNearTree } from './nearTree';
import { readTree } from './openTree';
import { buffersOf, type TreeParts } from './treeParts';

/** What a thread is asked: the whole tree, whose snapshot goes to `cacheDir`, or the part near some open files. */
export type IndexTask = { readonly root: string; readonly arch: string } & (
  | {
      readonly kind: 'whole';
      readonly cacheDir: string;
      readonly config: string | undefined;
      /** One 32-bit word of shared memory: no file is read while it is 0, for `MOST_HELD_MS` at most; null: no waiting. */
      readonly hold: Int32Array | null;
    }
  | { readonly kind: 'near'; readonly openFiles: readonly string[] }
);

export type IndexThreadMessage =
  | { readonly kind: 'progress'; readonly done: number; readonly total: number; readonly phase: 'read' | 'link' }
  | { readonly kind: 'notice'; readonly text: string }
  | { readonly kind: 'tree'; readonly parts: TreeParts; readonly failed: readonly string[] }
  | { readonly kind: 'failed'; readonly why: string };

const MOST_HELD_MS = 6_000;

/**
 * Entry of the threads that read trees for the language server: its own thread stays free for requests, and gets the
 * finished columns without a copy.
 */
const port = parentPort;
if (port) {
  const task = workerData as IndexTask;
  const tell = (message: IndexThreadMessage): void => port.postMessage(message);
  const handOver = (parts: TreeParts, failed: readonly string[]): void => {
    const message: IndexThreadMessage = { kind: 'tree', parts, failed };
    port.postMessage(message, buffersOf(parts));
  };
  run(task, tell, handOver).catch((error: unknown) =>
    tell({ kind: 'failed', why: error instanceof Error ? error.message : String(error) }),
  );
}

async function run(
  task: IndexTask,
  tell: (message: IndexThreadMessage) => void,
  handOver: (parts: TreeParts, failed: readonly string[]) => void,
): Promise<void> {
  const { root, arch } = task;
  if (task.kind === 'near') {
    handOver(await readNearTree(root, task.openFiles, arch), []);
    return;
  }
  const { parts, report } = await readTree(root, {
    arch,
    config: task.config,
    cacheDir: task.cacheDir,
    onProgress: (done, total, phase) => tell({ kind: 'progress', done, total, phase }),
    beforeReading: () => {
      if (task.hold !== null) Atomics.wait(task.hold, 0, 0, MOST_HELD_MS);
    },
    onNotice: (text) => tell({ kind: 'notice', text }),
  });
  handOver(
    parts,
    report.failedFiles.map(({ file, why }) => `${file}: ${why}`),
  );
}
