import * as vscode from 'vscode';
import type { GateAnswer } from '../../../server/src/protocol';
import { kernelFiles } from '../languageClient';
import { lensDecorations } from './lensDecorations';
import { lensMarks } from './lensMarks';
import { lensWords } from './lensWords';

/** How long after the last change of a document its gates are asked for again, in ms. */
const AFTER_EDIT = 400;

export interface MaskLens extends vscode.Disposable {
  /** The mask that editors are seen through; null where the lens is off. */
  readonly mask: () => string | null;
  /** Looks through another mask, or, with null, through none. */
  readonly look: (mask: string | null) => void;
  /** Asks again, for what is known of the tree has changed. */
  readonly refresh: () => void;
}

/**
 * Shows in every visible C editor which gates a mask opens and closes. `gatesOf` gives a document's gates under it. A failure
 * turns the lens off with the reason, so that an old picture never stays.
 */
export function maskLens(gatesOf: (uri: string, mask: string) => Promise<readonly GateAnswer[]>): MaskLens {
  const decorations = lensDecorations();
  const status = vscode.window.createStatusBarItem('gfpLens.maskLens', vscode.StatusBarAlignment.Left, 0);
  status.name = vscode.l10n.t('GFP Lens: Mask Lens');
  status.command = 'gfpLens.maskLens';
  let mask: string | null = null;
  const timers = new Map<string, NodeJS.Timeout>();

  const show = async (editor: vscode.TextEditor): Promise<void> => {
    const { document } = editor;
    const through = mask;
    if (through === null || vscode.languages.match(kernelFiles, document) === 0) return;
    const { version } = document;
    try {
      const gates = await gatesOf(document.uri.toString(), through);
      // Another lens, or a change that asks again by itself.
      if (mask !== through || document.version !== version || document.isClosed) return;
      decorations.draw(editor, lensMarks(gates, through, lensWords()));
    } catch (error) {
      if (mask !== through) return;
      look(null);
      const why = error instanceof Error ? error.message : String(error);
      void vscode.window.showWarningMessage(vscode.l10n.t('GFP Lens: no gates under {0}: {1}', through, why));
    }
  };
  const refresh = (): void => {
    for (const editor of vscode.window.visibleTextEditors) void show(editor);
  };
  const look = (through: string | null): void => {
    mask = through;
    void vscode.commands.executeCommand('setContext', 'gfpLens.maskLensOn', through !== null);
    if (through === null) {
      status.hide();
      for (const editor of vscode.window.visibleTextEditors) decorations.clear(editor);
      return;
    }
    status.text = `$(eye) ${through}`;
    status.tooltip = vscode.l10n.t(
      'Gates are shown as {0} opens and closes them. Click to choose another mask.',
      through,
    );
    status.show();
    refresh();
  };
  const listeners = [
    vscode.window.onDidChangeVisibleTextEditors(refresh),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      const uri = document.uri.toString();
      if (mask === null || contentChanges.length === 0) return;
      clearTimeout(timers.get(uri));
      timers.set(
        uri,
        setTimeout(() => {
          timers.delete(uri);
          for (const editor of vscode.window.visibleTextEditors) if (editor.document === document) void show(editor);
        }, AFTER_EDIT),
      );
    }),
  ];
  return {
    mask: () => mask,
    look,
    refresh,
    dispose: () => {
      for (const timer of timers.values()) clearTimeout(timer);
      for (const each of [...listeners, status, decorations]) each.dispose();
    },
  };
}
