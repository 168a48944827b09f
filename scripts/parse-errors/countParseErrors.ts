import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MemoryIndex } from '../../server/src/index/memoryIndex';
import { openTree } from '../../server/src/index/openTree';
import type { Span } from '../../server/src/syntax/ast';
import { CParser } from '../../server/src/syntax/parser';
import { createCodeReader } from '../../server/src/syntax/treeCode';
import { cacheFolder } from '../../server/src/tree/cacheFolder';

export interface CountOptions {
  /** The project's folder. */
  readonly root: string;
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
export async function countParseErrors({ root, tree, under, worst }: CountOptions): Promise<ParseErrorReport> {
  const { index } = await openTree(tree, { cacheDir: cacheFolder(), workerPath: join(root, 'dist/worker.js') });
  const parser = await CParser.load({
    runtime: join(root, 'dist/web-tree-sitter.wasm'),
    grammar: readFileSync(join(root, 'dist/tree-sitter-c.wasm')),
  });
  const reader = createCodeReader({ parser, index, names: null, readText: (path) => textOf(join(tree, path)) });
  const folders: Record<string, Counts> = {};
  const broken: Example[] = [];
  for (const folder of under) {
    const counts = emptyCounts();
    folders[folder] = counts;
    for (const functions of functionsByFile(index, folder)) {
      // Reading the file is not what is measured.
      const text = reader.text(index.defFile(functions[0]!)) ?? '';
      const before = process.cpuUsage();
      const read = functions.map((def) => reader.functionSyntax(def));
      const { user, system } = process.cpuUsage(before);
      counts.milliseconds += (user + system) / 1000;
      for (const [at, def] of functions.entries()) {
        counts.functions++;
        const syntax = read[at]!;
        if (syntax === null) continue;
        counts.bodies++;
        counts.characters += syntax.end - syntax.start;
        if (syntax.problems.length === 0) continue;
        counts.broken++;
        broken.push({
          file: index.filePath(index.defFile(def)),
          name: index.defName(def),
          ...problemOf(text, syntax.problems[0]!),
        });
      }
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

/** Where the first problem of a function is, and the lines around it. */
function problemOf(text: string, { start, end }: Span): { line: number; problem: string } {
  const from = text.lastIndexOf('\n', text.lastIndexOf('\n', start - 1) - 1) + 1;
  const to = text.indexOf('\n', Math.max(start + 1, Math.min(end, start + 200)));
  const spelled = JSON.stringify(text.slice(start, Math.min(end, start + 60)));
  return { line: text.slice(0, start).split('\n').length, problem: `${spelled}\n${text.slice(from, to)}` };
}

/** The functions of a folder, a list for each file. */
function functionsByFile(index: MemoryIndex, folder: string): number[][] {
  const byFile = new Map<number, number[]>();
  for (let def = 0; def < index.defCount; def++) {
    if (index.defKind(def) !== 'function') continue;
    const file = index.defFile(def);
    const path = index.filePath(file);
    if (path !== folder && !path.startsWith(`${folder}/`)) continue;
    const list = byFile.get(file);
    if (list === undefined) byFile.set(file, [def]);
    else list.push(def);
  }
  return [...byFile.values()];
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
