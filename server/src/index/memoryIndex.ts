import { DefFlag, GUARD_CLAUSE } from '../outline/rows';
import { type BuildConditions, buildConditionOf } from './buildConditions';
import { calleeName, calleeSlot, edgeKind, isByFieldOnly, isOneDefinition, rowKind } from './callees';
import { EdgeKind } from './edges';
import type {
  Assignment,
  CallId,
  CallKind,
  DefId,
  DefKind,
  FileId,
  IndexCounts,
  KernelIndex,
  NameId,
  Site,
  SlotId,
} from './kernelIndex';
import { type PackedColumn, unpackColumn, valueAt } from './packedColumn';
import { isArgument, type PackedTree } from './packTree';
import { callersByDefinition, callsBySlot } from './reverseCalls';
import { type Grouped, groupRows } from './rowsByName';
import { fileOfRow, fileOfRows } from './textFiles';

export interface TreeIdentity {
  readonly root: string;
  readonly kernelVersion: string | null;
  readonly partial: boolean;
  /** The architecture whose code took part in resolution. */
  readonly arch: string;
  readonly counts: IndexCounts;
  readonly buildConditions: BuildConditions;
}

const NONE = new Int32Array(0);
/** Grouping by sixteen names at once is several times faster than by one: its counts stay in the processor's cache. */
const NAME_SHIFT = 4;
/** How many names are looked up by reading all definitions. */
const FEW = 4;

/** The query surface over columns in memory. */
export class MemoryIndex implements KernelIndex {
  readonly root: string;
  readonly kernelVersion: string | null;
  readonly partial: boolean;
  readonly counts: IndexCounts;
  readonly fileCount: number;
  readonly defCount: number;
  readonly callCount: number;
  readonly slotCount: number;
  /** The chosen architecture. */
  readonly arch: string;
  private readonly fileIds: ReadonlyMap<string, number>;
  /** File of each definition. */
  private readonly fileOfDef: Int32Array;
  /** Definitions by neighbourhood of names: name id >> NAME_SHIFT. */
  private byName: Grouped | null = null;
  private nameScans = 0;
  private byFile: Grouped | null = null;
  private reverse: Grouped | null = null;
  private bySlot: Grouped | null = null;
  private stored: Grouped | null = null;
  private storedBy: Grouped | null = null;
  private readonly defNames: PackedColumn;
  private readonly defFlags: PackedColumn;
  private readonly defLines: PackedColumn;
  private readonly slotNames = new Map<string, number>();
  private readonly conditionTexts = new Map<number, string>();

  /** `paths` and `tree` are there for what answers other questions from the same columns. */
  constructor(
    private readonly identity: TreeIdentity,
    readonly paths: readonly string[],
    readonly tree: PackedTree,
  ) {
    this.root = identity.root;
    this.kernelVersion = identity.kernelVersion;
    this.partial = identity.partial;
    this.arch = identity.arch;
    this.counts = identity.counts;
    this.fileCount = paths.length;
    this.fileIds = new Map(paths.map((path, file) => [path, file]));
    this.defCount = tree.firstCall.length - 1;
    this.callCount = tree.callees.kind.length;
    this.slotCount = tree.slotStruct.length;
    this.fileOfDef = fileOfRows(tree, 'defs');
    this.defNames = this.column('defs.name');
    this.defFlags = this.column('defs.flags');
    this.defLines = this.column('defs.line');
  }

  private column(name: string): PackedColumn {
    return this.tree.columns[name]!;
  }

  filePath(file: FileId): string {
    return this.paths[file]!;
  }

  fileByPath(path: string): FileId | undefined {
    return this.fileIds.get(path);
  }

  defsOfFile(file: FileId): readonly DefId[] {
    this.byFile ??= groupRows(this.fileOfDef, this.fileCount);
    const { starts, rows } = this.byFile;
    return Array.from(rows.subarray(starts[file]!, starts[file + 1]!)).sort(
      (a, b) => this.defLine(a) - this.defLine(b),
    );
  }

  defAt(file: FileId, line: number): DefId | undefined {
    let best: number | undefined;
    for (const def of this.defsOfFile(file)) {
      if (this.defLine(def) <= line && line <= this.defEndLine(def)) best = def;
    }
    return best;
  }

  nameText(name: NameId): string {
    return this.tree.names.text(name);
  }

  nameId(text: string): NameId | undefined {
    const id = this.tree.names.find(text);
    return id < 0 ? undefined : id;
  }

  *definedNames(prefix = ''): Iterable<NameId> {
    const { names } = this.tree;
    const defined = new Uint8Array(names.size);
    for (let def = 0; def < this.defCount; def++) defined[this.defNameId(def)] = 1;
    const begins = prefix === '' ? () => true : names.beginsWith(prefix);
    // A list of completions is made with each key: of two million names hardly one begins as it was typed.
    for (let name = 0; name < defined.length; name++) if (defined[name] === 1 && begins(name)) yield name;
  }

