import * as vscode from 'vscode';
import type { TraceAnswer } from '../../../server/src/protocol';
import { keyOf, type Question } from './question';
import type { Send } from './send';

/** The masks and gates are there of paths that were handed out without them before. */
export interface CompletedAnswer {
  readonly question: Question;
  readonly before: TraceAnswer;
  readonly answer: TraceAnswer;
}

/** One asking of a pinned question. */
interface Asked {
  readonly whole: Promise<TraceAnswer>;
  /** The paths alone, or the whole answer: what came first. */
  readonly first: Promise<TraceAnswer>;
  paths: TraceAnswer | null;
  /** Null while masks and gates are worked out. */
  ended: 'whole' | 'failed' | null;
}

/** The answers to pinned questions, which are asked through `send` the first time that somebody looks. */
export class PinnedAnswers {
  private readonly asked = new Map<string, Asked>();
  private readonly changed = new vscode.EventEmitter<Question>();
  private readonly completed = new vscode.EventEmitter<CompletedAnswer>();
  /** More is known of a question than was handed out. */
  readonly onDidChange = this.changed.event;
  readonly onDidComplete = this.completed.event;

  constructor(private readonly send: Send) {}

  /** The answer with its masks and gates. Rejects where it can't be had; asked again the next time. */
  whole(question: Question): Promise<TraceAnswer> {
    return this.askOnce(question).whole;
  }

  /** What is known by now: the whole answer, or its paths alone; waits for these. */
  async first(question: Question): Promise<TraceAnswer> {
    const asked = this.asked.get(keyOf(question));
    if (asked?.ended === 'failed' && asked.paths !== null) return asked.paths;
    const { ended, paths, whole, first } = asked ?? this.askOnce(question);
    if (ended === 'whole') return whole;
    return paths ?? first;
  }

  /** True while paths are handed out whose masks and gates are still worked out. */
  isWorking(question: Question): boolean {
    const asked = this.asked.get(keyOf(question));
    return asked !== undefined && asked.paths !== null && asked.ended === null;
  }

  /** The answer came in another way. */
  put(question: Question, answer: TraceAnswer): void {
    const whole = Promise.resolve(answer);
    this.asked.set(keyOf(question), { whole, first: whole, paths: null, ended: 'whole' });
  }

  private askOnce(question: Question): Asked {
    const key = keyOf(question);
    const known = this.asked.get(key);
    if (known !== undefined && known.ended !== 'failed') return known;
    let hand: (paths: TraceAnswer) => void = () => {};
    const paths = new Promise<TraceAnswer>((resolve) => {
      hand = resolve;
    });
    const early = (answer: TraceAnswer): void => {
      if (answer.paths.length === 0 || asked.ended !== null) return;
      asked.paths = answer;
      hand(answer);
      this.changed.fire(question);
    };
    const whole = this.send(question, { early });
    const asked: Asked = { whole, first: Promise.race([paths, whole]), paths: null, ended: null };
    this.asked.set(key, asked);
    asked.first.catch(() => {});
    whole.then(
      (answer) => this.end(question, asked, answer),
      () => this.end(question, asked, null),
    );
    return asked;
  }

  private end(question: Question, asked: Asked, answer: TraceAnswer | null): void {
    const key = keyOf(question);
    asked.ended = answer === null ? 'failed' : 'whole';
    if (answer === null && asked.paths === null && this.asked.get(key) === asked) this.asked.delete(key);
    if (asked.paths === null) return;
    this.changed.fire(question);
    if (answer !== null) this.completed.fire({ question, before: asked.paths, answer });
  }
}
