import type { Reading } from './reading';
import { DefFlag } from './rows';

const textOf = ({ names, tokens }: Reading, token: number): string => names.text(tokens.name[token]!);

const attributeName = /^__\w+|_?aligned\w*|____cacheline/;

/** True for a name that beside the name of a field, type or parameter is an attribute. */
export const isAttributeLike = (reading: Reading, token: number): boolean => attributeName.test(textOf(reading, token));

/**
 * Attributes that are read behind a tag, too. C has them before the tag only, so any other `struct tag name(...) {` is a
 * function that gives a struct, also where its name begins with underscores.
 */
const knownAttribute = /^(?:__attribute(?:__)?|_*(?:aligned|packed)\w*)$/;

/** True for a macro or word that may stand between a tag and its `{`. */
export const isKnownAttribute = (reading: Reading, token: number): boolean =>
  knownAttribute.test(textOf(reading, token));

/** True for a name that behind the name of a variable is an attribute: `int x __read_mostly`. */
export const isVariableAttribute = (reading: Reading, token: number): boolean =>
  textOf(reading, token).startsWith('__');

/** `__always_inline` and `__weak` are macros of the kernel's own compiler headers (include/linux/compiler_types.h, compiler_attributes.h). */
export function attributeFlag(reading: Reading, token: number): number {
  const text = textOf(reading, token);
  if (text === '__weak') return DefFlag.Weak;
  return text === '__always_inline' ? DefFlag.Inline : 0;
}
