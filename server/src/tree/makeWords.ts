/** Expands the values of a Makefile's variables to words, each with the CONFIG condition under which it stands there. */
import { ALWAYS, type BuildCondition, both, either, NEVER, opposite } from './buildCondition';

export interface MakeWord {
  readonly text: string;
  readonly condition: BuildCondition;
}

/** One assignment to a variable, not expanded: Kbuild's lists refer to variables that are filled further below. */
export interface MakeValue {
  readonly value: string;
  readonly condition: BuildCondition;
}

export type MakeVariables = ReadonlyMap<string, readonly MakeValue[]>;

/** A variable in a variable in …: deeper is a loop (`A = $(A) x`). */
const MAX_DEPTH = 12;
/** Words that one token may multiply into (`foo_$(BITS).o` makes two). */
const MAX_PRODUCT = 16;

/** The words of `text`. What cannot be known without make (`$(shell …)`, `$(wildcard …)`, `$(call …)`) gives no word. */
export function expandWords(text: string, variables: MakeVariables, depth = 0): MakeWord[] {
  const words: MakeWord[] = [];
  if (!text.includes('$')) {
    for (const word of text.split(/\s+/)) if (word !== '') words.push({ text: word, condition: ALWAYS });
    return words;
  }
  for (const token of splitOutside(text, (char) => char === ' ' || char === '\t')) {
    if (token !== '') words.push(...expandToken(token, variables, depth));
  }
  return words;
}

function expandToken(token: string, variables: MakeVariables, depth: number): MakeWord[] {
  if (!token.includes('$')) return [{ text: token, condition: ALWAYS }];
  let product: MakeWord[] | undefined;
  for (let at = 0; at < token.length; ) {
    const start = token.indexOf('$', at);
    const literal = token.slice(at, start < 0 ? undefined : start);
    if (literal !== '') product = times(product, [{ text: literal, condition: ALWAYS }]);
    if (start < 0) break;
    const open = token[start + 1];
    if (open !== '(' && open !== '{') {
      // `$$`, `$@`: a recipe's, nothing here.
      at = start + 2;
      continue;
    }
    const end = closing(token, start + 1);
    const values = depth < MAX_DEPTH ? expandReference(token.slice(start + 2, end), variables, depth + 1) : [];
    const whole = start === 0 && end === token.length - 1;
    if (whole) return values;
    product = times(product, values.length === 0 ? [{ text: '', condition: ALWAYS }] : values);
    at = end + 1;
  }
  return (product ?? []).filter((word) => word.text !== '');
}

function times(left: MakeWord[] | undefined, right: readonly MakeWord[]): MakeWord[] {
  if (left === undefined) return [...right];
  const product: MakeWord[] = [];
  for (const a of left) {
    for (const b of right) {
      const condition = both(a.condition, b.condition);
      if (condition !== NEVER && product.length < MAX_PRODUCT) product.push({ text: a.text + b.text, condition });
    }
  }
  return product;
}

/** The inside of `$( … )`: a variable, a substitution `var:.c=.o`, or a function. */
function expandReference(inside: string, variables: MakeVariables, depth: number): MakeWord[] {
  const call = /^([a-z]+(?:-[a-z]+)?)\s+([\s\S]*)$/.exec(inside);
  if (call !== null) return expandFunction(call[1] ?? '', call[2] ?? '', variables, depth);
  const substitution = /^([^:=]+):([^=]*)=(.*)$/.exec(inside);
  if (substitution !== null) {
    const [, name = '', from = '', to = ''] = substitution;
    const pattern = from.includes('%') ? from : `%${from}`;
    return mapText(expandReference(name, variables, depth), patsubst(pattern, from.includes('%') ? to : `%${to}`));
  }
  const values = variables.get(listName(inside.trim()));
  if (values === undefined) return [];
  return values.flatMap((each) => conditioned(expandWords(each.value, variables, depth), each.condition));
}

/** `foo-m` and `foo-objs` are kept as `foo-y`: each names parts of foo. */
export function listName(name: string): string {
  return name.replace(/-(?:m|objs)$/, '-y');
}

