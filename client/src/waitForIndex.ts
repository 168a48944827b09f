import * as vscode from 'vscode';
import { type IndexStates, wordsOf } from './indexStates';

/**
 * Waits for a tree that is still being read, with a word on how far it is. A part of a tree leaves alternatives open, between
 * allocators for one, and its path may be another one; who would not wait gets that.
 */
export async function waitForIndex(states: IndexStates, uri: vscode.Uri): Promise<void> {
  if (states.isSettled(uri)) return;
  const title = vscode.l10n.t('Waiting for the whole tree (Cancel: answer from a part)');
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  await vscode.window.withProgress(options, async (progress, token) => {
    let shown = 0;
    const show = (): void => {
      const now = states.of(uri);
      const percent = now?.state === 'reading' && now.total > 0 ? (100 * now.done) / now.total : shown;
      progress.report({
        message: now === undefined ? vscode.l10n.t('starting') : wordsOf(now),
        increment: percent - shown,
      });
      shown = percent;
    };
    show();
    const listener = states.onDidChange(show);
    await states.settled(uri, token).finally(() => listener.dispose());
  });
}
