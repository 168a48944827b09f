// The end-to-end tests: the packaged extension, installed from its .vsix into a real VS Code, in a browser.
//   node test/e2e/run.mjs [--only ui,host,picture,demo] [--sample] [--grep REGEX]
// --sample leaves the real kernel tree out, --grep all scenarios of the ui layer whose name it does not match. Prints `N passing` and `N failing` for each layer, and exits with 1 where something fails.
// Screenshots: test-results/.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { projectRoot } from '../../scripts/bootstrap/projectRoot.mjs';
import { kernelTree } from '../../scripts/test/kernelTrees.mjs';
import { startBrowser } from './browser.mjs';
import { cleanUpAtExit, temporaryFolder } from './cleanUp.mjs';
import { runDemoTest } from './demoLayer.mjs';
import { installEditor } from './editor.mjs';
import { buildHostTests, runHostTests } from './hostLayer.mjs';
import { runPictureTests } from './pictureLayer.mjs';
import { toolchain } from './toolchain.mjs';
import { runUiTests } from './uiLayer.mjs';

const layers = ['ui', 'host', 'picture', 'demo'];
const realKernel = '6.1';

if (process.env.E2E_SKIP === '1') {
  console.log('E2E SKIPPED because E2E_SKIP=1');
} else {
  cleanUpAtExit();
  try {
    process.exitCode = (await run()) === 0 ? 0 : 1;
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
  // Whatever is still open is not waited for.
  process.exit();
}

/** Gives how many tests failed. */
async function run() {
  const {
    only,
    sample: noReal,
    grep,
  } = parseArgs({
    options: { only: { type: 'string' }, sample: { type: 'boolean' }, grep: { type: 'string' } },
  }).values;
  const chosen = only === undefined ? layers : only.split(',');
  const tools = await toolchain();
  const folder = temporaryFolder();
  // Sockets, profiles and whatever else the editor and the browser leave behind.
  process.env.TMPDIR = join(folder, 'tmp');
  mkdirSync(process.env.TMPDIR);
  const results = join(projectRoot, 'test-results');
  rmSync(results, { recursive: true, force: true });
  mkdirSync(results);
  const workspaces = makeWorkspaces(folder);
  if (noReal) workspaces.real = null;
  const vsix = packageExtension(folder);
  const browser = await startBrowser(tools);
  let failed = 0;
  if (chosen.includes('picture')) failed += await runPictureTests(browser, folder, results);
  if (chosen.every((layer) => layer === 'picture')) return failed;
  const editor = await installEditor(tools, folder, vsix);
  // The host layer installs a second extension in the end: the screen comes first.
  if (chosen.includes('ui')) failed += await uiLayer(editor, browser, workspaces, { results, grep });
  if (chosen.includes('host')) failed += await hostLayer(editor, browser, folder, workspaces);
  if (chosen.includes('demo')) failed += await runDemoTest(browser, vsix);
  if (browser.blockedHosts.size > 0) {
    console.error(`the editor asked for ${[...browser.blockedHosts].join(', ')}`);
    failed++;
  }
  await browser.close();
  return failed;
}

/** The folders that are opened: copies, so that a test may write. A real tree is opened as it is and only read. */
function makeWorkspaces(folder) {
  const sample = join(folder, 'mini-kernel');
  cpSync(join(projectRoot, 'samples/mini-kernel'), sample, { recursive: true });
  const plain = join(folder, 'plain');
  mkdirSync(plain);
  writeFileSync(join(plain, 'main.c'), '#define GFP_KERNEL 1\nint main(void)\n{\n\treturn GFP_KERNEL;\n}\n');
  writeFileSync(join(plain, 'Makefile'), 'VERSION = 1\nall: main\n');
  // A module out of tree: the names of a kernel tree's top folder wake the extension, and are not enough for a server.
  const module = join(folder, 'module');
  cpSync(plain, module, { recursive: true });
  writeFileSync(join(module, 'Kbuild'), 'obj-m += main.o\n');
  return { sample, plain, module, real: kernelTree(realKernel) };
}

function packageExtension(folder) {
  const vsix = join(folder, 'gfp-lens.vsix');
  const run = spawnSync(process.execPath, [join(projectRoot, 'scripts/package.mjs'), '--out', vsix], {
    cwd: projectRoot,
    encoding: 'utf8',
  });
  if (run.status !== 0) throw new Error(`the extension could not be packaged:\n${run.stdout}${run.stderr}`);
  return vsix;
}

async function hostLayer(editor, browser, folder, { sample, plain, module }) {
  const bundles = join(folder, 'host');
  mkdirSync(bundles);
  const testsOf = await buildHostTests(bundles, [
    'plainFolder',
    'moduleFolder',
    'kernelTree',
    'picture',
    'coexistence',
  ]);
  const runIn = async (windows) => {
    const server = await editor.start(['--vscode-option', 'enable-smoke-test-driver']);
    let failed = 0;
    for (const [workspace, name] of windows) {
      const totals = await runHostTests(browser, server, workspace, testsOf(name));
      failed += totals.failed;
    }
    await server.stop();
    return failed;
  };
  const alone = await runIn([
    [plain, 'plainFolder'],
    [module, 'moduleFolder'],
    [sample, 'kernelTree'],
    [sample, 'picture'],
  ]);
  await editor.install(packageOther(folder));
  return alone + (await runIn([[sample, 'coexistence']]));
}

/** The extension that stands for clangd and its kind. */
function packageOther(folder) {
  const vsix = join(folder, 'other.vsix');
  const vsce = join(projectRoot, 'node_modules/@vscode/vsce/vsce');
  const args = ['package', '--no-dependencies', '--allow-missing-repository', '--skip-license', '--out', vsix];
  const cwd = join(projectRoot, 'test/e2e/otherExtension');
  const run = spawnSync(process.execPath, [vsce, ...args], { cwd, encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`the other extension could not be packaged:\n${run.stdout}${run.stderr}`);
  return vsix;
}

async function uiLayer(editor, browser, { sample, real }, { results, grep }) {
  const server = await editor.start();
  const failed = await runUiTests(browser, server, { sample, real, results, grep });
  await server.stop();
  if (real !== null) return failed;
  const lack = `linux-source-${realKernel} is not on this machine: scripts/kernel-tree.sh ${realKernel}`;
  console.log(`not run in the editor: ${lack}`);
  return process.env.CI === 'true' ? failed + 1 : failed;
}
