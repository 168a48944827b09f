/** The value of a mask that is written as C. */

import { inEnglish, type Say } from '../text/say';
import { evaluateExpression } from './constantExpression';
import { tokenizeC } from './cTokens';
import { layoutsDefining } from './layouts';
import { nearestNames } from './nearestNames';
import { RENAMED_FLAGS } from './renamedFlags';
import type { Vocabulary } from './vocabulary';

/** Why a text is no mask. `message` is one sentence for people. */
export type MaskError =
  | {
      readonly kind: 'undefinedFlag';
      readonly name: string;
      /** At most three names of this kernel, best first. */
      readonly nearest: readonly string[];
      readonly message: string;
    }
  | { readonly kind: 'notAMask'; readonly message: string }
  /** More than 64 bits. */
  | { readonly kind: 'tooWide'; readonly message: string };

export type MaskResult =
  | {
      readonly ok: true;
      readonly value: bigint;
      /** The gfp names that stand in the text, each once. */
      readonly names: readonly string[];
    }
  | { readonly ok: false; readonly error: MaskError };

/** Longest text that is taken for an expression, in UTF-16 units. */
const LONGEST_EXPRESSION = 4096;

/**
 * Evaluates `GFP_KERNEL & ~__GFP_FS`, `(__force gfp_t)(GFP_NOFS | 0x200u)`: numbers, names of the vocabulary, `| & ~ ^`,
 * parentheses and casts, and what else C has for constants. `none` is 0, as tracing prints it; names as printed by old
 * kernels (`GFP_WAIT`) are understood where that kernel printed them so.
 */
export function evaluateMaskExpression(text: string, vocabulary: Vocabulary, say: Say = inEnglish): MaskResult {
  if (text.length > LONGEST_EXPRESSION) return { ok: false, error: notAMask(text, undefined, say) };
  const result = evaluateExpression(text, { valueOf: (name) => valueOfName(name, vocabulary), say });
  if (result.ok) {
    const words = tokenizeC(text).filter((token) => token.kind === 'name' && vocabulary.values.has(token.text));
    return { ok: true, value: result.value, names: [...new Set(words.map((token) => token.text))] };
  }
  switch (result.error.kind) {
    case 'undefinedName':
      return { ok: false, error: unknownName(result.error.name, text, vocabulary, say) };
    case 'tooWide':
      return { ok: false, error: { kind: 'tooWide', message: say('"{0}" has more than 64 bits.', shorten(text)) } };
    case 'syntax':
      return { ok: false, error: notAMask(text, result.error.why, say) };
  }
}

/** The error for a text that is no mask in any way. */
export function notAMask(text: string, why?: string, say: Say = inEnglish): MaskError {
  const given = shorten(text);
  const verdict =
    why === undefined ? say('"{0}" is no gfp mask', given) : say('"{0}" is no gfp mask ({1})', given, why);
  const wanted = say(
    'give a number (0x250, 592), an expression of flags (GFP_NOFS|__GFP_NOWARN) or a log line that holds one (mode:0x250)',
  );
  return { kind: 'notAMask', message: say('{0}: {1}.', verdict, wanted) };
}

function valueOfName(name: string, vocabulary: Vocabulary): bigint | undefined {
  if (name === 'none') return 0n;
  const value = vocabulary.values.get(name);
  if (value !== undefined) return value;
  // The plain number behind a flag (`___GFP_IO`) has the flag's value.
  if (name.startsWith('___GFP_')) return vocabulary.values.get(name.slice(1));
  return vocabulary.values.get(vocabulary.printedNames.get(name) ?? '');
}

/** A word that is like no gfp name at all is no misspelt flag. */
function unknownName(name: string, text: string, vocabulary: Vocabulary, say: Say): MaskError {
  const error = undefinedFlag(name, vocabulary, say);
  return error.nearest.length > 0 || /GFP_/i.test(name) ? error : notAMask(text, undefined, say);
}

function undefinedFlag(name: string, vocabulary: Vocabulary, say: Say): MaskError & { readonly kind: 'undefinedFlag' } {
  const near = nearestNames(name, vocabulary.values.keys());
  const renamed = (RENAMED_FLAGS.get(name) ?? []).filter((other) => vocabulary.values.has(other));
  const nearest = [...new Set([...renamed, ...near])].slice(0, 3);
  const { kernel } = vocabulary.layout;
  const known = layoutsDefining(name);
  const verdict =
    known === null
      ? say('{0} is not a gfp name of kernel {1}', shorten(name), kernel)
      : known.first === known.last
        ? say('{0} is not a gfp name of kernel {1} ({2} has it)', shorten(name), kernel, known.first)
        : say(
            '{0} is not a gfp name of kernel {1} ({2} to {3} have it)',
            shorten(name),
            kernel,
            known.first,
            known.last,
          );
  const message = nearest.length === 0 ? say('{0}.', verdict) : say('{0}; nearest: {1}.', verdict, nearest.join(', '));
  return { kind: 'undefinedFlag', name, nearest, message };
}

function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
