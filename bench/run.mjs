// GFP Lens beside its peers on one tree, in one run: time, processor time, peak memory, size on disk. Prints one JSON document.
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism, cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { projectRoot } from '../scripts/bootstrap/projectRoot.mjs';
import { measure } from './measure.mjs';
import { measurePeers, peerNames } from './peers.mjs';
import { sourceFiles } from './sourceFiles.mjs';

const usage = 'usage: npm run bench -- --tree DIR [--json FILE] [--peers ctags,gtags,cscope|none]';
const cli = join(projectRoot, 'dist/cli.js');

/** Runs everything that the arguments ask for. Gives the exit status. */
export async function bench(argv) {
  const options = parse(argv);
  if (options === null) return 2;
  const scratch = mkdtempSync(join(tmpdir(), 'gfp-lens-bench-'));
  try {
    const text = `${JSON.stringify(figures(options, scratch), null, 2)}\n`;
    if (options.json !== undefined) writeFileSync(options.json, text);
    process.stdout.write(text);
    return 0;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function figures({ tree, peers }, scratch) {
  process.stderr.write('reading every file once\n');
  const { paths, bytes } = sourceFiles(tree);
  const list = join(scratch, 'files');
  writeFileSync(list, paths.map((path) => `${path}\n`).join(''));
  return {
    machine: machine(),
    sources: { files: paths.length, bytes },
    cold: coldIndex(tree),
    ...snapshot(tree, join(scratch, 'cache')),
    gates: wholeTreeGates(tree, join(scratch, 'cache')),
    queries: questions('bench/queries.ts', tree, join(scratch, 'cache')),
    hovers: questions('bench/hover.ts', tree, join(scratch, 'cache')),
    peers: measurePeers({ root: tree, list, scratch, wanted: peers }),
  };
}

/** The whole tree, nothing kept: what the peers do. */
function coldIndex(tree) {
  process.stderr.write('gfp-lens index\n');
  const { stdout, ...run } = gfpLens('index', tree, '--no-cache', '--json');
  return { command: 'gfp-lens index DIR --no-cache --json', ...run, counts: counts(stdout) };
}

/** Writing the snapshot, then whole processes that answer from it. */
function snapshot(tree, cache) {
  process.stderr.write('gfp-lens index, with a snapshot\n');
  const { stdout, ...write } = gfpLens('index', tree, '--cache-dir', cache, '--json');
  const warm = [1, 2, 3].map(() => {
    process.stderr.write('gfp-lens callers kmalloc\n');
    const { stdout: answer, ...run } = gfpLens('callers', 'kmalloc', '--tree', tree, '--cache-dir', cache, '--json');
    return { ...run, edges: JSON.parse(answer).edges.length };
  });
  return {
    coldWithSnapshot: { ...write, snapshotBytes: JSON.parse(stdout).snapshotBytes },
    warmCallersOfKmalloc: { command: 'gfp-lens callers kmalloc --json', runs: warm },
  };
}

/** Every gate of the tree: found first, then as kept beside the snapshot. */
function wholeTreeGates(tree, cache) {
  const runs = ['found', 'kept', 'kept'].map((how) => {
    process.stderr.write('gfp-lens gates\n');
    const { stdout, ...run } = gfpLens('gates', '--tree', tree, '--cache-dir', cache, '--json');
    return { how, ...run, gates: JSON.parse(stdout).gates.length };
  });
  return { command: 'gfp-lens gates --json', runs };
}

/** Questions to an index in memory, in a process of its own. */
function questions(script, tree, cache) {
  process.stderr.write(`questions to an index in memory: ${script}\n`);
  const tsx = createRequire(import.meta.url).resolve('tsx/cjs');
  return JSON.parse(
    measure(process.execPath, ['--require', tsx, join(projectRoot, script), tree, cache], { cwd: projectRoot }).stdout,
  );
}

function gfpLens(...args) {
  return measure(process.execPath, [cli, ...args], { cwd: projectRoot });
}

function counts(json) {
  const { files, bytes, functions, macros, calls, indirectCalls, assignments, failedFiles } = JSON.parse(json);
  return { files, bytes, functions, macros, calls, indirectCalls, assignments, failedFiles: failedFiles.length };
}

/** The load before the run tells a reader whether the machine was idle. */
function machine() {
  const [load] = loadavg();
  return {
    processor: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    node: process.version,
    load,
  };
}

function parse(argv) {
  try {
    const { values } = parseArgs({
      args: argv,
      options: {
        tree: { type: 'string' },
        json: { type: 'string' },
        peers: { type: 'string', default: peerNames.join() },
      },
    });
    const peers = values.peers === 'none' ? [] : values.peers.split(',');
    const unknown = peers.find((name) => !peerNames.includes(name));
    if (values.tree === undefined) throw new Error('--tree is missing');
    if (unknown !== undefined) throw new Error(`--peers ${unknown}: there are ${peerNames.join(', ')}, none`);
    const base = process.env.INIT_CWD ?? process.cwd();
    const tree = resolve(base, values.tree);
    if (!statSync(tree, { throwIfNoEntry: false })?.isDirectory())
      throw new Error(`--tree ${values.tree}: there is no such folder`);
    return { tree, peers, json: values.json === undefined ? undefined : resolve(base, values.json) };
  } catch (error) {
    console.error(`${error.message}. ${usage}`);
    return null;
  }
}
