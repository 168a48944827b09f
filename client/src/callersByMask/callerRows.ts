import * as vscode from 'vscode';
import type { CallersByMaskAnswer, MaskCaller } from '../../../server/src/protocol';

/** A row of the view: a mask with its callers below it, or a caller. */
export interface CallerRow {
  readonly id: string;
  readonly label: string;
  readonly description: string;
  /** `unknown`: not a mask, but words for where it comes from. */
  readonly kind: 'mask' | 'unknown' | 'caller';
  readonly caller: MaskCaller | null;
  readonly children: readonly CallerRow[];
}

/** Masks with their callers, in the order of the answer: most callers first. */
export function callerRows({ function: name, groups }: CallersByMaskAnswer): CallerRow[] {
  return groups.map(({ mask, isKnown, callers }, group) => ({
    id: `${name} ${mask} ${group}`,
    label: mask,
    description: callers.length === 1 ? vscode.l10n.t('1 caller') : vscode.l10n.t('{0} callers', callers.length),
    kind: isKnown ? 'mask' : 'unknown',
    caller: null,
    children: callers.map((caller, at) => ({
      id: `${name} ${mask} ${group} ${at}`,
      label: caller.function,
      description: `${caller.file}:${caller.line}`,
      kind: 'caller',
      caller,
      children: [],
    })),
  }));
}
