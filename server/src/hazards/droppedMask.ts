import type { Engine } from '../flow/frame';
import { isPointer } from '../flow/types';
import { visitStatement } from '../flow/walk';
import { flagsIn } from '../gfp/vocabulary';
import type { DefId } from '../index/kernelIndex';
import type { Parameter } from '../syntax/ast';
import type { Say } from '../text/say';
import type { Hazard, HazardFix } from './hazard';
import { usesMask } from './maskUse';
import type { ReadFunction } from './readCalls';
import { calledBy, spanOf, textAt, type WrittenMask } from './writtenMasks';

/** What a caller's mask is mostly about. */
const RECLAIM = ['__GFP_DIRECT_RECLAIM', '__GFP_WAIT', '__GFP_IO', '__GFP_FS'];

/** Constant masks in a function that its caller gave a mask: what the caller left out is allowed again. */
export function droppedMasks(engine: Engine, read: ReadFunction, masks: readonly WrittenMask[], say: Say): Hazard[] {
  const { vocabulary } = engine;
  const [parameter] = read.masks;
  // Of several nobody says which one is meant for what.
  if (parameter === undefined || read.masks.length > 1 || isForLater(engine, read, parameter)) return [];
  const reclaim = RECLAIM.reduce((bits, name) => bits | (vocabulary.values.get(name) ?? 0n), 0n);
  return masks.flatMap(({ call, at, arg, value, isConstant }): Hazard[] => {
    const given = call.own.get(parameter.name)?.now.set ?? 0n;
    const regained = value.now.set & reclaim & ~given;
    if (!isConstant || regained === 0n) return [];
    const called = calledBy(engine, read, call.call);
    if (!usesMask(engine.code, called, at, { mustHandOn: !called.some((def) => givesPointer(engine, def)) })) return [];
    const flags = flagsIn(regained, vocabulary).map(({ name }) => name);
    const mask = textAt(read, arg);
    return [
      {
        code: 'mask-dropped',
        span: spanOf(arg),
        message: say(
          '{0} here, though the caller chose {1}: {2} may be allowed against its will.',
          mask,
          parameter.name,
          flags.join(', '),
        ),
        related: {
          span: { start: parameter.nameStart, end: parameter.nameStart + parameter.name.length },
          message: say('The mask that the caller chose.'),
        },
        fix: passParameter(mask, parameter.name, arg, say),
      },
    ];
  });
}

function givesPointer({ code }: Engine, def: DefId): boolean {
  return isPointer(code.functionSyntax(def)?.returnType ?? '');
}

/** A mask that is only stored, as that of a mapping, is not meant for what is allocated now. One that is not named at all was forgotten. */
function isForLater({ code }: Engine, { def }: ReadFunction, { name }: Parameter): boolean {
  const syntax = code.functionSyntax(def);
  const at = syntax?.parameters.findIndex((parameter) => parameter.name === name) ?? -1;
  if (syntax === null || usesMask(code, [def], at)) return false;
  let isNamed = false;
  visitStatement(syntax.body, {
    expression: (one) => {
      if (one.kind === 'name' && one.name === name) isNamed = true;
    },
  });
  return isNamed;
}

/** `GFP_KERNEL | __GFP_ZERO` becomes `gfp | __GFP_ZERO`; null for what is no plain sum of flags. */
function passParameter(mask: string, parameter: string, span: Hazard['span'], say: Say): HazardFix | null {
  const parts = mask.split('|').map((part) => part.trim());
  if (!parts.every((part) => /^\w+$/.test(part))) return null;
  const more = parts.filter((part) => part.startsWith('__'));
  if (more.length === parts.length || parts.length - more.length > 1) return null;
  const text = [parameter, ...more].join(' | ');
  return { title: say('Pass {0}', text), span: { start: span.start, end: span.end }, text };
}
