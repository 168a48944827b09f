import type { DefId, FileId, KernelIndex } from '../index/kernelIndex';
import { documentOutline, type OutlineDefinition } from './documentOutline';
import { type LineMap, lineMap } from './lineMap';

/** An open text that is not what was indexed under its path. */
export interface OverlayText {
  readonly path: string;
  readonly text: string;
  /** What was indexed; null where that is not known. */
  readonly indexedText: string | null;
}

/** A definition that the open text has in place of the index's, or beside them. */
export interface OwnDefinition extends OutlineDefinition {
  /** The definition of the index that it replaces. */
  readonly replaces: DefId | undefined;
}

/** What becomes of one file's definitions under an open text. */
export interface OverlayPlan {
  readonly path: string;
  /** Unchanged definitions, and by how many lines they moved. */
  readonly kept: ReadonlyMap<DefId, number>;
  readonly hidden: ReadonlySet<DefId>;
  readonly own: readonly OwnDefinition[];
  readonly lines: LineMap;
}

/**
 * Compares definition by definition. What stands outside of the change, or word for word the same inside of it, stays
 * the index's, with all that the whole tree told about it; so a half-typed function never loses its neighbours. The rest
 * is read from the open text.
 */
export function overlayPlan(index: KernelIndex, file: FileId | undefined, overlay: OverlayText): OverlayPlan {
  const before = overlay.indexedText?.split('\n') ?? null;
  const after = overlay.text.split('\n');
  const lines = lineMap(before, after);
  const outline = documentOutline(overlay.path, overlay.text);
  const kept = new Map<DefId, number>();
  const changed: DefId[] = [];
  const old = file === undefined ? [] : index.defsOfFile(file);
  const sameText = (def: DefId, line: number): boolean => {
    if (before === null) return false;
    const from = index.defLine(def);
    for (let i = from; i <= index.defEndLine(def); i++) if (before[i - 1] !== after[i - from + line - 1]) return false;
    return true;
  };
  for (const def of old) {
    const line = index.defLine(def);
    const shift = lines.shiftOf(line, index.defEndLine(def));
    if (shift !== null) {
      kept.set(def, shift);
      continue;
    }
    const name = index.defName(def);
    const twin = outline.find((own) => own.name === name && sameText(def, own.line));
    if (twin) kept.set(def, twin.line - line);
    else changed.push(def);
  }
  const starts = [...kept].map(([def, shift]) => index.defLine(def) + shift).sort((a, b) => a - b);
  const isKept = new Set(starts);
  const headerOf = (def: DefId): string | undefined => before?.[index.defLine(def) - 1]?.trim();
  // One that was cut off may end before the line of the cut.
  const isChanged = new Set(changed.map((def) => index.defName(def)));
  // A definition is replaced once: a second one of its name, half-typed or behind another `#if`, stands for itself.
  const open = [...changed];
  const replacedBy = (def: OutlineDefinition): DefId | undefined => {
    const header = after[def.line - 1]?.trim();
    const byName = open.findIndex((each) => index.defName(each) === def.name);
    const at = byName < 0 && def.isInvocation ? open.findIndex((each) => headerOf(each) === header) : byName;
    return at < 0 ? undefined : open.splice(at, 1)[0];
  };
  const own = outline
    .filter((def) => !isKept.has(def.line) && (lines.touchesChange(def.line, def.endLine) || isChanged.has(def.name)))
    .map((def): OwnDefinition => {
      const replaces = replacedBy(def);
      // An unclosed brace swallows what follows: kept definitions are not part of it.
      const next = starts.find((line) => line > def.line) ?? Number.POSITIVE_INFINITY;
      return {
        ...def,
        name: replaces === undefined ? def.name : index.defName(replaces),
        endLine: Math.min(def.endLine, next - 1),
        calls: def.calls.filter((call) => call.line < next),
        replaces,
      };
    });
  return { path: overlay.path, kept, hidden: new Set(changed), own, lines };
}
