import { readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** True where there is a snapshot at that path, damaged or not. */
export function hasSnapshot(path: string | null): boolean {
  return path !== null && filesBeginningWith(path).includes(path);
}

/** A thread that is stopped while it writes leaves its temporary file. To be called when none is at work. */
export function dropUnfinished(snapshot: string | null): void {
  if (snapshot === null) return;
  for (const path of filesBeginningWith(`${snapshot}.${process.pid}-`)) rmSync(path, { force: true });
}

function filesBeginningWith(path: string): string[] {
  try {
    return readdirSync(dirname(path))
      .filter((name) => name.startsWith(basename(path)))
      .map((name) => join(dirname(path), name));
  } catch {
    return [];
  }
}
