import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MemoryIndex } from '../../server/src/index/memoryIndex';
import { openTree } from '../../server/src/index/openTree';
import { CParser } from '../../server/src/syntax/parser';
import { createCodeReader } from '../../server/src/syntax/treeCode';
import { cacheFolder } from '../../server/src/tree/cacheFolder';

export interface CountOptions {
  readonly tree: string;
  /** Folders of the tree. */
  readonly under: readonly string[];
  /** How many examples to give. */
  readonly worst: number;
}

interface Counts {
  /** Definitions in the index. */
  functions: number;
  /** Those that have a body in the file. */
  bodies: number;
  /** Bodies with a place that could not be read. */
  broken: number;
  percent: number;
  characters: number;
  /** Processor time of reading, in milliseconds. */
  milliseconds: number;
  megabytesPerSecond: number;
}

interface Example {
  readonly file: string;
  readonly line: number;
  readonly name: string;
  readonly problem: string;
}

export interface ParseErrorReport {
  readonly folders: Readonly<Record<string, Counts>>;
  readonly total: Counts;
  readonly examples: readonly Example[];
}

/** Reads every function under the folders once. Throws where the tree holds no C source. */
export async function countParseErrors({ tree, under, worst }: CountOptions): Promise<ParseErrorReport> {
  const root = join(__dirname, '../..');
  const { index } = await openTree(tree, { cacheDir: cacheFolder(), workerPath: join(root, 'dist/worker.js') });
  const parser = await CParser.load({
    runtime: join(root, 'node_modules/web-tree-sitter/web-tree-sitter.wasm'),
    grammar: readFileSync(join(root, 'node_modules/tree-sitter-c/tree-sitter-c.wasm')),
  });
  const reader = createCodeReader({ parser, index, names: null, readText: (path) => textOf(join(tree, path)) });
  const folders: Record<string, Counts> = {};
  const broken: Example[] = [];
  for (const folder of under) {
    const counts = emptyCounts();
    folders[folder] = counts;
    for (const def of functionsUnder(index, folder)) {
      counts.functions++;
      // Reading the file is not what is measured.
      reader.text(index.defFile(def));
      const before = process.cpuUsage();
      const syntax = reader.functionSyntax(def);
      const { user, system } = process.cpuUsage(before);
      if (syntax === null) continue;
      counts.milliseconds += (user + system) / 1000;
      counts.bodies++;
      counts.characters += syntax.end - syntax.start;
      if (syntax.problems.length === 0) continue;
      counts.broken++;
      const [{ start, end }] = syntax.problems as [{ start: number; end: number }];
      const text = reader.text(index.defFile(def))!;
      const line = text.slice(0, start).split('\n').length;
      const from = text.lastIndexOf('\n', text.lastIndexOf('\n', start - 1) - 1) + 1;
      const problem = `${JSON.stringify(text.slice(start, Math.min(end, start + 60)))}\n${text.slice(from, text.indexOf('\n', Math.max(start + 1, Math.min(end, start + 200))))}`;
      broken.push({ file: index.filePath(index.defFile(def)), line, name: index.defName(def), problem });
    }
    finish(counts);
  }
  parser.delete();
  const total = Object.values(folders).reduce(added, emptyCounts());
  finish(total);
  // Spread over what was found, and the same ones each time.
  const step = Math.max(1, Math.ceil(broken.length / Math.max(1, worst)));
  return { folders, total, examples: worst === 0 ? [] : broken.filter((_, i) => i % step === 0) };
}

function functionsUnder(index: MemoryIndex, folder: string): number[] {
  const found: number[] = [];
  for (let def = 0; def < index.defCount; def++) {
    if (index.defKind(def) !== 'function') continue;
    const path = index.filePath(index.defFile(def));
    if (path === folder || path.startsWith(`${folder}/`)) found.push(def);
  }
  return found;
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

function emptyCounts(): Counts {
  return { functions: 0, bodies: 0, broken: 0, percent: 0, characters: 0, milliseconds: 0, megabytesPerSecond: 0 };
}

function added(left: Counts, right: Counts): Counts {
  const sum = emptyCounts();
  for (const key of ['functions', 'bodies', 'broken', 'characters', 'milliseconds'] as const)
    sum[key] = left[key] + right[key];
  return sum;
}

function finish(counts: Counts): void {
  counts.percent = counts.bodies === 0 ? 0 : (100 * counts.broken) / counts.bodies;
  counts.milliseconds = Math.round(counts.milliseconds);
  counts.megabytesPerSecond = counts.milliseconds === 0 ? 0 : counts.characters / 1000 / counts.milliseconds;
}
