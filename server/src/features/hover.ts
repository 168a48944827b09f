import type { Hover, Position } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { decode } from '../gfp/decode';
import { gfpExpressionAt } from '../gfp/expressionAt';
import type { Vocabulary } from '../gfp/vocabulary';
import { decodeMarkdown } from '../render/decodeMarkdown';
import { say } from './words';

/**
 * Hover on a GFP name, or on an expression made of GFP names: decoded with the tree's own words. `isBeside`: another tool
 * shows a hover of its own beside it, so this one is short and says whose it is.
 */
export function hover(
  document: TextDocument,
  position: Position,
  vocabulary: Vocabulary | null,
  isBeside = false,
): Hover | null {
  if (vocabulary === null) return null;
  const line = document.getText({
    start: { line: position.line, character: 0 },
    end: { line: position.line + 1, character: 0 },
  });
  const found = gfpExpressionAt(line.replace(/\r?\n$/, ''), position.character);
  if (found === null) return null;
  const outcome = decode(found.text, vocabulary, say);
  if (!outcome.ok) return null;
  const help = vocabulary.help.get(found.text);
  const about = help === undefined ? {} : { about: { name: found.text, help } };
  return {
    contents: { kind: 'markdown', value: decodeMarkdown(outcome.result, { ...about, isBeside, say }) },
    range: {
      start: { line: position.line, character: found.start },
      end: { line: position.line, character: found.end },
    },
  };
}
