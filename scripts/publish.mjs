// node scripts/publish.mjs [--publish]: the package for Visual Studio Marketplace and Open VSX.
// Without --publish it checks, packages and prints what would be run, and nothing leaves the machine. With it, the same file goes
// to both; tokens come from VSCE_PAT and OVSX_PAT. See CONTRIBUTING.md.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { projectRoot } from './bootstrap/projectRoot.mjs';

/** Largest package, in bytes. */
const LARGEST = 4 << 20;

const { publish } = parseArgs({ options: { publish: { type: 'boolean', default: false } } }).values;
const manifest = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'));
const file = join(mkdtempSync(join(tmpdir(), 'gfp-lens-publish-')), `${manifest.name}-${manifest.version}.vsix`);

const places = [
  { name: 'Visual Studio Marketplace', token: 'VSCE_PAT', command: ['@vscode/vsce', 'publish', '--packagePath', file] },
  { name: 'Open VSX', token: 'OVSX_PAT', command: ['ovsx@1.4.0', 'publish', file] },
];

const faults = [...faultsBefore(), ...packaged()];
for (const fault of faults) console.error(`not ready: ${fault}`);
for (const { name, token, command } of places) {
  console.log(`${name}: npx ${command.join(' ')} (${token} is ${process.env[token] ? 'set' : 'not set'})`);
}
if (!publish) {
  console.log('a dry run: nothing was published');
} else if (faults.length === 0) {
  for (const place of places) publishTo(place);
}
process.exitCode ||= faults.length === 0 ? 0 : 1;

/** What speaks against a publication, as sentences. */
function faultsBefore() {
  const found = [];
  const changes = readFileSync(join(projectRoot, 'CHANGELOG.md'), 'utf8');
  if (!changes.includes(`\n## [${manifest.version}] - 2`))
    found.push(`CHANGELOG.md has no heading with a date for ${manifest.version}`);
  if (manifest.private === true) found.push('package.json says "private": true');
  if (manifest.repository === undefined)
    found.push('package.json names no repository: links of the README lead nowhere');
  const status = spawnSync('git', ['status', '--porcelain'], { cwd: projectRoot, encoding: 'utf8' });
  if (status.status !== 0 || status.stdout !== '') found.push('the working tree has changes that are not committed');
  return found;
}

/** Packages, and gives what is wrong with the package. */
function packaged() {
  const run = spawnSync(process.execPath, [join(projectRoot, 'scripts/package.mjs'), '--out', file], {
    cwd: projectRoot,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (run.status !== 0) return ['the package could not be built'];
  const { size } = statSync(file);
  return size > LARGEST ? [`the package has ${size} bytes, more than ${LARGEST}`] : [];
}

function publishTo({ name, token, command }) {
  if (!process.env[token]) {
    console.error(`${name}: ${token} is not set`);
    process.exitCode = 1;
    return;
  }
  const run = spawnSync('npx', ['--yes', ...command], { cwd: projectRoot, stdio: 'inherit' });
  if (run.status !== 0) process.exitCode = 1;
}
