import { DefFlag, FIELD_ARRAY, FIELD_FUNCTION, VARIABLE_ARRAY } from '../outline/rows';
import { TypeOp } from '../outline/typeExprs';
import type { DefinitionFinder } from './definitionFinder';
import type { Facts } from './merge';
import { type Grouped, groupRows } from './rowsByName';
import type { Visibility } from './visibility';

/** How deep typedefs, members and macro values are followed before the answer is "unknown". */
const MAX_DEPTH = 24;

/** Finds the struct that a type node means in a file. */
export class TypeFinder {
  private readonly structsByName: Grouped;
  private readonly fieldsByStruct: Grouped;
  private readonly typedefsByName: Grouped;
  private readonly variablesByName: Grouped;
  private readonly structFile: Int32Array;
  private readonly typedefFile: Int32Array;
  private readonly variableFile: Int32Array;
  private readonly memoStamp: Int32Array;
  private readonly memo: Int32Array;

  constructor(
    private readonly facts: Facts,
    private readonly visibility: Visibility,
    private readonly definitions: DefinitionFinder,
  ) {
    const names = facts.names.size;
    const { columns } = facts;
    this.structsByName = groupRows(columns['structs.name']!, names);
    this.fieldsByStruct = groupRows(columns['fields.struct']!, columns['structs.name']!.length);
    this.typedefsByName = groupRows(columns['typedefs.name']!, names);
    this.variablesByName = groupRows(columns['variables.name']!, names);
    this.structFile = this.filesOf('structs');
    this.typedefFile = this.filesOf('typedefs');
    this.variableFile = this.filesOf('variables');
    this.memoStamp = new Int32Array(facts.types.op.length).fill(-1);
    this.memo = new Int32Array(facts.types.op.length);
  }

  private filesOf(table: 'structs' | 'typedefs' | 'variables'): Int32Array {
    const starts = this.facts.fileRows[table];
    const { textFile } = this.facts;
    const files = new Int32Array(starts[textFile.length]!);
    for (let text = 0; text < textFile.length; text++) files.fill(textFile[text]!, starts[text]!, starts[text + 1]!);
    return files;
  }

  /** Row of the struct that `node` means in `file`, -1 where it is not known. */
  structOf(node: number, file: number): number {
    return this.find(node, file, 0);
  }

  /** Name id of a struct. */
  structName(struct: number): number {
    return this.facts.columns['structs.name']![struct]!;
  }

  /** Row of the field, -1 where the struct has none of that name. */
  field(struct: number, name: number): number {
    const { starts, rows } = this.fieldsByStruct;
    const names = this.facts.columns['fields.name']!;
    for (let i = starts[struct]!; i < starts[struct + 1]!; i++) if (names[rows[i]!] === name) return rows[i]!;
    return -1;
  }

  /** Row of the struct that a field holds or points to, -1 where it is not known. */
  structOfField(struct: number, name: number): number {
    const field = this.field(struct, name);
    return field < 0 ? -1 : this.structOf(this.facts.columns['fields.type']![field]!, this.structFile[struct]!);
  }

  fieldAt(struct: number, position: number): number {
    const { starts, rows } = this.fieldsByStruct;
    const at = starts[struct]! + position;
    return at < starts[struct + 1]! ? rows[at]! : -1;
  }

  fieldName(field: number): number {
    return this.facts.columns['fields.name']![field]!;
  }

  isFunctionField(field: number): boolean {
    return (this.facts.columns['fields.flags']![field]! & FIELD_FUNCTION) !== 0;
  }

  /** True where a positional initialiser's elements are array elements and not fields. */
  isArray(node: number, file: number): boolean {
    const { types } = this.facts;
    const op = types.op.values[node];
    const name = types.name.values[node]!;
    if (op === TypeOp.Member) {
      const struct = this.structOf(types.parent.values[node]!, file);
      const field = struct < 0 ? -1 : this.field(struct, name);
      return field >= 0 && (this.facts.columns['fields.flags']![field]! & FIELD_ARRAY) !== 0;
    }
    if (op === TypeOp.Position) {
      const struct = this.structOf(types.parent.values[node]!, file);
      const field = struct < 0 ? -1 : this.fieldAt(struct, name);
      return field >= 0 && (this.facts.columns['fields.flags']![field]! & FIELD_ARRAY) !== 0;
    }
    return false;
  }

