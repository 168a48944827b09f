/** Declared types, as far as masks need them. */
import type { Expression } from '../syntax/ast';
import type { Frame } from './frame';
import { ownName } from './scopes';

/** The typedef for masks (include/linux/types.h, since 2.6.15). It is kept in 64 bits: flags that a configuration lacks stand above its 32. */
const MASK_TYPE = 'gfp_t';

export interface IntegerType {
  /** Bits. */
  readonly width: number;
  readonly isSigned: boolean;
}

const INTEGERS: Readonly<Record<string, IntegerType>> = {
  char: { width: 8, isSigned: true },
  short: { width: 16, isSigned: true },
  int: { width: 32, isSigned: true },
  unsigned: { width: 32, isSigned: false },
  u8: { width: 8, isSigned: false },
  u16: { width: 16, isSigned: false },
  u32: { width: 32, isSigned: false },
  __u8: { width: 8, isSigned: false },
  __u16: { width: 16, isSigned: false },
  __u32: { width: 32, isSigned: false },
  uint8_t: { width: 8, isSigned: false },
  uint16_t: { width: 16, isSigned: false },
  uint32_t: { width: 32, isSigned: false },
  s32: { width: 32, isSigned: true },
};

/** Type without pointers, qualifiers and attributes; `struct x` stays two words. */
export function bareType(type: string): string {
  let bare = bareTypes.get(type);
  if (bare === undefined) {
    bare = type
      .replace(/\b(?:const|volatile|static|register|__\w+)\b/g, ' ')
      .replace(/\*/g, ' ')
      .replace(/\s+/g, ' ')
      .trim();
    if (bareTypes.size >= MOST_TYPES) bareTypes.clear();
    bareTypes.set(type, bare);
  }
  return bare;
}

/** The same few hundred types are asked about over and over. */
const bareTypes = new Map<string, string>();
const MOST_TYPES = 4096;

export function isPointer(type: string): boolean {
  return type.includes('*');
}

/** True for `gfp_t`, and for a typedef that leads to it. */
export function isMaskType(type: string, frame: Frame): boolean {
  if (isPointer(type)) return false;
  let bare = bareType(type);
  for (let step = 0; step < 4; step++) {
    if (bare === MASK_TYPE) return true;
    if (bare === '' || bare.includes(' ') || bare in INTEGERS) return false;
    const target = frame.engine.code.names.typedefTarget(bare, frame.file);
    if (target === null) return false;
    bare = bareType(target);
  }
  return false;
}

export function isBoolType(type: string): boolean {
  return !isPointer(type) && /^(?:bool|_Bool)$/.test(bareType(type));
}

/** Width of an integer type by its usual name; null where it is wider than 32 bits, or not known. */
export function integerType(type: string): IntegerType | null {
  if (isPointer(type)) return null;
  const bare = bareType(type);
  if (bare === 'unsigned int' || bare === 'unsigned') return INTEGERS.unsigned!;
  return INTEGERS[bare] ?? null;
}

/** True for types in which a function says yes or no. */
export function isVerdictType(type: string): boolean {
  return isBoolType(type) || (!isPointer(type) && /^(?:int|unsigned int|unsigned)$/.test(bareType(type)));
}

/** Declared type of an expression; null where it is not known. */
export function typeOf(expression: Expression, frame: Frame): string | null {
  const { names } = frame.engine.code;
  switch (expression.kind) {
    case 'name': {
      const thunk = frame.macro?.args.get(expression.name);
      if (thunk !== undefined) return typeOf(thunk.expression, thunk.frame);
      return frame.types.get(ownName(expression.name, frame)) ?? names.variableType(expression.name, frame.file);
    }
    case 'member': {
      const object = typeOf(expression.object, frame);
      return object === null ? null : names.fieldType(bareType(object), expression.field, frame.file);
    }
    case 'index':
      return typeOf(expression.object, frame);
    case 'unary':
      return '*&'.includes(expression.operator) || expression.operator.length === 2
        ? typeOf(expression.operand, frame)
        : null;
    case 'cast':
      return expression.type;
    case 'assign':
      return typeOf(expression.target, frame);
    case 'call': {
      if (expression.callee.kind !== 'name') return null;
      const [def] = names.definitions(expression.callee.name, frame.file);
      return def === undefined ? null : names.returnType(def);
    }
    case 'conditional':
      return typeOf(expression.whenFalse, frame);
    case 'comma':
      return typeOf(expression.right, frame);
    default:
      return null;
  }
}
