import { createHash } from 'node:crypto';
import { existsSync, realpathSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, join } from 'node:path';
import { describeTree } from '../tree/root';
import { type TreeFiles, walkTree } from '../tree/walk';
import { readAssumedConfig } from './assumedConfig';
import { writtenNames } from './batch';
import { type BuiltTree, buildTree } from './buildTree';
import { type FailedFile, statOf } from './fileScanner';
import type { IndexCounts } from './kernelIndex';
import type { MemoryIndex } from './memoryIndex';
import { unpackColumn } from './packedColumn';
import { type DefinedNames, scanFiles } from './scanPool';
import { changesSince, loadTree, type StoredTree, saveTree } from './snapshot';
import { endStage, noteStage } from './stageTimings';
import { indexOf, partsOf, type TreeParts } from './treeParts';

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
  /** Called when it is known how many files are to be read, before the first one is. */
  readonly beforeReading?: (() => void) | undefined;
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
  const { parts, report } = await readTree(root, options);
  return { index: indexOf(parts), report };
}

/** As `openTree`, with the columns in place of the index: what a thread hands over. */
export async function readTree(
  root: string,
  options: OpenOptions = {},
): Promise<{ readonly parts: TreeParts; readonly report: OpenReport }> {
  const started = performance.now();
  const arch = options.arch ?? 'x86';
  const walked = walkTree(root);
  noteStage('walk');
  const { sources: paths, problems } = walked;
  if (paths.length === 0) throw new NoSourceError(root);
  const config = existingConfig(options);
  const rules = rulesStamp(root, walked, config);
  const snapshot = snapshotPath(root, options);
  const stored = snapshot === null ? null : storedTree(snapshot, arch, options);
  const changes = stored ? changesSince(root, stored, paths) : null;
  const toRead = changes ? changes.toRead : paths.map((_, file) => file);

  let tree: BuiltTree;
  let snapshotBytes = stored?.snapshotBytes ?? 0;
  const isCurrent = toRead.length === 0 && stored?.paths.length === paths.length && stored.rules === rules;
  if (stored && isCurrent) {
    tree = stored;
  } else {
    options.onProgress?.(0, toRead.length, 'read');
    const assumed = readAssumedConfig(root, arch, { ...walked, dotConfig: config });
    options.beforeReading?.();
    const scanned = await scanFiles(
      root,
      toRead.map((file) => paths[file]!),
      {
        jobs: options.jobs ?? Math.min(8, availableParallelism()),
        workerPath: options.workerPath ?? join(__dirname, 'worker.js'),
        onProgress: (done, total) => options.onProgress?.(done, total, 'read'),
        definedElsewhere: stored ? definedIn(stored) : undefined,
        signal: options.signal,
      },
    );
    options.onProgress?.(0, 1, 'link');
    endStage('read');
    tree = buildTree({
      paths,
      toRead,
      scanned,
      old: stored && changes ? { stored, kept: changes.kept } : null,
      arch,
      assumed,
      rules,
      endStage,
    });
    options.signal?.throwIfAborted();
    if (snapshot !== null) snapshotBytes = await save(snapshot, tree, options);
  }
  noteStage('snapshot');
  const parts = partsOf(tree, { root, kernelVersion: describeTree(root).version, partial: false });
  return {
    parts,
    report: {
      counts: parts.counts,
      readFiles: toRead.length,
      reusedFiles: paths.length - toRead.length,
      failedFiles: [...problems, ...tree.failed],
      snapshot,
      snapshotBytes,
      wallMs: Math.round(performance.now() - started),
    },
  };
}

/**
 * Where the snapshot of a tree lies, whether there is one or not; null without a cache folder. One file per tree and
 * settings: the folder's name for people, a digest of its real path to tell trees apart.
 */
export function snapshotPath(root: string, options: Pick<OpenOptions, 'arch' | 'config' | 'cacheDir'>): string | null {
  if (!options.cacheDir) return null;
  const real = realpathSync(root);
  const settings = `${options.arch ?? 'x86'} ${options.config ?? ''}`;
  const digest = createHash('sha256').update(`${real}\n${settings}`).digest('hex').slice(0, 12);
  return join(options.cacheDir, `${basename(real)}-${digest}.arrow`);
}

function existingConfig(options: OpenOptions): string | undefined {
  if (options.config === undefined || existsSync(options.config)) return options.config;
  options.onNotice?.(`${options.config}: no such .config; the tree's own configuration is taken.`);
  return undefined;
}

/** Size and time of every file that decides conditions, as one digest. */
function rulesStamp(root: string, { makefiles, kconfigs }: TreeFiles, config: string | undefined): string {
  const digest = createHash('sha256');
  for (const path of [...makefiles, ...kconfigs]
    .map((path) => join(root, path))
    .concat(config ?? join(root, '.config'))) {
    const stat = statOf(path);
    if (stat) digest.update(`${path}\n${stat.size} ${stat.mtimeMs}\n`);
  }
  return digest.digest('hex').slice(0, 16);
}

function definedIn({ tree }: StoredTree): DefinedNames {
  return { defined: unpackColumn(tree.columns['defs.name']!), ...writtenNames(tree.names) };
}

function storedTree(path: string, arch: string, options: OpenOptions): StoredTree | null {
  const loaded = loadTree(path, arch);
  if (loaded.ok) return loaded.tree;
  if (!loaded.absent) options.onNotice?.(`${loaded.why} It is built again.`);
  return null;
}

async function save(path: string, tree: BuiltTree, options: OpenOptions): Promise<number> {
  try {
    return await saveTree(path, tree);
  } catch (error) {
    options.onNotice?.(`the snapshot could not be written: ${(error as Error).message}`);
    return 0;
  }
}
