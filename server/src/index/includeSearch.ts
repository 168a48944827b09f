/** Per architecture and `tools/` or not: the folders that `#include <x>` is looked up in. */
type Roots = readonly string[];

interface Place {
  readonly file: number;
  /** With the `/`. */
  readonly folder: string;
  /** The architecture that the file is of, else the chosen one. */
  readonly own: string;
  /** Which roots count. */
  readonly where: string;
}

/**
 * Looks up `#include` lines as a kernel build does: the file's folder, `include/`, the arch's, their uapi and generated
 * ones. What is not there comes from the nearest file whose path ends so (folders that a Makefile adds with `-I`).
 */
export class IncludeSearch {
  private readonly shared = new Map<string, number>();
  private readonly roots = new Map<string, Roots>();
  private byBaseName: Map<string, number[]> | null = null;
  /** Of the file asked about last: lines of one file come one after the other. */
  private place: Place = { file: -1, folder: '', own: '', where: '' };

  /** @param fileByPath number of a path in `paths`, undefined where there is none */
  constructor(
    private readonly paths: readonly string[],
    private readonly arch: string,
    private readonly fileByPath: (path: string) => number | undefined,
  ) {}

  /** The file that `#include "text"` (`<text>` where `angle`) means in `file`; -1 where the tree has no such file. */
  target(file: number, text: string, angle: boolean): number {
    if (file !== this.place.file) this.place = this.placeOf(file);
    const { folder, own, where } = this.place;
    if (!angle) {
      const near = this.fileByPath(normal(folder + text));
      if (near !== undefined) return near;
    }
    const key = `${where} ${text}`;
    let found = this.shared.get(key);
    if (found === undefined) {
      found = -1;
      for (const root of this.rootsOf(where, own)) {
        const hit = this.fileByPath(root + text);
        if (hit !== undefined) {
          found = hit;
          break;
        }
      }
      this.shared.set(key, found);
    }
    return found >= 0 ? found : this.nearest(text, folder);
  }

  private placeOf(file: number): Place {
    const path = this.paths[file]!;
    const own = /^arch\/([^/]+)\//.exec(path)?.[1] ?? this.arch;
    const where = path.startsWith('tools/') ? `${own} tools` : own;
    return { file, folder: path.slice(0, path.lastIndexOf('/') + 1), own, where };
  }

  private rootsOf(where: string, own: string): Roots {
    let roots = this.roots.get(where);
    if (roots === undefined) {
      roots = where === own ? searchPath(own) : ['tools/include/', `tools/arch/${own}/include/`, 'tools/include/uapi/'];
      this.roots.set(where, roots);
    }
    return roots;
  }

  /** `asm/x.h` that the arch lacks comes from asm-generic (scripts/Makefile.asm-generic). */
  private nearest(text: string, folder: string): number {
    const wanted = text.startsWith('asm/') ? `asm-generic/${text.slice(4)}` : text.replace(/^(\.\.?\/)+/, '');
    let best = -1;
    let bestShared = -1;
    for (const file of this.filesNamed(wanted.slice(wanted.lastIndexOf('/') + 1))) {
      const path = this.paths[file]!;
      if (path !== wanted && !path.endsWith(`/${wanted}`)) continue;
      if (text.startsWith('asm/') && !path.startsWith('include/')) continue;
      let shared = 0;
      while (shared < folder.length && folder[shared] === path[shared]) shared++;
      if (shared > bestShared) {
        best = file;
        bestShared = shared;
      }
    }
    return best;
  }

  private filesNamed(base: string): readonly number[] {
    if (this.byBaseName === null) {
      this.byBaseName = new Map();
      for (let file = 0; file < this.paths.length; file++) {
        const path = this.paths[file]!;
        const name = path.slice(path.lastIndexOf('/') + 1);
        const list = this.byBaseName.get(name);
        if (list) list.push(file);
        else this.byBaseName.set(name, [file]);
      }
    }
    return this.byBaseName.get(base) ?? [];
  }
}

function searchPath(arch: string): Roots {
  return [
    `arch/${arch}/include/`,
    `arch/${arch}/include/generated/`,
    'include/',
    `arch/${arch}/include/uapi/`,
    `arch/${arch}/include/generated/uapi/`,
    'include/uapi/',
    'include/generated/uapi/',
    '',
  ];
}

function normal(path: string): string {
  if (!path.includes('./') && !path.includes('//')) return path;
  const out: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') out.pop();
    else if (part !== '.' && part !== '') out.push(part);
  }
  return out.join('/');
}
