import { OutlineReader } from '../../server/src/outline/outlineReader';

/** A reader that has read one text as C. */
export function outlineOf(text: string | Uint8Array): OutlineReader {
  const source = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  const bytes = new Uint8Array(source.length + 1);
  bytes.set(source);
  const reader = new OutlineReader();
  reader.readC(bytes, source.length, 'sample.c');
  return reader;
}

/** Texts of a column of name ids. */
export function textsOf(reader: OutlineReader, column: { length: number; values: ArrayLike<number> }): string[] {
  return Array.from({ length: column.length }, (_, row) => reader.names.text(column.values[row]!));
}
