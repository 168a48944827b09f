import { keyOf, type Question, questionOf } from './question';

/** How many questions are kept as recent ones. */
const MAX_RECENT = 10;
/** No one finds anything among more. */
const MAX_PINS = 50;

const PINS = 'gfpLens.pinnedQuestions';
const RECENT = 'gfpLens.recentQuestions';

/** The part of the editor's workspace state that is used. */
export interface Store {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

/** Pinned and recent questions of a workspace. What is stored may come from another version: what is no question is left out. */
export class Remembered {
  constructor(private readonly store: Store) {}

  get pins(): readonly Question[] {
    return this.read(PINS).slice(0, MAX_PINS);
  }

  /** Last one first, without the pinned ones. */
  get recent(): readonly Question[] {
    return this.read(RECENT)
      .filter((question) => !this.isPinned(question))
      .slice(0, MAX_RECENT);
  }

  isPinned(question: Question): boolean {
    return this.pins.some((pin) => keyOf(pin) === keyOf(question));
  }

  async pin(question: Question): Promise<void> {
    await this.store.update(PINS, [...without(this.pins, question), question].slice(-MAX_PINS));
  }

  async unpin(question: Question): Promise<void> {
    await this.store.update(PINS, without(this.pins, question));
  }

  /** Puts a question in front of the recent ones. */
  async asked(question: Question): Promise<void> {
    await this.store.update(RECENT, [question, ...without(this.read(RECENT), question)].slice(0, MAX_RECENT));
  }

  async forgetRecent(): Promise<void> {
    await this.store.update(RECENT, []);
  }

  private read(key: string): Question[] {
    const stored = this.store.get(key);
    if (!Array.isArray(stored)) return [];
    return stored.map(questionOf).filter((question) => question !== null);
  }
}

function without(questions: readonly Question[], gone: Question): Question[] {
  return questions.filter((question) => keyOf(question) !== keyOf(gone));
}
