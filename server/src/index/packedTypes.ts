import { VARIABLE_STATIC } from '../outline/rows';
import { TypeOp } from '../outline/typeExprs';
import type { FilePlaces } from './filePlaces';
import type { FileSight } from './fileSight';
import type { DefId, FileId, NameId } from './kernelIndex';
import type { MemoryIndex } from './memoryIndex';
import { type PackedColumn, unpackColumn, valueAt } from './packedColumn';
import type { PackedDefinitions } from './packedDefinitions';
import { type Grouped, groupRows } from './rowsByName';
import { fileOfRow, textOfRow } from './textFiles';

/** How deep typedefs, members and macro values are followed before the answer is "unknown". */
const MAX_DEPTH = 24;
/** Rows are grouped by this many bits less of their name: counting sort over fewer groups. */
const NAME_SHIFT = 5;

type Table = 'structs' | 'typedefs' | 'variables';

/** A type as it is spelled, and the file in which the spelling means what it means. */
export interface SpelledType {
  readonly text: string;
  readonly file: FileId;
}

/** What types are spelled as in a linked tree: `typeFinder.ts` finds structs while the tree is linked, by the same rules. */
export class PackedTypes {
  private readonly byName = new Map<Table, Grouped>();

  constructor(
    private readonly index: MemoryIndex,
    private readonly sight: FileSight,
    private readonly places: FilePlaces,
    private readonly definitions: PackedDefinitions,
  ) {}

  /** Type that a function is declared to return. */
  ofResult(def: DefId): SpelledType | null {
    if (this.index.defKind(def) === 'macro') return null;
    return this.spelled(this.value('defs.type', def), this.index.defFile(def), 0);
  }

  /** Type of a variable of the file or the tree. */
  ofVariable(name: NameId, file: FileId, depth = 0): SpelledType | null {
    const rows = this.meant('variables', name, file);
    return agreed(
      rows.map((row) => this.spelled(this.value('variables.type', row), this.fileOfRow('variables', row), depth)),
    );
  }

  /** What a typedef stands for. */
  ofTypedef(name: NameId, file: FileId, depth = 0): SpelledType | null {
    const rows = this.meant('typedefs', name, file);
    return agreed(
      rows.map((row) => this.spelled(this.value('typedefs.type', row), this.fileOfRow('typedefs', row), depth)),
    );
  }

  /** Type of a field of `struct x`, `union x`, or of what a typedef leads to. */
  ofField(type: string, field: NameId, file: FileId, depth = 0): SpelledType | null {
    const found: (SpelledType | null)[] = [];
    for (const struct of this.structsOf(type, file, depth)) {
      const row = this.fieldRow(struct, field);
      if (row >= 0) found.push(this.spelled(this.value('fields.type', row), this.fileOfRow('structs', struct), depth));
    }
    return agreed(found);
  }

  /** Rows of the structs that a type's name means. */
  private structsOf(type: string, file: FileId, depth: number): readonly number[] {
    if (depth > MAX_DEPTH) return [];
    const tagged = /^(?:struct|union)\s+(.+)$/.exec(type);
    const name = this.index.nameId(tagged?.[1] ?? type);
    if (name === undefined) return [];
    if (tagged !== null) return this.meant('structs', name, file);
    const target = this.ofTypedef(name, file, depth + 1);
    return target === null ? [] : this.structsOf(target.text, target.file, depth + 1);
  }

  /** Fields of a struct stand in its own text, inner structs' rows among them. */
  private fieldRow(struct: number, field: NameId): number {
    const { fileRows } = this.index.tree;
    const text = textOfRow(this.index.tree, 'structs', struct);
    const own = struct - fileRows.structs[text]! + 1;
    for (let row = fileRows.fields[text]!; row < fileRows.fields[text + 1]!; row++)
      if (this.value('fields.name', row) === field && this.value('fields.struct', row) === own) return row;
    return -1;
  }

