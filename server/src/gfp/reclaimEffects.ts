/** What `allows` means for reclaim, in plain words. */
import { inEnglish, type Say } from '../text/say';
import type { Allows } from './allows';

export interface ReclaimEffect {
  readonly effect: keyof Allows;
  readonly allowed: boolean;
  /** Two or three words: `direct reclaim`. */
  readonly topic: string;
  /** One sentence. */
  readonly words: string;
}

/** What an effect is called in two or three words, in the order in which an allocation meets them. */
export function reclaimTopics(say: Say = inEnglish): readonly (readonly [keyof Allows, string])[] {
  return [
    ['directReclaim', say('direct reclaim')],
    ['kswapdReclaim', say('wake kswapd')],
    ['io', say('start I/O')],
    ['fs', say('enter file systems')],
    ['reserves', say('use reserves')],
    ['fail', say('fail')],
  ];
}

/** The effects in the same order, each with a sentence. */
export function reclaimEffects(allows: Allows, say: Say = inEnglish): ReclaimEffect[] {
  return reclaimTopics(say).map(([effect, topic]) => {
    const allowed = allows[effect];
    return { effect, allowed, topic, words: allowed ? whenAllowed(effect, allows, say) : whenNot(effect, allows, say) };
  });
}

function whenAllowed(effect: keyof Allows, { directReclaim, io }: Allows, say: Say): string {
  switch (effect) {
    case 'directReclaim':
    case 'sleep':
      return say('The caller frees memory itself when there is too little, and may sleep while it does.');
    case 'kswapdReclaim':
      return say('kswapd is woken to reclaim in the background. It works with its own mask, GFP_KERNEL.');
    case 'io':
      return directReclaim ? say('Reclaim may write to swap and start block I/O.') : noEffect(say);
    case 'fs':
      if (!directReclaim) return noEffect(say);
      return io
        ? say('Reclaim may write dirty file pages, release buffers and shrink inode and dentry caches.')
        : say('File systems may be called, but without __GFP_IO they can start no I/O.');
    case 'reserves':
      return say('The request may go below the minimum watermark.');
    case 'fail':
      return say('The request can come back empty; the caller has to expect it.');
  }
}

function whenNot(effect: keyof Allows, { directReclaim }: Allows, say: Say): string {
  switch (effect) {
    case 'directReclaim':
    case 'sleep':
      return say('The caller never reclaims and never sleeps; it takes what is free.');
    case 'kswapdReclaim':
      return say('kswapd is not woken, so nothing is freed because of this request.');
    case 'io':
      return directReclaim
        ? say('Reclaim starts no I/O: only clean pages can be freed, nothing is swapped out, compaction gives up.')
        : say('The caller starts no I/O.');
    case 'fs':
      return directReclaim
        ? say(
            'Dirty file pages, buffers, inodes and dentries stay, and the OOM killer is not called; clean page cache can be freed.',
          )
        : say('The caller does not call into file systems.');
    case 'reserves':
      return say('The request stops at the minimum watermark.');
    case 'fail':
      return say('The allocator retries for ever instead of failing.');
  }
}

function noEffect(say: Say): string {
  return say('The bit is set, but without direct reclaim the caller starts nothing that could use it.');
}
