import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Position } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type CallAround, callAround } from '../gfp/callAround';
import type { FileId, KernelIndex } from '../index/kernelIndex';
import { type MaskSignature, maskSignature } from './maskArgument';

export interface WrittenCall extends CallAround {
  readonly signature: MaskSignature;
}

/** Lines in front of the cursor that may hold the beginning of its call. */
const LINES_BEFORE = 40;

/** The call around a position, where one of its arguments is a gfp mask; else null. */
export function writtenCall(
  document: TextDocument,
  position: Position,
  index: KernelIndex,
  file: FileId | undefined,
): WrittenCall | null {
  const start = { line: Math.max(0, position.line - LINES_BEFORE), character: 0 };
  const call = callAround(document.getText({ start, end: position }));
  if (call === null) return null;
  const signature = maskSignature(call.name, { index, file, textOf: (path) => textOf(index.root, path) });
  return signature === null ? null : { ...call, signature };
}

function textOf(root: string, path: string): string | null {
  try {
    return readFileSync(join(root, path), 'utf8');
  } catch {
    return null;
  }
}
