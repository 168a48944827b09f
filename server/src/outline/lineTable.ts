/** Where the lines of a text begin, noted while it is tokenized. Reused from file to file. */
export class LineTable {
  /** `starts[0, count)`: byte offset of each line's first byte. */
  starts = new Int32Array(1 << 12);
  count = 0;

  /** Begins a text. */
  begin(): void {
    this.starts[0] = 0;
    this.count = 1;
  }

  /** A line begins at `offset`, behind all that began before. */
  push(offset: number): void {
    if (this.count === this.starts.length) {
      const next = new Int32Array(this.count * 2);
      next.set(this.starts);
      this.starts = next;
    }
    this.starts[this.count++] = offset;
  }

  /** 0-based line of a byte offset. */
  lineOf(offset: number): number {
    let low = 0;
    let high = this.count - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
