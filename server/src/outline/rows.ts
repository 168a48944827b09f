import { ByteColumn, IntColumn } from '../text/column';

/** What stands in `defs.flags`. */
export const DefFlag = {
  Static: 1,
  Inline: 2,
  Macro: 4,
  FunctionLike: 8,
  Weak: 16,
  /** Made by a macro's body; the line is the place of use. */
  Generated: 32,
  /** The body calls nothing, stores nothing and (of a function) reads nothing: what `#else` stubs look like. */
  Empty: 64,
  /** An entry point in assembly. */
  Assembly: 128,
  /** A macro whose own body holds a `{`: it may make a function or a table. */
  HasBrace: 256,
  Variadic: 512,
  /** The configuration leaves it out: its `#if` stack or the Makefile of its file contradicts it. Set when the tree is linked. */
  Excluded: 1024,
} as const;

/** What stands in `calls.kind`. */
export const CallRow = {
  /** `name(...)` */
  Call: 0,
  /** A bare identifier: kept where it turns out to be a macro that leads to a call, or a function. */
  Use: 1,
  /**
   * A bare identifier as an argument: `aux` is `row of the call * 32 + argument number`, relative to the definition's first
   * row, `base` the type node of the call's first argument where this is a later one.
   */
  Argument: 2,
  /** `base->name(...)`: `base` is a type node. */
  Ops: 3,
  /** In a macro body: parameter number `name` is called. */
  ParameterCall: 4,
  /** In a macro body: parameter number `name` is an argument; `aux` as for Argument. */
  ParameterArgument: 5,
  /** A call through a local variable that holds a field's value. */
  LocalOps: 6,
  /** An object-like macro that is another name (`#define f g`): a call where that name turns out to be a function or a macro. */
  Alias: 7,
} as const;

/** `calls.aux` of a call (all kinds but arguments) that stands in a branch that leaves its function: `if (x) return f();`. */
export const GUARD_CLAUSE = 1;

/** The tables of outlines and their columns, all 32-bit integers. `*.name` are name ids, `*.type`/`base` type nodes. */
export const tableColumns = {
  defs: ['name', 'line', 'endLine', 'flags', 'condition', 'type', 'at', 'textFrom', 'textTo'],
  macroParameters: ['def', 'name'],
  calls: ['def', 'name', 'line', 'column', 'kind', 'base', 'aux', 'condition'],
  assigns: ['def', 'name', 'base', 'field', 'line', 'condition'],
  structs: ['name', 'line', 'condition'],
  fields: ['struct', 'name', 'type', 'flags'],
  typedefs: ['name', 'type'],
  variables: ['name', 'type', 'flags', 'line'],
  includes: ['name', 'angle', 'condition', 'at'],
  invocations: ['name', 'line', 'textFrom', 'textTo', 'def', 'at', 'condition', 'type'],
} as const;

/** Name of a table, as in `tableColumns`. */
export type TableName = keyof typeof tableColumns;
export const tableNames = Object.keys(tableColumns) as TableName[];

/** Field flags. */
export const FIELD_ARRAY = 1;
export const FIELD_FUNCTION = 2;
/** Variable flags. */
export const VARIABLE_STATIC = 1;
export const VARIABLE_ARRAY = 2;

type Columns<T extends TableName> = { readonly [C in (typeof tableColumns)[T][number]]: IntColumn };
export type Rows = { readonly [T in TableName]: Columns<T> };

/** Fresh tables for a batch of files. */
export class RowTables {
  readonly rows: Rows = Object.fromEntries(
    tableNames.map((table) => [
      table,
      Object.fromEntries(tableColumns[table].map((column) => [column, new IntColumn()])),
    ]),
  ) as unknown as Rows;
  /** Macro bodies and the arguments of file-level macro uses, as they stand in the source. */
  readonly text = new ByteColumn();

  count(table: TableName): number {
    const columns = this.rows[table] as Record<string, IntColumn>;
    return columns[tableColumns[table][0]]!.length;
  }
}
