import type { LinedText } from './linedText';

/** How many lines above a definition's own line may belong to it. */
const MAX_LINES_ABOVE = 6;

/**
 * Offset where the definition begins whose name stands on `line` (1-based): storage class, type and attributes may stand on lines of
 * their own above it.
 */
export function definitionStart(text: LinedText, line: number): number {
  let first = line;
  while (first > 1 && line - first < MAX_LINES_ABOVE) {
    const above = text.text.slice(text.lineStart(first - 1), text.lineStart(first)).trim();
    if (!isPartOfHead(above)) break;
    first--;
  }
  return text.lineStart(first);
}

/** `static struct foo *`, `int __init`, `__printf(1, 2)`: words, stars and lists, no end of anything before. */
function isPartOfHead(line: string): boolean {
  if (!/^[A-Za-z_][\w\s*]*(?:\([\w\s,*".()]*\)[\w\s*]*)*$/.test(line)) return false;
  // `EXPORT_SYMBOL(x)` without a semicolon: a list belongs to a head where its name is an attribute's.
  return !line.includes('(') || /^(?:static|extern|inline|const|struct|unsigned|asmlinkage|__)/.test(line);
}
