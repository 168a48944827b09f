import type { KernelIndex } from '../index/kernelIndex';

/** A name may differ in this many letters from what was asked. */
const MOST_EDITS = 4;

/**
 * Up to `count` defined names that look like `name`, nearest first: by letters inserted, dropped or exchanged, ties in
 * the order of the alphabet. Reads every name of the index.
 */
export function nearestNames(index: KernelIndex, name: string, count = 3): string[] {
  const limit = Math.min(MOST_EDITS, Math.ceil(name.length / 2));
  const found: { readonly text: string; readonly edits: number }[] = [];
  for (const id of index.definedNames()) {
    const text = index.nameText(id);
    if (Math.abs(text.length - name.length) >= limit) continue;
    const edits = editDistance(name, text, limit);
    if (edits < limit) found.push({ text, edits });
  }
  return found
    .sort((a, b) => a.edits - b.edits || (a.text < b.text ? -1 : 1))
    .slice(0, count)
    .map(({ text }) => text);
}

/** Levenshtein distance, or `limit` where it is at least that. */
export function editDistance(a: string, b: string, limit: number): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const exchanged = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      const value = Math.min(row[j]! + 1, next[j - 1]! + 1, exchanged);
      next.push(value);
      least = Math.min(least, value);
    }
    if (least >= limit) return limit;
    row = next;
  }
  return Math.min(limit, row[b.length]!);
}
