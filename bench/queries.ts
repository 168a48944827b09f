/**
 * Times of questions to an index in memory: `queries.ts TREE CACHE-DIR`, with a current snapshot of TREE in CACHE-DIR.
 * Prints one JSON document; times are milliseconds.
 */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { callersOf } from '../server/src/commands/edges';
import type { Engine } from '../server/src/flow/frame';
import { createEngine } from '../server/src/flow/interpreter';
import { evaluateExpression } from '../server/src/gfp/constantExpression';
import { constant } from '../server/src/gfp/maskValue';
import type { Vocabulary } from '../server/src/gfp/vocabulary';
import type { MemoryIndex } from '../server/src/index/memoryIndex';
import { openTree } from '../server/src/index/openTree';
import { codeNames } from '../server/src/index/packedNames';
import { CParser } from '../server/src/syntax/parser';
import { createCodeReader } from '../server/src/syntax/treeCode';
import { resolveName } from '../server/src/trace/successor';
import { traceReport } from '../server/src/trace/traceReport';
import { readTreeVocabulary } from '../server/src/tree/gfpHeaders';
import { timesOf } from './timesOf';

const runs = 20;

async function main(tree: string, cacheDir: string): Promise<void> {
  const workerPath = join(__dirname, '../dist/worker.js');
  const { index, report } = await openTree(tree, { cacheDir, workerPath });
  const end = (text: string) => ({ text, defs: resolveName(index, text).defs });
  const callers = timesOf(runs, () => index.lookup('kmalloc').flatMap((def) => callersOf(index, def)).length);
  const trace = timesOf(runs, () => {
    const [from, to] = [end('kmem_alloc'), end('shrink_page_list')];
    return traceReport(index, { from, to, via: [], paths: 1, resolved: {} }).paths[0]?.hops.length ?? 0;
  });
  const flow = await openFlow(index, tree);
  const masks = { ...flow, asked: [{ text: 'GFP_NOFS', known: constant(flow.vocabulary.values.get('GFP_NOFS')!) }] };
  const ask = () => {
    const [from, to] = [end('kmem_alloc'), end('shrink_page_list')];
    return traceReport(index, { from, to, via: [], paths: 1, resolved: {}, masks }).paths[0]?.hops.length ?? 0;
  };
  const masked = timesOf(runs, ask);
  const document = {
    openFromSnapshotMs: report.wallMs,
    residentBytes: process.memoryUsage.rss(),
    'callers of kmalloc': { edges: callers.result, ...callers.times },
    'trace kmem_alloc to shrink_page_list': { hops: trace.result, ...trace.times },
    'the same with --mask GFP_NOFS': { hops: masked.result, ...masked.times },
  };
  process.stdout.write(`${JSON.stringify(document)}\n`);
}

async function openFlow(index: MemoryIndex, tree: string): Promise<{ engine: Engine; vocabulary: Vocabulary }> {
  const vocabulary = readTreeVocabulary(tree, undefined);
  if (vocabulary === null) throw new Error(`${tree} has no gfp flags`);
  const parser = await CParser.load({
    runtime: require.resolve('web-tree-sitter/web-tree-sitter.wasm'),
    grammar: readFileSync(join(dirname(require.resolve('tree-sitter-c/package.json')), 'tree-sitter-c.wasm')),
  });
  const names = codeNames(index, { evaluate: evaluateExpression });
  const readText = (path: string) => readFileSync(join(tree, path), 'utf8');
  return { engine: createEngine(createCodeReader({ parser, index, names, readText }), vocabulary), vocabulary };
}

const [tree, cacheDir] = process.argv.slice(2);
if (tree === undefined || cacheDir === undefined) throw new Error('usage: queries.ts TREE CACHE-DIR');
void main(tree, cacheDir);
