// The suites of `npm test`, in the order in which they run.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative, sep } from 'node:path';
import { build, ensureBuild } from '../bootstrap/freshBuild.mjs';
import { projectRoot } from '../bootstrap/projectRoot.mjs';
import { missingForEndToEnd, runEndToEnd } from './endToEnd.mjs';
import { missingKernelTrees } from './kernelTrees.mjs';
import { mochaRun } from './mochaRun.mjs';

const require = createRequire(import.meta.url);

/** Test files that do not belong to `unit`, by the suite that runs them. Every other *.test.ts is a unit test. */
const places = {
  fixtures: (path) => path.startsWith('test/fixtures/'),
  'language-server': (path) => path.startsWith('test/lsp/'),
  real: (path) => path.startsWith('test/real/'),
  neovim: (path) => path.startsWith('test/neovim/'),
  emacs: (path) => path.startsWith('test/emacs/'),
  package: (path) => path === 'test/house/package.test.ts',
};

/**
 * A suite: its name for `--only`; `missing`, which gives what the machine lacks for it, with the way to get it, or null;
 * `run`, which gives {passed, failed, skipped} and may throw one line. A check counts only when it fails.
 */
export const suites = [
  { name: 'typecheck', missing: nothing, run: () => check('typescript/bin/tsc', '-b') },
  { name: 'lint', missing: nothing, run: () => check('@biomejs/biome/bin/biome', 'check', '.') },
  { name: 'build', missing: nothing, run: buildAll },
  { name: 'unit', missing: () => noFiles('unit'), run: () => mochaRun(filesOf('unit')) },
  { name: 'fixtures', missing: () => noFiles('fixtures'), run: () => mochaRun(filesOf('fixtures')) },
  { name: 'language-server', missing: () => noFiles('language-server'), run: () => onBuild('language-server') },
  { name: 'real', missing: () => noTrees() ?? noFiles('real'), run: () => onBuild('real') },
  { name: 'neovim', missing: noNeovim, run: () => onBuild('neovim') },
  { name: 'emacs', missing: noEglot, run: () => onBuild('emacs') },
  { name: 'package', missing: nothing, run: () => onBuild('package') },
  { name: 'e2e', missing: missingForEndToEnd, run: runEndToEnd },
];

/** Runs a program of a package of node_modules on the whole project. */
function check(program, ...args) {
  const run = spawnSync(process.execPath, [require.resolve(program), ...args], {
    cwd: projectRoot,
    stdio: ['ignore', 1, 2],
  });
  return { ...noTests(), failed: run.status === 0 ? 0 : 1 };
}

function onBuild(name) {
  ensureBuild();
  return mochaRun(filesOf(name));
}

function buildAll() {
  build();
  return noTests();
}

function filesOf(name) {
  const files = testFiles(join(projectRoot, 'test')).map((file) => relative(projectRoot, file).split(sep).join('/'));
  const place = places[name] ?? ((path) => !Object.values(places).some((holds) => holds(path)));
  return files.filter(place).sort();
}

function testFiles(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'e2e' ? [] : testFiles(path);
    return entry.name.endsWith('.test.ts') ? [path] : [];
  });
}

function noTests() {
  return { passed: 0, failed: 0, skipped: 0 };
}

function nothing() {
  return null;
}

function noFiles(name) {
  return filesOf(name).length > 0 ? null : 'it has no test files';
}

function noNeovim() {
  const { status } = spawnSync('nvim', ['--version'], { stdio: 'ignore' });
  return status === 0 ? null : 'no Neovim: apt-get install neovim';
}

/** Emacs has Eglot of its own from 29 on. */
function noEglot() {
  const load = "(progn (require 'package) (package-initialize) (require 'eglot))";
  const { status } = spawnSync('emacs', ['--batch', '-q', '--eval', load], { stdio: 'ignore' });
  return status === 0 ? null : 'no Emacs with Eglot: apt-get install emacs-nox elpa-eglot';
}

function noTrees() {
  const versions = missingKernelTrees();
  if (versions.length === 0) return null;
  return `no kernel tree ${versions.join(' and ')}: ${versions.map((v) => `scripts/kernel-tree.sh ${v}`).join(' && ')} (about 1.5 GB each)`;
}
