import { isAttributeLike } from './attributes';
import { skipTo } from './brackets';
import { declaredNode, readTypeWords } from './declaredTypes';
import { pointerName } from './pointerName';
import { isPlainName, type Reading } from './reading';
import { LPAREN, SEMICOLON } from './tokens';

/** `typedef ...;` with the word `typedef` at `from`: rows for each name; gives the token behind the semicolon. */
export function readTypedef(reading: Reading, from: number, to: number, condition: number): number {
  const { tokens } = reading;
  const declared = readTypeWords(reading, from + 1, to, condition);
  const end = skipTo(tokens, declared?.next ?? from, to, SEMICOLON);
  if (!declared) return end + 1;
  let name = -1;
  for (let i = declared.next; i < end; ) {
    if (tokens.kind[i] === LPAREN && tokens.match[i]! > 0) {
      if (name < 0) name = pointerName(reading, i + 1, tokens.match[i]!);
      i = tokens.match[i]! + 1;
      continue;
    }
    if (isPlainName(tokens, i) && (name < 0 || !isAttributeLike(reading, i))) name = tokens.name[i]!;
    i++;
  }
  if (name >= 0) {
    reading.tables.rows.typedefs.name.push(name);
    reading.tables.rows.typedefs.type.push(declaredNode(reading, declared));
  }
  return end + 1;
}
