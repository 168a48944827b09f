import { type TableName, tableColumns, tableNames } from '../outline/rows';
import type { Batch, ColumnSet } from './batch';
import { calleeName, rowKind } from './callees';
import { unpackColumn } from './packedColumn';
import {
  differences,
  foldedColumns,
  isArgument,
  type PackedTree,
  placeFromBase,
  rowsOfText,
  turnedAux,
} from './packTree';

/** The columns of outlines again, as they were before linking: what is merged with the rows of files that were read anew. */
export function unpackColumns(tree: PackedTree): ColumnSet {
  const columns: ColumnSet = {};
  for (const table of tableNames) {
    for (const column of tableColumns[table]) {
      const key = `${table}.${column}`;
      if (!foldedColumns.has(key)) columns[key] = unpackColumn(tree.columns[key]!);
    }
  }
  const place = columns['defs.textFrom']!;
  for (let def = 0; def < place.length; def++) place[def] = placeFromBase(place[def]!, tree.textBase, def);
  for (const [key, other] of Object.entries(differences)) {
    const values = columns[key]!;
    const base = columns[other]!;
    for (let row = 0; row < values.length; row++) values[row]! += base[row]!;
  }
  for (const [key, rowsOf] of Object.entries(rowsOfText)) {
    const table = key.slice(0, key.indexOf('.')) as TableName;
    const values = columns[key]!;
    const texts = tree.fileRows[table];
    for (let text = 0; text + 1 < texts.length; text++) {
      const first = tree.fileRows[rowsOf][text]!;
      for (let row = texts[text]!; row < texts[text + 1]!; row++)
        values[row] = values[row] === 0 ? -1 : values[row]! + first - 1;
    }
  }
  unfoldCalls(tree, columns);
  return columns;
}

function unfoldCalls({ firstCall, callees, slotField }: PackedTree, columns: ColumnSet): void {
  const total = callees.kind.length;
  const def = new Int32Array(total);
  const name = new Int32Array(total);
  const kind = new Int32Array(total);
  const line = columns['calls.line']!;
  const condition = columns['calls.condition']!;
  const aux = columns['calls.aux']!;
  const defLine = columns['defs.line']!;
  const defCondition = columns['defs.condition']!;
  const defName = columns['defs.name']!;
  const nameOf = (of: number): number => defName[of]!;
  for (let of = 0; of + 1 < firstCall.length; of++) {
    const first = firstCall[of]!;
    for (let row = first; row < firstCall[of + 1]!; row++) {
      def[row] = of;
      name[row] = calleeName(callees, row, nameOf, slotField);
      kind[row] = rowKind(callees.kind[row]!);
      line[row]! += defLine[of]!;
      condition[row] = condition[row] === 0 ? defCondition[of]! : condition[row]! - 1;
      if (isArgument(kind[row]!)) aux[row] = turnedAux(aux[row]!, row, first);
    }
  }
  Object.assign(columns, { 'calls.def': def, 'calls.name': name, 'calls.kind': kind });
}

/** The files of a stored tree as a batch that can be merged with freshly read ones; `kept` is each file's new number, -1: gone. */
export function asBatch(tree: PackedTree, kept: Int32Array): Batch {
  const ranges = new Int32Array((kept.length + 1) * tableNames.length);
  tableNames.forEach((table, t) => {
    for (let file = 0; file <= kept.length; file++) ranges[file * tableNames.length + t] = tree.fileRows[table][file]!;
  });
  return {
    borrowed: true,
    files: kept,
    ranges,
    columns: unpackColumns(tree),
    text: tree.text,
    nameArena: tree.names.arena,
    nameStarts: tree.names.starts.subarray(0, tree.names.size + 1),
    typeOp: unpackColumn(tree.types.op),
    typeParent: unpackColumn(tree.types.parent),
    typeName: unpackColumn(tree.types.name),
    conditionParent: tree.conditionParent,
    conditionText: tree.conditionText,
  };
}
