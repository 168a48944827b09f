/** What a mask means: the answer of `gfp-lens decode`. */
import { inEnglish, type Say } from '../text/say';
import { type Allows, allowsOf } from './allows';
import { evaluateMaskExpression, type MaskError, type MaskResult, notAMask } from './evaluateMask';
import { firstGfpExpression } from './expressionAt';
import { printedMaskIn } from './maskInText';
import { symbolic } from './symbolic';
import { flagsIn, knownBits, toHex, type Vocabulary } from './vocabulary';

/** The JSON of `decode`, field by field as in the command-line contract. */
export interface DecodeResult {
  readonly input: string;
  readonly hex: string;
  /** Exact up to 2^53; `hex` is always exact. */
  readonly value: number;
  readonly symbolic: string;
  /** The flags that are set, lowest bit first. */
  readonly flags: readonly { readonly name: string; readonly hex: string; readonly help: string }[];
  /** The bits that mean nothing in this kernel, `0x0` where there are none. */
  readonly unknownBits: string;
  readonly allows: Allows;
  readonly layout: {
    readonly source: 'builtin' | 'tree';
    readonly kernel: string;
    readonly file: string | null;
    /** `CONFIG_LOCKDEP=n`: what was assumed and could change this answer. */
    readonly assumptions: readonly string[];
  };
  /** Sentences that a reader should see, such as that the log's own names disagree with this kernel. */
  readonly notes: readonly string[];
}

export type DecodeOutcome =
  | { readonly ok: true; readonly result: DecodeResult }
  | { readonly ok: false; readonly error: MaskError };

/** Longest input that is looked at, in UTF-16 units. */
const LONGEST_INPUT = 65536;

/**
 * Decodes a number, an expression of flags, or a line that holds a mask.
 *
 * @param input `0x250`, `592`, `GFP_KERNEL & ~__GFP_FS`, `... (mode:0x250)`, `... gfp_mask=0x14200ca(GFP_HIGHUSER_MOVABLE)`
 * @param say what notes and errors are said in
 */
export function decode(input: string, vocabulary: Vocabulary, say: Say = inEnglish): DecodeOutcome {
  const text = input.slice(0, LONGEST_INPUT).trim();
  if (text === '') return { ok: false, error: notAMask(text, undefined, say) };
  const printed = printedMaskIn(text);
  const mask =
    printed === null ? evaluateText(text, vocabulary, say) : evaluateMaskExpression(printed.mask, vocabulary, say);
  if (!mask.ok) return mask;
  const result = decodeValue(mask.value, vocabulary, { input, names: mask.names });
  const notes = printed?.names == null ? [] : disagreement(mask.value, printed.names, vocabulary, say);
  return { ok: true, result: { ...result, notes: [...result.notes, ...notes] } };
}

/**
 * Decodes a value that is at hand.
 *
 * @param said the text that it came from, and the names in it (whose values may rest on an assumption)
 */
export function decodeValue(
  value: bigint,
  vocabulary: Vocabulary,
  said: { readonly input: string; readonly names: readonly string[] } = { input: toHex(value), names: [] },
): DecodeResult {
  const { layout } = vocabulary;
  const matters = layout.assumptions.filter(
    (assumption) => (value & assumption.bits) !== 0n || assumption.names.some((name) => said.names.includes(name)),
  );
  return {
    input: said.input,
    hex: toHex(value),
    value: Number(value),
    symbolic: symbolic(value, vocabulary),
    flags: flagsIn(value, vocabulary).map((flag) => ({ name: flag.name, hex: toHex(flag.value), help: flag.help })),
    unknownBits: toHex(value & ~knownBits(vocabulary)),
    allows: allowsOf(value, vocabulary),
    layout: {
      source: layout.source,
      kernel: layout.kernel,
      file: layout.file,
      assumptions: matters.map((assumption) => `${assumption.symbol}=${assumption.value}`),
    },
    notes: [],
  };
}

/** An expression, or a line of C that holds one. */
function evaluateText(text: string, vocabulary: Vocabulary, say: Say): MaskResult {
  const whole = evaluateMaskExpression(text, vocabulary, say);
  // `GFP_NOFOO | 1` should say what is wrong with the name; `kmalloc(n, GFP_NOFS);` is a line with a mask in it.
  const isLineOfCode = /[=;,{}"]|\w\s*\(/.test(text);
  if (whole.ok || !isLineOfCode) return whole;
  const part = firstGfpExpression(text);
  return part === null ? whole : evaluateMaskExpression(part.text, vocabulary, say);
}

/** One sentence where the names that the kernel printed are not those of this layout. */
function disagreement(value: bigint, names: string, vocabulary: Vocabulary, say: Say): string[] {
  const read = evaluateMaskExpression(names, vocabulary);
  if (read.ok && read.value === value) return [];
  return [
    say(
      'The line itself says {0}, which is not what {1} means in kernel {2}: it was printed by another version or configuration.',
      names,
      toHex(value),
      vocabulary.layout.kernel,
    ),
  ];
}
