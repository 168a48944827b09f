/** What `allows` means for reclaim, in plain words. */
import type { Allows } from './allows';

export interface ReclaimEffect {
  readonly allowed: boolean;
  /** Two or three words: `direct reclaim`. */
  readonly topic: string;
  /** One sentence. */
  readonly words: string;
}

/** The effects in the order in which an allocation meets them. */
export function reclaimEffects(allows: Allows): ReclaimEffect[] {
  return [
    effect(
      allows.directReclaim,
      'direct reclaim',
      'The caller frees memory itself when there is too little, and may sleep while it does.',
      'The caller never reclaims and never sleeps; it takes what is free.',
    ),
    effect(
      allows.kswapdReclaim,
      'wake kswapd',
      'kswapd is woken to reclaim in the background. It works with its own mask, GFP_KERNEL.',
      'kswapd is not woken, so nothing is freed because of this request.',
    ),
    effect(allows.io, 'start I/O', ioWords(allows), noIoWords(allows)),
    effect(allows.fs, 'enter file systems', fsWords(allows), noFsWords(allows)),
    effect(
      allows.reserves,
      'use reserves',
      'The request may go below the minimum watermark.',
      'The request stops at the minimum watermark.',
    ),
    effect(
      allows.fail,
      'fail',
      'The request can come back empty; the caller has to expect it.',
      'The allocator retries for ever instead of failing.',
    ),
  ];
}

function effect(allowed: boolean, topic: string, whenAllowed: string, whenNot: string): ReclaimEffect {
  return { allowed, topic, words: allowed ? whenAllowed : whenNot };
}

const NO_EFFECT = 'The bit is set, but without direct reclaim the caller starts nothing that could use it.';

function ioWords({ directReclaim }: Allows): string {
  return directReclaim ? 'Reclaim may write to swap and start block I/O.' : NO_EFFECT;
}

function noIoWords({ directReclaim }: Allows): string {
  return directReclaim
    ? 'Reclaim starts no I/O: only clean pages can be freed, nothing is swapped out, compaction gives up.'
    : 'The caller starts no I/O.';
}

function fsWords({ directReclaim, io }: Allows): string {
  if (!directReclaim) return NO_EFFECT;
  return io
    ? 'Reclaim may write dirty file pages, release buffers and shrink inode and dentry caches.'
    : 'File systems may be called, but without __GFP_IO they can start no I/O.';
}

function noFsWords({ directReclaim }: Allows): string {
  return directReclaim
    ? 'Dirty file pages, buffers, inodes and dentries stay, and the OOM killer is not called; clean page cache can be freed.'
    : 'The caller does not call into file systems.';
}
