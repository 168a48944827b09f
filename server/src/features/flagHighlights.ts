import { type DocumentHighlight, DocumentHighlightKind, type Position } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { isFlagName } from '../flow/flagName';
import { flagUses } from '../flow/flagUses';
import { wordAt } from './locations';

/** Longest text that is searched, in UTF-16 units. */
const LONGEST = 2_000_000;

/** On the name of a flag: where the document sets or clears it (Write), and where it tests it (Read). Null on anything else. */
export function flagHighlights(document: TextDocument, position: Position): DocumentHighlight[] | null {
  const word = wordAt(document, position);
  if (word === null || !isFlagName(word.text)) return null;
  const text = document.getText();
  if (text.length > LONGEST) return null;
  return flagUses(text, 0, text.length)
    .filter(({ name }) => name === word.text)
    .map(({ start, name, use }) => ({
      range: { start: document.positionAt(start), end: document.positionAt(start + name.length) },
      kind: use === 'test' ? DocumentHighlightKind.Read : DocumentHighlightKind.Write,
    }));
}
