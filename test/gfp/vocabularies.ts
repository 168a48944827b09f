/** Vocabularies for tests. */
import assert from 'node:assert/strict';
import { type BuiltinOptions, builtinVocabulary } from '../../server/src/gfp/builtinVocabulary';
import type { ConfigLookup, Vocabulary } from '../../server/src/gfp/vocabulary';

/** The built-in vocabulary of a version that the test knows to exist. */
export function vocabularyOf(version: string, options: BuiltinOptions = {}): Vocabulary {
  const result = builtinVocabulary(version, options);
  assert.ok(result.ok, result.ok ? '' : result.message);
  return result.vocabulary;
}

/** A complete .config in which only the given symbols (without `CONFIG_`) are set. */
export function configWith(...symbols: string[]): ConfigLookup {
  return (symbol) => (symbols.includes(symbol.replace(/^CONFIG_/, '')) ? 'y' : 'n');
}
