import { isPlainName, type Reading } from './reading';
import { IDENT, LPAREN, STAR } from './tokens';

/** The name in `(*name)`, `(* const name[3])`, `(*(*name)(int))`; -1 where there is no `*`. */
export function pointerName(reading: Reading, from: number, to: number): number {
  const { tokens } = reading;
  let i = from;
  while (i < to && tokens.kind[i] === IDENT) i++;
  if (tokens.kind[i] !== STAR) return -1;
  for (; i < to; i++) {
    if (tokens.kind[i] === LPAREN && tokens.kind[i + 1] === STAR) return pointerName(reading, i + 1, tokens.match[i]!);
    if (isPlainName(tokens, i) && tokens.kind[i + 1] !== IDENT) return tokens.name[i]!;
  }
  return -1;
}
