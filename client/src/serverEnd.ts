import * as vscode from 'vscode';
import { CloseAction, type CloseHandlerResult, ErrorAction, type ErrorHandler } from 'vscode-languageclient/node';

/** A server that ends this often within `WINDOW` will not work the next time either. */
const MAX_ENDS = 5;
const WINDOW = 3 * 60_000;

/** What the client does when the server ends by itself: starts it again and says so, or gives up and says so. */
export function restartServer(log: vscode.LogOutputChannel): ErrorHandler {
  let ends: number[] = [];
  return {
    error: () => ({ action: ErrorAction.Continue }),
    closed: (): CloseHandlerResult => {
      const now = Date.now();
      ends = [...ends.filter((end) => now - end < WINDOW), now];
      const isHopeless = ends.length >= MAX_ENDS;
      const words = isHopeless
        ? vscode.l10n.t(
            'GFP Lens: the language server ended {0} times within three minutes and stays down. Reload the window to try again.',
            ends.length,
          )
        : vscode.l10n.t('GFP Lens: the language server ended unexpectedly and was started again.');
      log.warn(words);
      const showLog = vscode.l10n.t('Show Log');
      void vscode.window.showWarningMessage(words, showLog).then((chosen) => {
        if (chosen === showLog) log.show();
      });
      return { action: isHopeless ? CloseAction.DoNotRestart : CloseAction.Restart, message: words, handled: true };
    },
  };
}
