/**
 * The import arrows of the project, and a checker that reads them off the sources.
 *
 * A room is what stands first under server/src: a folder (`gfp`), or an entry point (`cli`, `main`, `protocol`). The
 * client is one room.
 */
import { posix } from 'node:path';
import ts from 'typescript';

interface Room {
  /** Rooms that it may import from, beside itself. */
  readonly rooms: readonly string[];
  /** Packages that it may import; `*` at the end stands for anything. Node's own modules are `node:*`. */
  readonly packages: readonly string[];
}

const languageServer = 'vscode-languageserver*';
const engine = ['text', 'tree', 'outline', 'index', 'gfp', 'syntax', 'flow', 'hazards', 'trace', 'klog', 'render'];

/** Pure rooms have no `node:*`: data in, data out. Only features and the entry points know the protocol. */
export const allowedArrows: Readonly<Record<string, Room>> = {
  text: { rooms: [], packages: [] },
  outline: { rooms: ['text'], packages: [] },
  // gfp stands below tree, which reads the headers that gfp interprets.
  gfp: { rooms: ['text'], packages: [] },
  tree: { rooms: ['text', 'gfp'], packages: ['node:*'] },
  index: { rooms: ['outline', 'text', 'tree'], packages: ['node:*', 'apache-arrow'] },
  syntax: { rooms: ['index', 'outline', 'text'], packages: ['web-tree-sitter'] },
  flow: { rooms: ['syntax', 'gfp', 'index', 'outline', 'text'], packages: [] },
  hazards: { rooms: ['flow', 'syntax', 'gfp', 'index', 'text'], packages: [] },
  trace: { rooms: ['flow', 'syntax', 'gfp', 'index', 'outline', 'text'], packages: [] },
  klog: { rooms: ['trace', 'gfp', 'index', 'text'], packages: [] },
  render: { rooms: ['trace', 'klog', 'flow', 'gfp', 'index', 'text'], packages: [] },
  protocol: { rooms: [], packages: [] },
  features: { rooms: [...engine, 'protocol'], packages: ['node:*', languageServer, '@vscode/l10n'] },
  commands: { rooms: [...engine, 'main'], packages: ['node:*', 'commander'] },
  main: { rooms: [...engine, 'features', 'protocol'], packages: ['node:*', languageServer] },
  server: { rooms: ['main'], packages: [] },
  cli: { rooms: [...engine, 'commands', 'main'], packages: ['node:*', 'commander'] },
  // client/picture runs in a webview: its packages are for browsers. The editor's side imports its types and pure parts.
  client: { rooms: ['protocol'], packages: ['node:*', 'vscode', 'vscode-languageclient*', '@dagrejs/dagre'] },
};

/**
 * Checks every import, type-only ones included, of `files` (path from the project's root, with `/`, to text).
 * Gives one sentence for each arrow that is not allowed, each import that leads nowhere, and each cycle of files.
 */
export function brokenArrows(files: ReadonlyMap<string, string>): string[] {
  const broken: string[] = [];
  const graph = new Map<string, string[]>();
  for (const [file, text] of files) {
    const targets: string[] = [];
    graph.set(file, targets);
    for (const specifier of importsOf(text)) {
      const target = specifier.startsWith('.') ? resolved(file, specifier, files) : null;
      if (target === undefined) broken.push(`${file} imports ${specifier}, which is not there`);
      else if (target !== null) targets.push(target);
      const sentence = target === undefined ? null : forbidden(file, specifier, target);
      if (sentence !== null) broken.push(sentence);
    }
  }
  return [...broken, ...cycles(graph).map((cycle) => `import cycle: ${cycle.join(' -> ')}`)];
}

/** Every module specifier of a file: import, export ... from, import(), require(). */
function importsOf(text: string): string[] {
  return ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
}

/** Why `file` may not import this, or null. `target` is the imported file, null for a package. */
function forbidden(file: string, specifier: string, target: string | null): string | null {
  const from = roomOf(file);
  const room = allowedArrows[from];
  if (room === undefined) return `${file} is in the room ${from}, which has no arrows yet`;
  if (target === null) {
    const allowed = room.packages.some((pattern) => matches(pattern, specifier));
    return allowed ? null : `${file}: ${from} may not import ${specifier}`;
  }
  const to = roomOf(target);
  return to === from || room.rooms.includes(to) ? null : `${file}: ${from} may not import from ${to} (${target})`;
}

function roomOf(file: string): string {
  const [top, , room] = file.split('/');
  return top === 'server' && room !== undefined ? room.replace(/\.ts$/, '') : (top ?? '');
}

function matches(pattern: string, name: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}

/** The file that a relative specifier names; undefined where there is none. */
function resolved(file: string, specifier: string, files: ReadonlyMap<string, string>): string | undefined {
  const path = posix.join(posix.dirname(file), specifier);
  return [`${path}.ts`, `${path}/index.ts`, path].find((candidate) => files.has(candidate));
}

/** One cycle for each edge that closes one in a depth-first walk, as its files with the first one repeated at the end. */
function cycles(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const found: string[][] = [];
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (file: string): void => {
    const start = path.indexOf(file);
    if (start >= 0) found.push([...path.slice(start), file]);
    if (start >= 0 || done.has(file)) return;
    path.push(file);
    for (const target of graph.get(file) ?? []) visit(target);
    path.pop();
    done.add(file);
  };
  for (const file of graph.keys()) visit(file);
  return found;
}
