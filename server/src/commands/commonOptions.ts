import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { MemoryIndex } from '../index/memoryIndex';
import { NoSourceError, type OpenedTree, openTree } from '../index/openTree';
import { cacheFolder } from '../tree/cacheFolder';
import { findKernelRoot } from '../tree/root';
import { CommandFailure } from './failure';
import { progressBar } from './progressBar';

export interface CommonOptions {
  readonly tree?: string;
  readonly config?: string;
  readonly arch?: string;
  readonly cache?: boolean;
  readonly cacheDir?: string;
  readonly jobs?: string;
  readonly json?: boolean;
}

/** Adds the options that every command with a tree understands. */
export function withCommonOptions(command: Command): Command {
  return command
    .option('--tree <dir>', 'the kernel tree (default: the one around the working directory)')
    .option('--config <file>', 'a kernel .config (default: DIR/.config if it is there)')
    .option('--arch <name>', 'architecture whose definitions count', 'x86')
    .option('--no-cache', 'neither read nor write the snapshot')
    .option('--cache-dir <dir>', "where snapshots are kept (default: the platform's user cache folder)")
    .option('--jobs <n>', 'threads that read files')
    .option('--json', 'print one JSON document');
}

/** Absolute path of the tree that the options mean. */
export function treeOf(options: CommonOptions): string {
  if (options.tree !== undefined) return existingFolder(options.tree, '--tree');
  return findKernelRoot(process.cwd()) ?? process.cwd();
}

export function existingFolder(path: string, argument: string): string {
  const folder = resolve(path);
  if (!existsSync(folder))
    throw new CommandFailure(2, `${argument} ${path}: no such folder; give the folder of a kernel tree`);
  if (!statSync(folder).isDirectory())
    throw new CommandFailure(2, `${argument} ${path}: not a folder; give the folder of a kernel tree`);
  return folder;
}

function existingFile(path: string): string {
  if (!existsSync(path) || !statSync(path).isFile())
    throw new CommandFailure(2, `--config ${path}: no such file; give a kernel .config`);
  return resolve(path);
}

/** Opens the index of a tree, from its snapshot where there is a current one. */
export async function openIndex(root: string, options: CommonOptions): Promise<OpenedTree> {
  const bar = progressBar(process.stderr);
  try {
    return await openTree(root, {
      jobs: jobsOf(options),
      arch: options.arch,
      config: options.config === undefined ? undefined : existingFile(options.config),
      cacheDir: options.cache === false ? null : (options.cacheDir ?? cacheFolder()),
      onProgress: bar.update,
      onNotice: (text) => process.stderr.write(`gfp-lens: ${text}\n`),
    });
  } catch (error) {
    if (error instanceof NoSourceError) throw new CommandFailure(2, error.message);
    throw error;
  } finally {
    bar.end();
  }
}

function jobsOf(options: CommonOptions): number | undefined {
  if (options.jobs === undefined) return undefined;
  const jobs = Number(options.jobs);
  if (!Number.isInteger(jobs) || jobs < 1 || jobs > 64)
    throw new CommandFailure(2, `--jobs ${options.jobs}: a whole number from 1 to 64`);
  return jobs;
}

/** Definitions that a query means, or the failure that offers the nearest names. */
export function definitionsOf(index: MemoryIndex, query: string): readonly number[] {
  const defs = index.lookup(query);
  if (defs.length > 0) return defs;
  const near = nearestNames(index, query.slice(query.lastIndexOf(':') + 1));
  throw new CommandFailure(
    1,
    `no function ${query} in ${index.root}${near.length > 0 ? `; nearest: ${near.join(', ')}` : ''}`,
  );
}

/** Up to three defined names with the smallest edit distance. */
export function nearestNames(index: MemoryIndex, name: string): string[] {
  const best: { text: string; distance: number }[] = [];
  for (const id of index.definedNames()) {
    const text = index.nameText(id);
    if (Math.abs(text.length - name.length) > 3) continue;
    const distance = editDistance(name, text, 4);
    if (distance < 4) best.push({ text, distance });
  }
  return best
    .sort((a, b) => a.distance - b.distance || (a.text < b.text ? -1 : 1))
    .slice(0, 3)
    .map(({ text }) => text);
}

/** Levenshtein distance, or `limit` where it is at least that. */
function editDistance(a: string, b: string, limit: number): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const value = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
      next.push(value);
      least = Math.min(least, value);
    }
    if (least >= limit) return limit;
    row = next;
  }
  return row[b.length]!;
}
