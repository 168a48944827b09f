import type { TableName } from '../outline/rows';

interface Texts {
  /** First row of each text, one more entry closes the last. */
  readonly fileRows: Record<TableName, Int32Array>;
  readonly textFile: Int32Array;
}

/** File of each row of a table. */
export function fileOfRows({ fileRows, textFile }: Texts, table: TableName): Int32Array {
  const starts = fileRows[table];
  const files = new Int32Array(starts[textFile.length]!);
  for (let text = 0; text < textFile.length; text++) files.fill(textFile[text]!, starts[text]!, starts[text + 1]!);
  return files;
}

/** File of one row. */
export function fileOfRow(texts: Texts, table: TableName, row: number): number {
  return texts.textFile[textOfRow(texts, table, row)]!;
}

/** Text whose rows hold one row. */
export function textOfRow({ fileRows, textFile }: Texts, table: TableName, row: number): number {
  const starts = fileRows[table];
  let low = 0;
  let high = textFile.length;
  while (low + 1 < high) {
    const middle = (low + high) >> 1;
    if (starts[middle]! <= row) low = middle;
    else high = middle;
  }
  return low;
}
