import assert from 'node:assert/strict';
import { ConditionTable } from '../../server/src/outline/conditions';
import type { TokenizedFile } from '../../server/src/outline/tokenizedFile';
import { Tokenizer } from '../../server/src/outline/tokenizer';
import { internKeywords } from '../../server/src/outline/tokens';
import { NameTable } from '../../server/src/text/nameTable';

interface Tokenized {
  readonly file: TokenizedFile;
  /** Text of each token, up to the next one. */
  readonly texts: string[];
  /** Innermost condition of each token. */
  readonly conditions: string[];
}

function tokenize(text: string): Tokenized {
  const names = new NameTable();
  internKeywords(names);
  const table = new ConditionTable(names);
  const tokenizer = new Tokenizer(names, table);
  tokenizer.run(new TextEncoder().encode(`${text}\0`), text.length);
  const { file } = tokenizer;
  const { tokens } = file;
  const all = Array.from({ length: tokens.length }, (_, i) => i);
  return {
    file,
    texts: all.map((i) => text.slice(tokens.start[i]!, i + 1 < tokens.length ? tokens.start[i + 1] : undefined).trim()),
    conditions: all.map((i) => {
      const condition = file.conditions.at(i);
      return condition === 0 ? '' : names.text(table.text.values[condition]!);
    }),
  };
}

const textsOf = (text: string): string[] => tokenize(text).texts;

describe('the tokenizer', () => {
  it('takes the longest operator', () => {
    const operators =
      '-> -= -- - ++ += + *= * && &= & || |= | == = != ! << <<= <= < >> >>= >= > ... . ## ^= % ~ ?'.split(' ');
    assert.deepEqual(textsOf(`x ${operators.join(' ')}`), ['x', ...operators]);
    assert.deepEqual(textsOf('a<<=b>>c->d...'), ['a', '<<=', 'b', '>>', 'c', '->', 'd', '...']);
  });

  it('reads a prefix of a string as part of it', () => {
    assert.deepEqual(textsOf(`L"a" u8"b" L'c' Lx`), ['"a" u8', '"b" L', `'c'`, 'Lx']);
  });

  it('takes one branch of brackets where two branches open the same one', () => {
    const { file, texts } = tokenize('#ifdef A\nf() {\n#else\ng() {\n#endif\n}');
    assert.deepEqual(texts.at(-1), '}');
    assert.equal(file.tokens.match[file.tokens.length - 1], 3);
    assert.deepEqual(file.problems, []);
  });

  it('tells the condition of each token, and that of #else as what was not taken', () => {
    const { texts, conditions } = tokenize('a\n#ifdef A\nb\n#elif B\nc\n#else\nd\n#endif\ne');
    assert.deepEqual(texts.map((text) => text[0]).join(''), 'abcde');
    assert.deepEqual(conditions, ['', 'defined(A)', 'B', '!B', '']);
  });

  it('keeps the comments of a directive out of its text', () => {
    assert.deepEqual(tokenize('#if A /* one\n two */ && B // mm/*.c\nb\n#endif\n').conditions, ['A   && B']);
    assert.deepEqual(tokenize('#if A //* one */ two\nb\n#endif\n').conditions, ['A']);
  });

  for (const [what, end] of [
    ['\\n', '\n'],
    ['\\r\\n', '\r\n'],
  ] as const) {
    it(`joins lines that end in a backslash and ${what}`, () => {
      const { texts, file } = tokenize(
        ['a // one \\', 'two', '#if A \\', '&& B', '#define M(x, \\', 'y) x', 'b', '#endif', ''].join(end),
      );
      assert.deepEqual([texts.length, file.tokens.length, file.lines.count], [2, 2, 9]);
      assert.deepEqual(
        file.macros.map(({ parameters, functionLike }) => [parameters.length, functionLike]),
        [[2, true]],
      );
    });
  }
});
