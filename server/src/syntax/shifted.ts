/** A copy of a syntax object with all of its offsets moved by `delta`: for code whose file was changed above it. */
export function shifted<T>(syntax: T, delta: number): T {
  if (delta === 0 || syntax === null || typeof syntax !== 'object') return syntax;
  if (Array.isArray(syntax)) return syntax.map((item) => shifted(item, delta)) as T;
  const copy: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(syntax)) {
    copy[key] = OFFSETS.has(key) && typeof value === 'number' ? value + delta : shifted(value, delta);
  }
  return copy as T;
}

const OFFSETS: ReadonlySet<string> = new Set(['start', 'end', 'nameStart']);
