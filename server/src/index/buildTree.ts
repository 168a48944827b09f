import type { AssumedConfig } from './assumedConfig';
import type { Batch } from './batch';
import { buildConditions } from './buildConditions';
import { countRows } from './countRows';
import { expandFileLevelMacros } from './expandMacros';
import type { FailedFile } from './fileScanner';
import { linkFacts } from './link';
import { mergeBatches } from './merge';
import { packTree } from './packTree';
import type { Scanned } from './scanPool';
import type { StoredTree } from './snapshot';
import { asBatch } from './unpackTree';
import { Visibility } from './visibility';

/** A tree that was read and linked, before anything is written. */
export type BuiltTree = Omit<StoredTree, 'snapshotBytes'>;

export interface TreeIngredients {
  /** All files of the tree, or of the part of it. */
  readonly paths: readonly string[];
  /** Numbers in `paths` of the files that were read now; `scanned` numbers its files by their place here. */
  readonly toRead: readonly number[];
  /** Emptied: a batch is gone when it has been merged. */
  readonly scanned: Scanned[];
  /** What an older snapshot knows of the other files; `kept` gives the new number of each of its files, or -1. */
  readonly old: { readonly stored: StoredTree; readonly kept: Int32Array } | null;
  readonly arch: string;
  readonly assumed: AssumedConfig;
  readonly rules: string;
  /** Told when a step has ended, so that what it let go of can go back to the system. */
  readonly endStage?: (name: string) => void;
}

/** Puts together what was read and what was known, and resolves every call. */
export function buildTree({
  paths,
  toRead,
  scanned,
  old,
  arch,
  assumed,
  rules,
  endStage = () => {},
}: TreeIngredients): BuiltTree {
  const sizes = new Float64Array(paths.length).fill(-1);
  const times = new Float64Array(paths.length);
  let bytes = 0;
  const failed: FailedFile[] = [];
  const batches: Batch[] = scanned.splice(0).map(({ batch, report }) => {
    bytes += report.bytes;
    failed.push(...report.failed);
    // The scanner numbered the files of its list; the tree's numbers replace them.
    const files = batch.files.map((file) => toRead[file]!);
    files.forEach((file, i) => {
      sizes[file] = report.sizes[i]!;
      times[file] = report.times[i]!;
    });
    return { ...batch, files };
  });
  if (old) {
    const { stored, kept } = old;
    batches.unshift(asBatch(stored.tree, kept));
    kept.forEach((file, before) => {
      if (file < 0) return;
      sizes[file] = stored.sizes[before]!;
      times[file] = stored.times[before]!;
      bytes += Math.max(0, stored.sizes[before]!);
    });
    const stillThere = new Set(stored.paths.filter((_, before) => kept[before]! >= 0));
    failed.push(...stored.failed.filter(({ file }) => stillThere.has(file)));
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
  return {
    arch,
    paths,
    sizes,
    times,
    tree,
    counts: countRows({ paths, tree, bytes }),
    buildConditions: buildConditions(paths, (path) => assumed.buildCondition(path)),
    failed,
    rules,
  };
}
