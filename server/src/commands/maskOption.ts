import { evaluateMaskExpression } from '../gfp/evaluateMask';
import { constant, type KnownBits } from '../gfp/maskValue';
import type { Vocabulary } from '../gfp/vocabulary';
import { CommandFailure } from './failure';

/** A mask that was asked for with `--mask`. */
export interface AskedMask {
  /** As it was written. */
  readonly text: string;
  readonly value: bigint;
  readonly known: KnownBits;
}

/** Masks of the tree's vocabulary. @throws CommandFailure 2 where a text is none, with the names that are nearest */
export function askedMasks(texts: readonly string[], vocabulary: Vocabulary, option = '--mask'): AskedMask[] {
  return texts.map((text) => {
    const result = evaluateMaskExpression(text, vocabulary);
    if (!result.ok) throw new CommandFailure(2, `${option}: ${result.error.message}`);
    return { text, value: result.value, known: constant(result.value) };
  });
}

/** Gathers an option that may be repeated. */
export function collect(value: string, before: readonly string[]): string[] {
  return [...before, value];
}
