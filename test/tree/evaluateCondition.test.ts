import assert from 'node:assert/strict';
import fc from 'fast-check';
import { evaluateBuildCondition, evaluateCondition } from '../../server/src/tree/evaluateCondition';

const VALUES: Readonly<Record<string, string>> = {
  CONFIG_ON: 'y',
  CONFIG_OFF: 'n',
  CONFIG_MOD: 'm',
  CONFIG_LEVELS: '5',
  CONFIG_BASE: '0x1000',
  CONFIG_TEXT: 'abc',
};
const value = (symbol: string): string | undefined => VALUES[symbol];

function check(expected: boolean | undefined, ...conditions: string[]): void {
  for (const condition of conditions) assert.equal(evaluateCondition(condition, value), expected, condition);
}

describe('evaluateCondition', () => {
  it('reads defined with and without brackets, and bare symbols', () => {
    check(
      true,
      'defined(CONFIG_ON)',
      'defined CONFIG_ON',
      'CONFIG_ON',
      '!defined(CONFIG_OFF)',
      'defined ( CONFIG_LEVELS )',
    );
    check(false, 'defined(CONFIG_OFF)', 'CONFIG_OFF', '!CONFIG_ON');
  });

  it('keeps a module apart from what is built in', () => {
    check(
      true,
      'defined(CONFIG_MOD_MODULE)',
      'IS_ENABLED(CONFIG_MOD)',
      'IS_MODULE(CONFIG_MOD)',
      'IS_BUILTIN(CONFIG_ON)',
    );
    check(
      false,
      'defined(CONFIG_MOD)',
      'IS_BUILTIN(CONFIG_MOD)',
      'IS_REACHABLE(CONFIG_MOD)',
      'defined(CONFIG_ON_MODULE)',
    );
    check(true, 'defined(CONFIG_MOD) || defined(CONFIG_MOD_MODULE)', 'IS_REACHABLE(CONFIG_ON)');
    check(false, 'IS_ENABLED(CONFIG_OFF)');
  });

  it('compares and computes numbers', () => {
    check(
      true,
      'CONFIG_LEVELS > 4',
      'CONFIG_LEVELS == 5U',
      'CONFIG_BASE >= 0x1000UL',
      '1 + 2 * 3 == 7',
      '(1 << 4) == 16',
    );
    check(true, '010 == 8', '-1 < 0', '7 % 4 == 3', '0xF0 & 0x10', '1 ? 2 : 0', '~0 == -1', '6 / 4 == 1');
    check(false, 'CONFIG_LEVELS <= 3', '0', '1 == 2', '3 & 4');
  });

  it('knows what kernel C always defines and never', () => {
    check(true, 'defined(__KERNEL__)', '!defined(__ASSEMBLY__)', '!defined(__cplusplus)', '!defined(MODULE)');
    check(false, 'defined(__ASSEMBLER__)', '__ASSEMBLY__');
  });

  it('says unknown, and decides in spite of it where it can', () => {
    check(
      undefined,
      'defined(FOO)',
      'FOO',
      'FOO > 3',
      '!FOO',
      'FOO && CONFIG_ON',
      'FOO || CONFIG_OFF',
      'CONFIG_UNHEARD',
    );
    check(
      undefined,
      'IS_ENABLED(CONFIG_UNHEARD)',
      'GCC_VERSION(4, (9), 0) >= 1',
      'CONFIG_TEXT > 2',
      "'a' == 97",
      '1 / 0',
    );
    check(false, 'FOO && CONFIG_OFF', 'CONFIG_OFF && bar(x)', 'defined(FOO) && 0');
    check(true, 'FOO || CONFIG_ON', 'CONFIG_ON || !defined(FOO)', 'FOO ? 1 : 1');
  });

  it('binds as C does', () => {
    check(true, 'CONFIG_ON || CONFIG_OFF && CONFIG_OFF', '!CONFIG_OFF && 1', '1 | 2 == 0', '0 ? 0 : 0 ? 0 : 1');
    check(false, '(CONFIG_ON || CONFIG_OFF) && CONFIG_OFF', '!(CONFIG_ON)');
  });

  it('passes over comments and continued lines', () => check(true, 'CONFIG_ON /* why */ && \\\n 1 // so'));

  it('gives unknown for text that is no expression', () => {
    check(
      undefined,
      '',
      '(',
      ')',
      'defined',
      'defined(',
      '1 1',
      '&& 1',
      'CONFIG_ON &&',
      '"text"',
      '('.repeat(5000),
      '1 @ 2',
    );
  });

  it('never throws', () => {
    const piece = fc.constantFrom(
      '(',
      ')',
      '!',
      '&&',
      '||',
      '?',
      ':',
      'defined',
      'CONFIG_ON',
      'FOO',
      '0x',
      '1',
      '<<',
      ',',
      "'",
      '\\',
      '#',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => void evaluateCondition(pieces.join(' '), value)),
    );
    fc.assert(fc.property(fc.string(), (text) => void evaluateCondition(text, value)));
  });
});

describe('evaluateBuildCondition', () => {
  it('holds for y and m alike', () => {
    const build = (text: string): boolean | undefined => evaluateBuildCondition(text, value);
    assert.equal(build('CONFIG_ON && CONFIG_MOD'), true);
    assert.equal(build('!CONFIG_MOD'), false);
    assert.equal(build('CONFIG_OFF || (CONFIG_ON && !CONFIG_OFF)'), true);
    assert.equal(build('CONFIG_UNHEARD'), undefined);
    assert.equal(build('0'), false);
  });
});
