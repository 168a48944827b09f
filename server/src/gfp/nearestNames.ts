/** Names that a person may have meant. */

/** How many names are offered. */
const OFFERED = 3;

/**
 * The candidates that are closest to a name, best first, at most three. The underscores in front and upper or lower case do
 * not count, so that `nofs` and `_GFP_NOFS` find `GFP_NOFS`.
 */
export function nearestNames(name: string, candidates: Iterable<string>): string[] {
  const core = (text: string): string => text.toUpperCase().replace(/^_*(?:GFP_?)?/, '');
  const wanted = core(name.slice(0, 64));
  const scored: { readonly name: string; readonly distance: number }[] = [];
  for (const candidate of candidates) {
    const distance = editDistance(wanted, core(candidate));
    if (distance < wanted.length && distance <= Math.max(2, Math.floor(wanted.length / 3)))
      scored.push({ name: candidate, distance });
  }
  const underscores = (text: string): number => Math.abs(text.search(/[^_]/) - Math.max(0, name.search(/[^_]/)));
  scored.sort((a, b) => a.distance - b.distance || underscores(a.name) - underscores(b.name));
  return scored.slice(0, OFFERED).map((entry) => entry.name);
}

/** Levenshtein's distance: insertions, deletions and replacements of one character. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
