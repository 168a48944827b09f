import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { IndexState } from '../../server/src/protocol';
import { type IndexStates, isGrowing, wordsOf } from './indexStates';
import { kernelFiles } from './languageClient';

/** Shows what the index is doing: in the language status of kernel files, and in the status bar while it grows. */
export function showIndexState(states: IndexStates, log: vscode.LogOutputChannel): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem('gfpLens.index', kernelFiles);
  item.name = 'GFP Lens';
  item.text = 'GFP Lens: starting';
  item.busy = true;
  item.command = { title: 'Show Log', command: 'gfpLens.showLog' };
  const growing = new Map<string, GrowingIndex>();
  const onChange = states.onDidChange((state) => {
    item.busy = isGrowing(state);
    item.text = `GFP Lens: ${wordsOf(state)}`;
    item.detail = basename(state.root);
    item.severity =
      state.state === 'problem' ? vscode.LanguageStatusSeverity.Warning : vscode.LanguageStatusSeverity.Information;
    if (state.state === 'problem') log.warn(`${state.root}: ${state.text}`);
    if (state.state === 'ready') log.info(`${state.root}: index ready`);
    if (isGrowing(state)) {
      if (!growing.has(state.root)) growing.set(state.root, showGrowth());
      growing.get(state.root)?.report(state);
    } else {
      growing.get(state.root)?.end();
      growing.delete(state.root);
    }
  });
  return vscode.Disposable.from(item, onChange, {
    dispose: () => {
      for (const index of growing.values()) index.end();
    },
  });
}

interface GrowingIndex {
  report(state: IndexState): void;
  end(): void;
}

/** A word in the status bar that lasts until `end`. */
function showGrowth(): GrowingIndex {
  let report: GrowingIndex['report'] = () => {};
  let end: GrowingIndex['end'] = () => {};
  void vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title: 'GFP Lens' }, (progress) => {
    report = (state) => progress.report({ message: wordsOf(state) });
    return new Promise<void>((resolve) => {
      end = resolve;
    });
  });
  return { report: (state) => report(state), end: () => end() };
}
