// The end-to-end tests run an editor in a browser. They print mocha-like totals and exit non-zero on a failure.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { missingTools } from '../../test/e2e/toolchain.mjs';
import { projectRoot } from '../bootstrap/projectRoot.mjs';

/** What the machine lacks for the end-to-end tests, with the way to get it; null where nothing is missing. */
export function missingForEndToEnd() {
  return process.env.E2E_SKIP === '1' ? null : missingTools();
}

/** Runs them, output as it comes. Gives {passed, failed, skipped}. */
export async function runEndToEnd() {
  const child = spawn(process.execPath, [join(projectRoot, 'test/e2e/run.mjs')], {
    cwd: projectRoot,
    // Over the channel the child sees that this process has ended, however it did, and stops editor and browser.
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  let output = '';
  child.stdout.on('data', (chunk) => {
    process.stdout.write(chunk);
    output += chunk;
  });
  const status = await new Promise((resolve) => child.on('close', resolve));
  const failed = count(output, 'failing');
  return {
    passed: count(output, 'passing'),
    failed: status !== 0 && failed === 0 ? 1 : failed,
    skipped: count(output, 'skipped'),
  };
}

/** Each layer of the end-to-end tests prints its own totals. */
function count(output, word) {
  const lines = output.matchAll(new RegExp(`^\\s*(\\d+) ${word}\\b`, 'gm'));
  return [...lines].reduce((sum, [, number]) => sum + Number(number), 0);
}