  private find(node: number, file: number, depth: number): number {
    if (node === 0 || depth > MAX_DEPTH) return -1;
    if (this.memoStamp[node] === file) return this.memo[node]!;
    const found = this.compute(node, file, depth);
    this.memoStamp[node] = file;
    this.memo[node] = found;
    return found;
  }

  private compute(node: number, file: number, depth: number): number {
    const { types } = this.facts;
    const op = types.op.values[node] as TypeOp;
    const parent = types.parent.values[node]!;
    const name = types.name.values[node]!;
    switch (op) {
      case TypeOp.Tag:
        return this.pick(this.structsByName, this.structFile, name, file);
      case TypeOp.Typedef: {
        const row = this.pick(this.typedefsByName, this.typedefFile, name, file);
        if (row < 0) return -1;
        return this.find(this.facts.columns['typedefs.type']![row]!, this.typedefFile[row]!, depth + 1);
      }
      case TypeOp.Variable:
        return this.ofVariable(name, file, depth);
      case TypeOp.Result:
        return name === 0 ? this.find(parent, file, depth + 1) : this.ofResult(parent, name, file, depth);
      case TypeOp.Member: {
        const struct = this.find(parent, file, depth + 1);
        const field = struct < 0 ? -1 : this.field(struct, name);
        if (field < 0) return -1;
        return this.find(this.facts.columns['fields.type']![field]!, this.structFile[struct]!, depth + 1);
      }
      case TypeOp.Position: {
        const struct = this.find(parent, file, depth + 1);
        if (struct < 0 || this.isArray(parent, file)) return struct;
        const field = this.fieldAt(struct, name);
        return field < 0
          ? -1
          : this.find(this.facts.columns['fields.type']![field]!, this.structFile[struct]!, depth + 1);
      }
      default:
        return -1;
    }
  }

  private ofVariable(name: number, file: number, depth: number): number {
    const row = this.pick(this.variablesByName, this.variableFile, name, file);
    if (row >= 0) return this.find(this.facts.columns['variables.type']![row]!, this.variableFile[row]!, depth + 1);
    return this.ofResult(0, name, file, depth);
  }

  private ofResult(hint: number, name: number, file: number, depth: number): number {
    const candidates = this.definitions.list(this.definitions.find(name, file));
    for (let i = 0; i < candidates.length; i++) {
      const def = candidates[i]!;
      const type = this.facts.columns['defs.type']![def]!;
      const found = this.find(type, this.facts.defFile[def]!, depth + 1);
      if (found >= 0) return found;
      if (!(this.facts.columns['defs.flags']![def]! & DefFlag.Macro)) return -1;
    }
    return this.find(hint, file, depth + 1);
  }

  /** The row of that name that the file means: its own, one it sees, else one of a shared header, else the first. */
  private pick(grouped: Grouped, fileOf: Int32Array, name: number, file: number): number {
    const from = grouped.starts[name]!;
    const to = grouped.starts[name + 1]!;
    if (from === to) return -1;
    if (to - from === 1) return grouped.rows[from]!;
    let seen = -1;
    for (let i = from; i < to; i++) {
      const row = grouped.rows[i]!;
      if (fileOf[row] === file) return row;
      if (seen < 0 && this.visibility.sees(file, fileOf[row]!)) seen = row;
    }
    return seen >= 0 ? seen : grouped.rows[from]!;
  }

  /** Array-ness of a variable's declaration, by flags of the row. */
  static isArrayVariable(flags: number): boolean {
    return (flags & VARIABLE_ARRAY) !== 0;
  }
}