  defsOfName(name: NameId): readonly DefId[] {
    // A process that asks once or twice reads the column faster than it sorts it.
    if (this.byName === null && this.nameScans++ < FEW) {
      const found: number[] = [];
      for (let def = 0; def < this.defCount; def++) if (this.defNameId(def) === name) found.push(def);
      return found;
    }
    this.byName ??= groupRows(
      unpackColumn(this.defNames).map((of) => of >> NAME_SHIFT),
      (this.tree.names.size >> NAME_SHIFT) + 1,
    );
    const { starts, rows } = this.byName;
    const near = name >> NAME_SHIFT;
    return Array.from(rows.subarray(starts[near]!, starts[near + 1]!)).filter((def) => this.defNameId(def) === name);
  }

  lookup(query: string): readonly DefId[] {
    const colon = query.lastIndexOf(':');
    const path = colon < 0 ? null : query.slice(0, colon);
    const name = this.nameId(query.slice(colon + 1));
    if (name === undefined) return [];
    const defs = this.defsOfName(name).filter((def) => path === null || this.pathFits(def, path));
    return [...defs].sort((a, b) => this.rank(a) - this.rank(b) || a - b);
  }

  private pathFits(def: DefId, path: string): boolean {
    const own = this.paths[this.defFile(def)]!;
    return own === path || own.endsWith(`/${path}`);
  }

