import * as vscode from 'vscode';
import type { TraceAnswer } from '../../../server/src/protocol';
import { PinnedAnswers } from './pinnedAnswers';
import { keyOf, type Question } from './question';
import type { Remembered } from './remembered';
import type { Send } from './send';
import type { Stop } from './stops';

/** A question with what the server said. */
export interface Answered {
  readonly question: Question;
  readonly answer: TraceAnswer;
}

/** Where a person stands: a stop on a path of an answer. */
export interface Position extends Answered {
  readonly path: number;
  readonly stop: Stop;
}

/** The place of a person as it was while masks were worked out, and the same one after that. */
export interface Completed {
  readonly before: Position;
  readonly now: Position;
}

/** A question that has no path to show: `answer` is null while it is looked for, and tells why where there is none. */
export interface Unanswered {
  readonly question: Question;
  readonly answer: TraceAnswer | null;
}

/** So long, in ms, a path that is shown waits for what comes next, so that an answer that is known already is drawn once. */
const AT_ONCE = 30;
/**
 * So long, in ms, a question stays untold while it is looked for. The editor holds back a change of rows that follows another one by less than
 * 200 ms: told too early, the question would be in the way of its own answer.
 */
const PATIENCE = 350;

/** One asking of a question. */
interface Inquiry {
  readonly question: Question;
  readonly source: vscode.CancellationTokenSource;
  /** The whole answer. */
  readonly whole: Promise<TraceAnswer>;
}

/** What the path view shows, and where on it a person stands. Sends the questions through `send`. */
export class PathModel {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly arrived = new vscode.EventEmitter<Answered>();
  private readonly completed = new vscode.EventEmitter<Completed>();
  private shown: Answered | null = null;
  private open: Unanswered | null = null;
  private standing: Position | null = null;
  private latest: Inquiry | null = null;
  /** Whose paths are shown, without their masks and gates yet. */
  private working: Inquiry | null = null;
  readonly onDidChange = this.changed.event;
  /** Another question is shown with its paths. */
  readonly onDidArrive = this.arrived.event;
  /** The masks and gates are there of paths that were shown before, and a person stands on one of them. */
  readonly onDidComplete = this.completed.event;
  readonly pinned: PinnedAnswers;

  constructor(
    readonly remembered: Remembered,
    private readonly send: Send,
  ) {
    this.pinned = new PinnedAnswers(send);
    this.pinned.onDidComplete(({ question, before: paths, answer }) => {
      const before = this.standing;
      if (before === null || before.answer !== paths) return;
      const now = keptPosition(before, { question, answer });
      if (now === null) return;
      this.standing = now;
      this.completed.fire({ before, now });
    });
  }

  /** The question that is shown with its paths; null before the first one. */
  get current(): Answered | null {
    return this.shown;
  }

  /** True while masks and gates of the paths that are shown are still worked out. */
  get isWorking(): boolean {
    return this.working !== null;
  }

  /** True while masks and gates of a question are worked out whose paths are in the view. */
  isWorkingOn(question: Question): boolean {
    const { shown } = this;
    const isShown = shown !== null && keyOf(shown.question) === keyOf(question);
    return isShown ? this.isWorking : this.pinned.isWorking(question);
  }

  /** The question that was asked last, while there are no paths for it; null where there are. */
  get unanswered(): Unanswered | null {
    return this.open;
  }

  /** Where the person stands; null before the first step on an answer. */
  get position(): Position | null {
    return this.standing;
  }

  stand(position: Position): void {
    this.standing = position;
    // A path of a pinned question can be walked without being shown.
    if (this.shown === null) void this.tellKeys();
  }

  /**
   * Asks, and shows the answer as it comes: the question, its paths, their masks and gates. Where there are no paths, the question stands
   * with the reason beside what was shown before. Resolves when the answer is whole or no longer wanted; gives it, null where it failed.
   */
  async ask(question: Question): Promise<TraceAnswer | null> {
    if (this.latest !== this.working) this.latest?.source.cancel();
    const source = new vscode.CancellationTokenSource();
    let next: NodeJS.Timeout | undefined;
    const later = (wait: number, show: () => void): void => {
      clearTimeout(next);
      next = setTimeout(() => this.latest === inquiry && show(), wait);
    };
    const early = (answer: TraceAnswer): void => {
      if (answer.paths.length === 0 || this.isWhole(question)) return;
      const show = (): void => void this.show({ question, answer }, inquiry);
      later(AT_ONCE, show);
      if (this.shown !== null || this.latest !== inquiry) return;
      clearTimeout(next);
      show();
    };
    const inquiry: Inquiry = { question, source, whole: this.send(question, { early, token: source.token }) };
    this.latest = inquiry;
    later(PATIENCE, () => this.tell({ question, answer: null }));
    const answer = await inquiry.whole.catch(failed);
    clearTimeout(next);
    const isWanted = this.latest === inquiry || this.working === inquiry;
    if (isWanted && answer.paths.length > 0) await this.show({ question, answer }, null);
    else if (isWanted) await this.refuse(inquiry, answer);
    source.dispose();
    return answer.paths.length > 0 ? answer : null;
  }

