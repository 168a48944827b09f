import assert from 'node:assert/strict';
import { DefFlag } from '../../server/src/outline/rows';
import { outlineOf, textsOf } from './outlineOf';

interface Names {
  functions: string[];
  structs: string[];
  calls: string[];
  conditions: number[];
}

function outline(source: string): Names {
  const reader = outlineOf(source);
  const { defs, structs, calls } = reader.tables.rows;
  const functions = [...defs.flags.values.subarray(0, defs.flags.length)].map((flags) => (flags & DefFlag.Macro) === 0);
  const only = <T>(values: T[]): T[] => values.filter((_, row) => functions[row]);
  return {
    functions: only(textsOf(reader, defs.name)),
    structs: textsOf(reader, structs.name),
    calls: textsOf(reader, calls.name),
    conditions: only([...defs.condition.values.subarray(0, defs.condition.length)]),
  };
}

describe('functions that were once lost', () => {
  for (const head of [
    'enum mode __pick(struct dev *d)',
    'union val __get(void)',
    'struct box __make(u32 n)',
    'struct box __old(n)',
  ]) {
    it(`reads ${head}`, () => {
      const name = /__\w+/.exec(head)![0];
      assert.deepEqual(outline(`${head}\n{\n  work();\n}\n`).functions, [name]);
    });
  }

  for (const attribute of ['__aligned(8)', '__aligned(X * 2)', '__aligned(sizeof(long))', '__attribute__((packed))']) {
    it(`takes ${attribute} behind a tag for an attribute`, () => {
      const { functions, structs } = outline(`struct box ${attribute} { int a; };\nint f(void) { return 1; }\n`);
      assert.deepEqual({ functions, structs }, { functions: ['f'], structs: ['box'] });
    });
  }

  it('goes on behind a skipped region with //* and an apostrophe', () => {
    const source = "#if 0\n//* don't read this\nint gone(void) { }\n#endif\nint here(void) { return 1; }\n";
    assert.deepEqual(outline(source).functions, ['here']);
  });

  for (const head of [
    'mix(a, b)\n\nint a;\nstruct s *b;',
    'static u32\nmix(a, b)\nu32 a, b;\nu32 a[];',
    'int mix(a) int a;',
  ]) {
    it(`reads the old-style head ${JSON.stringify(head)}`, () => {
      const source = `int before(void) { }\n${head}\n{\n  work();\n}\nint after(void) { }\n`;
      assert.deepEqual(outline(source).functions, ['before', 'mix', 'after']);
    });
  }

  it('reads each macro head of several that share one body', () => {
    const source =
      '#ifdef A\nDEFINE_CALL(one, int, a)\n#elif defined(B)\nDEFINE_CALL(one, long, a)\n#else\nDEFINE_OTHER(one)\n#endif\n{\n  work();\n}\nint after(void) { }\n';
    assert.deepEqual(outline(source).functions, ['DEFINE_CALL', 'DEFINE_CALL', 'DEFINE_OTHER', 'after']);
  });

  it('reads both bodies of one head', () => {
    const source = 'int f(void)\n#ifdef A\n{ left(); }\n#else\n{ right(); }\n#endif\nint after(void) { }\n';
    assert.deepEqual(outline(source).functions, ['f', 'after']);
    assert.deepEqual(outline(source).calls, ['left', 'right']);
  });

  it('takes a guard with a block comment between its lines for a guard', () => {
    const source = '#ifndef BOX_H\n/* what a box is:\n * two lines */\n#define BOX_H\nint f(void) { }\n#endif\n';
    assert.deepEqual(outline(source), { functions: ['f'], structs: [], calls: [], conditions: [0] });
  });

  it('takes no more than linear time for comments behind #ifndef', () => {
    assert.deepEqual(outline(`#ifndef BOX_H\n${'/**/'.repeat(95)}\nint f(void) { }\n#endif\n`).functions, ['f']);
  });
});
