import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { MAX_SOURCE_BYTES, OutlineReader } from '../outline/outlineReader';
import { BatchBuilder, type NamelessBatch } from './batch';

/** Why a file could not be read, where the next start should try again as soon as it may. */
export const NO_PERMISSION = 'no permission to read it';

export interface FailedFile {
  readonly file: string;
  readonly why: string;
}

/** Size and time of each file that was read, in the order of reading. */
export interface ScanReport {
  readonly bytes: number;
  readonly sizes: Float64Array;
  readonly times: Float64Array;
  readonly failed: readonly FailedFile[];
  readonly constantMacros: number;
}

/** Reads files from disk into one batch. A file that can't be read is reported and the rest goes on. */
export class FileScanner {
  readonly reader = new OutlineReader();
  private readonly builder = new BatchBuilder(this.reader);
  private readonly buffer = new Uint8Array(1 << 20);
  private bytes = 0;
  private constantMacros = 0;
  private readonly sizes: number[] = [];
  private readonly times: number[] = [];
  private readonly failed: FailedFile[] = [];

  constructor(private readonly root: string) {}

  /** Reads one file; `file` is its number in the whole tree. */
  scan(path: string, file: number): void {
    this.builder.beginFile(file);
    const before = this.sizes.length;
    try {
      this.read(path);
    } catch (error) {
      this.failed.push({ file: path, why: reasonOf(error) });
    }
    if (this.sizes.length === before) {
      const stat = statOf(join(this.root, path));
      // With its size and time an unreadable file counts as unchanged next time, and does not make the tree be linked anew.
      this.sizes.push(stat?.size ?? -1);
      this.times.push(stat?.mtimeMs ?? 0);
    }
  }

  private read(path: string): void {
    const descriptor = openSync(join(this.root, path), 'r');
    try {
      const stat = fstatSync(descriptor);
      this.sizes.push(stat.size);
      this.times.push(stat.mtimeMs);
      if (stat.size > MAX_SOURCE_BYTES) {
        this.failed.push({ file: path, why: `larger than ${MAX_SOURCE_BYTES >> 20} MiB: not read as source` });
        return;
      }
      // A larger file gets a buffer that goes when it has been read.
      const buffer = stat.size < this.buffer.length ? this.buffer : new Uint8Array(stat.size + 1);
      let length = 0;
      while (length < stat.size) {
        const got = readSync(descriptor, buffer, length, stat.size - length, length);
        if (got === 0) break;
        length += got;
      }
      buffer[length] = 0;
      this.bytes += length;
      if (looksBinary(buffer, length)) {
        this.failed.push({ file: path, why: 'binary: no source text' });
        return;
      }
      if (path.endsWith('.S')) this.reader.readAssembly(buffer, length);
      else this.constantMacros += this.reader.readC(buffer, length, path).constantMacros;
    } finally {
      closeSync(descriptor);
    }
  }

  report(): ScanReport {
    return {
      bytes: this.bytes,
      sizes: Float64Array.from(this.sizes),
      times: Float64Array.from(this.times),
      failed: this.failed,
      constantMacros: this.constantMacros,
    };
  }

  finish(isDefined: Uint8Array | null): NamelessBatch {
    return this.builder.finish(isDefined);
  }
}

/** Size and time of a file; null where it is gone or its folder is closed. */
export function statOf(path: string): { readonly size: number; readonly mtimeMs: number } | null {
  try {
    return statSync(path);
  } catch {
    return null;
  }
}

/** A zero byte among the first kilobyte, as git and grep decide it. */
function looksBinary(bytes: Uint8Array, length: number): boolean {
  const zero = bytes.subarray(0, Math.min(length, 1024)).indexOf(0);
  return zero >= 0;
}

function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'EACCES' || code === 'EPERM') return NO_PERMISSION;
  if (code === 'ENOENT') return 'gone while the tree was read';
  if (code === 'EISDIR') return 'a folder';
  return code ?? (error instanceof Error ? error.message : 'unreadable');
}
