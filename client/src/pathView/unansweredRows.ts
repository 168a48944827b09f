import * as vscode from 'vscode';
import type { Unanswered } from './pathModel';
import type { Question } from './question';
import { questionRow, questionRowId } from './questionRows';
import type { Row } from './row';

/** The question that is looked for, or has no answer: below it what may be asked instead. */
export function unansweredRow({ question, answer }: Unanswered, isPinned: boolean): Row {
  const row = questionRow(question, 'open', isPinned, {});
  if (answer === null) {
    const description = [row.description, vscode.l10n.t('looking for paths…')].filter((words) => words !== '');
    return { ...row, description: description.join(' · '), isWorking: true };
  }
  const { instead = [], incomplete } = answer;
  const others = instead.map((other) => insteadRow(row.id, { tree: question.tree, ...other }));
  const again = incomplete !== null || others.length === 0 ? [againRow(row.id, question, incomplete !== null)] : [];
  return { ...row, children: [...others, ...again], isExpanded: true };
}

/** Why there is no answer, as a text above the rows; empty where nothing is to be said. */
export function unansweredWords(unanswered: Unanswered | null): string {
  const { why = '', incomplete = null } = unanswered?.answer ?? {};
  return [why, incomplete ?? ''].join(' ').trim();
}

function insteadRow(parent: string, question: Question): Row {
  const row = questionRow(question, 'instead', false, {});
  return { ...row, id: `${parent}/${questionRowId(question, 'instead')}` };
}

function againRow(parent: string, question: Question, isIncomplete: boolean): Row {
  const description = isIncomplete ? vscode.l10n.t('once the whole tree is read') : '';
  const label = vscode.l10n.t('Ask again');
  return { ...insteadRow(parent, question), id: `${parent}/again`, label, description, tooltip: label };
}
