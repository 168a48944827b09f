import { availableParallelism } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Vocabulary } from '../gfp/vocabulary';
import type { IndexTask, IndexThreadMessage } from '../index/indexThread';
import type { KernelIndex } from '../index/kernelIndex';
import { snapshotPath } from '../index/openTree';
import { readTexts, type SourceText } from '../index/textIndex';
import { indexOf, revived, type TreeParts } from '../index/treeParts';
import type { IndexState } from '../protocol';
import { toSay } from '../text/say';
import { readTreeVocabulary } from '../tree/gfpHeaders';
import type { Incomplete } from './incompleteWords';
import { IndexedTexts } from './indexedTexts';
import { Overlays } from './overlays';
import { dropUnfinished, hasSnapshot } from './snapshotFiles';

export interface SessionSettings {
  readonly cacheDir: string;
  readonly arch: string;
  /** As the user wrote it: absolute or relative to the tree. */
  readonly config: string | undefined;
  readonly refreshAfterMs: number;
  readonly releaseAfterMs: number;
}

export interface SessionSurroundings {
  readonly settings: () => SessionSettings;
  /** Texts of the open documents of a tree, as they stand in the editor. */
  readonly openTexts: (root: string) => readonly SourceText[];
  readonly onState: (state: IndexState) => void;
}

/** A larger open text is not read in the server's thread; a file of that size is a table of numbers. */
const MAX_OPEN_TEXT = 8 << 20;

/**
 * One kernel tree that a document of the editor lies in. Answers come from the best index that there is: the open texts
 * alone at once, the part of the tree near them after some seconds, then the whole, each replacing the one before.
 */
export class TreeSession {
  private state: 'idle' | 'reading' | 'ready' | 'cancelled' | 'problem' = 'idle';
  private whole: Worker | null = null;
  private near: Worker | null = null;
  private done = 0;
  private total = 0;
  private best: { readonly overlays: Overlays; readonly of: 'texts' | 'tree' } | null = null;
  private nearWasAsked = false;
  private hold: Int32Array | null = null;
  private knownVocabulary: Vocabulary | null | undefined;
  private refreshTimer: NodeJS.Timeout | null = null;

  constructor(
    readonly root: string,
    private readonly around: SessionSurroundings,
  ) {}

  /** True while the whole tree has never been read. */
  get isIncomplete(): boolean {
    return this.best === null || this.best.overlays.base.partial;
  }

  /** True while a better index may come. */
  get isReading(): boolean {
    return this.state === 'reading';
  }

  /** What stands behind the answers; null where the whole tree was read. */
  get incomplete(): Incomplete | null {
    const { answering: read, total, state } = this;
    return this.isIncomplete ? { read, total, isCancelled: state === 'cancelled' } : null;
  }

  /** The best index there is, with the open texts that differ from it laid over; null where nothing was read yet. */
  index(): KernelIndex | null {
    return this.best?.overlays.under(this.openTexts()) ?? null;
  }

  vocabulary(): Vocabulary | null {
    if (this.knownVocabulary === undefined) this.knownVocabulary = readTreeVocabulary(this.root, this.config());
    return this.knownVocabulary;
  }

  /** A document of the tree was opened. */
  opened(path: string): void {
    this.best?.overlays.remember(path);
    if (this.state === 'idle' || this.state === 'cancelled' || this.state === 'problem') this.start();
  }

  /** Reads the tree, or what changed in it; the index in force stays until the new one is there. */
  start(): void {
    this.stopThreads();
    this.nearWasAsked = false;
    this.setState('reading');
    this.hold = null;
    if (this.needsNear() && !hasSnapshot(this.snapshot())) {
      this.startNear();
      // With one or two cores, the near part would take three times as long beside the whole: it goes first.
      if (availableParallelism() <= 2) this.hold = new Int32Array(new SharedArrayBuffer(4));
    }
    const { arch, cacheDir } = this.around.settings();
    const { root, hold } = this;
    const task: IndexTask = { kind: 'whole', root, arch, cacheDir, config: this.config(), hold };
    this.whole = this.startThread(task, (message) => this.heard(message));
    if (this.best === null) this.readOpenTexts();
  }

  /** Some files changed on disk: they are read again when no further change came for a while. */
  changedOnDisk(): void {
    if (this.refreshTimer !== null) clearTimeout(this.refreshTimer);
    this.refreshTimer = setTimeout(() => {
      this.refreshTimer = null;
      // A change while the tree is being read may have come too late for it: the reading is followed by another.
      if (this.whole !== null) this.changedOnDisk();
      else if (this.state === 'ready') this.start();
    }, this.around.settings().refreshAfterMs);
  }

  /** Other settings: what the old ones gave answers on until the new index is there. */
  settingsChanged(): void {
    this.knownVocabulary = undefined;
    if (this.state !== 'idle' && this.state !== 'cancelled') this.start();
  }

  cancel(): void {
    if (this.whole === null) return;
    this.stopThreads();
    this.setState('cancelled', toSay('indexing cancelled'));
  }

