import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GFP_HEADER_PATHS, type GfpHeaders, vocabularyFromTree } from '../gfp/treeVocabulary';
import type { Vocabulary } from '../gfp/vocabulary';
import { kernelVersion } from './root';

/** The vocabulary of a tree on disk, null where it has no gfp headers. A symbol of the .config is 'y', 'm', 'n' or not known. */
export function readTreeVocabulary(root: string, dotConfig?: string): Vocabulary | null {
  const texts: { -readonly [K in keyof GfpHeaders]: string } = {};
  for (const key of Object.keys(GFP_HEADER_PATHS) as (keyof GfpHeaders)[]) {
    for (const path of GFP_HEADER_PATHS[key]) {
      const text = textOf(join(root, path));
      if (text !== undefined) {
        texts[key] = text;
        break;
      }
    }
  }
  const config = textOf(dotConfig ?? join(root, '.config'));
  const values = new Map<string, 'y' | 'm' | 'n'>();
  for (const match of (config ?? '').matchAll(/^(?:CONFIG_(\w+)=([ym])|# CONFIG_(\w+) is not set)$/gm)) {
    values.set(match[1] ?? match[3]!, match[2] === 'y' ? 'y' : match[2] === 'm' ? 'm' : 'n');
  }
  const lookup = (symbol: string) =>
    values.get(symbol.replace(/^CONFIG_/, '')) ?? (config === undefined ? undefined : 'n');
  return vocabularyFromTree(texts, lookup, kernelVersion(root));
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
