// package.json with keys instead of words.

/** Properties whose text people read. */
const readable = new Set([
  ...['title', 'shortTitle', 'description', 'markdownDescription', 'deprecationMessage', 'markdownDeprecationMessage'],
  ...['enumDescriptions', 'markdownEnumDescriptions', 'enumItemLabels', 'name', 'contextualTitle', 'contents', 'label'],
  ...['displayName', 'altText'],
]);
/** What tells the elements of a list apart. */
const identities = ['command', 'id', 'view', 'viewType', 'key'];
/** `name` is a word only here; elsewhere it is an identifier. */
const named = /^contributes\.(views|viewsContainers)\./;
/** Names, the same in every language. */
const sameEverywhere = new Set(['GFP Lens', 'Kernel Log']);

/**
 * Replaces readable words of a manifest by `%key%`, the key being the place in it.
 *
 * @param words what the keys that it has already stand for
 * @returns {{manifest: object, words: object, plain: string[]}} the manifest with keys; English by key, in the order of the
 *   manifest; the keys that were plain English before
 */
export function keyedManifest(manifest, words) {
  const english = {};
  const plain = [];
  const text = (value, place) => {
    if (sameEverywhere.has(value)) return value;
    const key = /^%(.+)%$/.exec(value)?.[1];
    if (key === undefined) plain.push(place);
    english[key ?? place] = key === undefined ? value : (words[key] ?? '');
    return `%${key ?? place}%`;
  };
  const keyed = (value, place, isReadable) => {
    if (typeof value === 'string') return isReadable ? text(value, place.replace(/^contributes\./, '')) : value;
    if (Array.isArray(value)) {
      const names = namesOf(value);
      return value.map((each, i) => keyed(each, `${place}.${names[i]}`, isReadable));
    }
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, each]) => {
        const inside = `${place}.${name}`;
        const isWord = readable.has(name) && (name !== 'name' || named.test(inside));
        return [name, keyed(each, inside, isWord && (typeof each === 'string' || Array.isArray(each)))];
      }),
    );
  };
  const { description, capabilities, contributes } = manifest;
  const changed = {
    ...manifest,
    description: text(description, 'description'),
    ...(capabilities === undefined ? {} : { capabilities: keyed(capabilities, 'capabilities', false) }),
    contributes: keyed(contributes, 'contributes', false),
  };
  return { manifest: changed, words: english, plain };
}

/** What each element of a list is called in a key: its identity, numbered where several have the same; else its place. */
function namesOf(list) {
  const own = list.map(identityOf);
  return own.map((name, i) => {
    if (name === undefined) return String(i);
    const before = own.slice(0, i).filter((other) => other === name).length;
    return before === 0 ? name : `${name}.${before + 1}`;
  });
}

function identityOf(element) {
  if (typeof element !== 'object' || element === null) return undefined;
  return identities.map((name) => element[name]).find((value) => typeof value === 'string');
}
