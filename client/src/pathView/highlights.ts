import * as vscode from 'vscode';
import type { GateAnswer } from '../../../server/src/protocol';
import type { Position } from './pathModel';
import { hopRange, rangeOfGate } from './stopRange';
import { gateWords, type IconJudgement, judgeGate, together } from './verdicts';

const callStyle: vscode.DecorationRenderOptions = {
  backgroundColor: new vscode.ThemeColor('editor.wordHighlightStrongBackground'),
  border: '1px solid',
  // Themes of high contrast have this one, and no background.
  borderColor: new vscode.ThemeColor('focusBorder'),
  overviewRulerColor: new vscode.ThemeColor('focusBorder'),
  overviewRulerLane: vscode.OverviewRulerLane.Center,
};

function gateStyle(colour: string): vscode.DecorationRenderOptions {
  return {
    borderColor: new vscode.ThemeColor(colour),
    borderStyle: 'none none solid none',
    borderWidth: '0 0 2px 0',
    overviewRulerColor: new vscode.ThemeColor(colour),
    overviewRulerLane: vscode.OverviewRulerLane.Right,
  };
}

/** Marks the call of the hop on which a person stands and the gates before it, in every editor that shows them. */
export class Highlights implements vscode.Disposable {
  private readonly call = vscode.window.createTextEditorDecorationType(callStyle);
  private readonly gates: Readonly<Record<IconJudgement, vscode.TextEditorDecorationType>> = {
    open: vscode.window.createTextEditorDecorationType(gateStyle('testing.iconPassed')),
    closed: vscode.window.createTextEditorDecorationType(gateStyle('testing.iconFailed')),
    depends: vscode.window.createTextEditorDecorationType(gateStyle('testing.iconQueued')),
    differs: vscode.window.createTextEditorDecorationType(gateStyle('testing.iconQueued')),
  };
  private readonly words = vscode.window.createTextEditorDecorationType({});
  private readonly listener = vscode.window.onDidChangeVisibleTextEditors(() => this.draw());
  private position: Position | null = null;

  show(position: Position | null): void {
    this.position = position;
    this.draw();
  }

  dispose(): void {
    this.listener.dispose();
    for (const type of [this.call, this.words, ...Object.values(this.gates)]) type.dispose();
  }

  private draw(): void {
    for (const editor of vscode.window.visibleTextEditors) this.drawIn(editor);
  }

  private drawIn(editor: vscode.TextEditor): void {
    const { document } = editor;
    const uri = document.uri.toString();
    const here = (other: string): boolean => vscode.Uri.parse(other).toString() === uri;
    const masks = this.position?.question.masks ?? [];
    const path = this.position?.answer.paths[this.position.path];
    const hop = path?.hops[this.position?.stop.hop ?? 0];
    const isLast = path !== undefined && hop === path.hops.at(-1);
    const gates = [...(hop?.guards ?? []), ...(isLast ? path.gates : [])].filter((gate) => here(gate.uri));
    const isCallHere = hop !== undefined && here(hop.callLine > 0 ? hop.callUri : hop.uri);
    editor.setDecorations(this.call, isCallHere ? [hopRange(document, hop)] : []);
    for (const judgement of ['open', 'closed', 'depends', 'differs'] as const) {
      const judged = gates.filter((gate) => together(judgeGate(gate, masks)) === judgement);
      editor.setDecorations(
        this.gates[judgement],
        judged.map((gate) => rangeOfGate(document, gate)),
      );
    }
    editor.setDecorations(
      this.words,
      gates.map((gate) => wordsBehind(document, gate, masks)),
    );
  }
}

/** What is said of a gate, behind the line that it ends on. */
function wordsBehind(
  document: vscode.TextDocument,
  gate: GateAnswer,
  masks: readonly string[],
): vscode.DecorationOptions {
  const { end } = document.lineAt(rangeOfGate(document, gate).end.line).range;
  const under = masks.length === 1 ? ` (${masks[0]})` : '';
  const contentText = `${gateWords(gate, masks)}${under}`;
  const color = new vscode.ThemeColor('editorCodeLens.foreground');
  return { range: new vscode.Range(end, end), renderOptions: { after: { contentText, color, margin: '0 0 0 2em' } } };
}
