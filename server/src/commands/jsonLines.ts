import { closeSync, openSync, writeSync } from 'node:fs';

/** Writes one JSON object a line, in chunks of about a megabyte; gives the number of lines. */
export function writeJsonLines(path: string, rows: Iterable<unknown>): number {
  const descriptor = openSync(path, 'w');
  try {
    let count = 0;
    let chunk = '';
    for (const row of rows) {
      chunk += `${JSON.stringify(row)}\n`;
      count++;
      if (chunk.length > 1 << 20) {
        writeSync(descriptor, chunk);
        chunk = '';
      }
    }
    writeSync(descriptor, chunk);
    return count;
  } finally {
    closeSync(descriptor);
  }
}
