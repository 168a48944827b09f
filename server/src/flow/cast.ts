/** Conversions to a declared type. */
import { depsOf, type Frame, undecidedOf } from './frame';
import { integerType, isBoolType, isMaskType } from './types';
import { booleanValue, converted, truthOf, type Value } from './value';

/** The value as a variable of this type holds it. */
export function castTo(type: string, value: Value, frame: Frame): Value {
  if (isMaskType(type, frame)) return value.isMask ? value : value.with({ isMask: true });
  if (isBoolType(type)) return asBoolean(value, frame);
  const integer = integerType(type);
  return integer === null ? value : converted(value, integer.width, integer.isSigned);
}

function asBoolean(value: Value, frame: Frame): Value {
  const { flagBits } = frame.engine;
  return booleanValue(truthOf(value.now), truthOf(value.ifSet), truthOf(value.ifClear), {
    deps: depsOf(value, flagBits),
    undecided: undecidedOf(value, flagBits),
    via: value.via,
    origins: value.origins,
  });
}
