/** What is likely wrong with a gfp mask, or misleading, seen in one function. docs/HAZARDS.md tells of each code. */
import type { Span } from '../syntax/ast';

export type HazardCode =
  /** A mask with which the allocator may sleep, where a lock is held under which nobody may. */
  | 'sleeps-under-lock'
  /** `__GFP_NOFAIL` together with `__GFP_NORETRY`. */
  | 'nofail-noretry'
  /** A constant mask where the function was given one by its caller. */
  | 'mask-dropped'
  /** Flags that an allocation scope takes off again: `GFP_KERNEL` behind memalloc_nofs_save(). */
  | 'narrowed-by-scope'
  /** Flags left out that an allocation scope takes off in any case: `GFP_NOFS` behind memalloc_nofs_save(). */
  | 'given-by-scope';

/** Those that are mistakes; the others are matters of style. */
export const MISTAKES: ReadonlySet<HazardCode> = new Set(['sleeps-under-lock', 'nofail-noretry', 'mask-dropped']);

export interface Hazard {
  readonly code: HazardCode;
  /** Of the mask, in the file's text. */
  readonly span: Span;
  /** One sentence in the reader's language, with what it rests on. */
  readonly message: string;
  /** Another place of the same file that the message speaks of: where the lock is taken, the parameter, where the scope opens. */
  readonly related: { readonly span: Span; readonly message: string } | null;
  /** A change after which the code does the same, or what its caller asked for; null where a person has to think. */
  readonly fix: HazardFix | null;
}

export interface HazardFix {
  readonly title: string;
  readonly span: Span;
  /** What stands in place of `span`; empty where it is taken out. */
  readonly text: string;
}
