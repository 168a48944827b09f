import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const gnuTime = '/usr/bin/time';

/**
 * Runs one process to its end under GNU time.
 *
 * Gives `wallSeconds`, `cpuSeconds` (user and system, its children and threads included), `peakRssBytes` (the largest
 * one of its processes: for a program with worker threads, the whole of it), and `stdout`. Throws one line where the
 * program fails.
 */
export function measure(program, args, { cwd, env } = {}) {
  if (!existsSync(gnuTime)) throw new Error('GNU time is missing: apt-get install time');
  const report = join(tmpdir(), `gfp-lens-bench-${process.pid}.txt`);
  try {
    const run = spawnSync(gnuTime, ['-q', '-f', '%e %U %S %M', '-o', report, program, ...args], {
      cwd,
      env: { ...process.env, ...env },
      encoding: 'utf8',
      maxBuffer: 1 << 30,
    });
    if (run.status !== 0) throw new Error(`${program} ${args.join(' ')} failed: ${lastLine(run.stderr)}`);
    const [wall, user, system, kilobytes] = readFileSync(report, 'utf8').trim().split(' ').map(Number);
    return {
      wallSeconds: wall,
      cpuSeconds: Number((user + system).toFixed(2)),
      peakRssBytes: kilobytes * 1024,
      stdout: run.stdout,
    };
  } finally {
    rmSync(report, { force: true });
  }
}

function lastLine(text) {
  return text.trim().split('\n').at(-1) ?? '';
}
