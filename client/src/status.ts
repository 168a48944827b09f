import { basename } from 'node:path';
import * as vscode from 'vscode';
import { type IndexStates, isGrowing, wordsOf } from './indexStates';
import { kernelFiles } from './languageClient';

const stop = { title: vscode.l10n.t('Stop'), command: 'gfpLens.stopIndex' };
const rebuild = { title: vscode.l10n.t('Read the Tree'), command: 'gfpLens.rebuildIndex' };
const showLog = { title: vscode.l10n.t('Show Log'), command: 'gfpLens.showLog' };

/** Shows what the index is doing in the language status of kernel files. */
export function showIndexState(states: IndexStates, log: vscode.LogOutputChannel): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem('gfpLens.index', kernelFiles);
  item.name = 'GFP Lens';
  item.text = vscode.l10n.t('GFP Lens: starting');
  item.busy = true;
  const onChange = states.onDidChange((state) => {
    const hasStopped = state.state === 'cancelled' || state.state === 'problem';
    item.busy = isGrowing(state);
    item.text = `GFP Lens: ${wordsOf(state)}`;
    item.detail = basename(state.root);
    item.severity = hasStopped ? vscode.LanguageStatusSeverity.Warning : vscode.LanguageStatusSeverity.Information;
    item.command = item.busy ? stop : hasStopped ? rebuild : showLog;
    // The walkthrough ticks its step off.
    if (state.state === 'ready') void vscode.commands.executeCommand('setContext', 'gfpLens.indexReady', true);
    if (state.state === 'ready' && state.text === '') log.info(`${state.root}: index ready`);
  });
  return vscode.Disposable.from(item, onChange);
}
