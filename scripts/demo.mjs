// npm run demo [-- --tree DIR] [--vsix FILE]: GFP Lens in a real VS Code in the browser, on the sample kernel or on DIR.
// Works in a fresh clone: packages the extension, installs it into an editor of its own in a temporary folder (the tools of the
// end-to-end tests, fetched once), prints the address, and takes everything away on Ctrl+C.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureDependencies } from './bootstrap/dependencies.mjs';
import { projectRoot } from './bootstrap/projectRoot.mjs';

const usage = 'usage: npm run demo [-- --tree DIR] [--vsix FILE]';

/** What a person would set who looks at this for the first time: nothing that covers the code. */
const settings = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.enableExperiments': false,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'extensions.ignoreRecommendations': true,
  'chat.disableAIFeatures': true,
  'files.watcherExclude': { '**': true },
};

// Before the handlers of cleanUp.mjs: stopping is how a demo ends.
process.once('SIGINT', () => process.exit(0));
process.once('SIGTERM', () => process.exit(0));

try {
  await demo(options());
} catch (error) {
  console.error(error.message);
  process.exit(1);
}

async function demo({ tree, vsix }) {
  ensureDependencies();
  const { cleanUpAtExit, temporaryFolder } = await import('../test/e2e/cleanUp.mjs');
  const { installEditor } = await import('../test/e2e/editor.mjs');
  const { toolchain } = await import('../test/e2e/toolchain.mjs');
  cleanUpAtExit();
  const tools = await toolchain();
  const folder = temporaryFolder();
  process.env.TMPDIR = join(folder, 'tmp');
  mkdirSync(process.env.TMPDIR);
  const editor = await installEditor(tools, folder, vsix ?? packaged(folder), settings);
  const server = await editor.start();
  console.log(`\nGFP Lens in VS Code: ${address(server, tree ?? copyOfSample(folder))}\nCtrl+C stops it.`);
}

/** The folder, with the file open in which the story begins, where the tree has it. */
function address({ origin, port }, tree) {
  const query = new URLSearchParams({ folder: tree });
  const first = ['fs/xfs/kmem.c', 'mm/vmscan.c'].map((path) => join(tree, path)).find((path) => existsSync(path));
  if (first !== undefined)
    query.set('payload', JSON.stringify([['openFile', `vscode-remote://127.0.0.1:${port}${first}`]]));
  return `${origin}/?${query}`;
}

/** A person may write in it. */
function copyOfSample(folder) {
  const sample = join(folder, 'mini-kernel');
  cpSync(join(projectRoot, 'samples/mini-kernel'), sample, { recursive: true });
  return sample;
}

function packaged(folder) {
  const vsix = join(folder, 'gfp-lens.vsix');
  const args = [join(projectRoot, 'scripts/package.mjs'), '--out', vsix];
  const run = spawnSync(process.execPath, args, { cwd: projectRoot, encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`the extension could not be packaged:\n${run.stdout}${run.stderr}`);
  return vsix;
}

/** Absolute paths; ends the process after a sentence where an argument is wrong. */
function options() {
  try {
    const { tree, vsix } = parseArgs({ options: { tree: { type: 'string' }, vsix: { type: 'string' } } }).values;
    // npm runs scripts in the project's folder; INIT_CWD is where the user stands.
    const absolute = (path) => resolve(process.env.INIT_CWD ?? process.cwd(), path);
    if (tree !== undefined && !statSync(absolute(tree), { throwIfNoEntry: false })?.isDirectory())
      throw new Error(`--tree ${tree}: there is no such folder. `);
    if (vsix !== undefined && !existsSync(absolute(vsix))) throw new Error(`--vsix ${vsix}: there is no such file. `);
    return { tree: tree && absolute(tree), vsix: vsix && absolute(vsix) };
  } catch (error) {
    console.error(`${error.message.split('. ')[0]}. ${usage}`);
    process.exit(2);
  }
}
