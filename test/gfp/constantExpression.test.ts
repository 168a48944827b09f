import assert from 'node:assert/strict';
import { evaluateExpression } from '../../server/src/gfp/constantExpression';

const NAMES: Record<string, bigint> = { A: 0x10n, B: 0x40n };

function check(text: string, expected: bigint | string): void {
  const result = evaluateExpression(text, {
    valueOf: (name) => NAMES[name],
    valueOfCall: (name, argument) => (name === 'BIT' ? 1n << BigInt(argument) : undefined),
  });
  assert.equal(result.ok ? result.value : result.error.kind, expected, text);
}

describe('evaluateExpression', () => {
  it('reads the literals of C', () => {
    check('0x250', 0x250n);
    check('592', 592n);
    check('0x01u', 1n);
    check('0100', 64n);
    check('0b101UL', 5n);
    check('089', 'syntax');
    check('12ab', 'syntax');
  });

  it('binds operators as C does', () => {
    check('A | B & 0x40', 0x50n);
    check('A ^ B | A', 0x50n);
    check('1 << 2 + 1', 8n);
    check('(1 << 25) - 1', 0x1ffffffn);
    check('1 ? A : B', 0x10n);
    check('!A || B == 0x40', 1n);
  });

  it('complements in 32 bits, and in 64 where the operand needs them', () => {
    check('~A', 0xffffffefn);
    check('~0x100000000', 0xfffffffeffffffffn);
    check('A & ~~A', 0x10n);
  });

  it('passes over casts', () => {
    check('(__force gfp_t)(A | B)', 0x50n);
    check('((unsigned long) A)', 0x10n);
  });

  it('passes over comments and line breaks', () => {
    check('A /* first */ |\n B // second', 0x50n);
  });

  it('asks the scope for calls', () => {
    check('BIT(7) | A', 0x90n);
    check('NOTHING(7)', 'undefinedName');
  });

  it('says what is wrong instead of throwing', () => {
    check('', 'syntax');
    check('A |', 'syntax');
    check('A B', 'syntax');
    check('(A', 'syntax');
    check('A / 0', 'syntax');
    check('C', 'undefinedName');
    check('1 << 64', 'tooWide');
    check('0x1ffffffffffffffff', 'tooWide');
    check('('.repeat(100_000), 'syntax');
    check(`${'~'.repeat(100_000)}A`, 'syntax');
  });
});
