import * as vscode from 'vscode';
import type { MaskName } from '../../../server/src/protocol';
import { type MaskItem, pickMask } from '../maskPicker';

/**
 * Asks for a mask: one of the tree's, or what a person types. `current`: the lens that is on, if any. Gives a mask, null to turn
 * the lens off, undefined where the person left.
 */
export async function chooseMask(
  names: Promise<readonly MaskName[]>,
  current: string | null,
): Promise<string | null | undefined> {
  const off: MaskItem = {
    label: vscode.l10n.t('Turn the lens off'),
    iconPath: new vscode.ThemeIcon('eye-closed'),
    choice: 'off',
  };
  const item = await pickMask({
    title: vscode.l10n.t('Mask Lens'),
    before: current === null ? [] : [off],
    names,
    current,
  });
  if (item === undefined) return undefined;
  return item.choice === 'off' ? null : item.label;
}
