import type { PathAnswer, TraceHopAnswer } from '../../../server/src/protocol';
import { isSameMask } from './bitsThatMatter';

/** Fewer hops than these are shown as they are: a row that hides two saves nothing. */
const SHORTEST = 3;

/** Consecutive hops of a path, `from` up to but not including `end`. */
export interface Stretch {
  readonly from: number;
  readonly end: number;
  /** The family of files that they lie in where they are to be collapsed, `slab`; null for a hop that stands alone. */
  readonly family: string | null;
}

/**
 * A path in stretches: hops that lie in one subsystem, carry no gate and hand the mask on as it came are one stretch. The
 * ends of a path always stand alone.
 */
export function stretchesOf(path: PathAnswer): Stretch[] {
  const stretches: Stretch[] = [];
  const { hops } = path;
  for (let from = 0; from < hops.length; ) {
    const end = endOfStretch(hops, from);
    if (end - from >= SHORTEST) {
      stretches.push({ from, end, family: familyName(hops.slice(from, end)) });
      from = end;
    } else {
      stretches.push({ from, end: from + 1, family: null });
      from++;
    }
  }
  return stretches;
}

function endOfStretch(hops: readonly TraceHopAnswer[], from: number): number {
  let end = from;
  while (end > 0 && end < hops.length - 1 && isQuiet(hops[end]!)) {
    if (end > from && !continues(hops[end - 1]!, hops[end]!)) break;
    end++;
  }
  return end;
}

/** `vmscan`, `page_alloc` where all hops lie in files of one name; else the family, `slab`. */
function familyName(hops: readonly TraceHopAnswer[]): string {
  const { folder, name } = fileFamily(hops[0]!.file);
  const stems = new Set(hops.map(({ file }) => stemOf(file)));
  return stems.size === 1 && !folder.includes('/') ? [...stems][0]! : name;
}

function isQuiet(hop: TraceHopAnswer): boolean {
  return hop.guards.length === 0;
}

function continues(hop: TraceHopAnswer, next: TraceHopAnswer): boolean {
  const asked = new Set([...Object.keys(hop.masks), ...Object.keys(next.masks)]);
  return (
    isRelated(fileFamily(hop.file), fileFamily(next.file)) &&
    isSameMask(hop.mask, next.mask) &&
    [...asked].every((mask) => isSameMask(hop.masks[mask] ?? null, next.masks[mask] ?? null))
  );
}

/** The family of files that a file belongs to. */
export interface FileFamily {
  /** The folder that families are told apart in; empty for headers, which belong to the family of their name wherever it lives. */
  readonly folder: string;
  readonly name: string;
}

/**
 * Where a folder holds one subsystem, the folder is the family: `fs/xfs/libxfs/a.c` is `xfs`, `kernel/sched/fair.c` is `sched`. Files that
 * lie flat in a top folder go by the first word of their names: `mm/slab_common.c` is `slab`, `mm/page_alloc.c` is `page`. A header
 * under an `include` folder goes by its name: `include/linux/slab.h` is `slab`.
 */
export function fileFamily(file: string): FileFamily {
  const parts = file.split('/');
  const stem = stemOf(file).split(/[_-]/)[0]!;
  if (parts.includes('include')) return { folder: '', name: stem };
  const [top = '', sub] = parts.slice(0, -1);
  return sub === undefined ? { folder: top, name: stem } : { folder: `${top}/${sub}`, name: sub };
}

/** `slab_common` of `mm/slab_common.c`. */
function stemOf(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1).replace(/\.\w+$/, '');
}

/** Of one family: the same name, or two makes of one thing in one folder, a letter apart, as slab, slub and slob are. */
function isRelated(a: FileFamily, b: FileFamily): boolean {
  if (a.folder !== b.folder && a.folder !== '' && b.folder !== '') return false;
  return a.name === b.name || (a.folder === b.folder && isLetterApart(a.name, b.name));
}

function isLetterApart(a: string, b: string): boolean {
  if (a.length !== b.length || a.length < 4) return false;
  let differing = 0;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) differing++;
  return differing === 1;
}
