import * as vscode from 'vscode';
import { placeInTree } from '../inTree';
import { kernelTreeOf } from '../kernelTree';
import { type OpenQuestion, openQuestionOf, type Question } from './question';
import { questionTitle } from './questionWords';
import { linkContent } from './traceLink';

/** The question of a link waits here while a folder is being opened, which starts the window anew. */
const WAITING = 'gfpLens.linkedQuestion';
/** A question that waited longer is no longer wanted, in ms. */
const PATIENCE = 10 * 60_000;

/**
 * Opens the question of a link in the kernel tree that is open here, wherever that lies. A link names functions and masks and nothing
 * else: no file, no command. What it says is checked before anything is done with it.
 */
export class LinkHandler implements vscode.UriHandler {
  constructor(
    private readonly state: vscode.Memento,
    private readonly ask: (question: Question) => Promise<void>,
  ) {}

  async handleUri({ path, query }: vscode.Uri): Promise<void> {
    const content = linkContent(path, query);
    if ('problem' in content) {
      void vscode.window.showWarningMessage(vscode.l10n.t('This link asks nothing that GFP Lens can answer.'));
      return;
    }
    const uri = await placeInTree();
    if (uri !== null) return this.askAt(uri, content.question);
    const open = vscode.l10n.t('Open Folder…');
    const words = vscode.l10n.t('Open a Linux kernel tree to see this path: {0}.', questionTitle(content.question));
    if ((await vscode.window.showInformationMessage(words, open)) !== open) return;
    await this.state.update(WAITING, { question: content.question, since: Date.now() });
    await vscode.commands.executeCommand('vscode.openFolder');
  }

  /** Asks the question that waited for a kernel tree to be opened, if there is one. */
  async treeOpened(): Promise<void> {
    const waiting = this.state.get<{ readonly question?: unknown; readonly since?: unknown }>(WAITING);
    if (waiting === undefined) return;
    await this.state.update(WAITING, undefined);
    const question = openQuestionOf(waiting.question);
    if (question === null || typeof waiting.since !== 'number' || Date.now() - waiting.since > PATIENCE) return;
    const uri = await placeInTree();
    if (uri !== null) await this.askAt(uri, question);
  }

  private async askAt(uri: vscode.Uri, question: OpenQuestion): Promise<void> {
    const tree = await kernelTreeOf(uri);
    if (tree !== null) await this.ask({ tree: tree.toString(), ...question });
  }
}
