/** Values of C's constants as they are written. */

const INTEGER = /^([-+]?)(0[xX][0-9a-fA-F]+|0[bB][01]+|\d+)[uUlL]*$/;

/** Value of an integer constant (`0x10UL`, `010`, a sign in front allowed); null for anything else. */
export function integerValue(text: string): bigint | null {
  const match = INTEGER.exec(text);
  if (match === null) return null;
  const digits = match[2]!;
  const isOctal = digits.length > 1 && digits[0] === '0' && /^\d+$/.test(digits);
  if (isOctal && /[89]/.test(digits)) return null;
  const value = BigInt(isOctal ? `0o${digits.slice(1)}` : digits);
  return match[1] === '-' ? -value : value;
}

const ESCAPES: Readonly<Record<string, number>> = { n: 10, t: 9, r: 13, v: 11, f: 12, b: 8, a: 7, e: 27 };

/** Value of a character constant (`'a'`, `'\n'`, `'\0'`, `'\x41'`); null for one of several characters. */
export function characterValue(text: string): bigint | null {
  const body = /^(?:u8|[LuU])?'([\s\S]*)'$/.exec(text)?.[1];
  if (body === undefined) return null;
  if (body.length === 1 && body !== '\\') return BigInt(body.charCodeAt(0));
  const sequence = /^\\(?:x([0-9a-fA-F]{1,8})|([0-7]{1,3})|([\s\S]))$/.exec(body);
  if (sequence === null) return null;
  if (sequence[1] !== undefined) return BigInt(`0x${sequence[1]}`);
  if (sequence[2] !== undefined) return BigInt(`0o${sequence[2]}`);
  return BigInt(ESCAPES[sequence[3]!] ?? sequence[3]!.charCodeAt(0));
}
