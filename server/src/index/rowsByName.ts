import { roomyInts } from '../text/roomyArray';
import { freeArrays } from './releaseMemory';

/** Rows of a table grouped by an id column: `rows[starts[id]..starts[id + 1])`, in row order. */
export interface Grouped {
  readonly starts: Int32Array;
  readonly rows: Int32Array;
}

/** Counting sort of the rows by `ids[row]`; rows with a negative id are left out. */
export function groupRows(ids: Int32Array, idCount: number): Grouped {
  const starts = roomyInts(idCount + 1);
  for (const id of ids) if (id >= 0) starts[id + 1]!++;
  for (let i = 0; i < idCount; i++) starts[i + 1]! += starts[i]!;
  const next = roomyInts(idCount + 1);
  next.set(starts);
  const rows = roomyInts(starts[idCount]!);
  for (let row = 0; row < ids.length; row++) {
    const id = ids[row]!;
    if (id >= 0) rows[next[id]!++] = row;
  }
  freeArrays([next]);
  return { starts, rows };
}
