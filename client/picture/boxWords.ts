import type { MaskAnswer, Outcome } from '../../server/src/protocol';
import type { Shown } from './folded';
import type { Door, FunctionNode, PathGraph } from './pathGraph';
import { filled, type PictureTexts } from './texts';
import type { MaskState } from './underMask';

/** Longest texts in a box, in characters: the rest is in the tooltip. */
const MAX_NAME = 44;
const MAX_CONDITION = 40;
const MAX_MASK = 40;

/** How many gates inside of a function are listed before a person asks for more. */
export const SHOWN_INSIDE = 8;

/** A row of a box. Rows of one box stand below each other. */
export type Row =
  | { readonly kind: 'name' | 'place' | 'mask' | 'count'; readonly text: string }
  | {
      readonly kind: 'door';
      readonly door: Door;
      readonly outcome: Outcome;
      /** `closed` */
      readonly word: string;
      readonly bits: string;
      readonly condition: string;
    }
  | { readonly kind: 'more'; readonly text: string };

/** Functions whose mask is worth a row: a path's first one, and where some mask is not what the caller had. */
export function maskedFunctions({ functions, calls, paths }: PathGraph): Set<string> {
  const byId = new Map(functions.map((each) => [each.id, each]));
  const starts = paths.flatMap((path) => path.functions.slice(0, 1));
  const changed = calls.filter(({ from, to }) => {
    const [before, behind] = [byId.get(from)!.masks, byId.get(to)!.masks];
    return Object.keys(behind).some((mask) => keyOf(behind[mask]) !== keyOf(before[mask]));
  });
  const all = new Set([...starts, ...changed.map(({ to }) => to)]);
  for (const id of all) if (Object.keys(byId.get(id)?.masks ?? {}).length === 0) all.delete(id);
  return all;
}

function keyOf(mask: MaskAnswer | 'differs' | null | undefined): string {
  if (mask === null || mask === undefined || mask === 'differs') return String(mask);
  return `${mask.set.join()} ${mask.clear.join()}`;
}

/** The rows of a box. `masked`: functions that have a row for their mask; `opened`: boxes that list all of their gates. */
export function rowsOf(
  box: Shown,
  mask: string,
  state: MaskState,
  texts: PictureTexts,
  { masked, opened }: { readonly masked: ReadonlySet<string>; readonly opened: ReadonlySet<string> },
): Row[] {
  switch (box.kind) {
    case 'function': {
      const { name, file, place, id } = box.function;
      const rows: Row[] = [
        { kind: 'name', text: shortened(name, MAX_NAME) },
        { kind: 'place', text: `${file.slice(file.lastIndexOf('/') + 1)}:${place.line}` },
      ];
      if (masked.has(id)) rows.push({ kind: 'mask', text: shortened(maskWords(box.function, mask, texts), MAX_MASK) });
      return rows;
    }
    case 'doors':
      return box.doors.map((door) => doorRow(door, state, texts));
    case 'inside': {
      const isOpened = opened.has(box.id) || box.doors.length <= SHOWN_INSIDE + 1;
      const listed = isOpened ? box.doors : box.doors.slice(0, SHOWN_INSIDE);
      const rows = listed.map((door) => doorRow(door, state, texts));
      const title: Row = { kind: 'count', text: filled(texts.inside, shortened(box.function.name, MAX_CONDITION)) };
      if (!isOpened)
        return [title, ...rows, { kind: 'more', text: filled(texts.more, box.doors.length - listed.length) }];
      const canClose = box.doors.length > SHOWN_INSIDE + 1;
      return [title, ...rows, ...(canClose ? [{ kind: 'more' as const, text: texts.fewer }] : [])];
    }
    case 'stretch': {
      const count = box.of.functions.length;
      const rows: Row[] = [
        { kind: 'name', text: `▸ ${box.of.name}` },
        { kind: 'count', text: count === 1 ? texts.oneFunction : filled(texts.functions, count) },
      ];
      const closed = box.doors.filter((door) => state.doorOf(door) === 'closed').length;
      if (box.doors.length > 0) rows.push({ kind: 'count', text: filled(texts.gates, box.doors.length, closed) });
      return rows;
    }
  }
}

function doorRow(door: Door, state: MaskState, texts: PictureTexts): Row {
  const outcome = state.doorOf(door);
  const { bits, condition } = door.gate;
  return {
    kind: 'door',
    door,
    outcome,
    word: outcomeWord(outcome, texts),
    bits: shortened(bits.join(', '), MAX_CONDITION),
    condition: shortened(condition.replace(/\s+/g, ' '), MAX_CONDITION),
  };
}

export function outcomeWord(outcome: Outcome, texts: PictureTexts): string {
  return outcome === 'unknown' ? texts.undecided : texts[outcome];
}

/** What is known of the mask on entry to a function; empty where no mask reaches it. */
export function maskWords({ masks }: FunctionNode, mask: string, texts: PictureTexts): string {
  const known = masks[mask] ?? null;
  if (known === null) return '';
  if (known === 'differs') return texts.maskDiffers;
  return known.symbolic ?? filled(texts.maskPartly, known.set.join('|') || '0', known.unknown.length);
}

/** At most `most` characters of a text. */
export function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}
