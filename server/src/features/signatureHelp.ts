import type { Position, SignatureHelp } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { decode } from '../gfp/decode';
import type { Vocabulary } from '../gfp/vocabulary';
import type { FileId, KernelIndex } from '../index/kernelIndex';
import { decodeMarkdown } from '../render/decodeMarkdown';
import { say } from './words';
import { writtenCall } from './writtenCall';

/** Characters that bring the help up while a call is written. */
export const SIGNATURE_TRIGGERS = ['(', ','];

/** While a call is written whose callee is given a gfp mask: its parameters, which one is the mask, and what it says so far. */
export function signatureHelp(
  document: TextDocument,
  position: Position,
  around: {
    readonly index: KernelIndex;
    readonly file: FileId | undefined;
    readonly vocabulary: Vocabulary | null;
  },
): SignatureHelp | null {
  const call = writtenCall(document, position, around.index, around.file);
  if (call === null) return null;
  const { parameters, mask } = call.signature;
  let label = `${call.name}(`;
  const places = parameters.map((text, i): [number, number] => {
    const start = label.length + (i > 0 ? 2 : 0);
    label += `${i > 0 ? ', ' : ''}${text}`;
    return [start, start + text.length];
  });
  const written =
    call.argument === mask && around.vocabulary !== null ? decode(call.written, around.vocabulary, say) : null;
  const meaning = written?.ok === true ? decodeMarkdown(written.result, { isBeside: true, say }) : null;
  return {
    signatures: [
      {
        label: `${label})`,
        parameters: places.map((place, i) => ({
          label: place,
          ...(i === mask && meaning !== null ? { documentation: { kind: 'markdown', value: meaning } } : {}),
        })),
        documentation: say('The gfp mask is argument {0}.', mask + 1),
        activeParameter: Math.min(call.argument, parameters.length - 1),
      },
    ],
    activeSignature: 0,
    activeParameter: Math.min(call.argument, parameters.length - 1),
  };
}
