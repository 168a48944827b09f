/** Conditions on CONFIG symbols as a Makefile's `obj-$(CONFIG_X)` and `ifdef` make them: conjunctions, joined and simplified. */

/**
 * Terms that must all hold; empty: always. A term is `CONFIG_X`, `!CONFIG_X`, `0` (never) or a disjunction
 * `CONFIG_A || (CONFIG_B && CONFIG_C)`. A symbol holds for y and for m alike: its code is compiled in both.
 */
export type BuildCondition = readonly string[];

export const ALWAYS: BuildCondition = [];
export const NEVER: BuildCondition = ['0'];

/** Both hold. Repeated terms are dropped; `X` and `!X` together make `NEVER`. */
export function both(a: BuildCondition, b: BuildCondition): BuildCondition {
  if (a.length === 0 || b === NEVER) return b;
  if (b.length === 0 || a === NEVER) return a;
  const added = b.filter((term) => !a.includes(term));
  if (added.length === 0) return a;
  return added.some((term) => a.includes(negatedTerm(term))) ? NEVER : [...a, ...added];
}

/** One of them holds; what both ask for is asked once (`A && B` or `A && C` is `A && (B || C)`). */
export function either(a: BuildCondition, b: BuildCondition): BuildCondition {
  if (a === NEVER || a.length === 0) return a === NEVER ? b : ALWAYS;
  if (b === NEVER || b.length === 0) return b === NEVER ? a : ALWAYS;
  const common = a.filter((term) => b.includes(term));
  const onlyA = a.filter((term) => !common.includes(term));
  const members = onlyA.length === 1 ? (onlyA[0] ?? '').split(' || ') : [];
  // `A || (!A && B)` is `A || B`.
  const onlyB = b.filter((term) => !common.includes(term) && !members.includes(negatedTerm(term)));
  // A disjunction that grows (`A || B` or `B`) does not repeat its members.
  if (onlyA.length === 0 || onlyB.length === 0) return common;
  if (onlyB.length === 1 && members.includes(onlyB[0] ?? '')) return a;
  return [...common, `${asMember(onlyA)} || ${asMember(onlyB)}`];
}

/** The opposite, or null where this form cannot say it (a conjunction, a disjunction). */
export function opposite(a: BuildCondition): BuildCondition | null {
  if (a.length === 0) return NEVER;
  const [term] = a;
  if (a.length > 1 || term === undefined) return null;
  if (term === '0') return ALWAYS;
  return term.includes(' ') ? null : [negatedTerm(term)];
}

/** `CONFIG_A && (CONFIG_B || CONFIG_C)`, or null for always. */
export function conditionText(a: BuildCondition): string | null {
  if (a.length === 0) return null;
  if (a.length === 1) return a[0] ?? null;
  return a.map((term) => (term.includes(' || ') ? `(${term})` : term)).join(' && ');
}

function asMember(terms: BuildCondition): string {
  return terms.length === 1 ? (terms[0] ?? '') : `(${conditionText(terms)})`;
}

function negatedTerm(term: string): string {
  return term.startsWith('!') ? term.slice(1) : `!${term}`;
}
