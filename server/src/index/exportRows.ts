import type { CallId, DefId, KernelIndex } from './kernelIndex';

/** Rows of the export, as documented in the command-line contract. */
export interface FunctionRow {
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly endLine: number;
  readonly static: boolean;
  readonly kind: 'function' | 'macro';
  readonly condition: string | null;
}

export interface CallExportRow {
  readonly caller: string;
  readonly callerFile: string;
  readonly callee: string;
  readonly calleeFile: string | null;
  readonly kind: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly through: string | null;
}

export interface AssignmentRow {
  readonly struct: string;
  readonly field: string;
  readonly function: string;
  readonly file: string;
  readonly line: number;
}

/** Keeps rows whose own file lies under one of the folders; no folder keeps all. */
export function underFolders(folders: readonly string[]): (path: string) => boolean {
  const clean = folders.map((folder) => folder.replace(/^\.?\/+|\/+$/g, '')).filter((folder) => folder !== '');
  if (clean.length === 0) return () => true;
  return (path) => clean.some((folder) => path === folder || path.startsWith(`${folder}/`));
}

export function* functionRows(index: KernelIndex, under: (path: string) => boolean): Generator<FunctionRow> {
  for (let def: DefId = 0; def < index.defCount; def++) {
    const file = index.filePath(index.defFile(def));
    if (!under(file)) continue;
    yield {
      name: index.defName(def),
      file,
      line: index.defLine(def),
      endLine: index.defEndLine(def),
      static: index.defIsStatic(def),
      kind: index.defKind(def),
      condition: index.defCondition(def),
    };
  }
}

/** True for a macro that the configuration leaves out, where another of that name in the same file is left in. */
function isOtherVariant(index: KernelIndex, def: DefId): boolean {
  if (index.defKind(def) !== 'macro' || !index.defIsExcluded(def)) return false;
  const file = index.defFile(def);
  return index
    .defsOfName(index.defNameId(def))
    .some((other) => index.defFile(other) === file && index.defKind(other) === 'macro' && !index.defIsExcluded(other));
}

/**
 * Calls of the definitions under the folders. Of a macro that one file defines several times, those that the configuration
 * leaves in: a row names its caller by file and name, and could not tell them apart.
 */
export function* callRows(index: KernelIndex, under: (path: string) => boolean): Generator<CallExportRow> {
  for (let def: DefId = 0; def < index.defCount; def++) {
    const file = index.filePath(index.defFile(def));
    if (!under(file) || isOtherVariant(index, def)) continue;
    const caller = index.defName(def);
    const { from, to } = index.callsOf(def);
    for (let call: CallId = from; call < to; call++) {
      if (!index.isCall(call)) continue;
      const site = index.callSite(call);
      const slot = index.callSlot(call);
      const own = {
        caller,
        callerFile: file,
        kind: index.callKind(call),
        file,
        line: site.line,
        column: site.column,
        through: slot === undefined ? null : index.slotName(slot),
      };
      const targets = index.targets(call);
      if (targets.length === 0) yield { ...own, callee: index.nameText(index.callCalleeName(call)), calleeFile: null };
      for (let i = 0; i < targets.length; i++) {
        const target = targets[i]!;
        yield { ...own, callee: index.defName(target), calleeFile: index.filePath(index.defFile(target)) };
      }
    }
  }
}

export function* assignmentRows(index: KernelIndex, under: (path: string) => boolean): Generator<AssignmentRow> {
  for (let slot = 0; slot < index.slotCount; slot++) {
    const [struct = '?', field = ''] = index.slotName(slot).split('.');
    for (const assignment of index.assignmentsIn(slot)) {
      const file = index.filePath(assignment.file);
      if (under(file)) yield { struct, field, function: index.defName(assignment.def), file, line: assignment.line };
    }
  }
}
