import {
  type CallHierarchyIncomingCall,
  type CallHierarchyItem,
  type CallHierarchyOutgoingCall,
  type Position,
  SymbolKind,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { CallId, DefId, FileId, KernelIndex } from '../index/kernelIndex';
import { linesOf, rangeAt, uriOf, wordAt } from './locations';
import { say } from './words';

/** What an item carries from request to request: enough to find the definition again. */
interface ItemData {
  readonly name: string;
  readonly file: string;
  readonly line: number;
}

/**
 * The function or macro under the cursor: what a call there means, else the definition of that name. `incomplete` is put
 * behind every item's detail while only a part of the tree has been read.
 */
export function prepareCallHierarchy(
  index: KernelIndex,
  document: TextDocument,
  position: Position,
  file: FileId | undefined,
  incomplete: string | null = null,
): CallHierarchyItem[] {
  const word = wordAt(document, position);
  if (word === null) return [];
  const called = file === undefined ? [] : targetsAt(index, file, position.line + 1, word.start + 1);
  const defs = called.length > 0 ? called : definitionsAt(index, word.text, file, position.line + 1);
  return defs.slice(0, 8).map((def) => itemOf(index, def, null, incomplete));
}

/** The definition in whose lines its own name stands there; else all of that name. */
function definitionsAt(index: KernelIndex, name: string, file: FileId | undefined, line: number): readonly DefId[] {
  const all = index.lookup(name);
  const here = all.filter(
    (def) => index.defFile(def) === file && index.defLine(def) <= line && line <= index.defEndLine(def),
  );
  return here.length > 0 ? here : all;
}

/** Targets of the call at a 1-based line and column. */
export function targetsAt(index: KernelIndex, file: FileId, line: number, column: number): DefId[] {
  const call = callAt(index, file, line, column);
  return call === null ? [] : Array.from(index.targets(call));
}

export function callAt(index: KernelIndex, file: FileId, line: number, column: number): CallId | null {
  const def = index.defAt(file, line);
  if (def === undefined) return null;
  const { from, to } = index.callsOf(def);
  for (let call = from; call < to; call++) {
    const site = index.callSite(call);
    if (site.line === line && site.column === column && index.isCall(call)) return call;
  }
  return null;
}

export function incomingCalls(
  index: KernelIndex,
  item: CallHierarchyItem,
  incomplete: string | null = null,
): CallHierarchyIncomingCall[] {
  const calls = defsOf(index, item).flatMap((def) => {
    const slots = new Set(index.assignmentsOf(def).map(({ slot }) => slot));
    return [...Array.from(index.callsTo(def)), ...[...slots].flatMap((slot) => Array.from(index.slotCalls(slot)))];
  });
  return grouped(index, calls, (call) => [index.callCaller(call)]).map(({ def, sites, how }) => ({
    from: itemOf(index, def, how, incomplete),
    fromRanges: sites,
  }));
}

export function outgoingCalls(
  index: KernelIndex,
  item: CallHierarchyItem,
  incomplete: string | null = null,
): CallHierarchyOutgoingCall[] {
  const calls = defsOf(index, item).flatMap((def) => {
    const { from, to } = index.callsOf(def);
    return Array.from({ length: to - from }, (_, i) => from + i).filter((call) => index.isCall(call));
  });
  return grouped(index, calls, (call) => Array.from(index.targets(call))).map(({ def, sites, how }) => ({
    to: itemOf(index, def, how, incomplete),
    fromRanges: sites,
  }));
}

function grouped(index: KernelIndex, calls: readonly CallId[], other: (call: CallId) => readonly DefId[]) {
  const groups = new Map<string, { def: DefId; sites: ReturnType<typeof rangeAt>[]; how: string }>();
  for (const call of calls) {
    const how = kindWords(index, call);
    const site = index.callSite(call);
    const range = rangeAt(site.line, site.column, index.nameText(index.callCalleeName(call)).length);
    for (const def of other(call)) {
      const key = `${def} ${how}`;
      const group = groups.get(key);
      if (group) group.sites.push(range);
      else groups.set(key, { def, sites: [range], how });
    }
  }
  return [...groups.values()];
}

/** `direct`, `macro`, `callback`, or `via struct.field`; says so where the field's name alone decided. */
function kindWords(index: KernelIndex, call: CallId): string {
  const slot = index.callSlot(call);
  const field = slot === undefined ? '' : index.slotName(slot);
  if (field !== '')
    return index.callIsByFieldNameOnly(call) ? say('via {0} (by the field name alone)', field) : say('via {0}', field);
  switch (index.callKind(call)) {
    case 'macro':
      return say('macro');
    case 'callback':
      return say('callback');
    default:
      return say('direct');
  }
}

function itemOf(index: KernelIndex, def: DefId, how: string | null, incomplete: string | null): CallHierarchyItem {
  const path = index.filePath(index.defFile(def));
  const data: ItemData = { name: index.defName(def), file: path, line: index.defLine(def) };
  return {
    name: data.name,
    kind: index.defKind(def) === 'macro' ? SymbolKind.Constant : SymbolKind.Function,
    detail: [how, path, incomplete].filter((part) => part !== null).join(' · '),
    uri: uriOf(index, index.defFile(def)),
    range: linesOf(index, def),
    selectionRange: rangeAt(data.line, 1, 0),
    data,
  };
}

/** The item's definition again; where edits moved it, the one of that name in the file that stands nearest. */
function defsOf(index: KernelIndex, item: CallHierarchyItem): readonly DefId[] {
  const data = item.data as ItemData | undefined;
  const all = index.lookup(item.name);
  if (!data) return all;
  const [nearest] = all
    .filter((def) => index.filePath(index.defFile(def)) === data.file)
    .sort((a, b) => Math.abs(index.defLine(a) - data.line) - Math.abs(index.defLine(b) - data.line));
  return nearest === undefined ? [] : [nearest];
}
