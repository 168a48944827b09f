// Builds dist/ where it is missing or older than the sources. Uses nothing but Node (the build itself needs node_modules).
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './projectRoot.mjs';

const sources = ['client', 'server/src', 'scripts/build.mjs', 'package.json', 'package-lock.json'];

/** Makes sure that dist/ is as new as the sources. Throws one line where the build fails. */
export function ensureBuild() {
  if (oldestBundle() <= newestSource()) build();
}

/** Builds dist/ in any case. Throws one line where that fails. */
export function build(...options) {
  const run = spawnSync(process.execPath, [join(projectRoot, 'scripts/build.mjs'), ...options], {
    cwd: projectRoot,
    stdio: ['ignore', 2, 2],
  });
  if (run.status !== 0) throw new Error('the build failed: see its messages above');
}

/** Time in ms; 0 where a bundle that `npm start` needs is not there. */
function oldestBundle() {
  const dist = join(projectRoot, 'dist');
  if (!existsSync(join(dist, 'cli.js'))) return 0;
  const bundles = readdirSync(dist).filter((name) => name.endsWith('.js'));
  return Math.min(...bundles.map((name) => statSync(join(dist, name)).mtimeMs));
}

function newestSource() {
  return Math.max(...sources.map((path) => newest(join(projectRoot, path))));
}

function newest(path) {
  if (!existsSync(path)) return 0;
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}
