import * as vscode from 'vscode';

/** Says in the status bar that a path is being followed: with its masks that takes seconds on a whole kernel. `what`: `a → b`. */
export function whileTracing<T>(what: string, answer: () => Promise<T>): Thenable<T> {
  const title = vscode.l10n.t('GFP Lens: following {0}', what);
  return vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title }, answer);
}
