/** A text without byte order mark and with `\n` line ends, and where its lines begin. */
export interface LinedText {
  readonly text: string;
  /** Offset of a line, 1-based; the text's length behind the last one. */
  lineStart(line: number): number;
}

/** Takes a text as it was read. Lines are looked for when they are first asked for. */
export function linedText(raw: string): LinedText {
  const body = raw.charCodeAt(0) === 0xfeff ? raw.slice(1) : raw;
  const text = body.includes('\r') ? body.replace(/\r\n/g, '\n') : body;
  let starts: Int32Array | null = null;
  return {
    text,
    lineStart(line) {
      starts ??= lineStarts(text);
      return line <= 1 ? 0 : line > starts.length ? text.length : starts[line - 1]!;
    },
  };
}

function lineStarts(text: string): Int32Array {
  let count = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  const starts = new Int32Array(count);
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts[line++] = at + 1;
  return starts;
}
