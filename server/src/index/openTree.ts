import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { DefFlag } from '../outline/rows';
import { describeTree } from '../tree/root';
import { walkTree } from '../tree/walk';
import type { FailedFile } from './fileScanner';
import { type Links, linkFacts, EdgeKind } from './link';
import { MemoryIndex } from './memoryIndex';
import { type Facts, mergeBatches } from './merge';
import { scanFiles } from './scanPool';
import type { IndexCounts } from './kernelIndex';

export interface OpenOptions {
  /** Worker threads that read files; default: the machine's cores, at most 8. */
  readonly jobs?: number | undefined;
  readonly arch?: string | undefined;
  /** Path of the bundled worker; default: beside the running bundle. */
  readonly workerPath?: string | undefined;
  readonly onProgress?: ((done: number, total: number, phase: 'read' | 'link') => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface OpenReport {
  readonly counts: IndexCounts;
  readonly readFiles: number;
  readonly reusedFiles: number;
  readonly failedFiles: readonly FailedFile[];
  readonly wallMs: number;
}

export interface OpenedTree {
  readonly index: MemoryIndex;
  readonly report: OpenReport;
}

/** Reads a whole tree and resolves its calls. Throws where `root` holds no C at all, or when `signal` aborts. */
export async function openTree(root: string, options: OpenOptions = {}): Promise<OpenedTree> {
  const started = performance.now();
  const tree = describeTree(root);
  const walked = walkTree(root);
  const paths = walked.sources;
  if (paths.length === 0) throw new NoSourceError(root);
  const scanned = await scanFiles(root, paths, {
    jobs: options.jobs ?? Math.min(8, availableParallelism()),
    workerPath: options.workerPath ?? join(__dirname, 'worker.js'),
    onProgress: (done, total) => options.onProgress?.(done, total, 'read'),
    signal: options.signal,
  });
  options.onProgress?.(0, 1, 'link');
  const facts = mergeBatches(scanned.map(({ batch }) => batch), paths.length);
  const links = linkFacts(facts, paths, options.arch ?? 'x86');
  const counts = countAll(facts, links, paths.length, scanned.reduce((sum, { report }) => sum + report.bytes, 0));
  const failedFiles = [...walked.problems.map(({ file, why }) => ({ file, why })), ...scanned.flatMap(({ report }) => report.failed)];
  const index = new MemoryIndex(
    { root, kernelVersion: tree.version, partial: false, counts, buildCondition: () => null }, paths, facts, links,
  );
  return { index, report: { counts, readFiles: paths.length, reusedFiles: 0, failedFiles, wallMs: Math.round(performance.now() - started) } };
}

export class NoSourceError extends Error {
  constructor(root: string) {
    super(`${root} holds no C source (.c, .h): give the folder of a kernel tree`);
  }
}

function countAll(facts: Facts, links: Links, files: number, bytes: number): IndexCounts {
  const flags = facts.columns['defs.flags']!;
  let macros = 0;
  for (const flag of flags) if (flag & DefFlag.Macro) macros++;
  let calls = 0;
  let indirectCalls = 0;
  for (const kind of links.kind) {
    if (kind === EdgeKind.Ops) indirectCalls++;
    else if (kind !== EdgeKind.None) calls++;
  }
  return { files, bytes, functions: flags.length - macros, macros, calls, indirectCalls, assignments: links.storedSlot.length };
}
