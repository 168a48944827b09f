import { relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { SourceText } from '../index/textIndex';
import { plainText } from './indexedTexts';

const texts = new WeakMap<TextDocument, { readonly version: number; readonly text: string }>();

/** The open C texts of a tree, sorted by path. */
export function openTexts(documents: readonly TextDocument[], root: string): readonly SourceText[] {
  const found: SourceText[] = [];
  for (const document of documents) {
    const absolute = pathOf(document.uri);
    if (absolute === null || !/\.[ch]$/.test(absolute)) continue;
    const path = relative(root, absolute).split(sep).join('/');
    if (!path.startsWith('../')) found.push({ path, text: textOf(document) });
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Absolute path of a document on disk; null for other schemes and for addresses that name no file. */
export function pathOf(uri: string): string | null {
  try {
    return uri.startsWith('file:') ? fileURLToPath(uri) : null;
  } catch {
    return null;
  }
}

function textOf(document: TextDocument): string {
  const known = texts.get(document);
  if (known?.version === document.version) return known.text;
  const text = plainText(document.getText());
  texts.set(document, { version: document.version, text });
  return text;
}
