import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Expression, Span } from '../../server/src/syntax/ast';
import { keepBranches } from '../../server/src/syntax/branches';
import { rewriteCode } from '../../server/src/syntax/dialect';
import { DialectTokens } from '../../server/src/syntax/dialectTokens';
import { lex } from '../../server/src/syntax/lexer';
import { readFunction } from '../../server/src/syntax/readFunction';
import { macroText, readExpression, readMacro } from '../../server/src/syntax/readMacro';
import { Rewriting } from '../../server/src/syntax/rewriting';
import { namesOf, testParser } from './readCode';

/** Pieces that kernel code is made of, in any order: far more of the reader is reached than by arbitrary characters. */
const piece = fc.constantFrom(
  ...'( ) { } [ ] ; , : ? = & && * ## # ... . -> == \n \t " \' \\ /* */ //'.split(' '),
  '\n#if X\n',
  '\n#else\n',
  '\n#endif\n',
  '\n#define A(x) \\\n',
  ...'if else for while do switch case default return goto struct typeof sizeof static asm __label__ _Generic'.split(
    ' ',
  ),
  ...'__init u8 gfp_t x list_for_each_entry scoped_guard for_each_x __free const auto 1 0x2u "s" é 𝒳'.split(' '),
);
const code = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(' '));
const anyText = fc.oneof(
  { weight: 4, arbitrary: code },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
);
const names = namesOf('#define each_y(x) for (;;)\n#define __init\n#define stop do {} while (0);');

/** Every span of a syntax object. */
function spansOf(value: unknown, found: Span[] = []): Span[] {
  if (value === null || typeof value !== 'object') return found;
  if (!Array.isArray(value) && 'start' in value && 'end' in value) found.push(value as Span);
  for (const inner of Object.values(value)) spansOf(inner, found);
  return found;
}

function namesIn(value: unknown, found: (Expression & { kind: 'name' })[] = []): (Expression & { kind: 'name' })[] {
  if (value === null || typeof value !== 'object') return found;
  if ('kind' in value && value.kind === 'name') found.push(value as Expression & { kind: 'name' });
  for (const inner of Object.values(value)) namesIn(inner, found);
  return found;
}

describe('any text', function () {
  // Thousands of texts, on a machine that may have other work.
  this.timeout(30_000);

  it('is rewritten at the same length, line ends in place', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const rewriting = new Rewriting(text, 0, text.length);
        const tokens = keepBranches(lex(text, 0, text.length), rewriting, () => null);
        rewriteCode(new DialectTokens(tokens, rewriting, names), 0, tokens.count);
        const written = rewriting.slice();
        assert.equal(written.length, text.length);
        for (let i = 0; i < text.length; i++) assert.equal(written[i] === '\n', text[i] === '\n', `at ${i}`);
      }),
      { numRuns: 1500 },
    );
  });

  it('is read as a function without throwing, each place inside of it', async () => {
    const parser = await testParser();
    fc.assert(
      fc.property(anyText, anyText, (head, body) => {
        const text = `${head}\nint f(gfp_t x)\n{ ${body}\n}\n`;
        const syntax = readFunction(text, 0, text.length, 'f', { parser, names, isOff: () => null });
        if (syntax === null) return;
        for (const { start, end } of spansOf(syntax))
          assert.ok(0 <= start && start <= end && end <= text.length, `${start} ${end}`);
        for (const { name, start, end } of namesIn(syntax)) assert.equal(text.slice(start, end), name);
      }),
      { numRuns: 600 },
    );
  });

  it('is read as a macro and as an expression without throwing', async () => {
    const parser = await testParser();
    const options = { parser, names, isOff: () => null };
    fc.assert(
      fc.property(anyText, (body) => {
        const text = `#define M${body}`;
        const source = macroText(text, 0, text.length, 'M');
        if (source !== null) readMacro('M', source.from - 1, source, options);
        readExpression(body, options);
      }),
      { numRuns: 600 },
    );
  });

  it('may be nested as deep as it likes', async () => {
    const parser = await testParser();
    const deep = [
      `${'('.repeat(5000)}1${')'.repeat(5000)};`,
      '{'.repeat(5000),
      `if (x) ${'{ if (y) '.repeat(3000)}`,
      'a | '.repeat(8000),
      `${'if (a) b(); else '.repeat(3000)};`,
    ];
    for (const body of deep) {
      const text = `int f(void)\n{\n${body}\n}\n`;
      assert.ok(readFunction(text, 0, text.length, 'f', { parser, names, isOff: () => null }));
    }
  });
});
