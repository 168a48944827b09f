import * as vscode from 'vscode';
import type { TraceAnswer, TraceHopAnswer } from '../../server/src/protocol';
import { partsOf } from './functionName';
import { openHop } from './openHop';

/** One hop a line, in the order of the calls; moving through the list shows each call in the editor. */
export function showHops(answer: TraceAnswer, from: string, to: string): void {
  const picker = vscode.window.createQuickPick<vscode.QuickPickItem & { readonly hop: TraceHopAnswer }>();
  picker.title = [from, to].map((name) => inThisTree(answer, name)).join(' → ');
  picker.placeholder =
    answer.incomplete ?? `${answer.hops.length} functions: move to look at a call, Enter to stay there`;
  picker.matchOnDescription = true;
  picker.items = answer.hops.map((hop, i) => ({
    label: `${i + 1}. ${hop.function}`,
    description: [placeOf(hop), ...(hop.how === 'direct' || hop.how === '' ? [] : [hop.how])].join(' · '),
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

/** `shrink_folio_list (was shrink_page_list)` where a name has moved. */
function inThisTree({ resolved }: TraceAnswer, asked: string): string {
  const here = resolved[asked];
  return here === undefined ? partsOf(asked).bare : `${partsOf(here).bare} (was ${partsOf(asked).bare})`;
}

function placeOf(hop: TraceHopAnswer): string {
  const [uri, line] = hop.callLine > 0 ? [hop.callUri, hop.callLine] : [hop.uri, hop.line];
  return `${vscode.workspace.asRelativePath(vscode.Uri.parse(uri))}:${line}`;
}
