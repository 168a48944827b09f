import { CallRow, DefFlag } from '../outline/rows';
import { asksForItself } from './archMacros';
import { edgeKind, rowKind } from './callees';
import { chooseDefinitions, type DefinitionRows, firstWord, isNameAlone } from './definitionChoice';
import { EdgeKind } from './edges';
import type { FilePlaces } from './filePlaces';
import type { FileSight } from './fileSight';
import type { DefId, FileId, NameId } from './kernelIndex';
import type { MemoryIndex } from './memoryIndex';
import { valueAt } from './packedColumn';
import { bodyRange } from './packTree';

/** How many files' call rows are kept by name. */
const MOST_FILES = 256;

/** What names mean in files of a linked tree, as `definitionFinder.ts` found it while the tree was linked. */
export class PackedDefinitions {
  private readonly known = new Map<number, readonly DefId[]>();
  private called = new Map<FileId, ReadonlyMap<NameId, readonly DefId[]>>();
  private readonly rows: DefinitionRows;
  /** Leaves nothing out. */
  private readonly openRows: DefinitionRows;
  private readonly leftOut = new Map<FileId, boolean>();

  constructor(
    private readonly index: MemoryIndex,
    private readonly sight: FileSight,
    private readonly places: FilePlaces,
  ) {
    this.rows = rowsOf(index);
    this.openRows = { ...this.rows, isOff: () => false };
  }

  /** Functions and macros that a name means in a file. */
  find(name: NameId, file: FileId): readonly DefId[] {
    const key = file * 0x1000000 + name;
    let found = this.known.get(key);
    if (found === undefined) {
      found = this.answer(name, file);
      this.known.set(key, found);
    }
    return found;
  }

  private answer(name: NameId, file: FileId): readonly DefId[] {
    if (file >= this.index.fileCount) return this.index.defsOfName(name);
    if (this.isLeftOut(file))
      return chooseDefinitions(this.index.defsOfName(name), file, this.openRows, this.sight, this.places);
    return this.calledIn(file).get(name) ?? this.choose(name, file);
  }

  /** True for a file that the configuration leaves out as a whole: what it is compiled under is another one. */
  private isLeftOut(file: FileId): boolean {
    let known = this.leftOut.get(file);
    if (known === undefined) {
      const defs = this.index.defsOfFile(file);
      known = defs.length > 0 && !this.places.isHeader(file) && defs.every((def) => this.index.defIsExcluded(def));
      this.leftOut.set(file, known);
    }
    return known;
  }

  /** As `find`, without regard to what calls in the file were resolved to; the two agree (test/real). */
  choose(name: NameId, file: FileId): readonly DefId[] {
    return chooseDefinitions(this.index.defsOfName(name), file, this.rows, this.sight, this.places);
  }

  /** What the calls and uses of a file were resolved to when the tree was linked, by name. */
  private calledIn(file: FileId): ReadonlyMap<NameId, readonly DefId[]> {
    const known = this.called.get(file);
    if (known !== undefined) return known;
    const { index } = this;
    const { kind } = index.tree.callees;
    const found = new Map<NameId, readonly DefId[]>();
    for (const def of index.defsOfFile(file)) {
      const { from, to } = index.callsOf(def);
      for (let call = from; call < to; call++) {
        const edge = edgeKind(kind[call]!);
        if (edge === EdgeKind.None || edge === EdgeKind.Ops) continue;
        const row = rowKind(kind[call]!);
        if (row === CallRow.ParameterCall || row === CallRow.ParameterArgument) continue;
        const name = index.callCalleeName(call);
        if (found.has(name)) continue;
        const targets = index.targets(call);
        if (targets.length > 0) found.set(name, Array.from(targets));
      }
    }
    if (this.called.size >= MOST_FILES) this.called = new Map();
    this.called.set(file, found);
    return found;
  }

  /** Text of a macro's body, with comments and continuations; null for a function. */
  macroText(def: DefId): string | null {
    if (!(this.rows.flags(def) & DefFlag.Macro)) return null;
    const { from, to } = bodyRange(this.index.tree, def);
    return Buffer.from(this.index.tree.text.subarray(from, to)).toString('utf8');
  }
}

function rowsOf(index: MemoryIndex): DefinitionRows {
  const { tree } = index;
  const { names, text, columns } = tree;
  const column = (name: string) => columns[name]!;
  const [flags, condition] = [column('defs.flags'), column('defs.condition')];
  return {
    file: (def) => index.defFile(def),
    flags: (def) => valueAt(flags, def),
    condition: (def) => valueAt(condition, def),
    isOff: (def) => index.defIsExcluded(def),
    isAliasOfItself: (def) => {
      if (valueAt(flags, def) & DefFlag.FunctionLike) return false;
      const name = index.defNameId(def);
      const { from, to } = bodyRange(tree, def);
      const own = { arena: names.arena, from: names.starts[name]!, to: names.starts[name + 1]! };
      return isNameAlone(text, from, to, own);
    },
    isUnlessDefined: (def) => {
      const node = valueAt(condition, def);
      return node > 0 && asksForItself(tree, node, index.defName(def));
    },
    isExported: (def) => isExported(index, def),
  };
}

/** True where the file of a definition hands its name to EXPORT_SYMBOL or its kind (include/linux/export.h). */
function isExported(index: MemoryIndex, def: DefId): boolean {
  const { names, text, fileRows, columns } = index.tree;
  const file = index.defFile(def);
  const name = index.defName(def);
  for (let row = fileRows.invocations[file]!; row < fileRows.invocations[file + 1]!; row++) {
    if (!names.text(valueAt(columns['invocations.name']!, row)).startsWith('EXPORT_SYMBOL')) continue;
    const from = valueAt(columns['invocations.textFrom']!, row);
    if (firstWord(text, from, from + valueAt(columns['invocations.textTo']!, row)) === name) return true;
  }
  return false;
}
