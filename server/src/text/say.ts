/** Sentences for people. Rooms say them in English unless they are handed another voice; only the language server has one. */

/**
 * Says a message, which is English and a literal: `scripts/l10n.mjs` collects it from the call. `{0}`, `{1}` stand for the values.
 * Gives it in the reader's language, with the values filled in.
 */
export type Say = (message: string, ...values: readonly (string | number)[]) => string;

/** What the command line speaks, always. */
export const inEnglish: Say = (message, ...values) =>
  values.length === 0
    ? message
    : message.replace(/\{(\d)\}/g, (whole, place: string) => String(values[Number(place)] ?? whole));

/** Marks the English words of a table for `scripts/l10n.mjs`; they are said by `sayMarked`. */
export function toSay<T>(words: T): T {
  return words;
}

/** Words that `toSay` marks in the reader's language; all others, such as a tree's own comments, as they are. */
export function sayMarked(voice: Say, words: string): string {
  return voice(words);
}
