import { grownLength } from './roomyArray';

/** A growable column of 32-bit integers: the rows of an outline are written into these. */
export class IntColumn {
  values: Int32Array<ArrayBuffer>;
  length = 0;

  constructor(capacity = 256) {
    this.values = new Int32Array(capacity);
  }

  push(value: number): number {
    if (this.length === this.values.length) {
      const next = new Int32Array(grownLength(this.length, 4));
      next.set(this.values);
      this.values = next;
    }
    this.values[this.length] = value;
    return this.length++;
  }

  /** The rows written so far, copied to exact size. */
  toArray(): Int32Array<ArrayBuffer> {
    return this.values.slice(0, this.length);
  }

  /** The rows written so far, where they lie; the column begins anew. */
  take(): Int32Array<ArrayBuffer> {
    const taken = this.values.subarray(0, this.length);
    this.values = new Int32Array(16);
    this.length = 0;
    return taken;
  }
}

/** A growable run of bytes: texts that are kept as they stand in the file. */
export class ByteColumn {
  bytes: Uint8Array<ArrayBuffer> = new Uint8Array(1024);
  length = 0;

  /** Appends `source[from, to)` and gives where it begins. */
  append(source: Uint8Array, from: number, to: number): number {
    const at = this.length;
    const needed = at + to - from;
    if (needed > this.bytes.length) {
      const next = new Uint8Array(Math.max(grownLength(this.bytes.length, 1), needed));
      next.set(this.bytes);
      this.bytes = next;
    }
    this.bytes.set(source.subarray(from, to), at);
    this.length = needed;
    return at;
  }

  /** The bytes written so far, where they lie; the column begins anew. */
  take(): Uint8Array<ArrayBuffer> {
    const taken = this.bytes.subarray(0, this.length);
    this.bytes = new Uint8Array(16);
    this.length = 0;
    return taken;
  }
}
