import type { Location, Position } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { DefId, FileId, KernelIndex } from '../index/kernelIndex';
import { callAt } from './callHierarchy';
import { rangeAt, uriOf, wordAt } from './locations';

/** Most functions that are listed for a field such as `file_operations.read`. */
const MAX_LOCATIONS = 500;

/**
 * On a call through a field: the functions stored in it. On a plain call: what it calls, unless `onlyFields`, for a client
 * in which another tool answers that.
 */
export function definitions(
  index: KernelIndex,
  document: TextDocument,
  position: Position,
  file: FileId | undefined,
  onlyFields = false,
): Location[] {
  const word = wordAt(document, position);
  if (word === null || file === undefined) return [];
  const call = callAt(index, file, position.line + 1, word.start + 1);
  if (onlyFields && (call === null || index.callSlot(call) === undefined)) return [];
  const defs: ArrayLike<DefId> = call === null ? index.lookup(word.text) : index.targets(call);
  return Array.from(defs)
    .slice(0, MAX_LOCATIONS)
    .map((def) => ({ uri: uriOf(index, index.defFile(def)), range: rangeAt(index.defLine(def), 1, 0) }));
}
