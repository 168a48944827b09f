/** Finds the mask in a line that the kernel printed. */

export interface PrintedMask {
  /** The mask itself: `0x250`, `GFP_NOFS|__GFP_ZERO`. */
  readonly mask: string;
  /** The names that the kernel printed behind the number, else null. */
  readonly names: string | null;
}

const NAME_OR_HEX = '(?:_{0,3}GFP_\\w+|0x[\\da-fA-F]+|none)';
const NAMES = `${NAME_OR_HEX}(?:\\s*\\|\\s*${NAME_OR_HEX})*`;
/** `mode:` is also said of files in octal, so it wants a hexadecimal number. */
const FIELD = new RegExp(
  `\\b(?:gfp_mask|gfp_flags|gfpmask|gfpflags|gfp|mode)\\s*[:=]\\s*(?<number>0x[\\da-fA-F]+)\\b(?:\\((?<behind>[^()]*)\\))?(?!\\s*[|&^])` +
    `|\\b(?:gfp_mask|gfp_flags|gfpmask|gfpflags|gfp)\\s*[:=]\\s*(?:(?<listed>${NAMES})\\b(?!\\s*[|&^~(])|(?<decimal>\\d+)\\b)`,
);
/** A number with its names, whatever stands before it: `0x14200ca(GFP_HIGHUSER_MOVABLE)`. */
const NUMBER_AND_NAMES = new RegExp(`\\b(?<number>0x[\\da-fA-F]+)\\((?<behind>${NAMES})\\)`);

/**
 * The first mask of a log line: `mode:0x250`, `gfp_mask=0x14200ca(GFP_HIGHUSER_MOVABLE)`, `gfp=0x20`,
 * `gfp_flags=GFP_NOFS|__GFP_ZERO`.
 */
export function printedMaskIn(line: string): PrintedMask | null {
  return printedMask(FIELD.exec(line) ?? NUMBER_AND_NAMES.exec(line));
}

export interface PlacedMask extends PrintedMask {
  /** UTF-16 offsets in the line: from the field's name to the end of the number and its names; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
}

/** All masks of a log line, in order. */
export function printedMasksIn(line: string): PlacedMask[] {
  const found: PlacedMask[] = [];
  for (const match of line.matchAll(new RegExp(`${FIELD.source}|${UNNAMED_NUMBER}`, 'g'))) {
    const mask = printedMask(match);
    if (mask !== null) found.push({ ...mask, start: match.index, end: match.index + match[0].length });
  }
  return found;
}

/** NUMBER_AND_NAMES with group names of its own: one pattern cannot have a name twice. */
const UNNAMED_NUMBER = NUMBER_AND_NAMES.source.replace('<number>', '<bare>').replace('<behind>', '<bareBehind>');

function printedMask(match: RegExpExecArray | null): PrintedMask | null {
  const groups = match?.groups;
  const mask = groups?.number ?? groups?.bare ?? groups?.listed ?? groups?.decimal;
  if (mask === undefined) return null;
  const behind = groups?.behind ?? groups?.bareBehind;
  return { mask, names: behind !== undefined && new RegExp(`^${NAMES}$`).test(behind) ? behind : null };
}
