import type { FoundMask } from '../flow/maskAt';
import type { KnownMasks } from './functionResults';

export interface PointedMask {
  readonly mask: FoundMask;
  /** What is given this value there: `sc->gfp_mask`; null where the place is read. */
  readonly target: string | null;
}

const ASSIGNMENT = /^\s*(?:=(?!=)|[|&^]=)/;

/**
 * The mask that a person at an offset points at: the variable or the field whose name stands there, the call of that function, else the
 * smallest expression around an operator. Null on names that are something else, such as the structure before `->gfp_mask`.
 */
export function maskPointedAt({ masks, text }: KnownMasks, offset: number): PointedMask | null {
  const word = wordAround(text, offset);
  if (word === null) {
    const mask = smallest(masks.filter(({ span }) => span.start <= offset && offset <= span.end));
    return mask === null ? null : { mask, target: null };
  }
  const behind = text.slice(word.end, word.end + 40);
  if (ASSIGNMENT.test(behind)) {
    const given = smallest(
      masks.filter(
        ({ span }) => span.end > word.end && span.start <= word.start && isOnlyPath(text.slice(span.start, word.end)),
      ),
    );
    if (given !== null) return { mask: given, target: text.slice(given.span.start, word.end) };
    // `.gfp_mask = x` in an initialiser.
    const value = word.end + (/^\s*=\s*/.exec(behind)?.[0].length ?? 0);
    const first = text[word.start - 1] === '.' ? masks.find(({ span }) => span.start === value) : undefined;
    if (first !== undefined) return { mask: first, target: text.slice(word.start - 1, word.end) };
  }
  const named = smallest(
    masks.filter(({ span }) => span.end === word.end && isOnlyPath(text.slice(span.start, span.end))),
  );
  if (named !== null)
    return { mask: named, target: ASSIGNMENT.test(behind) ? text.slice(named.span.start, word.end) : null };
  const called = /^\s*\(/.test(behind) ? smallest(masks.filter(({ span }) => span.start === word.start)) : null;
  return called === null ? null : { mask: called, target: null };
}

/** `sc->gfp_mask`, `*gfp`: no operator between values. */
function isOnlyPath(text: string): boolean {
  return /^[\s*(]*[A-Za-z_]\w*(?:\s*(?:->|\.)\s*[A-Za-z_]\w*|\s*\[[^\]]*\]|\([^()]*\))*\)*$/.test(text.trim());
}

function wordAround(text: string, offset: number): { readonly start: number; readonly end: number } | null {
  let start = offset;
  let end = offset;
  while (start > 0 && /\w/.test(text[start - 1]!)) start--;
  while (end < text.length && /\w/.test(text[end]!)) end++;
  return start === end || /\d/.test(text[start]!) ? null : { start, end };
}

function smallest(masks: readonly FoundMask[]): FoundMask | null {
  let best: FoundMask | null = null;
  for (const mask of masks)
    if (best === null || mask.span.end - mask.span.start < best.span.end - best.span.start) best = mask;
  return best;
}
