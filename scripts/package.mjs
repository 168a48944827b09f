// npm run package [-- --out FILE]: a minified build as gfp-lens-VERSION.vsix, one for all platforms.
// Afterwards dist/ holds the minified build.
import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureDependencies } from './bootstrap/dependencies.mjs';
import { build } from './bootstrap/freshBuild.mjs';
import { projectRoot } from './bootstrap/projectRoot.mjs';

/** The time that stands at every file of the package: 1980-01-02, so that two builds of one source are one file. */
const FILE_TIME = '315619200';

const { name, version } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'));

try {
  const { out } = parseArgs({ options: { out: { type: 'string' } } }).values;
  const base = process.env.INIT_CWD ?? process.cwd();
  const file = out === undefined ? join(projectRoot, `${name}-${version}.vsix`) : resolve(base, out);
  ensureDependencies();
  build('--minify');
  await import('./notices.mjs');
  pack(file);
  console.log(`${file} (${Math.ceil(statSync(file).size / 1024)} KiB)`);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

function pack(file) {
  const vsce = createRequire(import.meta.url).resolve('@vscode/vsce/vsce');
  // All code is bundled: node_modules stays out. Links in the README are not rewritten to a repository's address.
  const args = [
    'package',
    '--no-dependencies',
    '--allow-missing-repository',
    '--no-rewrite-relative-links',
    '--out',
    file,
  ];
  const run = spawnSync(process.execPath, [vsce, ...args], {
    cwd: projectRoot,
    // A zip keeps local time.
    env: { ...process.env, SOURCE_DATE_EPOCH: FILE_TIME, TZ: 'UTC' },
    stdio: ['ignore', 2, 2],
  });
  if (run.status !== 0) throw new Error('vsce could not package the extension: see its messages above');
}
