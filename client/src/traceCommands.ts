import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { FUNCTION_NAMES, REBUILD_INDEX, TRACE, type TraceAnswer, type TraceHopAnswer } from '../../server/src/protocol';

/** Where reclaim takes page cache from its list; the server finds its successor in newer trees. */
const RECLAIM_END = 'shrink_page_list';

export function registerTraceCommands(context: vscode.ExtensionContext, client: LanguageClient): void {
  context.subscriptions.push(
    vscode.commands.registerCommand('gfpLens.tracePath', async () => {
      const editor = vscode.window.activeTextEditor;
      if (!editor) return;
      const from = await pickFunction(client, editor.document.uri, 'From which function?', wordAtCursor(editor));
      const to =
        from && (await pickFunction(client, editor.document.uri, `From ${from} to which function?`, RECLAIM_END));
      if (from && to) await trace(client, editor.document.uri, from, to);
    }),
    vscode.commands.registerCommand('gfpLens.traceToReclaim', async () => {
      const editor = vscode.window.activeTextEditor;
      const from = editor && wordAtCursor(editor);
      if (editor && from) await trace(client, editor.document.uri, from, RECLAIM_END);
    }),
    vscode.commands.registerCommand('gfpLens.rebuildIndex', async () => {
      const editor = vscode.window.activeTextEditor;
      if (editor) await client.sendRequest(REBUILD_INDEX, { uri: editor.document.uri.toString() });
    }),
  );
}

function wordAtCursor(editor: vscode.TextEditor): string {
  const range = editor.document.getWordRangeAtPosition(editor.selection.active, /[A-Za-z_]\w*/);
  return range ? editor.document.getText(range) : '';
}

/** Asks for a function's name, with completion from the index; what was typed is taken as it stands. */
function pickFunction(
  client: LanguageClient,
  uri: vscode.Uri,
  title: string,
  initial: string,
): Promise<string | undefined> {
  return new Promise((resolve) => {
    const picker = vscode.window.createQuickPick();
    picker.title = title;
    picker.placeholder = 'Name of a function or macro';
    picker.value = initial;
    const offer = async (prefix: string): Promise<void> => {
      const names = await client.sendRequest<string[]>(FUNCTION_NAMES, { uri: uri.toString(), prefix });
      if (picker.value !== prefix) return;
      const first = names.includes(prefix) || prefix === '' ? [] : [prefix];
      picker.items = [...first, ...names].map((label) => ({ label }));
    };
    picker.onDidChangeValue((prefix) => void offer(prefix));
    picker.onDidAccept(() => {
      resolve(picker.selectedItems[0]?.label ?? picker.value);
      picker.hide();
    });
    picker.onDidHide(() => {
      resolve(undefined);
      picker.dispose();
    });
    void offer(initial);
    picker.show();
  });
}

async function trace(client: LanguageClient, uri: vscode.Uri, from: string, to: string): Promise<void> {
  const answer = await client.sendRequest<TraceAnswer>(TRACE, { uri: uri.toString(), from, to });
  if (answer.hops.length === 0) {
    const words = [answer.why, answer.incomplete].filter((part) => part !== null).join(' ');
    void vscode.window.showInformationMessage(`GFP Lens: ${words}`);
    return;
  }
  showHops(answer, from, to);
}

/** One hop a line; moving through the list shows each call in the editor. */
function showHops(answer: TraceAnswer, from: string, to: string): void {
  const picker = vscode.window.createQuickPick<vscode.QuickPickItem & { hop: TraceHopAnswer }>();
  const renamed = Object.entries(answer.resolved).map(([asked, found]) => ` (${asked} is ${found} here)`);
  picker.title = `${from} → ${to}${renamed.join('')}`;
  picker.placeholder = answer.incomplete ?? 'Move to look at a hop, Enter to stay there';
  picker.items = answer.hops.map((hop, i) => ({
    label: `${i + 1}. ${hop.function}`,
    description: hop.how,
    detail: `${vscode.workspace.asRelativePath(vscode.Uri.parse(hop.uri))}:${hop.line}`,
    hop,
  }));
  picker.onDidChangeActive(([item]) => item && void open(item.hop, true));
  picker.onDidAccept(() => {
    const [item] = picker.activeItems;
    if (item) void open(item.hop, false);
    picker.hide();
  });
  picker.onDidHide(() => picker.dispose());
  picker.show();
}

/** Opens the call to the next hop, or the last function itself. */
async function open(hop: TraceHopAnswer, preserveFocus: boolean): Promise<void> {
  const line = (hop.callLine > 0 ? hop.callLine : hop.line) - 1;
  const uri = vscode.Uri.parse(hop.callLine > 0 ? hop.callUri : hop.uri);
  await vscode.window.showTextDocument(uri, {
    preserveFocus,
    preview: true,
    selection: new vscode.Range(line, 0, line, 0),
  });
}
