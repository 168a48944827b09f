/** The text of a definition, taken apart no further than questions about a single word need. */

export interface ArgumentText {
  readonly text: string;
  /** Where it begins in the text that it was read from. */
  readonly start: number;
}

/** Texts between an opening parenthesis that ends before `from` and its closing one, at the commas; null where it is not closed. */
export function argumentsIn(
  text: string,
  from: number,
): { readonly list: readonly ArgumentText[]; readonly end: number } | null {
  const list: ArgumentText[] = [];
  let level = 0;
  let start = from;
  for (let at = from; at < text.length; at++) {
    const char = text[at]!;
    if ('([{'.includes(char)) level++;
    else if (level > 0 && ')]}'.includes(char)) level--;
    else if (level === 0 && (char === ',' || char === ')')) {
      list.push({ text: text.slice(start, at), start });
      start = at + 1;
      if (char === ')') return { list, end: at + 1 };
    }
  }
  return null;
}

/** What a function's text declares between its parentheses, and all that stands behind; null where there is no such head. */
export function parametersOf(
  definition: string,
  name: string,
): { readonly declared: readonly string[]; readonly body: string } | null {
  const open = definition.indexOf('(', definition.indexOf(name));
  if (open < 0) return null;
  const head = argumentsIn(definition, open + 1);
  return head === null ? null : { declared: head.list.map(({ text }) => text), body: definition.slice(head.end) };
}
