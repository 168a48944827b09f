import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { INDEX_STATE, type IndexState } from '../../server/src/protocol';

/** Shows what the index is doing in the language status of C files. */
export function showIndexState(
  context: vscode.ExtensionContext,
  client: LanguageClient,
  log: vscode.LogOutputChannel,
): void {
  const item = vscode.languages.createLanguageStatusItem('gfpLens.index', { language: 'c', scheme: 'file' });
  item.name = 'GFP Lens';
  item.text = 'GFP Lens: starting';
  item.busy = true;
  item.command = { title: 'Show Log', command: 'gfpLens.showLog' };
  context.subscriptions.push(item);
  client.onNotification(INDEX_STATE, (state: IndexState) => {
    if (state.state === 'notice') {
      log.warn(`${state.root}: ${state.text}`);
      return;
    }
    item.busy = state.state === 'reading' || state.state === 'linking';
    item.text = wordsOf(state);
    item.command =
      state.state === 'cancelled' || state.state === 'problem'
        ? { title: 'Read the Tree', command: 'gfpLens.rebuildIndex' }
        : { title: 'Show Log', command: 'gfpLens.showLog' };
    item.severity =
      state.state === 'problem' ? vscode.LanguageStatusSeverity.Warning : vscode.LanguageStatusSeverity.Information;
    if (state.state === 'problem') log.warn(`${state.root}: ${state.text}`);
    if (state.state === 'ready') log.info(`${state.root}: index ready${state.text === '' ? '' : `; ${state.text}`}`);
  });
}

function wordsOf(state: IndexState): string {
  switch (state.state) {
    case 'reading':
      return `GFP Lens: reading ${state.done} of ${state.total} files`;
    case 'linking':
      return 'GFP Lens: resolving calls';
    case 'ready':
      return 'GFP Lens: index ready';
    case 'cancelled':
    case 'problem':
    case 'notice':
      return `GFP Lens: ${state.text}`;
  }
}
