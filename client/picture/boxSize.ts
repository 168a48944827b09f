import type { Row } from './boxWords';
import type { Size } from './geometry';

/** How a text is written: font weight and size in pixels, and whether it is code. */
export interface Style {
  readonly weight: 400 | 600;
  readonly size: number;
  readonly isCode: boolean;
}

export const styles = {
  name: { weight: 600, size: 13, isCode: true },
  place: { weight: 400, size: 11, isCode: false },
  mask: { weight: 400, size: 11, isCode: true },
  count: { weight: 400, size: 11, isCode: false },
  more: { weight: 400, size: 11, isCode: false },
  word: { weight: 600, size: 12, isCode: false },
  condition: { weight: 400, size: 11, isCode: true },
  label: { weight: 400, size: 11, isCode: true },
  group: { weight: 600, size: 11, isCode: false },
} as const satisfies Record<string, Style>;

/** Width of a text in pixels. */
export type Measure = (text: string, style: Style) => number;

export const PADDING = { x: 12, y: 7 };
/** Room for the sign of a door, left of its words. */
export const DOOR_SIGN = 26;

/** Height of a row in pixels. */
export function heightOf({ kind }: Row): number {
  if (kind === 'door') return 36;
  return kind === 'name' ? 18 : 16;
}

/** Size of a box around its rows. */
export function sizeOfRows(rows: readonly Row[], measure: Measure): Size {
  const width = Math.max(...rows.map((row) => widthOf(row, measure)), 60);
  const height = rows.reduce((sum, row) => sum + heightOf(row), 0);
  return { width: Math.ceil(width) + 2 * PADDING.x, height: height + 2 * PADDING.y };
}

function widthOf(row: Row, measure: Measure): number {
  if (row.kind !== 'door') return measure(row.text, styles[row.kind]);
  const first = measure(`${row.word}  ${row.bits}`, styles.word);
  return DOOR_SIGN + Math.max(first, measure(row.condition, styles.condition));
}
