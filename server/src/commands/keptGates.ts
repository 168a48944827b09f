/**
 * The gates of a whole tree, kept beside its snapshot: finding them takes many times as long as opening the snapshot. They hold as
 * long as the snapshot, the flags and this program are what they were; else they are found again.
 */
import { createHash } from 'node:crypto';
import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import type { Vocabulary } from '../gfp/vocabulary';
import type { DefId } from '../index/kernelIndex';
import type { OpenReport } from '../index/openTree';
import type { GateReport } from '../trace/gateReport';

/** A gate without a mask, with what tells it from others when it is looked at again under one. */
export interface KeptGate {
  readonly def: DefId;
  /** UTF-16 offset of its condition. */
  readonly start: number;
  readonly report: GateReport;
}

interface KeptFile {
  readonly stamp: string;
  readonly gates: readonly KeptGate[];
}

export interface GateKeeper {
  /** Null where nothing is kept, or what is kept does not hold any more. */
  read(): readonly KeptGate[] | null;
  /** Where the folder cannot be written, nothing is kept. */
  write(gates: readonly KeptGate[]): void;
}

/** Null where the tree has no snapshot. */
export function gateKeeper({ snapshot, snapshotBytes }: OpenReport, vocabulary: Vocabulary): GateKeeper | null {
  if (snapshot === null || snapshotBytes === 0) return null;
  const path = snapshot.replace(/\.arrow$/, '.gates.json');
  const stamp = stampOf([snapshot, __filename], vocabulary);
  if (stamp === null) return null;
  return {
    read: () => readKept(path, stamp),
    write: (gates) => writeKept(path, { stamp, gates }),
  };
}

/** Changes with each of the files, and with what the flags mean. */
function stampOf(files: readonly string[], { layout, values }: Vocabulary): string | null {
  try {
    const hash = createHash('sha256');
    for (const file of files) {
      const { size, mtimeNs } = statSync(file, { bigint: true });
      hash.update(`${size} ${mtimeNs}\n`);
    }
    hash.update(
      JSON.stringify([layout, [...values]], (_, value) => (typeof value === 'bigint' ? String(value) : value)),
    );
    return hash.digest('hex');
  } catch {
    return null;
  }
}

function readKept(path: string, stamp: string): readonly KeptGate[] | null {
  try {
    const kept = JSON.parse(readFileSync(path, 'utf8')) as KeptFile;
    return kept.stamp === stamp && Array.isArray(kept.gates) ? kept.gates : null;
  } catch {
    // Not there, or damaged.
    return null;
  }
}

function writeKept(path: string, kept: KeptFile): void {
  const temporary = `${path}.${process.pid}`;
  try {
    writeFileSync(temporary, JSON.stringify(kept));
    renameSync(temporary, path);
  } catch {
    // The next question finds them again.
    rmSync(temporary, { force: true });
  }
}
