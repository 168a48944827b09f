/**
 * Times of hovers on gfp masks: `hover.ts TREE CACHE-DIR [FOLDERS]`, with a current snapshot of TREE in CACHE-DIR. Prints one JSON document.
 *
 * Every name or field of type gfp_t in the functions of the folders is pointed at once. `cold`: what the first hover in a function
 * takes, which reads and interprets it, counted for each of its masks; `readAhead`: the same hovers where the server has been left
 * alone with the open document for a moment; `again`: the next one there. `preparingMs` and `aheadMs`: what is read meanwhile, for all
 * files together. Milliseconds of wall time.
 */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { FlowSession } from '../server/src/features/flowSession';
import { maskHover } from '../server/src/features/maskHover';
import { openTree } from '../server/src/index/openTree';
import { CParser } from '../server/src/syntax/parser';
import { readTreeVocabulary } from '../server/src/tree/gfpHeaders';

async function main(tree: string, cacheDir: string, folders: readonly string[]): Promise<void> {
  const { index } = await openTree(tree, { cacheDir, workerPath: join(__dirname, '../dist/worker.js') });
  const vocabulary = readTreeVocabulary(tree, undefined);
  if (vocabulary === null) throw new Error(`${tree} has no gfp flags`);
  const parser = await CParser.load({
    runtime: require.resolve('web-tree-sitter/web-tree-sitter.wasm'),
    grammar: readFileSync(join(dirname(require.resolve('tree-sitter-c/package.json')), 'tree-sitter-c.wasm')),
  });
  const session = () => new FlowSession(parser).update({ index, vocabulary, open: [] });
  const files = Array.from({ length: index.fileCount }, (_, file) => file).filter((file) => {
    const path = index.filePath(file);
    return path.endsWith('.c') && folders.some((folder) => path.startsWith(`${folder}/`));
  });
  const document = {
    cold: hovers(session(), files, false),
    readAhead: hovers(session(), files, true),
    residentBytes: process.memoryUsage.rss(),
  };
  process.stdout.write(`${JSON.stringify(document, null, 1)}\n`);
}

function hovers(flow: FlowSession, files: readonly number[], isReadAhead: boolean) {
  const { index } = flow;
  const first: number[] = [];
  const again: number[] = [];
  const slowest: { ms: number; at: string }[] = [];
  let functions = 0;
  let preparing = 0;
  let ahead = 0;
  for (const file of files) {
    const text = flow.text(file);
    if (text === null) continue;
    const lines = flow.linesOf(file);
    // As the server does when a document is opened.
    preparing += timed(() => [...flow.prepare(file)])[0];
    if (isReadAhead) ahead += timed(() => [...flow.readAhead(file)])[0];
    for (const def of index.defsOfFile(file)) {
      if (index.defKind(def) !== 'function') continue;
      const body = text.slice(lines.spanOf(index.defLine(def)).start, lines.spanOf(index.defEndLine(def)).end);
      // Others hold no mask, or one that nobody would point at; reading them all is another measurement.
      if (!/gfp/i.test(body)) continue;
      functions++;
      const [reading] = timed(() => maskHover(flow, file, { line: index.defLine(def) - 1, character: 0 }));
      const known = flow.masksAsOfNow(def);
      if (known === null) continue;
      for (const { span } of known.masks) {
        if (!/^[A-Za-z_][\w>.-]*$/.test(text.slice(span.start, span.end))) continue;
        const { line, column } = lines.positionOf(span.end - 1);
        const point = () => timed(() => maskHover(flow, file, { line: line - 1, character: column - 1 }));
        const [ms, hover] = point();
        if (hover === null) continue;
        first.push(reading + ms);
        again.push(point()[0]);
        slowest.push({
          ms: shown(reading + ms),
          at: `${index.filePath(file)}:${index.defLine(def)} ${index.defName(def)}`,
        });
      }
    }
  }
  slowest.sort((a, b) => b.ms - a.ms);
  return {
    functions,
    hovers: first.length,
    preparingMs: shown(preparing),
    aheadMs: shown(ahead),
    first: percentiles(first),
    again: percentiles(again),
    slowest: slowest.slice(0, 5),
  };
}

function timed<R>(run: () => R): [number, R] {
  const before = performance.now();
  const result = run();
  return [performance.now() - before, result];
}

function percentiles(times: readonly number[]): { p50: number; p90: number; p99: number; max: number } {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => shown(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
  return { p50: at(0.5), p90: at(0.9), p99: at(0.99), max: at(1) };
}

const shown = (ms: number) => Number(ms.toFixed(2));

const [tree, cacheDir, folders = 'mm,fs/xfs'] = process.argv.slice(2);
if (tree === undefined || cacheDir === undefined) throw new Error('usage: hover.ts TREE CACHE-DIR [FOLDERS]');
void main(tree, cacheDir, folders.split(','));
