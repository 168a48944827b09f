import assert from 'node:assert/strict';
import { bodyOf, functionOf } from './readCode';

describe('statements of C', () => {
  it('reads each declarator as a declaration of its own', async () => {
    assert.deepEqual(
      await bodyOf(
        '\tgfp_t a = GFP_KERNEL | X, *b, c[3];\n\tstatic const struct foo *p = NULL;\n\tint (*fn)(void *, int);',
      ),
      [
        '[gfp_t] a = (GFP_KERNEL | X);',
        '[gfp_t *] b;',
        '[gfp_t []] c;',
        'static [struct foo *] p = NULL;',
        '[int (*)()] fn;',
      ],
    );
  });

  it('reads no variable from a prototype or a struct that is declared inside of a function', async () => {
    assert.deepEqual(await bodyOf('\textern int g(void);\n\tstruct local { DECLARE_THING(a, b); int c; } x;'), [
      '[struct local] x;',
    ]);
  });

  it('reads branches, loops and jumps', async () => {
    assert.deepEqual(
      await bodyOf(
        '\tif (!a) b(); else if (c) { d(); } else e++;\n\tfor (int i = 0; i < 3; i++) g();\n\tfor (;;) ;\n\tdo { h(); } while (--x);\n\twhile (x) continue;\n\tgoto out;\nout:\n\treturn a ?: b;',
      ),
      [
        'if (!a) b(); else if c {d();} else (e++);',
        'for ([int] i = 0; | (i < 3) | (i++)) g();',
        'for ( |  | ) ;',
        'do {h();} while (--x);',
        'while x continue;',
        'goto out;',
        'out:',
        'return (a ?  : b);',
      ],
    );
  });

  it('puts labels of a switch before what they label', async () => {
    assert.deepEqual(
      await bodyOf(
        '\tswitch (x) {\n\tcase 1 ... 3:\n\t\tg();\n\t\tbreak;\n\tcase A: case B: { return; }\n\tdefault:\n\t}',
      ),
      ['switch x {case 1 ... 3: g(); break; case A: case B: {return;} default: ;}'],
    );
  });

  it('keeps GNU C apart from what it looks like', async () => {
    assert.deepEqual(
      await bodyOf(
        '\tgoto *table[x];\n\tp = &&out;\n\tq = ({ int z = 1; z; });\n\tasm volatile("nop" : "=r" (x) : : "memory");\n\tregister long y asm("rax");\nout: ;',
      ),
      ['goto ?;', '(p = (&out));', '(q = ({[int] z = 1; z;}));', '?;', '[long] y;', 'out:', ';'],
    );
  });

  it('gives a name that stands alone as an expression', async () => {
    assert.deepEqual(await bodyOf('\tfallthrough;'), ['fallthrough;']);
  });

  it('reads a text half typed as far as it goes, and ends it at the first brace of a line', async () => {
    const syntax = await functionOf(
      'int f(gfp_t gfp)\n{\n\tif (gfp & X) {\n\t\tg(gfp);\n\n}\n\nint next(void)\n{\n\treturn 1;\n}\n',
    );
    assert.equal(syntax.end, 'int f(gfp_t gfp)\n{\n\tif (gfp & X) {\n\t\tg(gfp);\n\n}'.length);
    assert.equal(syntax.body.statements[0]?.kind, 'if');
    assert.ok(syntax.problems.length > 0);
  });

  it('keeps what is understood around a place that is not', async () => {
    const lines = await bodyOf('\ta();\n\tb = = 3 @;\n\tc();');
    assert.equal(lines[0], 'a();');
    assert.ok(lines.includes('c();'));
    assert.match(lines.at(-1)!, /^problems: /);
  });
});