  private rank(def: DefId): number {
    const path = this.paths[this.defFile(def)]!;
    let rank = 0;
    if (/^arch\/(?!x86\/)/.test(path)) rank += 8;
    if (/^(?:tools|samples|scripts|Documentation)\//.test(path)) rank += 16;
    if (this.defKind(def) === 'macro') rank += 2;
    if (this.defIsExcluded(def)) rank += 1;
    if ((this.flags(def) & DefFlag.Empty) !== 0) rank += 4;
    return rank;
  }

  private flags(def: DefId): number {
    return valueAt(this.defFlags, def);
  }

  defName(def: DefId): string {
    return this.nameText(this.defNameId(def));
  }

  defNameId(def: DefId): NameId {
    return valueAt(this.defNames, def);
  }

  defKind(def: DefId): DefKind {
    return this.flags(def) & DefFlag.Macro ? 'macro' : 'function';
  }

  defFile(def: DefId): FileId {
    return this.fileOfDef[def]!;
  }

  defLine(def: DefId): number {
    return valueAt(this.defLines, def);
  }

  defEndLine(def: DefId): number {
    return this.defLine(def) + valueAt(this.column('defs.endLine'), def);
  }

  defIsStatic(def: DefId): boolean {
    return (this.flags(def) & DefFlag.Static) !== 0;
  }

  defIsInline(def: DefId): boolean {
    return (this.flags(def) & DefFlag.Inline) !== 0;
  }

  defIsGenerated(def: DefId): boolean {
    return (this.flags(def) & DefFlag.Generated) !== 0;
  }

  defCondition(def: DefId): string | null {
    const own = this.conditionText(valueAt(this.column('defs.condition'), def));
    return both(this.buildCondition(this.defFile(def)), own);
  }

  private buildCondition(file: FileId): string | null {
    return buildConditionOf(this.identity.buildConditions, file);
  }

  defIsExcluded(def: DefId): boolean {
    return (this.flags(def) & DefFlag.Excluded) !== 0;
  }

  private conditionText(condition: number): string | null {
    if (condition === 0) return null;
    const known = this.conditionTexts.get(condition);
    if (known !== undefined) return known;
    const outer = this.conditionText(this.tree.conditionParent[condition]!);
    const own = this.nameText(this.tree.conditionText[condition]!);
    const text = outer ? `${outer} && ${grouped(own)}` : own;
    this.conditionTexts.set(condition, text);
    return text;
  }

  callsOf(def: DefId): { from: CallId; to: CallId } {
    return { from: this.tree.firstCall[def]!, to: this.tree.firstCall[def + 1]! };
  }

  callCaller(call: CallId): DefId {
    const { firstCall } = this.tree;
    let low = 0;
    let high = this.defCount;
    while (low + 1 < high) {
      const middle = (low + high) >> 1;
      if (firstCall[middle]! <= call) low = middle;
      else high = middle;
    }
    return low;
  }

  callCalleeName(call: CallId): NameId {
    return calleeName(this.tree.callees, call, (def) => this.defNameId(def), this.tree.slotField);
  }

  isCall(call: CallId): boolean {
    return edgeKind(this.tree.callees.kind[call]!) !== EdgeKind.None;
  }

  callIsGuardClause(call: CallId): boolean {
    return (
      !isArgument(rowKind(this.tree.callees.kind[call]!)) && valueAt(this.column('calls.aux'), call) === GUARD_CLAUSE
    );
  }

  callKind(call: CallId): CallKind {
    switch (edgeKind(this.tree.callees.kind[call]!)) {
      case EdgeKind.Ops:
        return 'ops';
      case EdgeKind.Callback:
        return 'callback';
      case EdgeKind.Macro:
      case EdgeKind.MacroUse:
        return 'macro';
      default:
        return this.defKind(this.callCaller(call)) === 'macro' ? 'macro' : 'direct';
    }
  }

  callSite(call: CallId): Site {
    const caller = this.callCaller(call);
    return {
      file: this.defFile(caller),
      line: this.defLine(caller) + valueAt(this.column('calls.line'), call),
      column: valueAt(this.column('calls.column'), call),
    };
  }

  callCondition(call: CallId): string | null {
    const own = valueAt(this.column('calls.condition'), call);
    const caller = this.callCaller(call);
    const condition = own === 0 ? valueAt(this.column('defs.condition'), caller) : own - 1;
    return both(this.buildCondition(this.defFile(caller)), this.conditionText(condition));
  }

  callSlot(call: CallId): SlotId | undefined {
    const slot = calleeSlot(this.tree.callees, call);
    return slot < 0 ? undefined : slot;
  }

  callIsByFieldNameOnly(call: CallId): boolean {
    return isByFieldOnly(this.tree.callees.kind[call]!);
  }

  targets(call: CallId): ArrayLike<DefId> {
    const { callee, kind, pool } = this.tree.callees;
    const to = callee[call]!;
    if (to >= 0 && isOneDefinition(kind[call]!)) return [to];
    const slot = calleeSlot(this.tree.callees, call);
    if (slot >= 0) return this.slotFunctions(slot);
    if (to >= 0) return NONE;
    const at = -(to + 1) + 2;
    return pool.subarray(at + 1, at + 1 + pool[at]!);
  }

  callsTo(def: DefId): ArrayLike<CallId> {
    this.reverse ??= callersByDefinition(this.tree.callees, this.defCount);
    return this.reverse.rows.subarray(this.reverse.starts[def]!, this.reverse.starts[def + 1]!);
  }

  slotName(slot: SlotId): string {
    const struct = this.tree.slotStruct[slot]!;
    return `${struct > 0 ? this.nameText(struct) : '?'}.${this.nameText(this.tree.slotField[slot]!)}`;
  }

  slotByName(name: string): SlotId | undefined {
    if (this.slotNames.size === 0)
      for (let slot = 0; slot < this.slotCount; slot++) this.slotNames.set(this.slotName(slot), slot);
    return this.slotNames.get(name);
  }

  slotCalls(slot: SlotId): ArrayLike<CallId> {
    this.bySlot ??= callsBySlot(this.tree.callees, this.slotCount);
    return this.bySlot.rows.subarray(this.bySlot.starts[slot]!, this.bySlot.starts[slot + 1]!);
  }

  slotFunctions(slot: SlotId): ArrayLike<DefId> {
    const functions = new Set<number>();
    for (const row of this.storedRows(slot)) functions.add(this.tree.storedDef[row]!);
    return [...functions];
  }

  private storedRows(slot: SlotId): Int32Array {
    this.stored ??= groupRows(this.tree.storedSlot, this.slotCount);
    return this.stored.rows.subarray(this.stored.starts[slot]!, this.stored.starts[slot + 1]!);
  }

  assignmentsOf(def: DefId): readonly Assignment[] {
    this.storedBy ??= groupRows(this.tree.storedDef, this.defCount);
    return Array.from(this.storedBy.rows.subarray(this.storedBy.starts[def]!, this.storedBy.starts[def + 1]!), (row) =>
      this.assignment(row),
    );
  }

  assignmentsIn(slot: SlotId): readonly Assignment[] {
    return Array.from(this.storedRows(slot), (row) => this.assignment(row));
  }

  private assignment(row: number): Assignment {
    const assign = this.tree.storedRow[row]!;
    const own = { slot: this.tree.storedSlot[row]!, def: this.tree.storedDef[row]! };
    if (assign < 0) {
      const { file, line } = this.callSite(-1 - assign);
      return { ...own, file, line };
    }
    return {
      ...own,
      file: fileOfRow(this.tree, 'assigns', assign),
      line: valueAt(this.column('assigns.line'), assign),
    };
  }
}

function both(outer: string | null, inner: string | null): string | null {
  return outer && inner ? `${grouped(outer)} && ${grouped(inner)}` : (outer ?? inner);
}

function grouped(text: string): string {
  return text.includes('||') && !/^\(.*\)$/.test(text) ? `(${text})` : text;
}
