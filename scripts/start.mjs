// npm start [-- --tree DIR]: the way from kmem_alloc to page reclaim, in the sample kernel or in the given one.
// Works in a fresh clone: installs the packages and builds where that has not been done.
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureDependencies } from './bootstrap/dependencies.mjs';
import { ensureBuild } from './bootstrap/freshBuild.mjs';
import { projectRoot } from './bootstrap/projectRoot.mjs';

const usage = 'usage: npm start [-- --tree DIR]';
const sample = join(projectRoot, 'samples/mini-kernel');

process.exitCode = start();

/** Gives the exit status. */
function start() {
  const tree = chosenTree();
  if (tree === null) return 2;
  try {
    ensureDependencies();
    ensureBuild();
  } catch (error) {
    console.error(error.message);
    return 1;
  }
  if (tree !== sample) {
    const status = gfpLens('index', tree);
    if (status !== 0) return status;
    console.log();
  }
  return gfpLens('trace', '--from', 'kmem_alloc', '--to', 'shrink_page_list', '--tree', tree);
}

/** Absolute path, or null after a sentence that says what is wrong with the arguments. */
function chosenTree() {
  let given;
  try {
    given = parseArgs({ options: { tree: { type: 'string' } } }).values.tree;
  } catch (error) {
    console.error(`${error.message.split('. ')[0]}. ${usage}`);
    return null;
  }
  if (given === undefined) return sample;
  // npm runs scripts in the project's folder; INIT_CWD is where the user stands.
  const tree = resolve(process.env.INIT_CWD ?? process.cwd(), given);
  if (statSync(tree, { throwIfNoEntry: false })?.isDirectory()) return tree;
  console.error(`--tree ${given}: there is no such folder. ${usage}`);
  return null;
}

/** Runs the command line as a user would, shows the command, and gives its exit status. */
function gfpLens(...args) {
  const shown = args.map((arg) => (arg === sample ? relative(projectRoot, sample) : arg));
  console.log(`$ gfp-lens ${shown.join(' ')}`);
  const run = spawnSync(process.execPath, [join(projectRoot, 'dist/cli.js'), ...args], { stdio: 'inherit' });
  return run.status ?? 1;
}
