import type { TraceReport } from '../trace/traceReport';

/** Questions whose answers are kept, of one state of a tree. */
const MOST_KEPT = 24;

/**
 * The last answers of searches, as long as nothing is edited: they go with what was asked, an interpreter, or an index where paths alone
 * were searched.
 */
export class RecentTraces {
  private readonly known = new WeakMap<object, Map<string, TraceReport>>();

  get(of: object, key: string): TraceReport | null {
    return this.known.get(of)?.get(key) ?? null;
  }

  put(of: object, key: string, report: TraceReport): void {
    const answers = this.known.get(of) ?? new Map<string, TraceReport>();
    this.known.set(of, answers);
    answers.delete(key);
    answers.set(key, report);
    for (const oldest of answers.keys()) {
      if (answers.size <= MOST_KEPT) break;
      answers.delete(oldest);
    }
  }
}
