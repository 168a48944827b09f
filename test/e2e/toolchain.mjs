// The tools of the end-to-end tests: Node 24, code-server, playwright-core, in one cached folder whose name holds their versions.
// They live outside the project's node_modules: code-server needs another Node and compiles native modules.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { npmEnvironment } from '../../scripts/bootstrap/npmEnvironment.mjs';

const versions = { node: '24.21.0', 'code-server': '4.139.1', 'playwright-core': '1.65.1' };
const chromiumNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** One sentence that says what the machine lacks for the tests, with the way to get it; null where nothing is missing. */
export function missingTools() {
  if (findProgram(chromiumNames) === undefined) return 'no Chromium: apt-get install chromium';
  if (isInstalled(cacheFolder())) return null;
  const builds = ['g++', 'make', 'python3', 'pkg-config'].every((name) => findProgram([name]) !== undefined);
  if (builds && spawnSync('pkg-config', ['--exists', 'krb5-gssapi']).status === 0) return null;
  return 'the editor cannot be built: apt-get install libkrb5-dev pkg-config g++ make python3';
}

/**
 * Finds or installs the tools.
 * Gives the paths of Node 24, of code-server's entry and of Chromium, and the playwright-core module.
 * Throws one line that says what to install where something is missing.
 */
export async function toolchain() {
  const missing = missingTools();
  if (missing !== null) throw new Error(missing);
  const folder = cacheFolder();
  if (!isInstalled(folder)) await install(folder);
  const playwright = await import(
    pathToFileURL(join(folder, 'playwright/node_modules/playwright-core/index.mjs')).href
  );
  return { ...paths(folder), chromium: findProgram(chromiumNames), playwright };
}

/** The folder that keeps installed tools between runs. */
function cacheFolder() {
  const base = process.env.E2E_CACHE || join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'gfp-lens-e2e');
  const key = Object.entries(versions).map(([name, version]) => `${name}-${version}`);
  return join(base, `${key.join('_')}_${process.platform}-${process.arch}`);
}

function isInstalled(folder) {
  return existsSync(join(folder, 'ok.json'));
}

function paths(folder) {
  return {
    node: join(folder, 'node/node_modules/node/bin/node'),
    codeServer: join(folder, 'code-server/node_modules/code-server/out/node/entry.js'),
  };
}

/** Installs into a sibling and renames at the end, so that an interrupted install is never used. */
async function install(folder) {
  mkdirSync(join(folder, '..'), { recursive: true });
  const work = mkdtempSync(`${folder}.tmp-`);
  const started = Date.now();
  process.stderr.write(`installing the end-to-end tools into ${folder} (2 to 4 minutes, once)\n`);
  try {
    await npmInstall(join(work, 'node'), `node@${versions.node}`, {});
    await npmInstall(join(work, 'playwright'), `playwright-core@${versions['playwright-core']}`, {});
    const nodePackage = join(work, 'node/node_modules/node');
    const platformPackage = readdirSync(join(nodePackage, 'node_modules')).find((name) =>
      existsSync(join(nodePackage, 'node_modules', name, 'include/node/common.gypi')),
    );
    await npmInstall(join(work, 'code-server'), `code-server@${versions['code-server']}`, {
      PATH: `${join(nodePackage, 'bin')}${delimiter}${process.env.PATH}`,
      npm_config_nodedir: join(nodePackage, 'node_modules', platformPackage ?? ''),
    });
    checkStarts(work);
    writeFileSync(join(work, 'ok.json'), JSON.stringify({ versions, seconds: (Date.now() - started) / 1000 }));
    try {
      renameSync(work, folder);
    } catch (error) {
      // Another run may have finished the same install first.
      if (!isInstalled(folder)) throw error;
    }
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function checkStarts(folder) {
  const { node, codeServer } = paths(folder);
  const config = join(folder, 'version-check.yaml');
  writeFileSync(config, 'auth: none\n');
  const run = spawnSync(node, [codeServer, '--config', config, '--version'], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`code-server was installed but does not start: ${run.stderr.trim()}`);
}

/** Runs `npm install` of one package in a folder of its own. The user's registry and proxy settings stay. */
function npmInstall(folder, spec, extra) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"private":true}\n');
  const log = [];
  return new Promise((resolve, reject) => {
    const args = ['install', '--foreground-scripts', '--no-audit', '--no-fund', '--save-exact', spec];
    const child = spawn('npm', args, { cwd: folder, env: { ...npmEnvironment(), ...extra } });
    child.stdout.on('data', (chunk) => log.push(chunk));
    child.stderr.on('data', (chunk) => log.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) return resolve();
      const file = join(mkdtempSync(join(tmpdir(), 'gfp-lens-npm-')), 'npm.log');
      writeFileSync(file, Buffer.concat(log));
      reject(new Error(`npm install ${spec} failed (exit ${code}); its output is in ${file}`));
    });
  });
}

function findProgram(names) {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find((file) => existsSync(file));
}