  async stop(): Promise<void> {
    if (this.refreshTimer !== null) clearTimeout(this.refreshTimer);
    this.best = null;
    this.state = 'idle';
    await this.stopThreads();
  }

  private get answering(): number {
    return this.best?.overlays.base.fileCount ?? 0;
  }

  private config(): string | undefined {
    const { config } = this.around.settings();
    if (config === undefined || config === '') return undefined;
    return isAbsolute(config) ? config : join(this.root, config);
  }

  private openTexts(): readonly SourceText[] {
    return this.around.openTexts(this.root).filter(({ text }) => text.length <= MAX_OPEN_TEXT);
  }

  private snapshot(): string | null {
    const { arch, cacheDir } = this.around.settings();
    try {
      return snapshotPath(this.root, { arch, cacheDir, config: this.config() });
    } catch {
      return null;
    }
  }

  /** Documents that are opened later are laid over this one. */
  private readOpenTexts(): void {
    const texts = this.openTexts();
    const known = new Map(texts.map(({ path, text }) => [path, text]));
    const parts = readTexts(this.root, texts, this.around.settings().arch);
    this.answerFrom(indexOf(parts), 'texts', new IndexedTexts((path) => known.get(path) ?? null));
  }

  private needsNear(): boolean {
    return this.best?.of !== 'tree' && !this.nearWasAsked;
  }

  private startNear(): void {
    this.nearWasAsked = true;
    const openFiles = this.openTexts().map(({ path }) => path);
    const task: IndexTask = { kind: 'near', root: this.root, arch: this.around.settings().arch, openFiles };
    this.near = this.startThread(task, (message) => {
      this.near = null;
      if (this.hold !== null) {
        Atomics.store(this.hold, 0, 1);
        Atomics.notify(this.hold, 0);
      }
      if (message.kind === 'tree' && this.isIncomplete) this.take(message.parts);
      else if (message.kind === 'failed') this.notice(`the part near the open files could not be read: ${message.why}`);
      this.tell('reading', '');
    });
  }

  private startThread(task: IndexTask, heard: (message: IndexThreadMessage) => void): Worker {
    const thread = new Worker(join(__dirname, 'indexer.js'), { workerData: task });
    // A thread that was stopped may still have a message on its way.
    const isCurrent = (): boolean => thread === this.whole || thread === this.near;
    thread.on('message', (message: IndexThreadMessage) => isCurrent() && heard(message));
    thread.on('error', (error) => isCurrent() && heard({ kind: 'failed', why: error.message }));
    return thread;
  }

  private heard(message: IndexThreadMessage): void {
    switch (message.kind) {
      case 'progress':
        if (message.phase === 'read') [this.done, this.total] = [message.done, message.total];
        // A snapshot was there, and files changed since: until they are read, the near part answers.
        if (this.needsNear()) this.startNear();
        this.tell(message.phase === 'read' ? 'reading' : 'linking', '');
        return;
      case 'notice':
        this.notice(message.text);
        return;
      case 'failed':
        this.stopThreads();
        this.setState('problem', message.why);
        return;
      case 'tree':
        this.whole = null;
        this.stopThreads();
        this.take(message.parts);
        dropUnfinished(this.snapshot());
        this.setState('ready', failedWords(message.failed));
    }
  }

  private take(parts: TreeParts): void {
    const whole = revived(parts);
    const index = indexOf(whole);
    // The headers that it comes from may have changed as well.
    this.knownVocabulary = undefined;
    this.answerFrom(
      index,
      'tree',
      IndexedTexts.onDisk(whole, (path) => index.fileByPath(path)),
    );
  }

  private answerFrom(index: KernelIndex, of: 'texts' | 'tree', texts: IndexedTexts): void {
    this.best = { overlays: new Overlays(index, texts), of };
    for (const { path } of this.openTexts()) this.best.overlays.remember(path);
  }

  private stopThreads(): Promise<unknown> {
    const [whole, near] = [this.whole, this.near];
    this.whole = null;
    this.near = null;
    const snapshot = whole === null ? null : this.snapshot();
    return Promise.all([whole?.terminate(), near?.terminate()]).then(() => {
      if (this.whole === null) dropUnfinished(snapshot);
    });
  }

  private setState(state: 'reading' | 'ready' | 'cancelled' | 'problem', text = ''): void {
    this.state = state;
    if (state === 'reading') [this.done, this.total] = [0, this.total];
    this.tell(state, text);
  }

  private notice(text: string): void {
    this.tell('notice', text);
  }

  private tell(state: IndexState['state'], text: string): void {
    const { root, done, total, answering, isIncomplete: incomplete } = this;
    this.around.onState({ root, state, done, total, answering, incomplete, text });
  }
}

function failedWords(failed: readonly string[]): string {
  if (failed.length === 0) return '';
  const more = failed.length > 5 ? `; and ${failed.length - 5} more` : '';
  return `not read: ${failed.slice(0, 5).join('; ')}${more}`;
}
