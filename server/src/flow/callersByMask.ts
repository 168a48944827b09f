/** Who calls a function with which mask. */

import { PRESENT } from '../gfp/absentFlags';
import { symbolic } from '../gfp/symbolic';
import { knownBits, type Vocabulary } from '../gfp/vocabulary';
import type { CallId, DefId, FileId } from '../index/kernelIndex';
import type { CodeReader } from '../syntax/codeReader';
import type { Steps } from '../text/steps';
import { type CallSite, callSitesOf } from './callSites';
import type { FoundCall, HandedMask } from './maskAt';

export interface CallerMask {
  readonly call: CallId;
  readonly caller: DefId;
  /** `GFP_NOFS|__GFP_NOWARN`, `OWN_PARAMETER`, `NOT_KNOWN`. */
  readonly mask: string;
  /** True for a mask, false for one of the two words. */
  readonly isKnown: boolean;
}

/** The caller hands on what it was called with. */
export const OWN_PARAMETER = 'its own parameter';
export const NOT_KNOWN = 'not known';

/** What is asked of a tree: all of it may be kept from question to question. */
export interface CallersReader {
  readonly code: CodeReader;
  readonly vocabulary: Vocabulary;
  /** Calls of a function that hand on masks; null where it cannot be read. */
  calls(def: DefId): Steps<readonly FoundCall[] | null>;
  /** Offset of a line (1-based) in a file's text. */
  lineStart(file: FileId, line: number): number;
}

export interface CallersOfFunction {
  /** How many calls there are; `read` gives at most as many as were asked for. */
  readonly total: number;
  /** Gives null as often as it is not there yet, so that whoever reads may stop in between. */
  read(): Generator<CallerMask | null>;
}

/**
 * The calls of a function by what they pass for argument `argument`. Of more than `most` calls so many are read, spread evenly over the
 * tree. `isRead` leaves callers out that are only counted.
 */
export function callersByMask(
  reader: CallersReader,
  def: DefId,
  argument: number,
  most = Number.POSITIVE_INFINITY,
  isRead: (caller: DefId) => boolean = () => true,
): CallersOfFunction {
  const all = callSitesOf(reader.code, def, argument);
  const sites = all.filter(({ caller }) => isRead(caller));
  const count = Math.min(most, sites.length);
  return {
    total: all.length,
    *read() {
      for (let i = 0; i < count; i++) {
        const site = sites[Math.floor((i * sites.length) / count)]!;
        const steps = reader.calls(site.caller);
        let step = steps.next();
        for (; !step.done; step = steps.next()) yield null;
        yield maskAt(reader, site, step.value ?? []);
      }
    },
  };
}

export interface MaskGroup {
  readonly mask: string;
  readonly isKnown: boolean;
  readonly callers: readonly CallerMask[];
}

/** By mask, most callers first; what is no mask comes last. */
export function groupedByMask(callers: Iterable<CallerMask>): MaskGroup[] {
  const groups = new Map<string, { mask: string; isKnown: boolean; callers: CallerMask[] }>();
  for (const caller of callers) {
    const { mask, isKnown } = caller;
    const group = groups.get(mask);
    if (group === undefined) groups.set(mask, { mask, isKnown, callers: [caller] });
    else group.callers.push(caller);
  }
  const rank = ({ mask, isKnown }: MaskGroup): number => (isKnown ? 0 : mask === OWN_PARAMETER ? 1 : 2);
  return [...groups.values()].sort((a, b) => rank(a) - rank(b) || b.callers.length - a.callers.length);
}

function maskAt(reader: CallersReader, { call, caller, argument }: CallSite, calls: readonly FoundCall[]): CallerMask {
  const unknown = { call, caller, mask: NOT_KNOWN, isKnown: false };
  if (argument === null) return unknown;
  const { file, line, column } = reader.code.index.callSite(call);
  const at = reader.lineStart(file, line) + column - 1;
  const arg = calls.find(({ span }) => span.start === at)?.args[argument];
  if (arg === undefined) return unknown;
  if (arg.parameter !== null) return { ...unknown, mask: OWN_PARAMETER };
  const mask = wholeMask(arg, reader.vocabulary);
  return mask === null ? unknown : { call, caller, mask, isKnown: true };
}

/** The mask in names where each flag of it is known. */
function wholeMask({ value: { now } }: HandedMask, vocabulary: Vocabulary): string | null {
  const flags = knownBits(vocabulary) & PRESENT;
  if (((now.set | now.clear) & flags) !== flags) return null;
  return symbolic(now.set & GFP_T, vocabulary);
}

/** gfp_t is `unsigned int` (include/linux/types.h). */
const GFP_T = 0xffff_ffffn;
