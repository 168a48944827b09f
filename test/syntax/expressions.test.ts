import assert from 'node:assert/strict';
import { bodyOf, expressionOf, show } from './readCode';

/** An expression as text with all of its brackets. */
async function read(text: string): Promise<string | null> {
  const expression = await expressionOf(text);
  return expression === null ? null : show(expression);
}

describe('expressions of C', () => {
  it('takes a bracketed name before an operator for a value', async () => {
    assert.equal(await read('(flags) & ~(mask)'), '(flags & (~mask))');
    assert.equal(await read('(a) - 1'), '(a - 1)');
    assert.equal(await read('(call)(x)'), 'call(x)');
  });

  it('takes a bracketed type for a cast, however short its name', async () => {
    assert.equal(await read('(gfp_t)(a | b)'), '<gfp_t>(a | b)');
    assert.equal(await read('(u8)(a)'), '<u8>a');
    assert.equal(await read('(u8)-a'), '<u8>(-a)');
    assert.equal(await read('(__force gfp_t)a & b'), '(<gfp_t>a & b)');
    assert.equal(await read('(struct foo __user *)a'), '<struct foo *>a');
  });

  it('reads constants', async () => {
    assert.equal(
      await read("0x10UL + 010 + 0b11 + 'a' + '\\n' + '\\x41' + true"),
      '((((((16 + 8) + 3) + 97) + 10) + 65) + 1)',
    );
    assert.equal(await read('1.5'), 'null');
  });

  it('reads initialisers with designators, old and new', async () => {
    assert.deepEqual(
      await bodyOf(
        '\tstruct scan_control sc = { .gfp_mask = GFP_NOFS, .a.b = 1, c: 2, [3] = 4, 5 };\n\tg(&(struct foo){ .x = 1 });',
      ),
      ['[struct scan_control] sc = {.gfp_mask=GFP_NOFS, .a.b=1, .c=2, 4, 5};', 'g((&<struct foo>{.x=1}));'],
    );
  });

  it('does not look into sizes', async () => {
    assert.equal(await read('sizeof(struct foo) * n + offsetof(struct foo, a.b[2])'), '((sizeof * n) + sizeof)');
  });

  it('says that typeof is a type', async () => {
    assert.deepEqual(await bodyOf('\ttypeof(*p) q = (typeof(*p))*p;'), ['[typeof(*p)] q = <typeof(*p)>(*p);']);
  });

  it('gives no expression for what is none', async () => {
    for (const text of ['', 'a b', 'return x', '}', 'a; b', 'int']) assert.equal(await read(text), null, text);
  });
});
