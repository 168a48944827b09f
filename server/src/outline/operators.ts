import { ARROW, COMPARE, ELLIPSIS, LOGICAL, OP_ASSIGN, OTHER_OPERATOR, PASTE } from './tokens';

// An operator as a number: the token's kind in the low byte, its length above.
const ONE = 1 << 8;
const TWO = 2 << 8;
const THREE = 3 << 8;

/** Kind (`& 0xff`) and length (`>> 8`) of the operator or mark that begins at `at` with the byte `c`. */
export function operatorAt(bytes: Uint8Array, at: number, c: number): number {
  const next = bytes[at + 1]!;
  switch (c) {
    case 45: // -
      if (next === 62) return TWO | ARROW;
      if (next === 61) return TWO | OP_ASSIGN;
      if (next === 45) return TWO | OTHER_OPERATOR;
      break;
    case 43:
    case 42:
    case 47:
    case 37:
    case 94: // + * / % ^
      if (next === 61) return TWO | OP_ASSIGN;
      if (c === 43 && next === 43) return TWO | OTHER_OPERATOR;
      break;
    case 38:
    case 124: // & |
      if (next === c) return TWO | LOGICAL;
      if (next === 61) return TWO | OP_ASSIGN;
      break;
    case 61:
    case 33: // = !
      if (next === 61) return TWO | COMPARE;
      break;
    case 60:
    case 62: // < >
      if (next === c) return bytes[at + 2] === 61 ? THREE | OP_ASSIGN : TWO | OTHER_OPERATOR;
      if (next === 61) return TWO | COMPARE;
      break;
    case 46: // .
      if (next === 46 && bytes[at + 2] === 46) return THREE | ELLIPSIS;
      break;
    case 35: // #
      if (next === 35) return TWO | PASTE;
      break;
  }
  return ONE | c;
}
