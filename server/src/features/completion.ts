import { type CompletionItem, CompletionItemKind, type Position } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { decodeValue } from '../gfp/decode';
import { reclaimEffects } from '../gfp/reclaimEffects';
import { type GfpName, toHex, type Vocabulary } from '../gfp/vocabulary';
import type { FileId, KernelIndex } from '../index/kernelIndex';
import { decodeMarkdown } from '../render/decodeMarkdown';
import { sayMarked } from '../text/say';
import { say } from './words';
import { writtenCall } from './writtenCall';

/** Characters behind which a mask may be wanted. */
export const COMPLETION_TRIGGERS = ['_', '|', '&', '~', ' '];

export interface CompletionSurroundings {
  readonly vocabulary: Vocabulary;
  /** Null while nothing of the tree was read: then calls are not known. */
  readonly index: KernelIndex | null;
  readonly file: FileId | undefined;
  /** True where another tool completes names: then only where a mask is expected. */
  readonly isBeside: boolean;
}

/** What an item carries until somebody looks at it. */
export interface CompletionData {
  readonly name: string;
}

/** The flags and masks of the tree, where one is being written: behind `GFP_`, in an expression of them, in a mask's argument. */
export function completions(
  document: TextDocument,
  position: Position,
  around: CompletionSurroundings,
): CompletionItem[] {
  const before = document.getText({ start: { line: position.line, character: 0 }, end: position });
  const word = /\w*$/.exec(before)![0];
  const lead = before.slice(0, before.length - word.length);
  if (!/^_*[A-Z_]*$/.test(word) || isInText(lead)) return [];
  const isPrefix = /^_{0,3}GFP_/.test(word);
  const isWanted = (isPrefix && !around.isBeside) || continuesMask(lead) || isMaskArgument(document, position, around);
  if (!isWanted) return [];
  const start = { line: position.line, character: position.character - word.length };
  // Behind an operator a single flag is likelier, else a whole mask.
  const isBehindOperator = /[|&~^]\s*\(?\s*$/.test(lead);
  const { flags, composites, printOrder } = around.vocabulary;
  const printed = new Set(printOrder.map(({ name }) => name));
  const rank = (name: GfpName): number =>
    !printed.has(name.name) ? 2 : name.name.startsWith('__') === isBehindOperator ? 0 : 1;
  return [...composites, ...flags].map((name) => ({
    label: name.name,
    kind: CompletionItemKind.Constant,
    detail: toHex(name.value),
    labelDetails: { description: effectWords(name, around.vocabulary) },
    sortText: `${rank(name)}${name.name}`,
    textEdit: { range: { start, end: position }, newText: name.name },
    data: { name: name.name } satisfies CompletionData,
  }));
}

/** The item with what the mask allows, in the tree's own words. */
export function completionHelp(item: CompletionItem, vocabulary: Vocabulary): CompletionItem {
  const name = (item.data as Partial<CompletionData> | undefined)?.name;
  const value = name === undefined ? undefined : vocabulary.values.get(name);
  if (name === undefined || value === undefined) return item;
  const about = { name, help: vocabulary.help.get(name) ?? '' };
  return {
    ...item,
    documentation: { kind: 'markdown', value: decodeMarkdown(decodeValue(value, vocabulary), { about, say }) },
  };
}

/** In a comment or a string literal that began on this line. */
function isInText(lead: string): boolean {
  const code = lead.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\/\*.*?\*\//g, ' ');
  return /["']|\/\/|\/\*|^\s*\*\s/.test(code);
}

/** Behind an operator that joins gfp names, or where a variable named for its mask is set or changed. */
function continuesMask(lead: string): boolean {
  return /\b_{0,3}GFP_\w+\)*\s*[|&^]\s*~?\s*\(?\s*$/.test(lead) || /\b\w*gfp\w*\s*[|&^]?=\s*~?\s*\(?\s*$/i.test(lead);
}

function isMaskArgument(document: TextDocument, position: Position, around: CompletionSurroundings): boolean {
  if (around.index === null) return false;
  const call = writtenCall(document, position, around.index, around.file);
  // Behind a name or a call another operand does not begin.
  return call !== null && call.argument === call.signature.mask && !/[\w)]\s+$/.test(call.written);
}

/** What a whole mask lets the allocation do; of a flag, what the tree says first. */
function effectWords({ name, value, help }: GfpName, vocabulary: Vocabulary): string {
  if (!name.startsWith('__')) {
    const told = reclaimEffects(decodeValue(value, vocabulary).allows, say)
      .filter(({ effect, allowed }) => allowed && effect !== 'fail')
      .map(({ topic }) => topic);
    return told.length === 0 ? say('no reclaim') : told.join(', ');
  }
  const own = sayMarked(say, help);
  const words = own.startsWith(`${name} `) ? own.slice(name.length + 1) : own;
  const sentence = words.split(/\. |\.$|。/)[0] ?? '';
  return sentence.length > 60 ? `${sentence.slice(0, 59).trimEnd()}…` : sentence;
}
