/** Answers that are worked out once for each key, and go with the object that they hang on: a reader of code, an engine. */

/**
 * @param meanwhile the answer to a question that leads back to itself while it is being worked out; without it such a question must
 * not be asked
 */
export function answersPer<K, V>(meanwhile?: { readonly answer: V }) {
  const all = new WeakMap<object, Map<K, V>>();
  return (owner: object, key: K, answer: () => V): V => {
    let known = all.get(owner);
    if (known === undefined) {
      known = new Map();
      all.set(owner, known);
    }
    if (known.has(key)) return known.get(key)!;
    if (meanwhile !== undefined) known.set(key, meanwhile.answer);
    const found = answer();
    known.set(key, found);
    return found;
  };
}
