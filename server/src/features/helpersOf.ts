import type { DefId, KernelIndex } from '../index/kernelIndex';
import type { SourceText } from '../index/textIndex';
import type { CodeReader } from '../syntax/codeReader';

/** The longest function into which the interpreter follows a call (`flow/functionCall.ts`), in lines. */
const LONGEST_HELPER = 70;

export interface Helpers {
  /** Equal for two states of the open texts in which no function reads differently because of another one's text. */
  readonly key: string;
  /** True where an open text changes a macro. */
  readonly hasMacros: boolean;
}

/**
 * What other functions may see of the definitions that open texts have changed: of macros and of functions that are short enough to
 * be followed the whole text, of others what they write and call (`flow/clobber.ts`).
 */
export function helpersOf(
  code: CodeReader,
  open: readonly SourceText[],
  savedText: (path: string) => string | null,
): Helpers {
  const { index } = code;
  const { overlaid } = index;
  if (overlaid === undefined) return { key: '', hasMacros: false };
  const words: string[] = [];
  let hasMacros = false;
  for (const { path } of open) {
    const file = index.fileByPath(path);
    if (file === undefined) continue;
    const defs = index.defsOfFile(file);
    const own = defs.filter((def) => def >= overlaid.base.defCount);
    const was = overlaid.base.fileByPath(path);
    const count = was === undefined ? 0 : overlaid.base.defsOfFile(was).length;
    // A function that is gone is missed where it was called.
    if (own.length === 0 && count === defs.length) continue;
    const now = (code.text(file) ?? '').split('\n');
    const saved = (savedText(path) ?? '').split('\n');
    if (count !== defs.length) words.push(`${path} ${defs.length}`);
    for (const def of own) {
      const before = overlaid.before(def);
      const seen = seenOf(index, def, now);
      if (before !== undefined && seen === seenOf(overlaid.base, before, saved)) continue;
      hasMacros ||= index.defKind(def) === 'macro';
      words.push(index.defName(def), seen);
    }
  }
  return { key: words.join('\n'), hasMacros };
}

/** What others see of a definition. */
function seenOf(index: KernelIndex, def: DefId, lines: readonly string[]): string {
  const body = lines.slice(index.defLine(def) - 1, index.defEndLine(def)).join('\n');
  return index.defKind(def) === 'macro' || mayBeFollowed(index, def, body) ? body : outsideOf(body);
}

/** A function that gives a pointer, a struct or nothing is followed only where it opens a scope. */
function mayBeFollowed(index: KernelIndex, def: DefId, body: string): boolean {
  if (index.defEndLine(def) - index.defLine(def) > LONGEST_HELPER) return false;
  const head = body.slice(0, body.indexOf('(') + 1);
  return (
    !/^\s*(?:static\s+|inline\s+|__\w+\s+)*(?:void\b|(?:const\s+)?(?:struct\s+)?\w+\s*\*)/.test(head) ||
    /current->flags|memalloc_/.test(body)
  );
}

/** Fields that are written, and names that are called. */
function outsideOf(body: string): string {
  const found = body.match(/(?:->|\.)\s*\w+\s*(?:[|&^+-]?=(?!=)|\+\+|--)|\b\w+\s*\(/g) ?? [];
  return [...new Set(found)].join(' ');
}
