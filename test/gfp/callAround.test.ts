import assert from 'node:assert/strict';
import fc from 'fast-check';
import { callAround } from '../../server/src/gfp/callAround';

describe('callAround', () => {
  const cases: readonly (readonly [string, string | null])[] = [
    ['f(', 'f 0 ""'],
    ['p = f(size, ', 'f 1 ""'],
    ['p = f(size, GFP_A | ', 'f 1 "GFP_A | "'],
    ['p = f(size, (GFP_A | ', 'f 1 "(GFP_A | "'],
    ['p = f(g(a, b), c, ', 'f 2 ""'],
    ['p = f(a, g(b, ', 'g 1 ""'],
    ['f(a, "x, (", \',\', /* , */ ', 'f 3 "/* , */ "'],
    ['f({ a, b }, ', 'f 1 ""'],
    ['f(a, ({ int x; g(1); x; }), ', 'f 2 ""'],
    ['if (f(a,\n\t  ', 'f 1 ""'],
    ['f(a); ', null],
    ['f(a', 'f 0 "a"'],
    ['if (', null],
    ['if (a, ', null],
    ['ops->alloc(a, ', null],
    ['int f(void) { half(a,\n}\nint g(', 'g 0 ""'],
    ['', null],
  ];
  for (const [text, expected] of cases) {
    it(`${JSON.stringify(text)}: ${expected ?? 'none'}`, () => {
      const call = callAround(text);
      assert.equal(call && `${call.name} ${call.argument} ${JSON.stringify(call.written)}`, expected);
      if (call) assert.ok(text.slice(call.start).startsWith(call.name));
    });
  }

  it('takes any text', () => {
    const parts = fc.constantFrom('f', '(', ')', ',', '{', '}', ';', ' ', '"', '|', '->', '\n');
    fc.assert(fc.property(fc.array(parts), (words) => callAround(words.join('')) !== undefined));
  });
});
