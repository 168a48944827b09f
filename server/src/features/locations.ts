import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Position, Range } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { DefId, FileId, KernelIndex } from '../index/kernelIndex';

export function uriOf(index: KernelIndex, file: FileId): string {
  return pathToFileURL(join(index.root, index.filePath(file))).toString();
}

/** A range of `length` characters at a 1-based line and column. */
export function rangeAt(line: number, column: number, length: number): Range {
  const start = { line: line - 1, character: column - 1 };
  return { start, end: { line: start.line, character: start.character + length } };
}

/** Whole lines of a definition. */
export function linesOf(index: KernelIndex, def: DefId): Range {
  return { start: { line: index.defLine(def) - 1, character: 0 }, end: { line: index.defEndLine(def), character: 0 } };
}

/** The C identifier at a position, null where there is none. */
export function wordAt(
  document: TextDocument,
  position: Position,
): { readonly text: string; readonly start: number } | null {
  const line = document.getText({
    start: { line: position.line, character: 0 },
    end: { line: position.line + 1, character: 0 },
  });
  for (const match of line.matchAll(/[A-Za-z_]\w*/g)) {
    if (match.index <= position.character && position.character <= match.index + match[0].length)
      return { text: match[0], start: match.index };
  }
  return null;
}
