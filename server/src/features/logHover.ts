import type { Hover, Position } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { decode } from '../gfp/decode';
import { printedMasksIn } from '../gfp/maskInText';
import type { Vocabulary } from '../gfp/vocabulary';
import { kernelNamedAt } from '../klog/kernelNamed';
import { logVocabulary, meaningsOf } from '../klog/logVocabulary';
import { decodeMarkdown } from '../render/decodeMarkdown';
import { say } from './words';

/** Longest line that is looked at, in UTF-16 units; a kernel's own lines end at 1024 (LOG_LINE_MAX). */
const LONGEST_LINE = 8192;
/** Most other meanings of a number that are told where the log names no kernel. */
const MAX_MEANINGS = 6;

/**
 * Hover on a mask in a kernel log (`mode:0x250`): decoded for the kernel that the log names. `tree` is the open tree's
 * vocabulary, null where none is open.
 */
export function logHover(document: TextDocument, position: Position, tree: Vocabulary | null): Hover | null {
  const line = document.getText({
    start: { line: position.line, character: 0 },
    end: { line: position.line, character: LONGEST_LINE },
  });
  const found = printedMasksIn(line).find(({ start, end }) => start <= position.character && position.character <= end);
  if (found === undefined) return null;
  const named = kernelNamedAt(document.getText(), document.offsetAt({ line: position.line, character: found.start }));
  const chosen = logVocabulary(named?.release ?? null, tree, say);
  if (chosen === null) return null;
  const text = line.slice(found.start, found.end);
  const outcome = decode(text, chosen.vocabulary, say);
  if (!outcome.ok) return null;
  const parts = [decodeMarkdown(outcome.result, { why: chosen.why, say })];
  if (!chosen.isCertain) parts.push(...otherMeanings(text));
  return {
    contents: { kind: 'markdown', value: parts.join('\n\n') },
    range: {
      start: { line: position.line, character: found.start },
      end: { line: position.line, character: found.end },
    },
  };
}

/** What the number means on the kernels that it may come from; nothing where all agree. */
function otherMeanings(mask: string): string[] {
  const meanings = meaningsOf(mask, say);
  if (meanings.length < 2) return [];
  const rows = meanings
    .slice(-MAX_MEANINGS)
    .map(({ symbolic, kernels }) => `- ${say('{0}: {1}', kernels.join(', '), `\`${symbolic}\``)}`);
  return [[say('By kernel, the number means:'), '', ...rows].join('\n')];
}