function expandFunction(name: string, text: string, variables: MakeVariables, depth: number): MakeWord[] {
  const args = splitOutside(text, (char) => char === ',');
  const words = (index: number): MakeWord[] => expandWords(args[index] ?? '', variables, depth);
  const first = (index: number): string => words(index)[0]?.text ?? '';
  switch (name) {
    case 'addprefix': {
      const prefix = first(0);
      return mapText(words(1), (word) => prefix + word);
    }
    case 'addsuffix': {
      const suffix = first(0);
      return mapText(words(1), (word) => word + suffix);
    }
    case 'patsubst': {
      return mapText(words(2), patsubst(first(0), first(1)));
    }
    case 'subst': {
      const from = first(0);
      const to = first(1);
      return mapText(words(2), (word) => (from === '' ? word : word.replaceAll(from, to)));
    }
    case 'filter-out': {
      const out = new Set(words(0).map((word) => word.text));
      return words(1).filter((word) => !out.has(word.text));
    }
    case 'filter':
      return words(1);
    case 'sort':
    case 'strip':
    case 'abspath':
    case 'realpath':
      return words(0);
    case 'notdir':
      return mapText(words(0), (word) => word.slice(word.lastIndexOf('/') + 1));
    case 'if': {
      const condition = configCondition(args[0] ?? '');
      if (condition === null) return [...words(1), ...words(2)];
      return [...conditioned(words(1), condition), ...conditioned(words(2), opposite(condition) ?? ALWAYS)];
    }
    default:
      return [];
  }
}

/**
 * The condition that a text of `$(CONFIG_X)` stands for, as in the name `obj-$(CONFIG_X)` or the test of `$(if …)`;
 * null where no CONFIG symbol is in it.
 *
 * `$(CONFIG_A)$(CONFIG_B)` beside each other: one of them (together they would make `obj-yy`); in one function
 * (`$(subst y,$(CONFIG_A),$(CONFIG_B))`, `$(and …)`): all of them; in `$(or …)` and `$(filter y m,…)`: one of them.
 */
export function configCondition(text: string): BuildCondition | null {
  let joined: BuildCondition | null = null;
  for (const part of references(text)) {
    const symbols = part.match(/CONFIG_\w+/g);
    if (symbols === null) continue;
    const join = /^\((?:or|filter)\s/.test(part) ? either : both;
    const condition = symbols.map((symbol): BuildCondition => [symbol]).reduce(join);
    joined = joined === null ? condition : either(joined, condition);
  }
  return joined;
}

/** The `( … )` or `{ … }` of each outermost `$( … )`. */
function references(text: string): string[] {
  const found: string[] = [];
  for (let start = text.indexOf('$'); start >= 0; ) {
    const end = closing(text, start + 1);
    found.push(text.slice(start + 1, end + 1));
    start = text.indexOf('$', end);
  }
  return found;
}

function conditioned(words: readonly MakeWord[], condition: BuildCondition): MakeWord[] {
  if (condition.length === 0) return [...words];
  const kept: MakeWord[] = [];
  for (const word of words) {
    const joint = both(condition, word.condition);
    if (joint !== NEVER) kept.push({ text: word.text, condition: joint });
  }
  return kept;
}

function mapText(words: readonly MakeWord[], change: (text: string) => string): MakeWord[] {
  return words.map((word) => ({ text: change(word.text), condition: word.condition }));
}

function patsubst(pattern: string, replacement: string): (word: string) => string {
  const at = pattern.indexOf('%');
  if (at < 0) return (word) => (word === pattern ? replacement : word);
  const before = pattern.slice(0, at);
  const after = pattern.slice(at + 1);
  return (word) => {
    if (word.length < before.length + after.length || !word.startsWith(before) || !word.endsWith(after)) return word;
    return replacement.replace('%', word.slice(before.length, word.length - after.length));
  };
}

/** Offset of the bracket that closes the one at `open`; the end of the text where none does. */
function closing(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (char === 40 || char === 123) depth++;
    else if ((char === 41 || char === 125) && --depth === 0) return at;
  }
  return text.length;
}

function splitOutside(text: string, isSeparator: (char: string) => boolean): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? '';
    if (char === '(' || char === '{') depth++;
    else if (char === ')' || char === '}') depth--;
    else if (depth <= 0 && isSeparator(char)) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  parts.push(text.slice(from));
  return parts;
}
