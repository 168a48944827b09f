const G = 71;
const UNDERSCORE = 95;

/** True for the name of a gfp flag or of a combination, as bytes: `GFP_` behind at most three underscores. */
export function isGfpWord(bytes: Uint8Array, from: number, to: number): boolean {
  let i = from;
  while (i < to && i < from + 3 && bytes[i] === UNDERSCORE) i++;
  return to - i > 4 && bytes[i] === G && bytes[i + 1] === 70 && bytes[i + 2] === 80 && bytes[i + 3] === UNDERSCORE;
}
