export interface MacroDefinition {
  /** Names in order; `__VA_ARGS__` (or `name...`) last where the list is open. */
  readonly parameters: readonly string[];
  /** The text behind the parameter list, without continuations and comments. */
  readonly body: string;
}

/** Splits a macro's argument text at its outer commas; at most `limit` parts, the last one takes the rest. */
export function splitArguments(text: string, limit: number): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let i = 0; i < text.length && parts.length < limit - 1; i++) {
    const c = text[i]!;
    if (c === '(' || c === '{' || c === '[') depth++;
    else if (c === ')' || c === '}' || c === ']') depth--;
    else if (c === '"' || c === "'") {
      for (i++; i < text.length && text[i] !== c; i++) if (text[i] === '\\') i++;
    } else if (c === ',' && depth === 0) {
      parts.push(text.slice(from, i));
      from = i + 1;
    }
  }
  parts.push(text.slice(from));
  return parts.map((part) => part.trim());
}

/** The macro's body with its parameters replaced, `a ## b` pasted and `#a` made a string. */
export function substitute(macro: MacroDefinition, args: string): string {
  const values = macro.parameters.length === 0 ? [] : splitArguments(withoutComments(args), macro.parameters.length);
  let text = '';
  for (const piece of piecesOf(macro)) text += typeof piece === 'string' ? piece : (values[piece] ?? '');
  return text;
}

/** A body as texts that stay and numbers of parameters, worked out once: macros such as TRACE_EVENT are used thousands of times. */
const pieces = new WeakMap<MacroDefinition, readonly (string | number)[]>();

function piecesOf(macro: MacroDefinition): readonly (string | number)[] {
  const known = pieces.get(macro);
  if (known !== undefined) return known;
  const found: (string | number)[] = [];
  const place = new Map(macro.parameters.map((name, i) => [name, i]));
  // Pasting first: `a##b` joins what stands for a and b without anything between them.
  const pattern = /(\s*##\s*)|#\s*([A-Za-z_]\w*)|("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|([A-Za-z_]\w*)/g;
  let copied = 0;
  for (let match = pattern.exec(macro.body); match; match = pattern.exec(macro.body)) {
    const [whole, paste, quoted, , name] = match;
    const piece = paste !== undefined ? '' : quoted !== undefined && place.has(quoted) ? '""' : place.get(name ?? '');
    if (piece === undefined) continue;
    found.push(macro.body.slice(copied, match.index), piece);
    copied = match.index + whole.length;
  }
  found.push(macro.body.slice(copied));
  const kept = found.filter((piece) => piece !== '');
  pieces.set(macro, kept);
  return kept;
}

export function withoutComments(text: string): string {
  return text.replace(
    /("(?:[^"\\]|\\.)*")|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g,
    (whole, quoted: string | undefined) => quoted ?? (whole ? ' ' : ''),
  );
}

/** The function header that a text ends with (`static long f(int a)`), to which a body will be joined: its name and where its declaration begins. */
export function trailingFunction(text: string): { readonly name: string; readonly from: number } | null {
  const end = text.trimEnd();
  if (!end.endsWith(')')) return null;
  let depth = 0;
  let i = end.length - 1;
  for (; i >= 0; i--) {
    if (end[i] === ')') depth++;
    else if (end[i] === '(' && --depth === 0) break;
  }
  const name = /([A-Za-z_]\w*)\s*$/.exec(end.slice(0, i))?.[1];
  if (name === undefined) return null;
  const from = Math.max(end.lastIndexOf(';', i), end.lastIndexOf('}', i)) + 1;
  return { name, from };
}
