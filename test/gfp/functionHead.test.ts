import assert from 'node:assert/strict';
import { readHead } from '../../server/src/gfp/functionHead';

describe('readHead', () => {
  it('reads the parameters of a function, over lines and past comments', () => {
    const head = readHead(
      'static __always_inline void *\nfoo_alloc(size_t size, /* bytes */\n\t  gfp_t  flags)\n{',
      'foo_alloc',
    );
    assert.deepEqual(head, {
      kind: 'function',
      parameters: [
        { text: 'size_t size', isMask: false },
        { text: 'gfp_t flags', isMask: true },
      ],
    });
  });

  it('takes no pointer to a mask for one', () => {
    const head = readHead('void foo(gfp_t *flags, void (*f)(int, gfp_t))', 'foo');
    assert.deepEqual(head?.kind === 'function' && head.parameters[0]?.isMask, false);
  });

  it('reads a macro with its body, over joined lines', () => {
    assert.deepEqual(readHead('#define foo(a, ...) \\\n\tbar(a, __VA_ARGS__)\nint x;', 'foo'), {
      kind: 'macro',
      names: ['a', '...'],
      body: '  \tbar(a, __VA_ARGS__)',
    });
  });

  it('reads a macro that is another name', () => {
    assert.deepEqual(readHead('#define foo foo_noprof\n', 'foo'), { kind: 'alias', of: 'foo_noprof' });
  });

  for (const text of ['', 'foo', 'foo(', '#define foo 1', '#define foo(', 'foobar(int x)']) {
    it(`finds nothing in ${JSON.stringify(text)}`, () => assert.equal(readHead(text, 'foo'), null));
  }
});
