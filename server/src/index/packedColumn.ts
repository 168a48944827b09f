/**
 * A column of integers as it lies in memory and in the snapshot: `near` in the narrowest type that fits most rows, and
 * the rows that do not fit aside, in order. No value is ever cut: what a narrow type cannot hold is *far*.
 *
 * | `near` | a row's value |
 * |---|---|
 * | `Int32Array` | `near[row]` |
 * | `Uint8Array` | `near[row]`, unless that is 255: then far |
 * | `Uint16Array` | `near[row]`, unless that is 65535: then far |
 * | of length 0 | far if it is there, else 0 |
 */
export interface PackedColumn {
  readonly length: number;
  readonly near: NearValues;
  /** Rows of the far values, ascending. */
  readonly farRow: Int32Array;
  readonly farValue: Int32Array;
}

export type NearValues = Int32Array | Uint16Array | Uint8Array;

const NO_ROWS = new Int32Array(0);
/** The largest value of a narrow type says "far". */
const farMark = { 1: 0xff, 2: 0xffff } as const;

/** The value of a row. */
export function valueAt(column: PackedColumn, row: number): number {
  const { near } = column;
  if (near.length === 0) return farAt(column, row);
  const value = near[row]!;
  if (near.BYTES_PER_ELEMENT === 4) return value;
  return value === farMark[near.BYTES_PER_ELEMENT as 1 | 2] ? farAt(column, row) : value;
}

function farAt({ farRow, farValue }: PackedColumn, row: number): number {
  let low = 0;
  let high = farRow.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (farRow[middle]! < row) low = middle + 1;
    else high = middle;
  }
  return farRow[low] === row ? farValue[low]! : 0;
}

/** The smallest form of the values. */
export function packColumn(values: Int32Array): PackedColumn {
  const { length } = values;
  let beyond8 = 0;
  let beyond16 = 0;
  let notZero = 0;
  for (let row = 0; row < length; row++) {
    const value = values[row]!;
    if (value === 0) continue;
    notZero++;
    if (value < 0 || value >= farMark[2]) {
      beyond8++;
      beyond16++;
    } else if (value >= farMark[1]) beyond8++;
  }
  const forms = [
    { bytes: notZero * 8, width: 0 as const, far: notZero },
    { bytes: length + beyond8 * 8, width: 1 as const, far: beyond8 },
    { bytes: length * 2 + beyond16 * 8, width: 2 as const, far: beyond16 },
    { bytes: length * 4, width: 4 as const, far: 0 },
  ];
  const { width, far } = forms.reduce((best, form) => (form.bytes < best.bytes ? form : best));
  if (width === 4) return { length, near: values, farRow: NO_ROWS, farValue: NO_ROWS };
  const near = width === 2 ? new Uint16Array(length) : new Uint8Array(width === 1 ? length : 0);
  const limit = width === 0 ? 0 : farMark[width];
  const farRow = new Int32Array(far);
  const farValue = new Int32Array(far);
  let at = 0;
  for (let row = 0; row < length; row++) {
    const value = values[row]!;
    if (width === 0 ? value === 0 : value >= 0 && value < limit) {
      if (width !== 0) near[row] = value;
      continue;
    }
    if (width !== 0) near[row] = limit;
    farRow[at] = row;
    farValue[at++] = value;
  }
  return { length, near, farRow, farValue };
}

/** All values, in an array of their own. */
export function unpackColumn({ length, near, farRow, farValue }: PackedColumn): Int32Array<ArrayBuffer> {
  const values = new Int32Array(length);
  if (near.length > 0) values.set(near);
  for (let i = 0; i < farRow.length; i++) values[farRow[i]!] = farValue[i]!;
  return values;
}
