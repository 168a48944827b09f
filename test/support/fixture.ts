/**
 * A small tree of C files in one string: what a test starts from.
 *
 *     //- /mm/vmscan.c version:6.1 config:CONFIG_NUMA=y,CONFIG_MEMCG=m
 *     void shrink_node(void);
 *     void shrink_zones(void)
 *     {
 *             shrink_$0node();
 *     //      ^^^^^^^^^^^ call
 *     }
 *     //- /mm/slub.c
 *     void new_slab(void) { }
 *
 * `//- /path` begins a file; without one the whole text is `/main.c`. `version` and `config` belong to the tree and may
 * stand on any header, once. `$0` is the cursor: it is taken out. A comment line of `^^^ label` marks those columns of
 * the code line above it, several to a line if need be, and is taken out as well, so that a mark may stand inside a
 * macro's body. `//<^^^ label` begins at column 1, which the slashes cover otherwise. Indentation that all lines share is
 * taken off first.
 */

export interface FixturePosition {
  /** Relative to the tree, with `/`. */
  readonly path: string;
  /** UTF-16 units from the start of the file. */
  readonly offset: number;
  /** 1-based. */
  readonly line: number;
  /** 1-based, UTF-16 units. */
  readonly column: number;
}

export interface FixtureMark {
  readonly path: string;
  /** 1-based, in the file's text as it stands in `files`. */
  readonly line: number;
  /** 1-based, UTF-16 units; as if `$0` had never been there. */
  readonly column: number;
  /** One past the last marked column. */
  readonly endColumn: number;
  /** May be empty. */
  readonly label: string;
}

export interface Fixture {
  /** Path relative to the tree (`mm/vmscan.c`) to text, in the order of the fixture. Every text ends with a newline. */
  readonly files: ReadonlyMap<string, string>;
  /** As it is written: `6.1`. */
  readonly version: string | undefined;
  /** `CONFIG_NUMA` to `y`; empty where the fixture has none. */
  readonly config: ReadonlyMap<string, string>;
  readonly cursor: FixturePosition | undefined;
  /** In the order of the fixture. */
  readonly marks: readonly FixtureMark[];
}

interface Header {
  readonly path: string;
  readonly version: string | undefined;
  readonly config: ReadonlyMap<string, string> | undefined;
}

const CURSOR = '$0';
const HEADER_START = '//- ';
const MARK_LINE = /^\s*\/\/<?\s*\^/;

/** Reads the mini-language. Throws an Error that names the fixture's line (1-based, after the first newline) where it is wrong. */
export function parseFixture(text: string): Fixture {
  const files = new Map<string, string[]>();
  const marks: FixtureMark[] = [];
  let version: string | undefined;
  let config: ReadonlyMap<string, string> | undefined;
  let cursor: FixturePosition | undefined;
  let path: string | undefined;
  // As it stood in the fixture, with its cursor: marks are drawn under that.
  let codeLine: string | undefined;

  const lines = sharedIndentRemoved(text);
  if (!lines.some((line) => line.startsWith(HEADER_START))) {
    path = 'main.c';
    files.set(path, []);
  }
  for (const [index, line] of lines.entries()) {
    const wrong = (why: string): Error => new Error(`fixture line ${index + 1}: ${why}`);
    if (line.startsWith(HEADER_START)) {
      const header = readHeader(line, wrong);
      if (files.has(header.path)) throw wrong(`a second ${header.path}`);
      if (header.version !== undefined && version !== undefined) throw wrong('a second version');
      if (header.config !== undefined && config !== undefined) throw wrong('a second config');
      version ??= header.version;
      config ??= header.config;
      path = header.path;
      codeLine = undefined;
      files.set(path, []);
      continue;
    }
    if (path === undefined) {
      if (line === '') continue;
      throw wrong('text before the first header');
    }
    const written = files.get(path)!;
    if (MARK_LINE.test(line)) {
      if (codeLine === undefined) throw wrong('a mark with no line above it');
      for (const range of readMarks(line, codeLine, wrong)) marks.push({ path, line: written.length, ...range });
      continue;
    }
    codeLine = line;
    const at = line.indexOf(CURSOR);
    if (at >= 0) {
      if (cursor !== undefined || line.indexOf(CURSOR, at + 1) >= 0) throw wrong('a second cursor');
      const offset = written.reduce((sum, above) => sum + above.length + 1, at);
      cursor = { path, offset, line: written.length + 1, column: at + 1 };
    }
    written.push(line.replace(CURSOR, ''));
  }
  return {
    files: new Map([...files].map(([name, lines]) => [name, lines.map((line) => `${line}\n`).join('')])),
    version,
    config: config ?? new Map(),
    cursor,
    marks,
  };
}

/** The text of one file of a fixture; throws where it has no such file. */
export function fixtureText(fixture: Fixture, path: string): string {
  const text = fixture.files.get(path);
  if (text === undefined) throw new Error(`no ${path} in the fixture, only ${[...fixture.files.keys()].join(', ')}`);
  return text;
}

/** Lines of the text, without the newline that opens a template literal, its last line of blanks, and shared indentation. */
function sharedIndentRemoved(text: string): string[] {
  const lines = text
    .replace(/^\n/, '')
    .replace(/\n[ \t]*$/, '')
    .split('\n');
  const indents = lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length);
  const shared = indents.length === 0 ? 0 : Math.min(...indents);
  return lines.map((line) => (line.trim() === '' ? '' : line.slice(shared)));
}

function readHeader(line: string, wrong: (why: string) => Error): Header {
  const [path = '', ...options] = line.slice(HEADER_START.length).trim().split(/\s+/);
  if (!path.startsWith('/') || path.endsWith('/') || path.split('/').includes('..')) {
    throw wrong(`a path begins with / and names a file in the tree, not ${JSON.stringify(path)}`);
  }
  let version: string | undefined;
  let config: Map<string, string> | undefined;
  for (const option of options) {
    const value = option.slice(option.indexOf(':') + 1);
    if (/^version:\d+\.\d+(\.\d+)?$/.test(option)) version = value;
    else if (/^config:CONFIG_\w+=[^,]+(,CONFIG_\w+=[^,]+)*$/.test(option)) {
      config = new Map(
        value.split(',').map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
      );
    } else throw wrong(`version:6.1 or config:CONFIG_A=y,CONFIG_B=m is known, not ${option}`);
  }
  return { path: path.slice(1), version, config };
}

function readMarks(
  line: string,
  codeLine: string,
  wrong: (why: string) => Error,
): Omit<FixtureMark, 'path' | 'line'>[] {
  const cursorAt = codeLine.indexOf(CURSOR);
  // Columns that stand behind the cursor move left when it is taken out; one within it falls on the cursor itself.
  const withoutCursor = (column: number): number =>
    cursorAt < 0 || column <= cursorAt ? column : Math.max(cursorAt, column - CURSOR.length);
  const first = line.indexOf('//<');
  return [...line.matchAll(/(\^+)([^^]*)/g)].map((match, nth) => {
    const carets = match[1]!.length;
    const start = nth === 0 && first >= 0 ? 0 : match.index;
    if (codeLine.slice(0, start + carets).includes('\t'))
      throw wrong('a marked line is indented with blanks, not tabs');
    if (start + carets > codeLine.length) throw wrong('a mark beyond the end of the line above it');
    return {
      column: withoutCursor(start) + 1,
      endColumn: withoutCursor(start + carets) + 1,
      label: match[2]!.trim(),
    };
  });
}
