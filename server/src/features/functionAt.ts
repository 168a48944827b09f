import type { Position } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { DefId, FileId, KernelIndex } from '../index/kernelIndex';
import { callAt } from './callHierarchy';
import { wordAt } from './locations';

/**
 * The function that a person at a position means: the one that is called there, the one whose name stands there, else the
 * one around it. As `file.c:name` where one definition is meant, as a name where there are several, null where there is none.
 */
export function functionAt(
  index: KernelIndex,
  document: TextDocument,
  position: Position,
  file: FileId | undefined,
): string | null {
  const word = wordAt(document, position);
  const line = position.line + 1;
  const around = file === undefined ? undefined : index.defAt(file, line);
  if (word !== null && file !== undefined) {
    const call = callAt(index, file, line, word.start + 1);
    // A call through a field names no function: many may be stored there.
    const targets = call === null || index.callSlot(call) !== undefined ? [] : Array.from(index.targets(call));
    if (targets.length > 1) return word.text;
    if (targets[0] !== undefined) return qualified(index, targets[0]);
  }
  if (around !== undefined) return qualified(index, around);
  return word !== null && index.lookup(word.text).length > 0 ? word.text : null;
}

function qualified(index: KernelIndex, def: DefId): string {
  return `${index.filePath(index.defFile(def))}:${index.defName(def)}`;
}
