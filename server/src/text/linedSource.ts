/** Lines and columns of a text, counted from 1, columns in UTF-16 units. */
export class LinedSource {
  private readonly starts: number[] = [0];

  constructor(private readonly text: string) {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.starts.push(at + 1);
  }

  /** How many lines there are; one that is empty behind the last newline does not count. */
  get count(): number {
    return this.text.endsWith('\n') ? this.starts.length - 1 : this.starts.length;
  }

  /** The text of a line without its newline, as offsets; the end of the text for a line that is not there. */
  spanOf(line: number): { readonly start: number; readonly end: number } {
    const start = this.starts[line - 1] ?? this.text.length;
    const next = this.starts[line];
    return { start, end: next === undefined ? this.text.length : next - 1 };
  }

  positionOf(offset: number): { readonly line: number; readonly column: number } {
    let low = 0;
    let high = this.starts.length;
    while (low + 1 < high) {
      const middle = (low + high) >> 1;
      if (this.starts[middle]! <= offset) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: offset - this.starts[low]! + 1 };
  }
}
