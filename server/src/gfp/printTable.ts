/** The kernel's own table of printed gfp names, out of the text of a trace header. */
import { tokenizeC } from './cTokens';
import { emptyDefinitions, readHeader } from './headerText';

export interface PrintTable {
  /** gfp names, first printed first. */
  readonly order: readonly string[];
  /** Printed name to gfp name, where they differ (`GFP_WAIT` for `__GFP_WAIT`, up to 4.5). */
  readonly printedNames: ReadonlyMap<string, string>;
}

/** Nesting of macros that are followed: show_gfp_flags -> __def_gfpflag_names -> TRACE_GFP_FLAGS -> … is 4. */
const MAX_NESTING = 8;

/**
 * Reads include/trace/events/mmflags.h (4.6 on) or gfpflags.h (before): what show_gfp_flags() prints, in its order.
 *
 * Known entries: `{(unsigned long)NAME, "TEXT"}`, `gfpflag_string(NAME)`, and `TRACE_GFP_EM(X)` for `__GFP_X`.
 *
 * @returns null where the text has no such table
 */
export function readPrintTable(text: string, isSet: (symbol: string) => boolean): PrintTable | null {
  const definitions = emptyDefinitions();
  // show_gfp_flags takes an argument; as an object-like macro its body can be read like the others.
  readHeader(text.replace(/(#[ \t]*define[ \t]+show_gfp_flags)\([^)]*\)/g, '$1 '), isSet, definitions);
  const order: string[] = [];
  const printedNames = new Map<string, string>();
  const collect = (macro: string, nesting: number): void => {
    const body = definitions.macros.get(macro);
    if (body === undefined || nesting > MAX_NESTING) return;
    const tokens = tokenizeC(body);
    for (let i = 0; i < tokens.length; i++) {
      const token = tokens[i];
      if (token?.kind !== 'name') continue;
      const isCall = tokens[i + 1]?.text === '(';
      if (isCall && token.text === 'TRACE_GFP_EM') {
        order.push(`__GFP_${tokens[i + 2]?.text}`);
        i += 3;
      } else if (/^(?:__)?GFP_/.test(token.text)) {
        order.push(token.text);
        const printed = tokens[i + 1]?.text === ',' ? /^"(\w+)"$/.exec(tokens[i + 2]?.text ?? '')?.[1] : undefined;
        if (printed !== undefined && printed !== token.text) printedNames.set(printed, token.text);
      } else if (!isCall) {
        collect(token.text, nesting + 1);
      }
    }
  };
  collect('show_gfp_flags', 0);
  return order.length > 0 ? { order, printedNames } : null;
}
