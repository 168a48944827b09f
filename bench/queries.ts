/**
 * Times of questions to an index in memory: `queries.ts TREE CACHE-DIR`, with a current snapshot of TREE in CACHE-DIR.
 * Prints one JSON document; times are milliseconds.
 */
import { join } from 'node:path';
import { callersOf } from '../server/src/commands/edges';
import { openTree } from '../server/src/index/openTree';
import { resolveName } from '../server/src/trace/successor';
import { traceReport } from '../server/src/trace/traceReport';
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
  const document = {
    openFromSnapshotMs: report.wallMs,
    residentBytes: process.memoryUsage.rss(),
    'callers of kmalloc': { edges: callers.result, ...callers.times },
    'trace kmem_alloc to shrink_page_list': { hops: trace.result, ...trace.times },
  };
  process.stdout.write(`${JSON.stringify(document)}\n`);
}

const [tree, cacheDir] = process.argv.slice(2);
if (tree === undefined || cacheDir === undefined) throw new Error('usage: queries.ts TREE CACHE-DIR');
void main(tree, cacheDir);
