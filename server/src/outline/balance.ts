import { closeBracket, isClosing, isOpening } from './brackets';
import { NEWLINE } from './byteClasses';
import type { TokenizedFile } from './tokenizedFile';
import { LBRACE, RBRACE } from './tokens';

/** Takes the tokens of kind 0 out of the file; what counts its tokens moves with them. */
export function dropNeutralised(file: TokenizedFile): void {
  const { tokens, conditions } = file;
  const moved = new Int32Array(tokens.length + 1);
  let to = 0;
  for (let i = 0; i < tokens.length; i++) {
    moved[i] = to;
    if (tokens.kind[i] === 0) continue;
    tokens.kind[to] = tokens.kind[i]!;
    tokens.name[to] = tokens.name[i]!;
    tokens.start[to] = tokens.start[i]!;
    to++;
  }
  moved[tokens.length] = to;
  tokens.length = to;
  conditions.from = conditions.from.map((from) => moved[from]!);
  file.macros = file.macros.map((macro) => ({ ...macro, at: moved[macro.at]! }));
  file.includes = file.includes.map((include) => ({ ...include, at: moved[include.at]! }));
}

/**
 * Matches the file's brackets again. `resynchronise`, where the file does not balance: a `}` in the first column closes
 * everything that is open.
 */
export function rematch(file: TokenizedFile, resynchronise: boolean): void {
  const { tokens, bytes } = file;
  const stack: number[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const kind = tokens.kind[i]!;
    if (isOpening(kind)) {
      tokens.match[i] = -1;
      stack.push(i);
    } else if (isClosing(kind)) {
      tokens.match[i] = -1;
      if (resynchronise && kind === RBRACE && stack.length > 1) {
        const start = tokens.start[i]!;
        if (start === 0 || bytes[start - 1] === NEWLINE) {
          const bottom = stack.findIndex((open) => tokens.kind[open] === LBRACE);
          if (bottom >= 0) stack.length = bottom + 1;
        }
      }
      closeBracket(tokens, stack, i);
    }
  }
  if (stack.length > 0) file.problems.push('a bracket is never closed');
}
