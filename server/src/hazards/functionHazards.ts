/** The hazards of one function. */
import type { Engine } from '../flow/frame';
import type { DefId } from '../index/kernelIndex';
import { inEnglish, type Say } from '../text/say';
import { contradictions } from './contradictions';
import { droppedMasks } from './droppedMask';
import type { Hazard } from './hazard';
import { locksOf } from './lockEffects';
import { readCalls } from './readCalls';
import { scopedMasks } from './scopedMasks';
import { sleepsUnderLock } from './sleepsUnderLock';
import { writtenMasks } from './writtenMasks';

/** In source order; empty where the function cannot be read, or has nothing to do with masks. */
export function hazardsOf(engine: Engine, def: DefId, say: Say = inEnglish): readonly Hazard[] {
  const { code } = engine;
  if (code.index.defKind(def) !== 'function' || !/GFP_|gfp/.test(code.definitionText(def) ?? '')) return [];
  const read = readCalls(engine, def);
  if (read === null) return [];
  const masks = writtenMasks(read);
  const locks = locksOf(code, def);
  return [
    ...(locks === null ? [] : sleepsUnderLock(engine, read, masks, { locks, say })),
    ...contradictions(engine, read, say),
    ...droppedMasks(engine, read, masks, say),
    ...scopedMasks(engine, read, masks, say),
  ].sort((a, b) => a.span.start - b.span.start);
}
