import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { INDEX_STATE, type IndexState } from '../../server/src/protocol';

/** What the server last said of the index of each tree. */
export class IndexStates {
  private readonly states = new Map<string, IndexState>();
  private readonly changed = new vscode.EventEmitter<IndexState>();
  readonly onDidChange = this.changed.event;

  constructor(client: LanguageClient) {
    client.onNotification(INDEX_STATE, (state: IndexState) => {
      // A notice is for the log, to which the server writes it.
      if (state.state === 'notice') return;
      this.states.set(state.root, state);
      this.changed.fire(state);
    });
  }

  /** The state of the tree that holds a file; undefined before the server has said anything of it. */
  of(uri: vscode.Uri): IndexState | undefined {
    const holding = [...this.states.values()].filter(({ root }) => `${uri.fsPath}/`.startsWith(`${root}/`));
    return holding.sort((a, b) => b.root.length - a.root.length)[0];
  }

  /** True where answers for a file get no better by waiting. */
  isSettled(uri: vscode.Uri): boolean {
    const state = this.of(uri);
    return state !== undefined && (!state.incomplete || !isGrowing(state));
  }

  /** Resolves when answers for a file get no better by waiting. */
  settled(uri: vscode.Uri, token: vscode.CancellationToken): Promise<void> {
    return new Promise((resolve) => {
      const listeners = [
        this.onDidChange(() => {
          if (this.isSettled(uri)) end();
        }),
        token.onCancellationRequested(() => end()),
      ];
      const end = (): void => {
        for (const listener of listeners) listener.dispose();
        resolve();
      };
      if (this.isSettled(uri)) end();
    });
  }
}

export function isGrowing(state: IndexState | undefined): boolean {
  return state?.state === 'reading' || state?.state === 'linking';
}

/** `reading 12,345 of 58,000 files`, `index ready`: what the state is, for a sentence that begins with "GFP Lens:". */
export function wordsOf(state: IndexState): string {
  switch (state.state) {
    case 'reading':
      return state.total > 0
        ? vscode.l10n.t(
            'reading {0} of {1} files',
            state.done.toLocaleString(vscode.env.language),
            state.total.toLocaleString(vscode.env.language),
          )
        : vscode.l10n.t('looking for source files');
    case 'linking':
      return vscode.l10n.t('resolving calls');
    case 'ready':
      return vscode.l10n.t('index ready');
    case 'cancelled':
    case 'problem':
    case 'notice':
      return state.text;
  }
}
