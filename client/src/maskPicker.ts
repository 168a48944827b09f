import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { MASK_NAMES, type MaskName } from '../../server/src/protocol';
import { isMaskText } from './pathView/question';

/** A row of the list. `choice` tells the masks from the rows above them. */
export interface MaskItem extends vscode.QuickPickItem {
  readonly choice: 'none' | 'compare' | 'off' | 'mask';
}

/** What a mask is asked for with. */
export interface MaskQuestion {
  readonly title: string;
  /** Rows above the masks. */
  readonly before: readonly MaskItem[];
  /** They may come later than the list. */
  readonly names: Promise<readonly MaskName[]>;
  /** The mask that is chosen now, which is marked at first. */
  readonly current?: string | null;
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

/** Asks under which mask the path is walked: none, one by name or as typed, or two to compare. Undefined where the person left. */
export async function pickMasks(
  title: string,
  names: Promise<readonly MaskName[]>,
): Promise<readonly string[] | undefined> {
  const none: MaskItem = { label: vscode.l10n.t('No mask: what the path itself tells'), choice: 'none' };
  const compare: MaskItem = { label: vscode.l10n.t('Compare two masks…'), choice: 'compare' };
  const first = await pickMask({ title, before: [none, compare], names });
  if (first === undefined) return undefined;
  if (first.choice === 'none') return [];
  if (first.choice === 'mask') return [first.label];
  const one = await pickMask({ title: vscode.l10n.t('{0}: first mask', title), before: [], names });
  if (one === undefined) return undefined;
  const compared = vscode.l10n.t('{0}: {1} compared with', title, one.label);
  const other = await pickMask({ title: compared, before: [], names });
  if (other === undefined) return undefined;
  return one.label === other.label ? [one.label] : [one.label, other.label];
}

/** Asks for one mask, by name or as typed; undefined where the person left. */
export function pickMask({ title, before, names, current = null }: MaskQuestion): Promise<MaskItem | undefined> {
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
      const chosen = offered.find(({ label }) => label === current);
      if (chosen !== undefined && picker.value === '') picker.activeItems = [chosen];
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
