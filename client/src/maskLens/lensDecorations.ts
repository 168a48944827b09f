import * as vscode from 'vscode';
import type { Outcome } from '../../../server/src/protocol';
import type { LensMarks } from './lensMarks';

const colours: Readonly<Record<Outcome, string>> = {
  open: 'testing.iconPassed',
  closed: 'testing.iconFailed',
  unknown: 'charts.yellow',
};
/** Lines under conditions differ in their shape, too. They lie below the text: flags have underscores of their own. */
const underlines: Readonly<Record<Outcome, { readonly borderStyle: string; readonly borderWidth: string }>> = {
  open: { borderStyle: 'solid', borderWidth: '0 0 1px 0' },
  closed: { borderStyle: 'double', borderWidth: '0 0 3px 0' },
  unknown: { borderStyle: 'dotted', borderWidth: '0 0 2px 0' },
};
const outcomes: readonly Outcome[] = ['open', 'closed', 'unknown'];

/** Draws the marks of a lens over editors. */
export interface LensDecorations extends vscode.Disposable {
  readonly draw: (editor: vscode.TextEditor, marks: LensMarks) => void;
  readonly clear: (editor: vscode.TextEditor) => void;
}

/** Conditions are underlined and marked beside the scroll bar; words stand behind their lines. */
export function lensDecorations(): LensDecorations {
  const conditions = new Map(outcomes.map((outcome) => [outcome, conditionType(outcome)]));
  const words = vscode.window.createTextEditorDecorationType({ after: { margin: '0 0 0 2.5em', fontStyle: 'italic' } });
  const draw = (editor: vscode.TextEditor, marks: LensMarks): void => {
    const { document } = editor;
    for (const [outcome, type] of conditions) {
      const shown = marks.conditions.filter((each) => each.outcome === outcome);
      editor.setDecorations(
        type,
        shown.map(({ startLine, startColumn, endLine, endColumn, hover }) => ({
          range: document.validateRange(new vscode.Range(startLine, startColumn, endLine, endColumn)),
          hoverMessage: hover.map((text) => new vscode.MarkdownString().appendText(text)),
        })),
      );
    }
    // A document may have become shorter than the answer knows.
    const lines = marks.lines.filter(({ line }) => line < document.lineCount);
    editor.setDecorations(
      words,
      lines.map(({ line, text, outcome }) => {
        const end = document.lineAt(line).range.end;
        const color = new vscode.ThemeColor(outcome === null ? 'descriptionForeground' : colours[outcome]);
        return { range: new vscode.Range(end, end), renderOptions: { after: { contentText: text, color } } };
      }),
    );
  };
  return {
    draw,
    clear: (editor) => draw(editor, { conditions: [], lines: [] }),
    dispose: () => {
      for (const type of [...conditions.values(), words]) type.dispose();
    },
  };
}

function conditionType(outcome: Outcome): vscode.TextEditorDecorationType {
  const colour = new vscode.ThemeColor(colours[outcome]);
  return vscode.window.createTextEditorDecorationType({
    ...underlines[outcome],
    borderColor: colour,
    overviewRulerColor: colour,
    overviewRulerLane: vscode.OverviewRulerLane.Right,
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  });
}
