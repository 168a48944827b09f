import assert from 'node:assert/strict';
import { bodyOf } from './readCode';

describe('branches of #if in a function', () => {
  it('are both read where they are whole statements and nobody can tell which one is compiled', async () => {
    assert.deepEqual(
      await bodyOf('\ta();\n#ifdef CONFIG_X\n\tb();\n#else\n\tc();\n\tif (d)\n\t\te();\n#endif\n\tf();'),
      ['a();', 'if #defined(CONFIG_X) {b();} else {c(); if d e();}', 'f();'],
    );
    assert.deepEqual(await bodyOf('#if A > 1 /* why */\n\ta();\n#elif !B\n\tb();\n#elif C\n#endif'), [
      'if #A > 1 {a();} else if #!B {b();} else if #C {}',
    ]);
  });

  it('may stand in each other, and behind a case', async () => {
    assert.deepEqual(
      await bodyOf(
        '#ifdef A\n\ta();\n#if B\n\tb();\n#endif\n#endif\n\tswitch (x) {\n\tcase 1:\n\t\tc();\n#ifdef C\n\t\td();\n#endif\n\t}',
      ),
      ['if #defined(A) {a(); if #B {b();}}', 'switch x {case 1: c(); if #defined(C) {d();}}'],
    );
  });

  it('are the first alone where they are no whole statements, or declare what others use', async () => {
    for (const [text, read] of [
      ['#ifdef A\n\tif (a) {\n#else\n\tif (b) {\n#endif\n\t\tc();\n\t}', ['if a {c();}']],
      ['\tif (a)\n#ifdef A\n\t\tb();\n#endif\n\t\tc();', ['if a b();', 'c();']],
      ['\tif (a) {\n\t}\n#ifdef A\n\telse if (b) {\n\t\tc();\n\t}\n#endif', ['if a {} else if b {c();}']],
      ['\tx = a +\n#ifdef A\n\t\tb +\n#endif\n\t\tc;', ['(x = ((a + b) + c));']],
      ['#ifdef A\n\tint y = 1;\n#else\n\tint y = 2;\n#endif\n\tf(y);', ['[int] y = 1;', 'f(y);']],
      [
        '\tswitch (x) {\n\tcase 1:\n\t\ta();\n#ifdef A\n\tcase 2:\n\t\tb();\n#endif\n\t}',
        ['switch x {case 1: a(); case 2: b();}'],
      ],
    ] as const)
      assert.deepEqual(await bodyOf(text), read, text);
  });

  it('are the one that is not off where that is known', async () => {
    const isOff = (condition: string): boolean | null => (condition === 'defined(CONFIG_X)' ? true : null);
    assert.deepEqual(await bodyOf('#ifdef CONFIG_X\n\ta();\n#else\n\tb();\n#endif', { isOff }), ['b();']);
    const isOn = (): boolean => false;
    assert.deepEqual(await bodyOf('#ifdef CONFIG_X\n\ta();\n#else\n\tb();\n#endif', { isOff: isOn }), ['a();']);
  });
});
