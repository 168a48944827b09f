/** Text that could not be read: a half-typed line, assembly. It may do anything to what it names. */
import type { Span } from '../syntax/ast';
import { lose } from './declare';
import type { Environment } from './environment';
import type { Frame } from './frame';
import { rootOf } from './paths';
import { writtenName } from './scopes';

/** Longer stretches are no expression. */
const LONGEST = 4000;

/** Nothing is known any more of the variables that a stretch of text names. */
export function loseNamed({ start, end }: Span, env: Environment, frame: Frame): void {
  const text = frame.engine.code.text(frame.textFile)?.slice(start, Math.min(end, start + LONGEST)) ?? '';
  const names = new Set(text.match(/[A-Za-z_]\w*/g) ?? []);
  for (const [path] of [...env.paths()]) if (names.has(writtenName(rootOf(path)))) lose(path, env, frame);
  for (const name of [...frame.parameters.keys(), ...frame.types.keys()]) {
    if (!names.has(writtenName(name))) continue;
    env.markWritten(name, null);
    if (env.get(name) === undefined) lose(name, env, frame);
  }
}