  private spelled(node: number, file: FileId, depth: number): SpelledType | null {
    if (node === 0 || depth > MAX_DEPTH) return null;
    const { types } = this.index.tree;
    const parent = valueAt(types.parent, node);
    const name = valueAt(types.name, node);
    switch (valueAt(types.op, node) as TypeOp) {
      case TypeOp.Tag:
        return { text: `struct ${this.index.nameText(name)}`, file };
      case TypeOp.Typedef:
      case TypeOp.Scalar:
        return { text: this.index.nameText(name), file };
      case TypeOp.Variable:
        return this.ofVariable(name, file, depth + 1) ?? this.ofCall(0, name, file, depth + 1);
      case TypeOp.Result:
        return name === 0 ? this.spelled(parent, file, depth + 1) : this.ofCall(parent, name, file, depth + 1);
      case TypeOp.Member: {
        const base = this.spelled(parent, file, depth + 1);
        return base === null ? null : this.ofField(base.text, name, base.file, depth + 1);
      }
      default:
        return null;
    }
  }

  /** Value of `name(...)`: of a function what it returns, of a macro what its body gives or its arguments hint at. */
  private ofCall(hint: number, name: NameId, file: FileId, depth: number): SpelledType | null {
    for (const def of this.definitions.find(name, file)) {
      const found = this.spelled(this.value('defs.type', def), this.index.defFile(def), depth + 1);
      if (found !== null) return found;
      if (this.index.defKind(def) !== 'macro') return null;
    }
    return this.spelled(hint, file, depth + 1);
  }

  /**
   * Rows of that name that a file means: its own, else those that it sees, else the ones of headers where all stand in one file
   * (of variables: the global ones); of those that a configuration leaves out none where others are.
   */
  private meant(table: Table, name: NameId, file: FileId): readonly number[] {
    const own: number[] = [];
    const seen: number[] = [];
    const others: number[] = [];
    for (const row of this.rowsNamed(table, name)) {
      const where = this.fileOfRow(table, row);
      if (where === file) own.push(row);
      else if (!this.places.belongs(where, file)) continue;
      else if (this.sight.sees(file, where) || this.sight.includerOf(file) === where) seen.push(row);
      else if (this.isForAll(table, row, where)) others.push(row);
    }
    if (own.length > 0) return this.inForce(table, own);
    if (seen.length > 0) return this.inForce(table, seen);
    const files = new Set(others.map((row) => this.fileOfRow(table, row)));
    return files.size === 1 || table === 'variables' ? this.inForce(table, others) : [];
  }

  /** True for what a file may mean without being seen to include it: macros may stand in `#include` lines. */
  private isForAll(table: Table, row: number, where: FileId): boolean {
    if (table === 'variables') return (this.value('variables.flags', row) & VARIABLE_STATIC) === 0;
    return this.places.isHeader(where);
  }

  private inForce(table: Table, rows: readonly number[]): readonly number[] {
    if (table !== 'structs' || rows.length < 2) return rows;
    const left = rows.filter((row) => !this.sight.isOff(this.value('structs.condition', row)));
    return left.length > 0 ? left : rows;
  }

  private *rowsNamed(table: Table, name: NameId): Iterable<number> {
    const column = this.index.tree.columns[`${table}.name`]!;
    let grouped = this.byName.get(table);
    if (grouped === undefined) {
      const near = unpackColumn(column);
      for (let row = 0; row < near.length; row++) near[row]! >>= NAME_SHIFT;
      grouped = groupRows(near, (this.index.tree.names.size >> NAME_SHIFT) + 1);
      this.byName.set(table, grouped);
    }
    const near = name >> NAME_SHIFT;
    for (let i = grouped.starts[near]!; i < grouped.starts[near + 1]!; i++)
      if (valueAt(column, grouped.rows[i]!) === name) yield grouped.rows[i]!;
  }

  private fileOfRow(table: Table, row: number): FileId {
    return fileOfRow(this.index.tree, table, row);
  }

  private value(column: string, row: number): number {
    return valueAt(this.index.tree.columns[column] as PackedColumn, row);
  }
}

/** The one type that all of them are; null where they differ or none is known. */
function agreed(types: readonly (SpelledType | null)[]): SpelledType | null {
  const first = types.find((type) => type !== null) ?? null;
  return types.every((type) => type === null || type.text === first?.text) ? first : null;
}
