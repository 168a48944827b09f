/** How the lines of a text moved between two states of it: equal lines at its start and at its end, a change between. */
export interface LineMap {
  /** 1-based line in the new text of a 1-based line of the old one; null within the change. */
  newLine(oldLine: number): number | null;
  /** By how much the lines [from, to] of the old text moved as one; null where the change touches them. */
  shiftOf(from: number, to: number): number | null;
  /** True where the lines [from, to] (1-based) of the new text touch the change. */
  touchesChange(from: number, to: number): boolean;
}

/** `before` null: nothing is known of the old text, all of it counts as changed. */
export function lineMap(before: readonly string[] | null, after: readonly string[]): LineMap {
  const old = before ?? [];
  let head = 0;
  while (head < old.length && head < after.length && old[head] === after[head]) head++;
  let tail = 0;
  while (
    tail < old.length - head &&
    tail < after.length - head &&
    old[old.length - 1 - tail] === after[after.length - 1 - tail]
  )
    tail++;
  const shift = after.length - old.length;
  return {
    newLine: (line) => {
      if (before === null) return null;
      if (line <= head) return line;
      return line > old.length - tail ? line + shift : null;
    },
    shiftOf: (from, to) => {
      if (before === null) return null;
      if (to <= head) return 0;
      return from > old.length - tail ? shift : null;
    },
    touchesChange: (from, to) => to > head && from <= after.length - tail,
  };
}
