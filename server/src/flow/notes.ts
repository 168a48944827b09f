/** Notes on where the bits of a mask come from. */
import type { Span } from '../syntax/ast';
import type { Frame } from './frame';
import { withOrigin } from './origins';
import type { Value } from './value';

const LONGEST = 80;

/** The mask with a note that quotes the statement; other values as they are. */
export function noted(value: Value, place: Span, frame: Frame): Value {
  if (!value.isMask) return value;
  const what = quoted(place, frame);
  if (what === null) return value;
  const words = frame.inFunction === null ? what : `${frame.inFunction}: ${what}`;
  return value.with({ origins: withOrigin(value.origins, { file: frame.textFile, at: place.start, what: words }) });
}

/** Source text on one line, shortened; null where the file cannot be read. */
export function quoted({ start, end }: Span, frame: Frame): string | null {
  const text = frame.engine.code.text(frame.textFile);
  if (text === null) return null;
  const words = text
    .slice(start, Math.min(end, start + 400))
    .replace(/\s+/g, ' ')
    .trim();
  return words.length > LONGEST ? `${words.slice(0, LONGEST - 1)}…` : words;
}
