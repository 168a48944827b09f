import * as vscode from 'vscode';
import { showFromFront } from '../showFromFront';

/** A place in a file: line and column are 1-based, columns in UTF-16 units. */
export interface OpenedPlace {
  readonly uri: string;
  readonly line: number;
  readonly column: number;
  /** A name to look for on that line, before the column counts. */
  readonly name?: string;
  /** Whether the keyboard goes to the editor. */
  readonly stay: boolean;
}

/** Opens a place beside the picture: in a column that has an editor, else in a new one. The file may be newer than the index. */
export async function openPlace(
  { uri, line, column, name, stay }: OpenedPlace,
  picture: vscode.WebviewPanel,
): Promise<void> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
  const at = document.lineAt(Math.min(line, document.lineCount) - 1);
  const named = name === undefined ? -1 : at.text.search(new RegExp(`\\b${name}\\b`));
  const start = named >= 0 ? named : column > 1 ? column - 1 : at.firstNonWhitespaceCharacterIndex;
  const position = new vscode.Position(at.lineNumber, Math.min(start, at.text.length));
  const selection = document.getWordRangeAtPosition(position, /\w+/) ?? new vscode.Range(position, position);
  const others = vscode.window.visibleTextEditors.flatMap(({ viewColumn }) => viewColumn ?? []);
  const viewColumn = others.find((each) => each !== picture.viewColumn) ?? vscode.ViewColumn.Beside;
  await showFromFront(document, selection, { viewColumn, preserveFocus: !stay, preview: true });
}
