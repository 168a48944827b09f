// The end-to-end tests run an editor in a browser. They print mocha-like totals and exit non-zero on a failure.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectRoot } from '../bootstrap/projectRoot.mjs';

const entry = join(projectRoot, 'test/e2e/run.mjs');

/** What the machine lacks for the end-to-end tests, with the way to get it; null where nothing is missing. */
export async function missingForEndToEnd() {
  if (!existsSync(entry)) return 'test/e2e/run.mjs is missing';
  if (!findsProgram('chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable')) {
    return 'no Chromium: apt-get install chromium';
  }
  const { cacheFolder } = await import(pathToFileURL(join(projectRoot, 'test/e2e/toolchain.mjs')).href);
  if (existsSync(join(cacheFolder(), 'ok.json'))) return null;
  const tools = ['g++', 'make', 'python3', 'pkg-config'].every((name) => findsProgram(name));
  if (tools && spawnSync('pkg-config', ['--exists', 'krb5-gssapi']).status === 0) return null;
  return 'the editor cannot be built: apt-get install libkrb5-dev pkg-config g++ make python3';
}

/** Runs them, output as it comes. Gives {passed, failed, skipped}. */
export async function runEndToEnd() {
  const child = spawn(process.execPath, [entry], { cwd: projectRoot, stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (chunk) => {
    process.stdout.write(chunk);
    output += chunk;
  });
  const status = await new Promise((resolve) => child.on('close', resolve));
  const failed = count(output, 'failing');
  return { passed: count(output, 'passing'), failed: status !== 0 && failed === 0 ? 1 : failed, skipped: 0 };
}

/** Each layer of the end-to-end tests prints its own totals. */
function count(output, word) {
  const lines = output.matchAll(new RegExp(`^\\s*(\\d+) ${word}\\b`, 'gm'));
  return [...lines].reduce((sum, [, number]) => sum + Number(number), 0);
}

function findsProgram(...names) {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return names.some((name) => folders.some((folder) => existsSync(join(folder, name))));
}
