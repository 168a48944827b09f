import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { MASK_NAMES, type MaskName } from '../../server/src/protocol';
import { isMaskText } from './pathView/question';

interface MaskItem extends vscode.QuickPickItem {
  readonly choice: 'none' | 'compare' | 'mask';
}

/** The masks that a picker offers for a tree; none where the server does not know them. */
export async function maskNames(client: LanguageClient, uri: vscode.Uri): Promise<readonly MaskName[]> {
  try {
    return await client.sendRequest<MaskName[]>(MASK_NAMES, { uri: uri.toString() });
  } catch {
    // A mask can be typed without them.
    return [];
  }
}

/**
 * Asks under which mask the path is walked: none, one by name or as typed, or two to compare. Undefined where the person left.
 * `names` may come later than the list.
 */
export async function pickMasks(
  title: string,
  names: Promise<readonly MaskName[]>,
): Promise<readonly string[] | undefined> {
  const none: MaskItem = { label: vscode.l10n.t('No mask: what the path itself tells'), choice: 'none' };
  const compare: MaskItem = { label: vscode.l10n.t('Compare two masks…'), choice: 'compare' };
  const first = await pickMask(title, [none, compare], names);
  if (first === undefined) return undefined;
  if (first.choice === 'none') return [];
  if (first.choice === 'mask') return [first.label];
  const one = await pickMask(vscode.l10n.t('{0}: first mask', title), [], names);
  if (one === undefined) return undefined;
  const other = await pickMask(vscode.l10n.t('{0}: {1} compared with', title, one.label), [], names);
  if (other === undefined) return undefined;
  return one.label === other.label ? [one.label] : [one.label, other.label];
}

function pickMask(
  title: string,
  before: readonly MaskItem[],
  names: Promise<readonly MaskName[]>,
): Promise<MaskItem | undefined> {
  return new Promise((resolve) => {
    const picker = vscode.window.createQuickPick<MaskItem>();
    picker.title = title;
    picker.placeholder = vscode.l10n.t('A gfp mask: choose one, or type GFP_KERNEL & ~__GFP_FS or 0x250');
    picker.matchOnDetail = false;
    let offered: readonly MaskItem[] = before;
    const show = (): void => {
      const typed = picker.value.trim();
      const isNew = isMaskText(typed) && !offered.some(({ label }) => label === typed);
      // What is typed stands last, so that Enter completes a name that has begun.
      const own: MaskItem = { label: typed, description: vscode.l10n.t('as typed'), choice: 'mask', alwaysShow: true };
      picker.items = isNew ? [...offered, own] : offered;
    };
    picker.busy = true;
    void names.then((known) => {
      picker.busy = false;
      offered = [...before, ...known.map(maskItem)];
      show();
    });
    picker.onDidChangeValue(show);
    picker.onDidAccept(() => {
      const [item] = picker.activeItems;
      // Text that is no mask at all has no row: the list stays.
      if (item === undefined) return;
      resolve(item);
      picker.hide();
    });
    picker.onDidHide(() => {
      resolve(undefined);
      picker.dispose();
    });
    show();
    picker.show();
  });
}

function maskItem({ name, hex, help }: MaskName): MaskItem {
  return { label: name, description: hex, choice: 'mask', ...(help === '' ? {} : { detail: help }) };
}
