import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, join } from 'node:path';
import { describeTree } from '../tree/root';
import { walkTree } from '../tree/walk';
import { type AssumedConfig, readAssumedConfig } from './assumedConfig';
import type { Batch } from './batch';
import { countRows } from './countRows';
import { expandFileLevelMacros } from './expandMacros';
import type { FailedFile } from './fileScanner';
import type { IndexCounts } from './kernelIndex';
import { linkFacts } from './link';
import { MemoryIndex } from './memoryIndex';
import { mergeBatches } from './merge';
import { packTree } from './packTree';
import { type Scanned, scanFiles } from './scanPool';
import { changesSince, loadTree, type StoredTree, saveTree } from './snapshot';
import { endStage, noteStage } from './stageTimings';
import { asBatch } from './unpackTree';
import { Visibility } from './visibility';

export interface OpenOptions {
  /** Worker threads that read files; default: the machine's cores, at most 8. */
  readonly jobs?: number | undefined;
  readonly arch?: string | undefined;
  /** A kernel .config; default: the tree's own, else what its Kconfig makes likely. */
  readonly config?: string | undefined;
  /** Folder of snapshots; null or absent: neither read nor written. */
  readonly cacheDir?: string | null | undefined;
  /** Path of the bundled worker; default: beside the running bundle. */
  readonly workerPath?: string | undefined;
  readonly onProgress?: ((done: number, total: number, phase: 'read' | 'link') => void) | undefined;
  /** A sentence that the user should see: a damaged snapshot, one that could not be written. */
  readonly onNotice?: ((text: string) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface OpenReport {
  readonly counts: IndexCounts;
  readonly readFiles: number;
  readonly reusedFiles: number;
  readonly failedFiles: readonly FailedFile[];
  readonly wallMs: number;
  readonly snapshot: string | null;
  readonly snapshotBytes: number;
}

export interface OpenedTree {
  readonly index: MemoryIndex;
  readonly report: OpenReport;
}

export class NoSourceError extends Error {
  constructor(root: string) {
    super(`${root} holds no C source (.c, .h): give the folder of a kernel tree`);
  }
}

/**
 * Opens a tree: from its snapshot where that is current, reading again only files that changed, else reading all.
 * Throws where `root` holds no C at all, or when `signal` aborts.
 */
export async function openTree(root: string, options: OpenOptions = {}): Promise<OpenedTree> {
  const started = performance.now();
  const arch = options.arch ?? 'x86';
  const { sources: paths, makefiles, kconfigs, problems } = walkTree(root);
  noteStage('walk');
  if (paths.length === 0) throw new NoSourceError(root);
  const snapshot = options.cacheDir
    ? join(options.cacheDir, snapshotName(root, `${arch} ${options.config ?? ''}`))
    : null;
  const stored = snapshot === null ? null : storedTree(snapshot, arch, options);
  const changes = stored ? changesSince(root, stored, paths) : null;
  const walkFailures = problems.map(({ file, why }) => ({ file, why }));

  let tree: Omit<StoredTree, 'snapshotBytes'>;
  let failedFiles: FailedFile[] = walkFailures;
  let snapshotBytes = stored?.snapshotBytes ?? 0;
  const toRead = changes ? changes.toRead : paths.map((_, file) => file);
  if (stored && changes && toRead.length === 0 && stored.paths.length === paths.length) {
    tree = stored;
  } else {
    const scanned = await scanFiles(
      root,
      toRead.map((file) => paths[file]!),
      {
        jobs: options.jobs ?? Math.min(8, availableParallelism()),
        workerPath: options.workerPath ?? join(__dirname, 'worker.js'),
        onProgress: (done, total) => options.onProgress?.(done, total, 'read'),
        signal: options.signal,
      },
    );
    options.onProgress?.(0, 1, 'link');
    endStage('read');
    failedFiles = [...walkFailures, ...scanned.flatMap(({ report }) => report.failed)];
    tree = build(
      paths,
      toRead,
      scanned,
      stored && changes ? { stored, kept: changes.kept } : null,
      arch,
      readAssumedConfig(root, arch, { makefiles, kconfigs, dotConfig: options.config }),
    );
    options.signal?.throwIfAborted();
    if (snapshot !== null) snapshotBytes = await save(snapshot, tree, arch, options);
  }
  noteStage('snapshot');
  const { counts } = tree;
  const index = new MemoryIndex(
    { root, kernelVersion: describeTree(root).version, partial: false, counts, buildCondition: () => null },
    tree.paths,
    tree.tree,
  );
  noteStage('open');
  return {
    index,
    report: {
      counts,
      readFiles: toRead.length,
      reusedFiles: paths.length - toRead.length,
      failedFiles,
      snapshot,
      snapshotBytes,
      wallMs: Math.round(performance.now() - started),
    },
  };
}

/** One file per tree and architecture: the folder's name for people, a digest of its real path to tell trees apart. */
function snapshotName(root: string, arch: string): string {
  const real = realpathSync(root);
  const digest = createHash('sha256').update(`${real}\n${arch}`).digest('hex').slice(0, 12);
  return `${basename(real)}-${digest}.arrow`;
}

function storedTree(path: string, arch: string, options: OpenOptions): StoredTree | null {
  const loaded = loadTree(path, arch);
  if (loaded.ok) return loaded.tree;
  if (!loaded.absent) options.onNotice?.(`${loaded.why} It is built again.`);
  return null;
}

async function save(
  path: string,
  tree: Omit<StoredTree, 'snapshotBytes'>,
  arch: string,
  options: OpenOptions,
): Promise<number> {
  try {
    return await saveTree(path, tree, arch);
  } catch (error) {
    options.onNotice?.(`the snapshot could not be written: ${(error as Error).message}`);
    return 0;
  }
}

function build(
  paths: readonly string[],
  toRead: readonly number[],
  scanned: Scanned[],
  old: { stored: StoredTree; kept: Int32Array } | null,
  arch: string,
  assumed: AssumedConfig,
): Omit<StoredTree, 'snapshotBytes'> {
  const sizes = new Float64Array(paths.length).fill(-1);
  const times = new Float64Array(paths.length);
  let bytes = 0;
  // Emptied, so that a batch is gone when it has been merged.
  const batches: Batch[] = scanned.splice(0).map(({ batch, report }) => {
    bytes += report.bytes;
    // The scanner numbered the files of its list; the tree's numbers replace them.
    const files = batch.files.map((file) => toRead[file]!);
    files.forEach((file, i) => {
      sizes[file] = report.sizes[i]!;
      times[file] = report.times[i]!;
    });
    return { ...batch, files };
  });
  if (old) {
    batches.unshift(asBatch(old.stored.tree, old.kept));
    old.kept.forEach((file, stored) => {
      if (file < 0) return;
      sizes[file] = old.stored.sizes[stored]!;
      times[file] = old.stored.times[stored]!;
      bytes += Math.max(0, old.stored.sizes[stored]!);
    });
  }
  const merged = mergeBatches(batches, paths.length);
  endStage('merge');
  const visibility = new Visibility(merged, paths, arch, assumed);
  endStage('visibility');
  const facts = expandFileLevelMacros(merged, paths, visibility, arch, assumed);
  endStage('expand macros');
  const links = linkFacts(facts, paths, visibility, arch, assumed);
  endStage('link');
  const tree = packTree(facts, links);
  endStage('pack');
  return { paths, sizes, times, tree, counts: countRows({ paths, tree, bytes }) };
}
