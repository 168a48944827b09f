import * as vscode from 'vscode';
import type { TraceAnswer, TraceHopAnswer } from '../../server/src/protocol';
import { openHop } from './openHop';

/** One hop a line, in the order of the calls; moving through the list shows each call in the editor. */
export function showHops(answer: TraceAnswer, from: string, to: string): void {
  const picker = vscode.window.createQuickPick<vscode.QuickPickItem & { readonly hop: TraceHopAnswer }>();
  const found = answer.resolved[to] ?? to;
  const renamed = Object.entries(answer.resolved).map(([asked, here]) => `${asked} is ${here} in this tree`);
  picker.title = `${answer.resolved[from] ?? from} → ${found}`;
  picker.placeholder = [...renamed, 'move to look at a call, Enter to stay there'].join('; ');
  picker.matchOnDetail = true;
  picker.items = answer.hops.map((hop, i) => ({
    label: `${i + 1}. ${hop.function}`,
    description: hop.how === 'direct' ? '' : hop.how,
    detail: placeOf(hop),
    hop,
  }));
  picker.onDidChangeActive(([item]) => item && openHop(item.hop, 'look'));
  picker.onDidAccept(() => {
    const [item] = picker.activeItems;
    if (item) openHop(item.hop, 'stay');
    picker.hide();
  });
  picker.onDidHide(() => picker.dispose());
  picker.show();
}

function placeOf(hop: TraceHopAnswer): string {
  const [uri, line] = hop.callLine > 0 ? [hop.callUri, hop.callLine] : [hop.uri, hop.line];
  return `${vscode.workspace.asRelativePath(vscode.Uri.parse(uri))}:${line}`;
}
