import * as vscode from 'vscode';
import type { CallerRow } from './callerRows';

/** The rows of the view *Callers by Mask*. */
export class CallersTree implements vscode.TreeDataProvider<CallerRow> {
  private readonly changed = new vscode.EventEmitter<void>();
  private rows: readonly CallerRow[] = [];
  readonly onDidChangeTreeData = this.changed.event;

  show(rows: readonly CallerRow[]): void {
    this.rows = rows;
    this.changed.fire();
  }

  getChildren(row?: CallerRow): CallerRow[] {
    return [...(row?.children ?? this.rows)];
  }

  getTreeItem({ id, label, description, kind, caller }: CallerRow): vscode.TreeItem {
    const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
    // One mask is the whole answer: nobody should have to open it.
    const state = kind === 'caller' ? None : this.rows.length === 1 ? Expanded : Collapsed;
    const item = new vscode.TreeItem(label, state);
    item.id = id;
    item.description = description;
    item.tooltip = `${label}\n${description}`;
    item.contextValue = kind;
    item.iconPath = new vscode.ThemeIcon(
      kind === 'mask' ? 'symbol-enum-member' : kind === 'unknown' ? 'question' : 'call-incoming',
    );
    if (caller !== null) item.command = { command: 'gfpLens.openMaskCaller', title: '', arguments: [caller] };
    return item;
  }
}
