import * as vscode from 'vscode';
import {
  CALLERS_BY_MASK,
  type CallersByMaskAnswer,
  type CallersByMaskParams,
  type MaskCaller,
} from '../../../server/src/protocol';
import { kernelFiles } from '../languageClient';
import type { RunningServer } from '../runningServer';
import { waitForIndex } from '../waitForIndex';
import { callerRows } from './callerRows';
import { CallersTree } from './callersTree';

/** How long the cursor must rest before the view follows it, in ms. */
const REST = 300;

/**
 * Registers the view `gfpLens.callersByMask`: the callers of the function under the cursor, by the mask that they pass. It follows the
 * cursor while it is visible, and asks nothing while it is not. `running` gives null outside of kernel trees.
 */
export function registerCallersByMask(
  log: vscode.LogOutputChannel,
  running: () => RunningServer | null,
): vscode.Disposable {
  const tree = new CallersTree();
  const view = vscode.window.createTreeView('gfpLens.callersByMask', { treeDataProvider: tree, showCollapseAll: true });
  let asking: vscode.CancellationTokenSource | null = null;

  const show = (answer: CallersByMaskAnswer): void => {
    tree.show(callerRows(answer));
    view.description = answer.function ?? '';
    view.message = [answer.groups.length === 0 ? answer.why : '', answer.incomplete ?? ''].join(' ').trim();
  };
  const askAt = async (editor: vscode.TextEditor): Promise<CallersByMaskAnswer | null> => {
    const server = running();
    if (server === null || vscode.languages.match(kernelFiles, editor.document) === 0) return null;
    const { line, character } = editor.selection.active;
    const params: CallersByMaskParams = { uri: editor.document.uri.toString(), position: { line, character } };
    // Thousands of callers take seconds: those of the place before are no longer wanted.
    asking?.cancel();
    const source = new vscode.CancellationTokenSource();
    asking = source;
    try {
      const answer = await server.client.sendRequest<CallersByMaskAnswer>(CALLERS_BY_MASK, params, source.token);
      return asking === source ? answer : null;
    } catch (error) {
      log.debug(`callers by mask: ${String(error)}`);
      return null;
    }
  };
  /** Where the cursor means no function, the last answer stays: it is what a person reads at the moment. */
  const follow = async (): Promise<void> => {
    const editor = vscode.window.activeTextEditor;
    if (!view.visible || editor === undefined) return;
    const answer = await askAt(editor);
    if (answer !== null && answer.function !== null) show(answer);
  };
  const rest = new Rest(() => void follow());
  return vscode.Disposable.from(
    view,
    rest,
    vscode.commands.registerCommand('gfpLens.showCallersByMask', async () => {
      const editor = vscode.window.activeTextEditor;
      const server = running();
      if (editor === undefined || server === null) {
        void vscode.window.showInformationMessage(vscode.l10n.t('Put the cursor on the name of a function first.'));
        return;
      }
      await waitForIndex(server.states, editor.document.uri);
      const answer = await askAt(editor);
      if (answer !== null) show(answer);
      await vscode.commands.executeCommand('gfpLens.callersByMask.focus');
    }),
    vscode.commands.registerCommand('gfpLens.openMaskCaller', openCaller),
    vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
      if (textEditor === vscode.window.activeTextEditor) rest.start();
    }),
    vscode.window.onDidChangeActiveTextEditor(() => rest.start()),
    view.onDidChangeVisibility(() => rest.start()),
  );
}

/** Runs something once nothing has started it for a while. */
class Rest implements vscode.Disposable {
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly run: () => void) {}

  start(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(this.run, REST);
  }

  dispose(): void {
    clearTimeout(this.timer);
  }
}

/** Opens the call: the called name is under the cursor then, so that the view goes on showing its callers. */
async function openCaller({ uri, line, column }: MaskCaller): Promise<void> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
  const at = document.validatePosition(new vscode.Position(Math.max(line - 1, 0), Math.max(column - 1, 0)));
  const selection = document.getWordRangeAtPosition(at, /\w+/) ?? new vscode.Range(at, at);
  await vscode.window.showTextDocument(document, { preserveFocus: true, preview: true, selection });
}
