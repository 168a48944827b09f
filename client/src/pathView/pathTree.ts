import * as vscode from 'vscode';
import type { PathModel, Position } from './pathModel';
import { idOfPath, noteRow, pathRows, rowIdOf } from './pathRows';
import { keyOf, type Question } from './question';
import { currentRow, questionRowId, sectionRow, workingRow } from './questionRows';
import type { Row } from './row';
import { rowItem } from './rowItem';
import { unansweredRow } from './unansweredRows';

/** How long the editor draws after the last rows that it has asked for, in ms: about as long as a busy machine needs. */
const DRAWING = 250;
/** How long is waited for a view that does not ask for its rows, in ms. */
const HIDDEN = 600;

/** The rows of the path view: the question that is shown, then pinned ones, then recent ones. */
export class PathTree implements vscode.TreeDataProvider<Row> {
  private readonly changed = new vscode.EventEmitter<Row | undefined>();
  private readonly rows = new Map<string, Row>();
  private readonly parents = new Map<string, Row>();
  private waiting: (() => void) | null = null;
  readonly onDidChangeTreeData = this.changed.event;

  constructor(private readonly model: PathModel) {
    model.onDidChange(() => this.changed.fire(undefined));
    model.pinned.onDidChange((question) => {
      const row = this.rows.get(questionRowId(question, 'pinned'));
      if (row !== undefined) this.changed.fire(row);
    });
  }

  getTreeItem(row: Row): vscode.TreeItem {
    const { role, question } = row.question ?? {};
    const isWorking = role === 'pinned' && question !== undefined && this.model.pinned.isWorking(question);
    return rowItem(isWorking ? workingRow(row) : row);
  }

  async getChildren(row?: Row): Promise<Row[]> {
    this.waiting?.();
    if (row === undefined) return this.roots();
    if (row.question?.role !== 'pinned') return [...row.children];
    const children = await this.answerRows(row.id, row.question.question);
    this.know(children, row);
    return children;
  }

  getParent(row: Row): Row | undefined {
    return this.parents.get(row.id);
  }

  /** The row on which a position lies; null where it is not in the tree, as in a pinned question that is not open. */
  rowAt({ question, path, stop }: Position): Row | null {
    const { current } = this.model;
    const role = current !== null && keyOf(current.question) === keyOf(question) ? 'now' : 'pinned';
    return this.rows.get(rowIdOf(idOfPath(questionRowId(question, role), path), stop)) ?? null;
  }

  /** Resolves when the rows are likely to be on the screen: the editor asks for them, and tells no more. */
  drawn(): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        if (this.waiting === wait) this.waiting = null;
        resolve();
      };
      let timer = setTimeout(done, HIDDEN);
      const wait = (): void => {
        clearTimeout(timer);
        timer = setTimeout(done, DRAWING);
      };
      this.waiting = wait;
    });
  }

  private roots(): Row[] {
    this.rows.clear();
    this.parents.clear();
    const { current, remembered, isWorking, unanswered } = this.model;
    const isCurrent = (question: Question): boolean => current !== null && keyOf(current.question) === keyOf(question);
    const others = (questions: readonly Question[]): Question[] => questions.filter((each) => !isCurrent(each));
    const roots = [
      unanswered === null ? null : unansweredRow(unanswered, remembered.isPinned(unanswered.question)),
      current === null
        ? null
        : currentRow(current.question, current.answer, {
            isPinned: remembered.isPinned(current.question),
            isWorking,
          }),
      sectionRow(others(remembered.pins), 'pinned', { isExpanded: true }),
      // Beside a path they would only take its room.
      sectionRow(others(remembered.recent), 'recent', { isExpanded: current === null }),
    ].filter((row) => row !== null);
    this.know(roots, null);
    return roots;
  }

  private async answerRows(id: string, question: Question): Promise<Row[]> {
    try {
      const answer = await this.model.pinned.first(question);
      return answer.paths.length > 0 ? pathRows(id, question, answer) : [noteRow(`${id}/why`, answer.why)];
    } catch (error) {
      return [noteRow(`${id}/why`, error instanceof Error ? error.message : String(error))];
    }
  }

  private know(rows: readonly Row[], parent: Row | null): void {
    for (const row of rows) {
      this.rows.set(row.id, row);
      if (parent !== null) this.parents.set(row.id, parent);
      this.know(row.children, row);
    }
  }
}
