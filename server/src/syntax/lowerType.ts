import type { Lowering } from './lowering';
import { plainType } from './plainType';

/** Type of a cast or a compound literal, from its `type_descriptor`. */
export function castType(lowering: Lowering, node: number): string {
  return typeText(lowering, node);
}

/** A type's node as text: marks of the dialect resolved, bodies of `struct { ... }` left out. */
export function typeText(lowering: Lowering, node: number): string {
  const [first, ...rest] = lowering.type(node) === 'type_descriptor' ? lowering.children(node) : [node];
  if (first === undefined) return lowering.foldedText(node);
  const parts = [first, ...rest].map((part) => specifierText(lowering, part));
  return plainType(parts.join(' '));
}

/** A specifier alone: `struct foo` of `struct foo { int a; }`. */
export function specifierText(lowering: Lowering, node: number): string {
  const mark = lowering.markAt(node);
  if (mark?.kind === 'type') return mark.text;
  const keyword = SPECIFIERS[lowering.type(node)];
  if (keyword === undefined) return lowering.foldedText(node);
  const name = lowering.children(node).find((child) => lowering.type(child) === 'type_identifier');
  return name === undefined ? keyword : `${keyword} ${lowering.source(name)}`;
}

const SPECIFIERS: Readonly<Record<string, string>> = {
  struct_specifier: 'struct',
  union_specifier: 'union',
  enum_specifier: 'enum',
};

/** What a declarator adds to its type (`*`, `[]`, `(*)()` for a pointer to a function, `()` for a function), and the node of the name that it declares; -1 where it has none. */
export interface Declarator {
  readonly name: number;
  readonly suffix: string;
}

/** Walks a declarator to its name: `*p[3]` is `p` with ` *[]`. */
export function declaratorOf(lowering: Lowering, node: number): Declarator {
  let suffix = '';
  let isFunction = false;
  let at: number | undefined = node;
  while (at !== undefined) {
    const type = lowering.type(at);
    switch (type) {
      case 'identifier':
      case 'type_identifier':
      case 'field_identifier':
        return { name: at, suffix: isFunction ? '()' : suffix };
      case 'pointer_declarator':
      case 'abstract_pointer_declarator':
        if (isFunction) return { name: nameIn(lowering, at), suffix: '(*)()' };
        suffix = `${suffix}*`;
        break;
      case 'array_declarator':
      case 'abstract_array_declarator':
        suffix = `${suffix}[]`;
        break;
      case 'function_declarator':
      case 'abstract_function_declarator':
        isFunction = true;
        break;
      case 'parenthesized_declarator':
      case 'abstract_parenthesized_declarator':
      case 'attributed_declarator':
        break;
      default:
        return { name: -1, suffix: isFunction ? '()' : suffix };
    }
    at = lowering.children(at).find((child) => DECLARATORS.has(lowering.type(child)));
  }
  return { name: -1, suffix };
}

/** The first name inside of a declarator; -1 where it has none. */
function nameIn(lowering: Lowering, node: number): number {
  const { next } = lowering.tree;
  for (let i = node; i < next[node]!; i++) if (/identifier$/.test(lowering.type(i))) return i;
  return -1;
}

const DECLARATORS: ReadonlySet<string> = new Set([
  'identifier',
  'type_identifier',
  'field_identifier',
  'pointer_declarator',
  'abstract_pointer_declarator',
  'array_declarator',
  'abstract_array_declarator',
  'function_declarator',
  'abstract_function_declarator',
  'parenthesized_declarator',
  'abstract_parenthesized_declarator',
  'attributed_declarator',
]);
