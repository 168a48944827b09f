import { zeroEnded } from '../index/textIndex';
import { OutlineReader } from '../outline/outlineReader';
import { CallRow, DefFlag, GUARD_CLAUSE } from '../outline/rows';

export interface OutlineCall {
  readonly name: string;
  /** 1-based; columns count UTF-16 units. */
  readonly line: number;
  readonly column: number;
  /** `use` and `argument` are bare names: calls only where the name turns out to be a macro or a function. */
  readonly kind: 'call' | 'use' | 'argument' | 'field';
  readonly isGuardClause: boolean;
}

export interface OutlineDefinition {
  readonly name: string;
  readonly line: number;
  readonly endLine: number;
  readonly flags: number;
  /** Made by a macro (`SYSCALL_DEFINE3(read, ...) {`): the name is the macro's, the real one is known to the index. */
  readonly isInvocation: boolean;
  readonly calls: readonly OutlineCall[];
}

/** Definitions and calls of one C text in source order, names as they are spelled; text that is no C leaves gaps. */
export function documentOutline(path: string, text: string): OutlineDefinition[] {
  if (path.endsWith('.S')) return [];
  const reader = new OutlineReader();
  const bytes = zeroEnded(text);
  reader.readC(bytes, bytes.length - 1, path);
  const { names, tables } = reader;
  const { defs, calls, invocations } = tables.rows;
  const invoked = new Set(invocations.def.toArray());
  const callsOfDef = Array.from({ length: defs.name.length }, (): OutlineCall[] => []);
  for (let row = 0; row < calls.name.length; row++) {
    const kind = callKind(calls.kind.values[row]!);
    if (kind === null) continue;
    callsOfDef[calls.def.values[row]!]!.push({
      name: names.text(calls.name.values[row]!),
      line: calls.line.values[row]!,
      column: calls.column.values[row]!,
      kind,
      isGuardClause: kind !== 'argument' && calls.aux.values[row] === GUARD_CLAUSE,
    });
  }
  return callsOfDef
    .map((own, def) => ({
      name: names.text(defs.name.values[def]!),
      line: defs.line.values[def]!,
      endLine: defs.endLine.values[def]!,
      flags: defs.flags.values[def]!,
      isInvocation: invoked.has(def),
      calls: own,
    }))
    .sort((a, b) => a.line - b.line);
}

export const isMacro = ({ flags }: OutlineDefinition): boolean => (flags & DefFlag.Macro) !== 0;

function callKind(row: number): OutlineCall['kind'] | null {
  switch (row) {
    case CallRow.Call:
      return 'call';
    case CallRow.Use:
      return 'use';
    case CallRow.Argument:
      return 'argument';
    case CallRow.Ops:
    case CallRow.LocalOps:
      return 'field';
    default:
      return null;
  }
}
