/** Which functions a name means in a tree that may be older or newer than the name. */
import type { DefId, KernelIndex } from '../index/kernelIndex';
import { wordsOf } from './nameWords';
import { nearestNames } from './nearestNames';
import { RENAMES } from './renames';

export interface ResolvedName {
  /** Empty where nothing in the tree answers to the name. */
  readonly defs: readonly DefId[];
  /** The name that was found in its place; null where the tree has the name itself, or nothing. */
  readonly found: string | null;
  /** Why `found` is taken for it; null where `found` is. */
  readonly why: string | null;
  /** Names that look like it, where nothing was found. */
  readonly nearest: readonly string[];
}

/**
 * Definitions that `name` or `file.c:name` means: its own; else those of the name that took its place or had it before,
 * known from the table of renames; else those of a name that differs only in underscores, `_noprof`, or in saying page
 * for folio, in whatever order the words stand. Only functions that the configuration builds count as a successor.
 */
export function resolveName(index: KernelIndex, query: string): ResolvedName {
  const own = index.lookup(query);
  if (own.length > 0) return { defs: own, found: null, why: null, nearest: [] };
  const colon = query.lastIndexOf(':');
  const path = colon < 0 ? null : query.slice(0, colon);
  const name = query.slice(colon + 1);
  const place = (found: string, why: string): ResolvedName | null => {
    const all = index.lookup(found);
    const there = path === null ? all : index.lookup(`${path}:${found}`);
    if (all.length === 0) return null;
    if (there.length > 0) return { defs: there, found, why, nearest: [] };
    // The function moved to another file, too: the answer names it.
    const file = index.filePath(index.defFile(all[0]!));
    return { defs: all, found: `${file}:${found}`, why, nearest: [] };
  };
  // A function that moved to another file under its own name.
  const moved = path === null ? null : place(name, `it is not in ${path}`);
  if (moved !== null) return moved;
  const renamed = throughTable(index, name) ?? bySpelling(index, name) ?? byWords(index, name);
  return (
    (renamed === null ? null : place(renamed.found, renamed.why)) ?? {
      defs: [],
      found: null,
      why: null,
      nearest: nearestNames(index, name),
    }
  );
}

/**
 * Definitions at which a path to `defs` may end as well: where a name became a macro around the function that does the
 * work (`__alloc_pages` around `__alloc_pages_noprof`), a path to that function is a path to the name.
 */
export function standIns(index: KernelIndex, defs: readonly DefId[]): DefId[] {
  if (defs.length === 0 || !defs.every((def) => index.defKind(def) === 'macro')) return [];
  const stands: DefId[] = [];
  for (const name of new Set(defs.map((def) => index.defName(def)))) {
    let next: string | undefined = name;
    const seen = new Set<string>();
    while (next !== undefined && !seen.has(next)) {
      seen.add(next);
      const current: string = next;
      next = RENAMES.find((rename) => rename.old === current)?.now;
    }
    for (const other of [`${name}_noprof`, ...seen]) if (other !== name) stands.push(...workers(index, other));
  }
  return [...new Set(stands)];
}

interface Found {
  readonly found: string;
  readonly why: string;
}

/** Follows the table forward, then backward, as far as the tree has functions. */
function throughTable(index: KernelIndex, name: string): Found | null {
  for (const forward of [true, false]) {
    let at: string | undefined = name;
    let best: Found | null = null;
    const seen = new Set<string>();
    while (at !== undefined && !seen.has(at)) {
      seen.add(at);
      const from: string = at;
      const step = RENAMES.find((rename) => (forward ? rename.old : rename.now) === from);
      at = step === undefined ? undefined : forward ? step.now : step.old;
      if (step === undefined || at === undefined) break;
      if (workers(index, at).length > 0) {
        const why = forward ? `since ${step.since}: ${step.why}` : `before ${step.since}: ${step.why}`;
        best = { found: at, why };
      }
    }
    if (best !== null) return best;
  }
  return null;
}

const WRAPPINGS: readonly ((name: string) => string)[] = [
  (name) => `${name}_noprof`,
  (name) => name.replace(/_noprof$/, ''),
  (name) => name.replace(/^_+/, ''),
  (name) => `_${name.replace(/^_+/, '')}`,
  (name) => `__${name.replace(/^_+/, '')}`,
];

/** The same words with other wrapping, or page for folio. */
function bySpelling(index: KernelIndex, name: string): Found | null {
  const spoken = [
    { name, why: 'the same words' },
    { name: name.replace(/page/g, 'folio'), why: 'page became folio' },
    { name: name.replace(/folio/g, 'page'), why: 'before folios' },
  ];
  for (const one of spoken) {
    for (const wrap of [(text: string) => text, ...WRAPPINGS]) {
      const found = wrap(one.name);
      if (found !== name && workers(index, found).length > 0) return { found, why: one.why };
    }
  }
  return null;
}

/** Words that come and go when a function is renamed: `wait_on_page_writeback`, `folio_wait_writeback`. */
const FILLERS: ReadonlySet<string> = new Set(['on', 'of', 'to', 'the', 'noprof']);

/** The same words in another order. Reads every name of the index: the last resort. */
function byWords(index: KernelIndex, name: string): Found | null {
  const wanted = bagOf(name);
  if (wordsOf(name).length < 2) return null;
  let best: { readonly found: string; readonly callers: number } | null = null;
  for (const id of index.definedNames()) {
    const text = index.nameText(id);
    if (Math.abs(text.length - name.length) > 8 || bagOf(text) !== wanted) continue;
    const defs = workers(index, text);
    if (defs.length === 0) continue;
    const callers = Math.max(...defs.map((def) => index.callsTo(def).length));
    if (best === null || callers > best.callers) best = { found: text, callers };
  }
  return best === null ? null : { found: best.found, why: 'the same words in another order' };
}

function bagOf(name: string): string {
  return wordsOf(name)
    .filter((word) => !FILLERS.has(word))
    .map((word) => word.replace(/^(?:folio|page)(s?)$/, 'folio$1'))
    .sort()
    .join(' ');
}

/** Definitions of a name that are functions, leave out those that the configuration excludes. */
function workers(index: KernelIndex, name: string): DefId[] {
  return index.lookup(name).filter((def) => index.defKind(def) === 'function' && !index.defIsExcluded(def));
}
