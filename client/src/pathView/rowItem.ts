import * as vscode from 'vscode';
import type { Row } from './row';
import type { IconJudgement } from './verdicts';

/** Shapes differ, so that colour is not needed to tell them apart. */
const judgementIcons: Readonly<Record<IconJudgement, vscode.ThemeIcon>> = {
  open: new vscode.ThemeIcon('pass', new vscode.ThemeColor('testing.iconPassed')),
  closed: new vscode.ThemeIcon('error', new vscode.ThemeColor('testing.iconFailed')),
  differs: new vscode.ThemeIcon('arrow-both', new vscode.ThemeColor('testing.iconQueued')),
  depends: new vscode.ThemeIcon('question', new vscode.ThemeColor('testing.iconQueued')),
};

/** What a row looks like in the editor. */
export function rowItem(row: Row): vscode.TreeItem {
  const item = new vscode.TreeItem(row.label, collapsibleState(row));
  item.id = row.id;
  item.description = row.description;
  item.tooltip = row.tooltip;
  item.contextValue = contextOf(row);
  const icon = iconOf(row);
  if (icon !== null) item.iconPath = icon;
  item.accessibilityInformation = { label: [row.label, row.description].filter((words) => words !== '').join(', ') };
  const command = commandOf(row);
  if (command !== null) item.command = command;
  return item;
}

function collapsibleState({ isExpanded }: Row): vscode.TreeItemCollapsibleState {
  if (isExpanded === null) return vscode.TreeItemCollapsibleState.None;
  return isExpanded ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed;
}

/** `question now pinned`, `question recent`, `hop`, ...: what menus are asked with. */
function contextOf({ kind, question, id }: Row): string {
  if (question?.role === 'open') return 'unanswered';
  if (question?.role === 'instead') return 'instead';
  if (question !== undefined) return `question ${question.role} ${question.isPinned ? 'pinned' : 'loose'}`;
  return kind === 'section' ? `section ${id}` : kind;
}

function iconOf({ kind, judgement, question, isWorking }: Row): vscode.ThemeIcon | null {
  if (isWorking === true) return new vscode.ThemeIcon('loading~spin');
  if (judgement !== null) return judgementIcons[judgement];
  switch (kind) {
    case 'question':
      return new vscode.ThemeIcon(questionIcon(question));
    case 'function':
      return new vscode.ThemeIcon('symbol-method');
    case 'macro':
      return new vscode.ThemeIcon('symbol-constant');
    case 'stretch':
      return new vscode.ThemeIcon('ellipsis');
    case 'gates':
      return new vscode.ThemeIcon('shield');
    case 'note':
      return new vscode.ThemeIcon('info');
    case 'path':
    case 'gate':
    case 'side':
    case 'section':
      return null;
  }
}

/** Under the heading *Pinned* nothing needs to say so once more. */
function questionIcon(question: Row['question']): string {
  if (question?.role === 'recent') return 'history';
  if (question?.role === 'open') return 'circle-slash';
  if (question?.role === 'instead') return 'search';
  return question?.role === 'now' && question.isPinned ? 'pinned' : 'git-compare';
}

function commandOf(row: Row): vscode.Command | null {
  if (row.target !== null) return { command: 'gfpLens.openStop', title: '', arguments: [row.target] };
  const { role } = row.question ?? { role: 'now' };
  if (role === 'now' || role === 'open') return null;
  return { command: 'gfpLens.askQuestion', title: '', arguments: [row] };
}
