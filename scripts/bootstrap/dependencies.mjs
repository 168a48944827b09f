// Installs node_modules where it is missing or not what package-lock.json asks for. Uses nothing but Node.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { npmEnvironment } from './npmEnvironment.mjs';
import { projectRoot } from './projectRoot.mjs';

/** Makes sure that the locked packages are installed. Throws one line where that fails. */
export function ensureDependencies() {
  if (installedAsLocked()) return;
  process.stderr.write('installing the packages of package-lock.json\n');
  const clean = npm('ci');
  if (clean.status === 0) return;
  // A lock file made on a machine that could not see every platform's packages does not satisfy `npm ci`.
  const why = /^npm error (?!code)(\S.*)/m.exec(clean.stderr)?.[1] ?? clean.error?.message ?? 'it does not say why';
  process.stderr.write(`npm ci did not work (${why}); trying npm install\n`);
  const install = npm('install', '--no-save');
  if (install.status === 0) return;
  process.stderr.write(install.stderr ?? '');
  throw new Error('npm could not install the packages: is the registry reachable?');
}

/** Compares contents, not times: a checkout touches package-lock.json without changing it. */
function installedAsLocked() {
  const locked = packagesOf(join(projectRoot, 'package-lock.json'));
  const installed = packagesOf(join(projectRoot, 'node_modules', '.package-lock.json'));
  if (locked === null || installed === null) return false;
  // Optional packages are those of other platforms.
  return Object.entries(locked).every(
    ([path, { version, optional }]) => path === '' || optional || installed[path]?.version === version,
  );
}

function packagesOf(lockFile) {
  try {
    return JSON.parse(readFileSync(lockFile, 'utf8')).packages;
  } catch {
    return null;
  }
}

/** No install scripts: no dependency needs one, and native code must not be compiled here. */
function npm(command, ...options) {
  return spawnSync('npm', [command, '--ignore-scripts', '--no-audit', '--no-fund', ...options], {
    cwd: projectRoot,
    env: npmEnvironment(),
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
}
