import * as vscode from 'vscode';
import type { TraceAnswer } from '../../../server/src/protocol';
import { keyOf, type Question } from './question';
import type { Remembered } from './remembered';
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

/** What the path view shows, and where on it a person stands. Sends the questions through `send`. */
export class PathModel {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly pinned = new Map<string, Promise<TraceAnswer>>();
  private shown: Answered | null = null;
  private standing: Position | null = null;
  readonly onDidChange = this.changed.event;

  constructor(
    readonly remembered: Remembered,
    private readonly send: (question: Question) => Promise<TraceAnswer>,
  ) {}

  /** The question that is shown with its answer; null before the first one. */
  get current(): Answered | null {
    return this.shown;
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

  /** Asks and shows the answer where it has paths; else the view stays as it is. Gives the answer. */
  async ask(question: Question): Promise<TraceAnswer> {
    const answer = await this.send(question);
    if (answer.paths.length === 0) return answer;
    this.shown = { question, answer };
    this.standing = null;
    this.pinned.set(keyOf(question), Promise.resolve(answer));
    // The view first: what is remembered and the keys can wait for the editor's other half.
    const remembering = this.remembered.asked(question);
    await Promise.all([this.update(), remembering]);
    return answer;
  }

  /** The answer to a pinned question, which is asked the first time that somebody looks. */
  answerTo(question: Question): Promise<TraceAnswer> {
    const key = keyOf(question);
    const known = this.pinned.get(key);
    if (known !== undefined) return known;
    const asked = this.send(question);
    this.pinned.set(key, asked);
    asked.catch(() => this.pinned.delete(key));
    return asked;
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
    this.shown = null;
    this.standing = null;
    await this.update();
  }

  private async update(): Promise<void> {
    this.changed.fire();
    await this.tellKeys();
  }

  /** Keys and menus are on where there is a path to walk. */
  private async tellKeys(): Promise<void> {
    const hasPath = this.shown !== null || this.standing !== null;
    await vscode.commands.executeCommand('setContext', 'gfpLens.hasPath', hasPath);
  }
}
