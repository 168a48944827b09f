import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { TreeParts } from '../index/treeParts';

/** The texts that an index was made of, as far as they can still be had. Each is looked up once and remembered. */
export class IndexedTexts {
  private readonly known = new Map<string, string | null>();

  constructor(private readonly read: (path: string) => string | null) {}

  /** What was indexed as `path`; null where that is not known: the file changed since, or the index does not hold it. */
  of(path: string): string | null {
    let text = this.known.get(path);
    if (text === undefined) {
      text = this.read(path);
      this.known.set(path, text);
    }
    return text;
  }

  /** A file on disk that still has the size and time of its reading holds what was read. */
  static onDisk({ root, sizes, times }: TreeParts, fileByPath: (path: string) => number | undefined): IndexedTexts {
    return new IndexedTexts((path) => {
      const file = fileByPath(path);
      if (file === undefined) return null;
      try {
        const { size, mtimeMs } = statSync(join(root, path));
        if (size !== sizes[file] || mtimeMs !== times[file]) return null;
        return plainText(readFileSync(join(root, path), 'utf8'));
      } catch {
        return null;
      }
    });
  }
}

/** As editors give a text: no byte order mark; line ends made equal, so that they do not count as a change. */
export function plainText(text: string): string {
  const body = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  return body.includes('\r') ? body.replace(/\r\n/g, '\n') : body;
}
