import assert from 'node:assert/strict';
import { bodyOf, functionOf } from './readCode';

/** Types of parameters of the function `f`, and what it returns. */
async function headOf(text: string, macros?: string): Promise<string> {
  const { returnType, parameters, isVariadic } = await functionOf(text, { macros });
  const list = parameters.map(({ type, name }) => `${type} ${name}`.trim());
  return `${returnType}(${[...list, ...(isVariadic ? ['...'] : [])].join(', ')})`;
}

describe('heads of definitions in the kernel dialect', () => {
  it('leaves out attributes between a type and a name, and behind the list', async () => {
    const text =
      'static noinline struct foo *__init\nf(gfp_t gfp, struct bar __rcu **pp, int (*fn)(void *), char n[16], ...)\n\t__acquires(x)\n{\n}\n';
    assert.equal(await headOf(text), 'struct foo *(gfp_t gfp, struct bar ** pp, int (*)() fn, char * n, ...)');
  });

  it('learns from the tree which words are attributes', async () => {
    assert.equal(
      await headOf('QUIET int f(u32 WEIRD x)\n{\n}\n', '#define QUIET __attribute__((cold))\n#define WEIRD'),
      'int(u32 x)',
    );
  });

  it('reads SYSCALL_DEFINE and its kind by turns of types and names', async () => {
    assert.equal(
      await headOf('SYSCALL_DEFINE2(f, unsigned int, fd, char __user *, buf)\n{\n}\n'),
      '(unsigned int fd, char * buf)',
    );
  });

  it('reads K&R heads, void, and unnamed parameters', async () => {
    assert.equal(await headOf('int f(a, b)\n\tint a;\n\tchar *b;\n{\n}\n'), 'int(int a, char * b)');
    assert.equal(await headOf('int f(void)\n{\n}\n'), 'int()');
    assert.equal(await headOf('int f(struct foo *, gfp_t)\n{\n}\n'), 'int(struct foo *, gfp_t)');
  });
});

