import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fixtureText, parseFixture } from './fixture';

describe('parseFixture', () => {
  it('splits files, takes off shared indentation and keeps the rest as it is', () => {
    const fixture = parseFixture(`
      //- /mm/vmscan.c
      int a;
        int b;

      //- /include/linux/gfp.h
      #define GFP_NOFS 1
    `);
    assert.deepEqual(
      [...fixture.files],
      [
        ['mm/vmscan.c', 'int a;\n  int b;\n\n'],
        ['include/linux/gfp.h', '#define GFP_NOFS 1\n'],
      ],
    );
    assert.equal(fixture.version, undefined);
    assert.equal(fixture.config.size, 0);
    assert.equal(fixture.cursor, undefined);
  });

  it('takes a text without a header as main.c', () => {
    assert.deepEqual([...parseFixture('int a;').files], [['main.c', 'int a;\n']]);
  });

  it('reads version and configuration from any header', () => {
    const fixture = parseFixture(`
      //- /a.c version:6.1
      //- /b.c config:CONFIG_NUMA=y,CONFIG_X=m
    `);
    assert.equal(fixture.version, '6.1');
    assert.deepEqual(
      [...fixture.config],
      [
        ['CONFIG_NUMA', 'y'],
        ['CONFIG_X', 'm'],
      ],
    );
    assert.equal(fixtureText(fixture, 'a.c'), '');
  });

  it('takes the cursor out and tells where it was', () => {
    const fixture = parseFixture(`
      //- /a.c
      int a;
      //- /b.c
      int b;
      int c$0d;
    `);
    assert.equal(fixtureText(fixture, 'b.c'), 'int b;\nint cd;\n');
    assert.deepEqual(fixture.cursor, { path: 'b.c', offset: 12, line: 2, column: 6 });
  });

  it('reads marks on the line above, several to a line and several lines to one', () => {
    const fixture = parseFixture(`
      void f(void)
      //<^ type
      {
          gfp = GFP_NOFS | __GFP_ZERO;
      //  ^^^ target
      //        ^^^^^^^^ low   ^^^^^^^ high
      }
    `);
    assert.equal(fixtureText(fixture, 'main.c'), 'void f(void)\n{\n    gfp = GFP_NOFS | __GFP_ZERO;\n}\n');
    assert.deepEqual(
      fixture.marks.map(({ line, column, endColumn, label }) => [line, column, endColumn, label]),
      [
        [1, 1, 2, 'type'],
        [3, 5, 8, 'target'],
        [3, 11, 19, 'low'],
        [3, 26, 33, 'high'],
      ],
    );
  });

  it('counts a mark as if the cursor in its line had never been there', () => {
    const [before, around, after] = parseFixture(`
      aaaa bb$0bb cccc;
      // ^ before
      //   ^^^^^^ around
      //          ^^^^ after
    `).marks;
    assert.deepEqual([before?.column, before?.endColumn], [4, 5]);
    assert.deepEqual([around?.column, around?.endColumn], [6, 10]);
    assert.deepEqual([after?.column, after?.endColumn], [11, 15]);
  });

  it('leaves other comments alone, also those that hold a caret', () => {
    const text = '// a ^ b\nint c = a\n  ^ b;\n';
    assert.equal(fixtureText(parseFixture(text), 'main.c'), text);
  });

  for (const [what, text, message] of [
    ['a second cursor', 'a$0\nb$0', /line 2: a second cursor/],
    ['two cursors in one line', '$0a$0', /line 1: a second cursor/],
    ['a mark with nothing above it', '//  ^^ x', /line 1: a mark with no line above/],
    ['a mark past the end', 'int a;\n//        ^^', /line 2: a mark beyond the end/],
    ['a mark under a tab', '\tint a;\nint b;\n\tint c;\n//  ^^', /line 4: .* not tabs/],
    ['text before the first header', 'int a;\n//- /b.c\nint b;', /line 1: text before the first header/],
    ['a path that leaves the tree', '//- /../x.c', /names a file in the tree/],
    ['a path without its slash', '//- mm/x.c', /begins with \//],
    ['an unknown option', '//- /a.c arch:x86', /not arch:x86/],
    ['a file twice', '//- /a.c\n//- /a.c', /line 2: a second a\.c/],
    ['a version twice', '//- /a.c version:6.1\n//- /b.c version:5.10', /line 2: a second version/],
  ] as const) {
    it(`refuses ${what}`, () => assert.throws(() => parseFixture(text), message));
  }

  it('puts the cursor where the text says it was, wherever that is', () => {
    const word = fc.stringMatching(/^[a-z_;(){} ]{0,12}$/);
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 6 }), word, word, (above, left, right) => {
        // A first column that is never blank keeps the shared indentation at nothing.
        const lines = [...above.map((line) => `x${line}`), `x${left}$0${right}`];
        const { cursor, files } = parseFixture(`//- /f.c\n${lines.join('\n')}`);
        const text = files.get('f.c')!;
        assert.equal(`${text.slice(0, cursor!.offset)}$0${text.slice(cursor!.offset)}`, `${lines.join('\n')}\n`);
        assert.equal(text.split('\n')[cursor!.line - 1]!.slice(0, cursor!.column - 1), `x${left}`);
      }),
    );
  });
});
