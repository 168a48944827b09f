import type { Reading } from './reading';

/** One row of `defs`: columns as in `rows.ts`. */
export interface DefinitionRow {
  readonly name: number;
  readonly line: number;
  readonly endLine: number;
  readonly flags: number;
  readonly condition: number;
  readonly type: number;
  readonly at: number;
  readonly textFrom: number;
  readonly textTo: number;
}

/** Writes down a definition; gives its row. */
export function pushDefinition(reading: Reading, def: DefinitionRow): number {
  const rows = reading.tables.rows.defs;
  rows.name.push(def.name);
  rows.line.push(def.line);
  rows.endLine.push(def.endLine);
  rows.flags.push(def.flags);
  rows.condition.push(def.condition);
  rows.type.push(def.type);
  rows.at.push(def.at);
  rows.textFrom.push(def.textFrom);
  return rows.textTo.push(def.textTo);
}
