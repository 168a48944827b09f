import assert from 'node:assert/strict';
import { OutlineReader } from '../../server/src/outline/outlineReader';

function outline(source: string): { functions: string[]; structs: string[] } {
  const bytes = new TextEncoder().encode(`${source}\0`);
  const reader = new OutlineReader();
  reader.readC(bytes, bytes.length - 1, 'sample.c');
  const { defs, structs } = reader.tables.rows;
  const named = (column: { length: number; values: ArrayLike<number> }): string[] =>
    Array.from({ length: column.length }, (_, row) => reader.names.text(column.values[row]!));
  return { functions: named(defs.name), structs: named(structs.name) };
}

describe('functions that were once lost', () => {
  for (const head of ['enum mode __pick(struct dev *d)', 'union val __get(void)', 'struct box __make(u32 n)']) {
    it(`reads ${head}`, () => {
      const name = /__\w+/.exec(head)![0];
      assert.deepEqual(outline(`${head}\n{\n  work();\n}\n`).functions, [name]);
    });
  }

  it('still takes an attribute with an argument behind a tag for an attribute', () => {
    assert.deepEqual(outline('struct box __aligned(8) { int a; };\nint f(void) { return 1; }\n'), {
      functions: ['f'],
      structs: ['box'],
    });
  });

  it('goes on behind a skipped region with //* and an apostrophe', () => {
    const source = "#if 0\n//* don't read this\nint gone(void) { }\n#endif\nint here(void) { return 1; }\n";
    assert.deepEqual(outline(source).functions, ['here']);
  });
});
