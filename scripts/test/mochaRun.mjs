import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../bootstrap/projectRoot.mjs';

/**
 * Runs mocha on `files` with the options of .mocharc.json (its list of files aside), output as it comes.
 * Gives {passed, failed, skipped}; a run that dies before its end is one failure.
 */
export function mochaRun(files) {
  const folder = mkdtempSync(join(tmpdir(), 'gfp-lens-test-'));
  const totalsFile = join(folder, 'totals.json');
  try {
    const run = spawnSync(process.execPath, [mochaProgram(), '--no-config', ...options(), ...files], {
      cwd: projectRoot,
      env: { ...process.env, GFP_LENS_TEST_TOTALS: totalsFile },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    return settled(readTotals(totalsFile), run.status);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function options() {
  const { require, extension, timeout } = JSON.parse(readFileSync(join(projectRoot, '.mocharc.json'), 'utf8'));
  return [
    ...require.flatMap((name) => ['--require', name]),
    ...extension.flatMap((name) => ['--extension', name]),
    ...['--timeout', String(timeout), '--reporter', join(projectRoot, 'scripts/test/totalsReporter.cjs')],
  ];
}

function mochaProgram() {
  return createRequire(import.meta.url).resolve('mocha/bin/mocha.js');
}

function readTotals(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { passed: 0, failed: 0, skipped: 0 };
  }
}

/** An exit status that the totals do not explain is a failure too: a file that does not load, a crash after the end. */
function settled(totals, status) {
  return status !== 0 && totals.failed === 0 ? { ...totals, failed: 1 } : totals;
}
