import { parentPort, workerData } from 'node:worker_threads';
import { openTree } from './openTree';

/** What the thread is asked: the tree, and the folder where the finished snapshot goes. */
export interface IndexTask {
  readonly root: string;
  readonly cacheDir: string;
}

export type IndexThreadMessage =
  | { readonly kind: 'progress'; readonly done: number; readonly total: number; readonly phase: 'read' | 'link' }
  | { readonly kind: 'notice'; readonly text: string }
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly why: string };

/**
 * Entry of the thread that builds an index for the language server: the server's own thread stays free for requests and
 * opens the snapshot when it is finished.
 */
const port = parentPort;
if (port) {
  const { root, cacheDir } = workerData as IndexTask;
  const tell = (message: IndexThreadMessage): void => port.postMessage(message);
  openTree(root, {
    cacheDir,
    onProgress: (done, total, phase) => tell({ kind: 'progress', done, total, phase }),
    onNotice: (text) => tell({ kind: 'notice', text }),
  }).then(
    () => tell({ kind: 'done' }),
    (error: unknown) => tell({ kind: 'failed', why: error instanceof Error ? error.message : String(error) }),
  );
}
