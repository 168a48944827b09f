import assert from 'node:assert/strict';
import fc from 'fast-check';
import { OutlineReader } from '../../server/src/outline/outlineReader';
import { DefFlag } from '../../server/src/outline/rows';
import { outlineOf } from './outlineOf';

const words = [
  ...['int', 'struct', 'enum', 'typedef', 'static', 'f', 'g', 'name', '__aligned', '(', ')', '{', '}', '[', ']'],
  ...[';', ',', '=', '.', '*', ':', '->', '"', "'", '/*', '*/', '//', '\\', '\\\n', '\n', '\r\n', '\0', ' ', '42'],
  ...['\n#if 0\n', '\n#if A\n', '\n#ifdef B\n', '\n#ifndef C\n', '\n#elif D\n', '\n#else\n', '\n#endif\n'],
  ...['\n#define M', '\n#define F(', '\n#define F(a', '\n#include "a.h"\n', '##', '...', '\ufeff', 'é'],
];
const cLike = fc
  .array(fc.constantFrom(...words), { maxLength: 120 })
  .map((parts) => new TextEncoder().encode(parts.join('')));

function definitions(reader: OutlineReader): { name: string; line: number; endLine: number; macro: boolean }[] {
  const { defs } = reader.tables.rows;
  return Array.from({ length: defs.name.length }, (_, row) => ({
    name: reader.names.text(defs.name.values[row]!),
    line: defs.line.values[row]!,
    endLine: defs.endLine.values[row]!,
    macro: (defs.flags.values[row]! & DefFlag.Macro) !== 0,
  }));
}

const functionsOf = (source: string): string[] =>
  definitions(outlineOf(source))
    .filter(({ macro }) => !macro)
    .map(({ name }) => name);

/** Lines are in the file, an end is not before its beginning, and functions follow one another. */
function assertLines(text: Uint8Array): void {
  const lines = text.reduce((count, byte) => count + (byte === 10 ? 1 : 0), 1);
  let previous = 0;
  for (const { line, endLine, macro } of definitions(outlineOf(text))) {
    assert.ok(line >= 1 && line <= endLine && endLine <= lines, `lines ${line} to ${endLine} of ${lines}`);
    if (macro) continue;
    assert.ok(line >= previous, `line ${line} after line ${previous}`);
    previous = line;
  }
}

describe('reading any bytes', () => {
  it('never throws on bytes that are no text', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), assertLines), { numRuns: 500 });
  });

  it('never throws on pieces of C in any order', () => {
    fc.assert(fc.property(cLike, assertLines), { numRuns: 800 });
  });

  it('gives the definitions of both for two texts put together', () => {
    const item = fc.constantFrom(
      'int f(void) { return g(1); }\n',
      'static struct box *make(struct dev *d)\n{\n\tif (d) { a(); }\n\treturn 0;\n}\n',
      '#ifdef A\nint v(void)\n{\n#else\nint w(void)\n{\n#endif\n\tx();\n}\n',
      '#define M(a) do { b(a); \\\n} while (0)\n',
      'struct box { int a; };\n',
      'const struct ops t = { .open = f };\n',
      'mix(a, b)\nint a;\n{ return b; }\n',
      '/* { */ char c = \'{\'; const char *s = "}";\n',
      "#if 0\nint gone( {\n//* don't\n#endif\n",
      'DEFINE_CALL(one, int, a)\n{\n\twork();\n}\n',
    );
    const text = fc.array(item, { maxLength: 8 }).map((items) => items.join(''));
    fc.assert(
      fc.property(text, text, (a, b) => assert.deepEqual(functionsOf(a + b), [...functionsOf(a), ...functionsOf(b)])),
      { numRuns: 300 },
    );
  });
});

describe('reading what is not finished', () => {
  const whole = 'int whole(void) { }\n';
  const unfinished: Record<string, string> = {
    'a block comment': '/* never ends',
    'a string': 'char *s = "never ends',
    'a string that ends in a backslash': 'char *s = "never ends\\',
    'a character': "int c = '",
    'a macro without a last line': '#define ENDLESS(a) \\\n a \\\n',
    'a macro whose parameters never end': '#define ENDLESS(a, \\\n b, \\\n',
    'a condition': '#if A\n',
    'a skipped branch': '#if 0\nint gone(void) { }\n',
    'a parameter list': 'int half(int a,',
  };
  for (const [what, text] of Object.entries(unfinished)) {
    it(`keeps what stands before ${what}`, () => {
      assert.deepEqual(functionsOf(whole + text), ['whole']);
      assertLines(new TextEncoder().encode(whole + text));
    });
  }

  it('ends an open comment in a macro at the end of the file', () => {
    const text = new TextEncoder().encode('#define A b /* c');
    const bytes = new Uint8Array(text.length + 40).fill(0x78);
    bytes.set(text);
    bytes[text.length] = 0;
    const reader = new OutlineReader();
    reader.readC(bytes, text.length, 'any.c');
    const { defs } = reader.tables.rows;
    assert.equal(defs.textTo.values[0]! - defs.textFrom.values[0]!, text.length - '#define A'.length);
  });

  it('reads braces that are 10,000 deep, closed and not', () => {
    const deep = `int deep(void) ${'{'.repeat(10_000)} work(); ${'}'.repeat(10_000)}\n`;
    assert.deepEqual(functionsOf(deep + whole), ['deep', 'whole']);
    assert.deepEqual(functionsOf(whole + deep.slice(0, 15_000)), ['whole', 'deep']);
    assert.deepEqual(functionsOf(`${'('.repeat(10_000)}\n`), []);
    assert.deepEqual(functionsOf(`struct s t = ${'{'.repeat(10_000)}${'}'.repeat(10_000)};\n${whole}`), ['whole']);
  });

  const nested: Record<string, [string, string]> = {
    structs: ['struct a { ', '} x; '],
    'anonymous structs': ['struct { ', '}; '],
    'pointers to pointers': ['(*', ')'],
  };
  for (const [what, [open, close]] of Object.entries(nested)) {
    it(`goes on behind ${what} that are 10,000 deep`, () => {
      const deep = what === 'pointers to pointers' ? 'int ' : 'struct outer { ';
      const end = what === 'pointers to pointers' ? '(int);\n' : '};\n';
      assert.deepEqual(functionsOf(`${deep}${open.repeat(10_000)}a${close.repeat(10_000)}${end}${whole}`), ['whole']);
    });
  }

  it('goes on behind a function with an expression that is 10,000 deep', () => {
    const deep = `int deep(void) { ${'('.repeat(10_000)}a${')'.repeat(10_000)}->b(); }\n`;
    assert.deepEqual(functionsOf(deep + whole), ['deep', 'whole']);
  });

  it('reads CRLF, a byte order mark, NUL bytes and bytes that are no UTF-8', () => {
    assert.deepEqual(functionsOf('\ufeffint a(void)\r\n{\r\n}\r\n#define M \\\r\n x\r\nint b(void) {\r\n}'), [
      'a',
      'b',
    ]);
    assert.deepEqual(functionsOf('int a(void) { }\0\0int b(void) { }'), ['a', 'b']);
    const latin1 = Uint8Array.from('/* M\xfcller */ char *s = "\xe9\xff"; int a(void) { }', (c) => c.charCodeAt(0));
    assert.deepEqual(
      definitions(outlineOf(latin1)).map(({ name }) => name),
      ['a'],
    );
  });
});