  /** What is shown, with its masks and gates; null before the first question. Rejects where they can't be had. */
  async wholeCurrent(): Promise<Answered | null> {
    const { shown, working } = this;
    return shown === null || working === null ? shown : { question: shown.question, answer: await working.whole };
  }

  async pin(question: Question): Promise<void> {
    await this.remembered.pin(question);
    await this.update();
  }

  async unpin(question: Question): Promise<void> {
    await this.remembered.unpin(question);
    await this.update();
  }

  async forgetRecent(): Promise<void> {
    await this.remembered.forgetRecent();
    await this.update();
  }

  /** Takes the question that is shown out of the view; it stays among the recent ones. */
  async clear(): Promise<void> {
    for (const inquiry of [this.latest, this.working]) inquiry?.source.cancel();
    this.latest = null;
    this.working = null;
    this.shown = null;
    this.open = null;
    this.standing = null;
    await this.update();
  }

  /** True where a question is shown with all of its answer: it stays so while it is asked again. */
  private isWhole(question: Question): boolean {
    return this.shown !== null && this.working === null && keyOf(this.shown.question) === keyOf(question);
  }

  /** Shows paths. `working`: who still works out their masks and gates; null where these are there. */
  private async show(answered: Answered, working: Inquiry | null): Promise<void> {
    const { question, answer } = answered;
    const isSame = this.shown !== null && keyOf(this.shown.question) === keyOf(question);
    if (this.working !== null && this.working.question !== question) this.working.source.cancel();
    const isCompleted = isSame && this.working !== null;
    this.shown = answered;
    this.working = working;
    if (this.latest?.question === question) this.open = null;
    if (working === null) this.pinned.put(question, answer);
    const before = this.standing;
    const isElsewhere = isCompleted && before !== null && keyOf(before.question) !== keyOf(question);
    this.standing = isElsewhere ? before : isCompleted ? keptPosition(before, answered) : null;
    // The view first: what is remembered and the keys can wait for the editor's other half.
    const remembering = isCompleted ? undefined : this.remembered.asked(question);
    const updating = this.update();
    // Nobody stands there yet where the masks were quicker than the first step.
    if (!isCompleted || (before !== null && this.standing === null)) this.arrived.fire(answered);
    else if (before !== null && this.standing !== null && !isElsewhere)
      this.completed.fire({ before, now: this.standing });
    await Promise.all([updating, remembering]);
  }

  /** There is no path. Paths that were shown while their masks were worked out are no answer then. */
  private async refuse(inquiry: Inquiry, answer: TraceAnswer): Promise<void> {
    if (this.working === inquiry) {
      this.working = null;
      this.shown = null;
      this.standing = null;
    }
    if (this.latest === inquiry) this.open = { question: inquiry.question, answer };
    await this.update();
  }

  private tell(unanswered: Unanswered): void {
    this.open = unanswered;
    this.changed.fire();
  }

  private async update(): Promise<void> {
    this.changed.fire();
    await this.tellKeys();
  }

  /** Keys and menus are on where there is a path to walk, or a question to take away. */
  private async tellKeys(): Promise<void> {
    const hasPath = this.shown !== null || this.standing !== null;
    const set = (key: string, value: boolean) => vscode.commands.executeCommand('setContext', key, value);
    await Promise.all([
      set('gfpLens.hasPath', hasPath),
      set('gfpLens.hasQuestion', hasPath || this.open?.answer != null),
    ]);
  }
}

function failed(error: unknown): TraceAnswer {
  const why = error instanceof Error ? error.message : String(error);
  return { hops: [], paths: [], resolved: {}, incomplete: null, why };
}

/** The same stop in an answer with masks; null where that has other functions there. */
function keptPosition(before: Position | null, { question, answer }: Answered): Position | null {
  if (before === null) return null;
  const { path, stop } = before;
  const name = ({ paths }: TraceAnswer): string | undefined => paths[path]?.hops[stop.hop]?.function;
  const isKept = stop.kind === 'hop' && name(answer) !== undefined && name(answer) === name(before.answer);
  return isKept ? { question, answer, path, stop } : null;
}
