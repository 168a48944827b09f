import * as vscode from 'vscode';
import type { MaskName } from '../../../server/src/protocol';

interface MaskItem extends vscode.QuickPickItem {
  /** Null turns the lens off. */
  readonly mask: string | null;
}

/**
 * Asks for a mask: one of the tree's, or what a person types. `current`: the lens that is on, if any. Gives a mask, null to turn
 * the lens off, undefined where the person left.
 */
export function chooseMask(names: readonly MaskName[], current: string | null): Promise<string | null | undefined> {
  return new Promise((resolve) => {
    const picker = vscode.window.createQuickPick<MaskItem>();
    picker.title = vscode.l10n.t('Mask Lens');
    picker.placeholder = vscode.l10n.t('A mask, for example GFP_NOFS, GFP_KERNEL|__GFP_NORETRY or 0x250');
    picker.matchOnDetail = true;
    const off: MaskItem = {
      label: vscode.l10n.t('Turn the lens off'),
      iconPath: new vscode.ThemeIcon('eye-closed'),
      mask: null,
    };
    const offered = names.map(
      ({ name, hex, help }): MaskItem => ({ label: name, description: hex, detail: help, mask: name }),
    );
    const all = current === null ? offered : [off, ...offered];
    picker.items = all;
    picker.activeItems = offered.filter(({ mask }) => mask === current);
    picker.onDidChangeValue((value) => {
      const typed = value.trim();
      const isName = typed === '' || names.some(({ name }) => name === typed);
      const own = { label: typed, description: vscode.l10n.t('this mask'), mask: typed, alwaysShow: true };
      picker.items = isName ? all : [...all, own];
    });
    picker.onDidAccept(() => {
      const [item] = picker.activeItems;
      resolve(item === undefined ? undefined : item.mask);
      picker.hide();
    });
    picker.onDidHide(() => {
      resolve(undefined);
      picker.dispose();
    });
    picker.show();
  });
}
