import * as vscode from 'vscode';
import type { TraceAnswer } from '../../../server/src/protocol';
import { pathRows, verdictOf } from './pathRows';
import { keyOf, type Question } from './question';
import { movedNames, questionDetails, questionTitle } from './questionWords';
import type { AskedQuestion, Row } from './row';
import { judgePath, together } from './verdicts';

/** The id of a question's row. */
export function questionRowId(question: Question, role: AskedQuestion['role']): string {
  return `${role} ${keyOf(question)}`;
}

/** How the question that is shown stands in the view. */
export interface Standing {
  readonly isPinned: boolean;
  /** Its masks and gates are still worked out. */
  readonly isWorking: boolean;
}

/** The question that is shown, with its answer below it. */
export function currentRow(question: Question, answer: TraceAnswer, { isPinned, isWorking }: Standing): Row {
  const id = questionRowId(question, 'now');
  const [best] = answer.paths;
  const verdict = best === undefined || answer.paths.length > 1 ? '' : verdictOf(best, question.masks);
  const details = questionDetails(question);
  const row: Row = {
    ...questionRow(question, 'now', isPinned, answer.resolved),
    id,
    description: [verdict, details].filter((words) => words !== '').join(' · '),
    judgement: best === undefined ? null : together(judgePath(best, question.masks)),
    isExpanded: true,
    children: pathRows(id, question, answer),
  };
  return isWorking ? workingRow(row) : row;
}

/** The row of a question whose paths are there while their masks and gates are worked out. */
export function workingRow(row: Row): Row {
  const words = [row.description, vscode.l10n.t('working out masks…')].filter((one) => one !== '');
  return { ...row, isWorking: true, description: words.join(' · ') };
}

/** The questions of one kind under a heading; null where there are none. Pinned ones open, recent ones are only asked again. */
export function sectionRow(
  questions: readonly Question[],
  role: 'pinned' | 'recent',
  { isExpanded }: { readonly isExpanded: boolean },
): Row | null {
  if (questions.length === 0) return null;
  const label = role === 'pinned' ? vscode.l10n.t('Pinned') : vscode.l10n.t('Recent');
  return {
    ...{ id: role, kind: 'section', label, description: '', tooltip: label, judgement: null, target: null },
    isExpanded,
    children: questions.map((question) => questionRow(question, role, role === 'pinned', {})),
  };
}

/** The row of a question, with nothing below it. */
export function questionRow(
  question: Question,
  role: AskedQuestion['role'],
  isPinned: boolean,
  resolved: TraceAnswer['resolved'],
): Row {
  const title = questionTitle(question, resolved);
  const details = questionDetails(question);
  return {
    id: questionRowId(question, role),
    kind: 'question',
    label: title,
    description: details,
    tooltip: [title, details, ...movedNames(resolved)].filter((line) => line !== '').join('\n'),
    judgement: null,
    isExpanded: role === 'pinned' ? false : null,
    children: [],
    target: null,
    question: { question, role, isPinned },
  };
}
