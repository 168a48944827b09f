import assert from 'node:assert/strict';
import { macroOf, show, showStatement } from './readCode';

async function read(text: string): Promise<string> {
  const { parameters, isVariadic, body } = await macroOf(text, 'M');
  const list = parameters === null ? '' : `(${parameters.join(', ')}${isVariadic ? ' ...' : ''}) `;
  if (body.kind === 'expression') return `${list}${show(body.expression)}`;
  return body.kind === 'statements' ? `${list}${showStatement(body.block)}` : `${list}${body.kind}`;
}

describe('bodies of macros', () => {
  it('reads an expression where the body is one', async () => {
    assert.equal(await read('#define M GFP_X | GFP_Y'), '(GFP_X | GFP_Y)');
    assert.equal(await read('#define M(x, y...) ((x) & (y))'), '(x, y ...) (x & y)');
    assert.equal(await read('# define M(x) ({ int z = (x); z; })'), '(x) ({[int] z = x; z;})');
    assert.equal(await read('#define M ((__force gfp_t)0x10u)'), '<gfp_t>16');
  });

  it('reads statements, joined lines too', async () => {
    assert.equal(await read('#define M(x) do { g(x); } while (0)'), '(x) {do {g(x);} while 0;}');
    assert.equal(await read('#define M(x) \\\n\tg(x##_y, #x); \\\n\th()'), '(x) {g(?, string); h();}');
    assert.equal(await read('#define M(x) if (x) g();'), '(x) {if x g();}');
  });

  it('tells nothing from what is no value', async () => {
    assert.equal(await read('#define M'), 'empty');
    assert.equal(await read('#define M /* nothing */'), 'empty');
    assert.equal(await read('#define M(x) __attribute__((x))'), '(x) other');
    assert.equal(await read('#define M struct foo'), 'other');
    assert.equal(await read('#define M(g) for (g = 0; g < 3; g++)'), '(g) other');
    assert.equal(await read('#define M(x) case x:'), '(x) other');
  });

  it('ends where the line does', async () => {
    const { end } = await macroOf('#define M 1\n#define N 2\n', 'M');
    assert.equal(end, '#define M 1'.length);
  });
});
