import type { Question } from './question';
import type { Stop } from './stops';
import type { IconJudgement } from './verdicts';

/** What a row stands for; it decides the icon and the menu. */
export type RowKind =
  | 'question'
  | 'path'
  | 'stretch'
  | 'function'
  | 'macro'
  | 'gate'
  | 'gates'
  | 'side'
  | 'note'
  | 'section';

/** A row of the path view, before it knows of the editor. */
export interface Row {
  /** Of its own in the whole tree, and the same each time that the same answer is shown. */
  readonly id: string;
  readonly kind: RowKind;
  readonly label: string;
  readonly description: string;
  readonly tooltip: string;
  /** The judgement that the icon shows; null for rows that have none. */
  readonly judgement: IconJudgement | null;
  /** How the row is first shown; null where nothing lies below it. */
  readonly isExpanded: boolean | null;
  readonly children: readonly Row[];
  /** Where a click leads; null for rows that only hold others. */
  readonly target: RowTarget | null;
  /** Somebody is still at work on what the row shows. */
  readonly isWorking?: boolean;
  /** Of a row that stands for a question, and what that one is to the view. */
  readonly question?: AskedQuestion;
}

/**
 * `now`: the question that is shown with its answer. Pinned ones are asked when they are opened, recent ones when they are clicked, as are those
 * that are offered `instead` of the one that is `open`, without an answer.
 */
export interface AskedQuestion {
  readonly question: Question;
  readonly role: 'now' | 'open' | 'instead' | 'pinned' | 'recent';
  readonly isPinned: boolean;
}

/** A stop on one of the paths of a question. */
export interface RowTarget {
  readonly question: Question;
  readonly path: number;
  readonly stop: Stop;
}
