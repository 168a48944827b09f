export interface KnownBits { readonly set: bigint; readonly clear: bigint }
const ALL = 0xffffffffffffffffn;
export const UNKNOWN: KnownBits = { set: 0n, clear: 0n };
export const constant = (v: bigint): KnownBits => { const s = BigInt.asUintN(64, v); return { set: s, clear: ALL ^ s }; };
export const isConstant = (v: KnownBits): boolean => (v.set | v.clear) === ALL;
export const constantOf = (v: KnownBits): bigint | null => ((v.set | v.clear) === ALL ? v.set : null);
export const unknownBits = (v: KnownBits): bigint => ALL ^ (v.set | v.clear);
export const and = (a: KnownBits, b: KnownBits): KnownBits => ({ set: a.set & b.set, clear: a.clear | b.clear });
export const or = (a: KnownBits, b: KnownBits): KnownBits => ({ set: a.set | b.set, clear: a.clear & b.clear });
export const xor = (a: KnownBits, b: KnownBits): KnownBits => ({ set: (a.set & b.clear) | (a.clear & b.set), clear: (a.set & b.set) | (a.clear & b.clear) });
export const not = (a: KnownBits): KnownBits => ({ set: a.clear, clear: a.set });
export const join = (a: KnownBits, b: KnownBits): KnownBits => ({ set: a.set & b.set, clear: a.clear & b.clear });
export const meet = (a: KnownBits, b: KnownBits): KnownBits | null => { const set = a.set | b.set, clear = a.clear | b.clear; return (set & clear) !== 0n ? null : { set, clear }; };
export const same = (a: KnownBits, b: KnownBits): boolean => a.set === b.set && a.clear === b.clear;
