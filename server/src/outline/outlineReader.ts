import { NameTable } from '../text/nameTable';
import { ConditionTable } from './conditions';
import { pushDefinition } from './definitionRows';
import { readInitializer } from './initializer';
import { readMacroBodies } from './macroBodies';
import type { Reading } from './reading';
import { DefFlag, RowTables, type TableName, tableNames } from './rows';
import { ScalarTypes } from './scalarTypes';
import { LocalScope } from './scope';
import { Tokenizer } from './tokenizer';
import { internKeywords, LBRACE } from './tokens';
import { readTopLevel } from './topLevel';
import { TypeTable } from './typeExprs';

/** How many bytes of one file are read; a larger one is a table of numbers or no source at all. */
export const MAX_SOURCE_BYTES = 48 * 1024 * 1024;

const latin1 = new TextDecoder('latin1');

/** What is said of a file beside its rows; a constant macro is one whose body is a number. */
export interface FileOutcome {
  readonly problems: readonly string[];
  readonly constantMacros: number;
}

/**
 * Reads source texts one after the other into the rows of `tables`. Names, types and conditions are interned over all
 * the files that one reader reads. Reading never throws: what could not be read is said in `problems`.
 */
export class OutlineReader {
  readonly names = new NameTable(1 << 16);
  readonly types = new TypeTable();
  readonly conditions: ConditionTable;
  tables = new RowTables();
  private readonly tokenizer: Tokenizer;
  private readonly locals = new LocalScope();
  private readonly scalars: ScalarTypes;

  constructor() {
    internKeywords(this.names);
    this.conditions = new ConditionTable(this.names);
    this.tokenizer = new Tokenizer(this.names, this.conditions);
    this.scalars = new ScalarTypes(this.names, this.types);
  }

  /** Row counts of each table: before and after a file they give its range. */
  counts(): Record<TableName, number> {
    return Object.fromEntries(tableNames.map((table) => [table, this.tables.count(table)])) as Record<
      TableName,
      number
    >;
  }

  /** Reads C in `bytes[0, length)`; `bytes[length]` must be 0. `fileKey` names anonymous structs. */
  readC(bytes: Uint8Array, length: number, fileKey: string): FileOutcome {
    const { file } = this.tokenizer;
    this.tokenizer.run(bytes, length);
    const reading = this.reading(bytes, fileKey, null);
    readMacroBodies(reading);
    readTopLevel(reading, 0);
    const includes = this.tables.rows.includes;
    for (const include of file.includes) {
      includes.name.push(this.names.internText(include.target));
      includes.angle.push(include.angle ? 1 : 0);
      includes.condition.push(include.condition);
      includes.at.push(include.at);
    }
    return { problems: file.problems, constantMacros: file.constantMacros };
  }

  /** Reads text that a macro's body made: all rows get the place of the macro's use. */
  readGenerated(bytes: Uint8Array, length: number, fileKey: string, line: number, condition: number): void {
    this.tokenizer.run(bytes, length);
    readTopLevel(this.reading(bytes, fileKey, { line, column: 1, condition }), DefFlag.Generated);
  }

  /** Reads `{ ... }` that a macro's body made as the value of an object of type node `type`. */
  readGeneratedValue(
    bytes: Uint8Array,
    length: number,
    fileKey: string,
    { line, condition, type }: { readonly line: number; readonly condition: number; readonly type: number },
  ): void {
    this.tokenizer.run(bytes, length);
    const reading = this.reading(bytes, fileKey, { line, column: 1, condition });
    reading.locals.enter(this.names.size + 1024);
    if (reading.tokens.kind[0] === LBRACE) readInitializer(reading, 0, type, false, { def: -1, condition });
  }

  /** Entry points of assembly: `SYM_FUNC_START(name)`, `ENTRY(name)` and their kind (include/linux/linkage.h). */
  readAssembly(bytes: Uint8Array, length: number): void {
    // One character a byte, whatever the encoding.
    const text = latin1.decode(bytes.subarray(0, length));
    const pattern =
      /^[ \t]*(?:SYM_(?:FUNC|CODE|TYPED_FUNC)_START\w*|SYM_FUNC_ALIAS\w*|ENTRY|GLOBAL|WEAK)[ \t]*\([ \t]*(\w+)/gm;
    let line = 1;
    let counted = 0;
    for (const match of text.matchAll(pattern)) {
      for (; counted < match.index; counted++) if (text.charCodeAt(counted) === 10) line++;
      pushDefinition(this.reading(bytes, '', { line, column: 1, condition: 0 }), {
        name: this.names.internText(match[1]!),
        line,
        endLine: line,
        flags: DefFlag.Assembly,
        condition: 0,
        type: 0,
        at: 0,
        textFrom: 0,
        textTo: 0,
      });
    }
  }

  private reading(bytes: Uint8Array, fileKey: string, site: Reading['site']): Reading {
    const { names, types, tables, tokenizer, locals, scalars } = this;
    const { file } = tokenizer;
    return { names, types, tables, file, locals, scalars, tokens: file.tokens, bytes, site, fileKey };
  }
}
