import * as vscode from 'vscode';
import type { MaskAnswer, TraceHopAnswer } from '../../../server/src/protocol';

/** More names than these make a row unreadable. */
const MAX_NAMES = 2;

/**
 * What is known of a mask, in a few words: `GFP_NOFS|__GFP_NOWARN`, `depends on __GFP_FS`, or what the flags that matter are.
 * Empty where nothing worth a word is known. `matter`: the flags that gates of the path test.
 */
export function maskWords(mask: MaskAnswer | null, matter: ReadonlySet<string>): string {
  if (mask === null) return '';
  if (mask.symbolic !== null) return mask.symbolic;
  const open = mask.unknown.filter((bit) => matter.has(bit));
  if (open.length > 0) return vscode.l10n.t('depends on {0}', someOf(open));
  const [has, lacks] = [mask.set, mask.clear].map((bits) => bits.filter((bit) => matter.has(bit)));
  return [
    has!.length > 0 ? vscode.l10n.t('with {0}', someOf(has!)) : '',
    lacks!.length > 0 ? vscode.l10n.t('without {0}', someOf(lacks!)) : '',
  ]
    .filter((words) => words !== '')
    .join(' · ');
}

/** The mask on entry to a hop under each mask that was asked for: `GFP_NOFS → GFP_NOFS|__GFP_NOWARN` where two are compared. */
export function hopMaskWords(
  hop: TraceHopAnswer,
  masks: readonly string[],
  matter: ReadonlySet<string>,
): readonly string[] {
  if (masks.length < 2) return [maskWords(hop.mask, matter)].filter((words) => words !== '');
  return masks.flatMap((asked) => {
    const words = maskWords(hop.masks[asked] ?? null, matter);
    if (words === '') return [];
    return [words === asked ? words : `${asked} → ${words}`];
  });
}

/** `A, B…` */
export function someOf(names: readonly string[]): string {
  return names.slice(0, MAX_NAMES).join(', ') + (names.length > MAX_NAMES ? '…' : '');
}