describe('bodies in the kernel dialect', () => {
  it('reads a loop macro by how it stands', async () => {
    assert.deepEqual(
      await bodyOf(
        '\tlist_for_each_entry(pos, &head, member) {\n\t\tg(pos);\n\t}\n\tfor_each_thing()\n\t\th();\n\tif (a)\n\t\tfor_each_zone(z)\n\t\t\tk(z);',
      ),
      [
        'each list_for_each_entry(pos, (&head), member) {g(pos);}',
        'each for_each_thing() h();',
        'if a each for_each_zone(z) k(z);',
      ],
    );
  });

  it('learns from the tree which macros are loops, scopes and whole statements', async () => {
    const macros = [
      '#define WALK(p) for (p = first(); p; p = next(p))',
      '#define WALK_LIVE(p) WALK(p) if (!live(p)) {} else',
      '#define HOLD(l) for (CLASS(lock, s)(l), *done = NULL; !done; done = (void *)1)',
      '#define CHECK(x) do { g(x); } while (0);',
      '#define WHEN(x) if (likely(x))',
    ].join('\n');
    assert.deepEqual(
      await bodyOf('\tWALK(p) g(p);\n\tWALK_LIVE(p) g(p);\n\tHOLD(&l) h();\n\tCHECK(1)\n\tCHECK(2)\n\tWHEN(y) k();', {
        macros,
      }),
      [
        'each WALK(p) g(p);',
        'each WALK_LIVE(p) g(p);',
        'scope HOLD((&l)) h();',
        'CHECK(1);',
        'CHECK(2);',
        'if WHEN(y) k();',
      ],
    );
  });

  it('reads guards and scopes of cleanup.h', async () => {
    assert.deepEqual(
      await bodyOf(
        '\tscoped_guard(mutex, &lock) { a(); }\n\tguard(mutex)(&lock);\n\tstruct foo *p __free(kfree) = g();',
      ),
      ['scope scoped_guard(mutex, (&lock)) {a();}', 'guard(mutex)((&lock));', '[struct foo *] p = g();'],
    );
  });

  it('gives types, operators and gaps among arguments their places', async () => {
    assert.deepEqual(
      await bodyOf(
        '\tx = container_of(p, struct foo, m) + min_t(unsigned long, a, b) + va_arg(ap, int);\n\tcompare(a, ==, b);\n\tg(1, , 2);\n\tfree_each(struct foo __rcu *, x);',
      ),
      [
        '(x = ((container_of(p, type[struct foo], m) + min_t(type[unsigned long], a, b)) + va_arg(ap, type[int])));',
        'compare(a, ?, b);',
        'g(1, ?, 2);',
        'free_each(type[struct foo __rcu *], x);',
      ],
    );
  });

  it('joins strings with the macros between them', async () => {
    assert.deepEqual(await bodyOf('\tprintk(KERN_ERR NAME "x" PRIx64 "y" __stringify(Z) "w", a);'), [
      'printk(string, a);',
    ]);
  });

  it('reads one branch of each #if, the first that is not off', async () => {
    const text = '#ifdef CONFIG_X\n\tif (a) {\n#else\n\tif (b) {\n#endif\n\t\tc();\n\t}\n#if 0\n\tx(\n#endif';
    assert.deepEqual(await bodyOf(text), ['if a {c();}']);
    assert.deepEqual(await bodyOf(text, { isOff: (condition) => condition === 'defined(CONFIG_X)' }), ['if b {c();}']);
    assert.deepEqual(
      await bodyOf('#ifndef A\n\ta();\n#elif B > 1 /* why */ && \\\n\tC\n\tb();\n#endif', {
        isOff: (c) => (c === '!defined(A)' ? true : c === 'B > 1 && C' ? false : null),
      }),
      ['b();'],
    );
  });

  it('takes #define out of a body', async () => {
    assert.deepEqual(await bodyOf('#define TWICE(x) \\\n\tdo_it(x \\\n\n\tg();\n#undef TWICE'), ['g();']);
  });

  it('reads types that macros make, and declarations that they make', async () => {
    assert.deepEqual(
      await bodyOf(
        '\tDARRAY(struct foo, 4) list;\n\tDECLARE_BITMAP(map, 64) = { 0 };\n\tstatic DEFINE_MUTEX(m);\n\tconst auto q = g();',
      ),
      ['[DARRAY(struct foo, 4)] list;', '[int] map = {0};', 'DEFINE_MUTEX(m);', '[__auto_type] q = g();'],
    );
  });

  it('does not know the condition of a do that a macro ends', async () => {
    assert.deepEqual(
      await bodyOf('\tdo {\n\t\tg(t);\n\t} while_each_thread(p, t);', {
        macros: '#define while_each_thread(p, t) while ((t = next(t)) != p)',
      }),
      ['do {g(t);} while ?;'],
    );
  });

  it('keeps attributes out of declarations, and names that look like them in', async () => {
    assert.deepEqual(
      await bodyOf(
        '\tint x __maybe_unused = 0;\n\tchar __user *p;\n\tunsigned long __flags = 1;\n\tstruct foo __key, *k;\n\t__be32 v;',
      ),
      [
        '[int] x = 0;',
        '[char *] p;',
        '[unsigned long] __flags = 1;',
        '[struct foo] __key;',
        '[struct foo *] k;',
        '[__be32] v;',
      ],
    );
  });

  it('points names at the text as it is written', async () => {
    const text =
      'int __init f(struct foo __user *p)\n{\n\tint __x = 1;\n\treturn g(container_of(p, struct bar, m), __x);\n}\n';
    const { nameStart, parameters, body } = await functionOf(text);
    assert.equal(text.slice(nameStart, nameStart + 1), 'f');
    assert.equal(text.slice(parameters[0]!.nameStart).slice(0, 1), 'p');
    const [declared, returned] = body.statements;
    assert.ok(declared?.kind === 'declaration' && text.startsWith('__x', declared.nameStart));
    assert.ok(returned?.kind === 'return' && returned.value?.kind === 'call');
    const [container] = returned.value.args;
    assert.equal(text.slice(container!.start, container!.end), 'container_of(p, struct bar, m)');
  });
});
