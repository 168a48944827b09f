/** The mask at a place of a function: what the editor shows on hover, and `gfp-lens mask` prints. */

import type { DefId } from '../index/kernelIndex';
import type { Expression, Span } from '../syntax/ast';
import { allSteps, type Steps } from '../text/steps';
import { type Analysis, analyzeInSteps } from './analysis';
import type { Engine, Entry, Recorder } from './frame';
import { writtenName } from './scopes';
import { isPointer } from './types';
import { joinValues, type Value } from './value';

export interface FoundMask {
  readonly span: Span;
  readonly value: Value;
}

/** A call that hands on at least one mask. */
export interface FoundCall {
  readonly span: Span;
  /** The called name as it stands there; null where it is none (a pointer in a structure). */
  readonly callee: string | null;
  readonly args: readonly HandedMask[];
}

export interface HandedMask extends FoundMask {
  /** The caller's own parameter, where it is handed on as it came; else null. */
  readonly parameter: string | null;
}

/** Every expression of a gfp type in one function, with its value; of an assignment, what is assigned. */
export interface FunctionMasks {
  readonly def: DefId;
  readonly analysis: Analysis;
  readonly masks: readonly FoundMask[];
  /** In source order. */
  readonly calls: readonly FoundCall[];
  /** Conditions that are not made of others: what is tested there is no value that goes on. */
  readonly tests: readonly Span[];
}

/** Masks in source order, the larger of two that begin at one place first; null where the function cannot be read. */
export function masksOf(engine: Engine, def: DefId, entry?: Entry): FunctionMasks | null {
  return allSteps(masksInSteps(engine, def, entry));
}

/** As `masksOf`. */
export function* masksInSteps(engine: Engine, def: DefId, entry?: Entry): Steps<FunctionMasks | null> {
  const found = new Map<string, FoundMask>();
  const keep = ({ start, end }: Span, value: Value): void => {
    const key = `${start}:${end}`;
    const known = found.get(key);
    found.set(key, { span: { start, end }, value: known === undefined ? value : joinValues(known.value, value) });
  };
  const calls = new Map<string, FoundCall>();
  const tests = new Map<string, Span>();
  const recorder: Recorder = {
    call: ({ start, end, callee, args: written }, values) => {
      if (!values.some(({ isMask }) => isMask)) return;
      const key = `${start}:${end}`;
      const known = calls.get(key)?.args;
      const args = values.map((given, i): HandedMask => {
        const at = written[i] ?? { start, end };
        const before = known?.[i]?.value;
        const value = before === undefined ? given : joinValues(before, given);
        return { span: { start: at.start, end: at.end }, value, parameter: null };
      });
      calls.set(key, { span: { start, end }, callee: callee.kind === 'name' ? callee.name : null, args });
    },
    condition: ({ start, end }) => void tests.set(`${start}:${end}`, { start, end }),
    value: (expression, value) => {
      if (value.isMask && isPlace(expression)) keep(expression, value);
    },
    declared: ({ nameStart, name }, value) => {
      if (value.isMask) keep({ start: nameStart, end: nameStart + writtenName(name).length }, value);
    },
    parameter: ({ nameStart, name }, value) => {
      if (value.isMask) keep({ start: nameStart, end: nameStart + name.length }, value);
    },
  };
  const analysis = yield* analyzeInSteps(engine, def, recorder, entry === undefined ? {} : { entry });
  if (analysis === null) return null;
  const masks = [...found.values()].sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end);
  return {
    def,
    analysis,
    masks,
    calls: [...calls.values()]
      .map((call) => ({ ...call, args: call.args.map((arg) => withParameter(arg, def, analysis, engine)) }))
      .sort((a, b) => a.span.start - b.span.start),
    tests: [...tests.values()],
  };
}

/** The largest mask that begins at `offset` of the file's text, with its parentheses; without one that begins there, null. */
export function maskBeginningAt(found: FunctionMasks, offset: number, text: string): FoundMask | null {
  const { masks } = found;
  const mask = masks.find(({ span }) => span.start === offset);
  if (mask !== undefined || text[offset] !== '(') return mask ?? null;
  // Parentheses are no expressions of their own.
  const first = offset + 1 + /^\s*/.exec(text.slice(offset + 1, offset + 1000))![0].length;
  const inner = maskBeginningAt(found, first, text);
  if (inner === null) return null;
  const after = /^\s*\)/.exec(text.slice(inner.span.end, inner.span.end + 1000));
  return after === null ? null : { ...inner, span: { start: offset, end: inner.span.end + after[0].length } };
}

/** The first mask that begins in a stretch of text (a line), the largest of those that begin there. */
export function firstMaskIn({ masks }: FunctionMasks, { start, end }: Span): FoundMask | null {
  return masks.find(({ span }) => span.start >= start && span.start < end) ?? null;
}

/** The smallest mask around an offset: what a person points at. */
export function smallestMaskAround({ masks }: FunctionMasks, offset: number): FoundMask | null {
  let best: FoundMask | null = null;
  for (const mask of masks) {
    const { start, end } = mask.span;
    if (start > offset) break;
    if (offset > end) continue;
    if (best === null || end - start <= best.span.end - best.span.start) best = mask;
  }
  return best;
}

function withParameter(arg: HandedMask, def: DefId, { syntax }: Analysis, { code }: Engine): HandedMask {
  const { isMask, now, ifSet, ifClear, origins } = arg.value;
  const [origin] = origins;
  const isAsItCame =
    isMask && origins.length === 1 && (now.set | now.clear | ifSet.clear | ifClear.set) === 0n && ifSet.set !== 0n;
  if (!isAsItCame || origin?.file !== code.index.defFile(def)) return arg;
  const parameter = syntax.parameters.find(({ nameStart, type }) => nameStart === origin.at && !isPointer(type));
  return parameter === undefined ? arg : { ...arg, parameter: parameter.name };
}

function isPlace(expression: Expression): boolean {
  return expression.kind !== 'number' && expression.kind !== 'string';
}
