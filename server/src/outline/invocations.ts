import type { Group } from './externalDeclaration';
import { lineOf, type Reading } from './reading';

/** A macro used at file level, or as a value in a table at file level: tokens of its name and parentheses. */
export interface Invocation {
  readonly name: number;
  readonly open: number;
  readonly close: number;
  /** Row of the function whose head it is (`SYSCALL_DEFINE1(...) {`), -1 for none. */
  readonly def: number;
  readonly condition: number;
  /** Type node of the object that it is the value of; 0: it stands for itself. */
  readonly type: number;
}

/** Writes down the use with its arguments' text: what it makes is known when all macros are. */
export function pushInvocation(reading: Reading, { name, open, close, def, condition, type }: Invocation): void {
  const { tokens, bytes, tables } = reading;
  const rows = tables.rows.invocations;
  rows.name.push(tokens.name[name]!);
  rows.line.push(lineOf(reading, name));
  const from = tables.text.append(bytes, tokens.start[open]! + 1, tokens.start[close]!);
  rows.textFrom.push(from);
  rows.textTo.push(tables.text.length);
  rows.def.push(def);
  rows.at.push(name);
  rows.condition.push(condition);
  rows.type.push(type);
}

/** Writes down the use of a macro at file level, in a file; a text that a macro made is read without those. */
export function pushFileLevelUse(reading: Reading, { name, open, close }: Group, def: number): void {
  if (reading.site) return;
  pushInvocation(reading, { name, open, close, def, condition: reading.file.conditions.at(name), type: 0 });
}
