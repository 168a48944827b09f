// The tools of the end-to-end tests: Node 24, code-server, playwright-core, in one cached folder whose name holds their versions.
// They live outside the project's node_modules: code-server needs another Node and compiles native modules.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const versions = { node: '24.21.0', 'code-server': '4.139.1', 'playwright-core': '1.65.1' };
const chromiumNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The folder that keeps installed tools between runs. */
export function cacheFolder() {
  const base = process.env.E2E_CACHE || join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'gfp-lens-e2e');
  const key = Object.entries(versions).map(([name, version]) => `${name}-${version}`);
  return join(base, `${key.join('_')}_${process.platform}-${process.arch}`);
}

/**
 * Finds or installs the tools.
 * Gives the paths of Node 24, of code-server's entry and of Chromium, and the playwright-core module.
 * Throws one line that says what to install where something is missing.
 */
export async function toolchain() {
  const chromium = findProgram(chromiumNames);
  if (chromium === undefined) throw new Error('no Chromium found: apt-get install chromium');
  const folder = cacheFolder();
  if (!existsSync(join(folder, 'ok.json'))) await install(folder);
  const playwright = await import(
    pathToFileURL(join(folder, 'playwright/node_modules/playwright-core/index.mjs')).href
  );
  return { ...paths(folder), chromium, playwright };
}

function paths(folder) {
  return {
    node: join(folder, 'node/node_modules/node/bin/node'),
    codeServer: join(folder, 'code-server/node_modules/code-server/out/node/entry.js'),
  };
}

/** Installs into a sibling and renames at the end, so that an interrupted install is never used. */
async function install(folder) {
  const missing = ['g++', 'make', 'python3', 'pkg-config'].filter((name) => findProgram([name]) === undefined);
  if (missing.length > 0 || spawnSync('pkg-config', ['--exists', 'krb5-gssapi']).status !== 0) {
    throw new Error('code-server cannot be built: apt-get install libkrb5-dev pkg-config g++ make python3');
  }
  mkdirSync(join(folder, '..'), { recursive: true });
  const work = mkdtempSync(`${folder}.tmp-`);
  const started = Date.now();
  process.stderr.write(`installing the end-to-end tools into ${folder} (about 2 minutes, once)\n`);
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
      if (!existsSync(join(folder, 'ok.json'))) throw error;
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
    const child = spawn('npm', args, { cwd: folder, env: { ...withoutNpmRun(process.env), ...extra } });
    child.stdout.on('data', (chunk) => log.push(chunk));
    child.stderr.on('data', (chunk) => log.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) return resolve();
      const file = join(mkdtempSync(join(tmpdir(), 'gfp-lens-e2e-')), 'npm.log');
      writeFileSync(file, Buffer.concat(log));
      reject(new Error(`npm install ${spec} failed (exit ${code}); its output is in ${file}`));
    });
  });
}

/** What `npm run` adds to the environment would steer the nested npm; registry, cache and proxy settings are kept. */
function withoutNpmRun(env) {
  const kept = /^npm_config_(.*registry|cache|.*proxy|userconfig|cafile|strict_ssl)$/i;
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^npm_(config|package|lifecycle)_/i.test(name) || kept.test(name)),
  );
}

function findProgram(names) {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find((file) => existsSync(file));
}
