/** Masks that a call is given, with the argument that holds them. */
import type { Engine } from '../flow/frame';
import type { Value } from '../flow/value';
import { isGfpName } from '../gfp/expressionAt';
import type { DefId } from '../index/kernelIndex';
import type { CallExpression, Expression, Span } from '../syntax/ast';
import type { ReadCall, ReadFunction } from './readCalls';

export interface WrittenMask {
  readonly call: ReadCall;
  /** Number of the argument. */
  readonly at: number;
  readonly arg: Expression;
  readonly value: Value;
  /** True for `GFP_KERNEL | __GFP_ZERO`: made of flags alone. */
  readonly isConstant: boolean;
}

/** Each mask that is an argument, in source order. */
export function writtenMasks({ calls, text }: ReadFunction): WrittenMask[] {
  return calls.flatMap((call) =>
    call.args.flatMap((value, at) => {
      const arg = call.call.args[at];
      if (arg === undefined || !value.isMask) return [];
      return [{ call, at, arg, value, isConstant: isMadeOfFlags(text.slice(arg.start, arg.end)) }];
    }),
  );
}

function isMadeOfFlags(text: string): boolean {
  const names = text.match(/[A-Za-z_]\w*/g) ?? [];
  // `mapping_gfp_constraint(mapping, ~__GFP_FS)`: what is left out asks for nothing.
  return names.length > 0 && names.every(isGfpName) && !/^[\s(]*~/.test(text);
}

/** What a call may lead to; empty where it is not by name. */
export function calledBy({ code }: Engine, { def }: ReadFunction, { callee }: CallExpression): readonly DefId[] {
  return callee.kind === 'name' ? code.names.definitions(callee.name, code.index.defFile(def)) : [];
}

export function textAt({ text }: ReadFunction, { start, end }: Span): string {
  return text.slice(start, end).replace(/\s+/g, ' ').trim();
}

export function spanOf({ start, end }: Span): Span {
  return { start, end };
}
