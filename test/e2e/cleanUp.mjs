// What must not outlive a run: process groups and temporary folders, however the run ends.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const groups = new Set();
const folders = new Set();

/** Ends everything that was started when this process exits: at the end, on a crash, on a signal, with its parent. */
export function cleanUpAtExit() {
  process.once('exit', () => {
    for (const group of groups) killGroup(group, 'SIGKILL');
    for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));
  process.once('disconnect', () => process.exit(1));
  process.channel?.unref();
}

/** A new temporary folder that is removed at the end. */
export function temporaryFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'gfp-lens-e2e-'));
  folders.add(folder);
  return folder;
}

/** Takes a detached child, the head of its process group, into care. Gives a function that stops the group. */
export function inCare(child) {
  groups.add(child.pid);
  const closed = new Promise((resolve) => child.once('close', resolve));
  return async () => {
    killGroup(child.pid, 'SIGTERM');
    const impatient = setTimeout(() => killGroup(child.pid, 'SIGKILL'), 5_000);
    await closed;
    clearTimeout(impatient);
    // Its children may take longer than it does.
    killGroup(child.pid, 'SIGKILL');
    groups.delete(child.pid);
  };
}

function killGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch {
    // It is gone already.
  }
}
