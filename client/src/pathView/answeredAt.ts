import type { Answered, PathModel } from './pathModel';
import { keyOf, type Question } from './question';
import type { Row } from './row';
import { gateOf } from './stops';

/** A question with its answer, and where a person stands on it: a gate, or the definition of a hop. Lines and columns are 1-based. */
export interface AnsweredAt extends Answered {
  readonly at: { readonly uri: string; readonly line: number; readonly column: number } | null;
}

/** The question of the row that a menu hands over, else the one that is shown, with its whole answer; null where there is none. */
export async function answeredBy(model: PathModel, row: unknown): Promise<AnsweredAt | null> {
  const question = questionMeant(model, row);
  const isCurrent = question === null || model.current?.question === question;
  const whole = isCurrent ? await model.wholeCurrent() : { question, answer: await model.pinned.whole(question) };
  return whole === null ? null : { ...whole, at: standingOn(model, whole.question) };
}

/** The question of a row, else the one that is shown; null where there is none. */
export function questionMeant(model: PathModel, row: unknown): Question | null {
  return (row as Partial<Row> | undefined)?.question?.question ?? model.current?.question ?? null;
}

function standingOn({ position }: PathModel, question: Question): AnsweredAt['at'] {
  const path = position?.answer.paths[position.path];
  if (position === null || path === undefined || keyOf(position.question) !== keyOf(question)) return null;
  const { uri, line, column } = gateOf(path, position.stop) ?? { ...path.hops[position.stop.hop]!, column: 1 };
  return { uri, line, column };
}
