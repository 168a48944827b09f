/** Preprocessor lines, as a token of their own. */
import { negated } from '../outline/conditions';

/** Whether a condition (`#ifdef X` as `defined(X)`) is known to be false; null where that is not known. */
export type ConditionJudge = (condition: string) => boolean | null;

export const DIRECTIVE_LINE = /^#\s*(if|ifdef|ifndef|elif|elifdef|elifndef|else|endif)\b([\s\S]*)$/;

/** The condition of an `#if`, `#ifdef X` as `defined(X)`. */
export function conditionText(keyword: string, rest: string): string {
  const text = rest
    .replace(/\/\*[\s\S]*?(?:\*\/|$)|\/\/[^\n]*/g, ' ')
    .replace(/\\\r?\n/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  if (keyword.endsWith('ifdef') || keyword === 'elifdef') return `defined(${text})`;
  if (keyword.endsWith('ndef')) return negated(`defined(${text})`);
  return text;
}
