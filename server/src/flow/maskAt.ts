/** The mask at a place of a function: what the editor shows on hover, and `gfp-lens mask` prints. */
import type { DefId } from '../index/kernelIndex';
import type { Expression, Span } from '../syntax/ast';
import { type Analysis, analyze } from './analysis';
import type { Engine, Entry, Recorder } from './frame';
import { writtenName } from './scopes';
import { joinValues, type Value } from './value';

export interface FoundMask {
  readonly span: Span;
  readonly value: Value;
}

/** Every expression of a gfp type in one function, with its value; of an assignment, what is assigned. */
export interface FunctionMasks {
  readonly def: DefId;
  readonly analysis: Analysis;
  readonly masks: readonly FoundMask[];
}

/** Masks in source order, the larger of two that begin at one place first; null where the function cannot be read. */
export function masksOf(engine: Engine, def: DefId, entry?: Entry): FunctionMasks | null {
  const found = new Map<string, FoundMask>();
  const keep = ({ start, end }: Span, value: Value): void => {
    const key = `${start}:${end}`;
    const known = found.get(key);
    found.set(key, { span: { start, end }, value: known === undefined ? value : joinValues(known.value, value) });
  };
  const recorder: Recorder = {
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
  const analysis = analyze(engine, def, recorder, entry === undefined ? {} : { entry });
  if (analysis === null) return null;
  const masks = [...found.values()].sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end);
  return { def, analysis, masks };
}

/** The largest mask that begins at `offset`; without one that begins there, null. */
export function maskBeginningAt({ masks }: FunctionMasks, offset: number): FoundMask | null {
  return masks.find(({ span }) => span.start === offset) ?? null;
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

function isPlace(expression: Expression): boolean {
  return expression.kind !== 'number' && expression.kind !== 'string';
}
