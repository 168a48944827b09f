import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Vocabulary } from '../gfp/vocabulary';
import type { IndexTask, IndexThreadMessage } from '../index/indexThread';
import type { MemoryIndex } from '../index/memoryIndex';
import { openTree } from '../index/openTree';
import { readTreeVocabulary } from '../tree/gfpHeaders';
import { findKernelRoot } from '../tree/root';

export interface SessionEvents {
  readonly onProgress: (root: string, done: number, total: number, phase: 'read' | 'link') => void;
  readonly onReady: (root: string) => void;
  readonly onProblem: (root: string, text: string) => void;
}

/** One kernel tree that a document of the editor lies in. */
export interface TreeSession {
  readonly root: string;
  /** Null until the whole tree has been read. */
  index: MemoryIndex | null;
  readonly vocabulary: () => Vocabulary | null;
  stop(): Promise<void>;
}

/** The trees of the open documents: each is indexed once, when its first document opens. */
export class TreeSessions {
  private readonly sessions = new Map<string, TreeSession>();

  constructor(
    private readonly cacheDir: string,
    private readonly events: SessionEvents,
  ) {}

  /** The tree around a file; null outside of kernel trees. */
  of(path: string): TreeSession | null {
    const root = findKernelRoot(path);
    if (root === null) return null;
    const known = this.sessions.get(root);
    if (known) return known;
    const session = this.start(root);
    this.sessions.set(root, session);
    return session;
  }

  async stop(): Promise<void> {
    await Promise.all([...this.sessions.values()].map((session) => session.stop()));
    this.sessions.clear();
  }

  private start(root: string): TreeSession {
    let vocabulary: Vocabulary | null | undefined;
    const task: IndexTask = { root, cacheDir: this.cacheDir };
    const worker = new Worker(join(__dirname, 'indexer.js'), { workerData: task });
    const session: TreeSession = {
      root,
      index: null,
      vocabulary: () => {
        vocabulary ??= readTreeVocabulary(root);
        return vocabulary;
      },
      stop: async () => {
        await worker.terminate();
      },
    };
    worker.on('message', (message: IndexThreadMessage) => {
      if (message.kind === 'progress') this.events.onProgress(root, message.done, message.total, message.phase);
      else if (message.kind === 'notice') this.events.onProblem(root, message.text);
      else if (message.kind === 'failed') this.events.onProblem(root, message.why);
      else void this.open(session);
    });
    worker.on('error', (error) => this.events.onProblem(root, error.message));
    return session;
  }

  private async open(session: TreeSession): Promise<void> {
    try {
      const { index } = await openTree(session.root, { jobs: 1, cacheDir: this.cacheDir });
      session.index = index;
      this.events.onReady(session.root);
    } catch (error) {
      this.events.onProblem(session.root, error instanceof Error ? error.message : String(error));
    }
  }
}
