import { CallRow, DefFlag, GUARD_CLAUSE } from '../outline/rows';
import { EdgeKind, firstRows } from './edges';
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
import type { Links } from './link';
import type { Facts } from './merge';
import { type Grouped, groupRows } from './rowsByName';

export interface TreeIdentity {
  readonly root: string;
  readonly kernelVersion: string | null;
  readonly partial: boolean;
  readonly counts: IndexCounts;
  /** `CONFIG_X` of the Makefile that builds a file, by path; null where it is always built. */
  readonly buildCondition: (path: string) => string | null;
}

const NONE = new Int32Array(0);

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
  private readonly fileIds: ReadonlyMap<string, number>;
  private readonly firstCall: Int32Array;
  private readonly byName: Grouped;
  private byFile: Grouped | null = null;
  private reverse: Grouped | null = null;
  private bySlot: Grouped | null = null;
  private stored: Grouped | null = null;
  private storedBy: Grouped | null = null;
  private readonly slotNames = new Map<string, number>();
  private readonly conditionTexts = new Map<number, string>();

  constructor(
    private readonly identity: TreeIdentity,
    private readonly paths: readonly string[],
    private readonly facts: Facts,
    private readonly links: Links,
  ) {
    this.root = identity.root;
    this.kernelVersion = identity.kernelVersion;
    this.partial = identity.partial;
    this.counts = identity.counts;
    this.fileCount = paths.length;
    this.fileIds = new Map(paths.map((path, file) => [path, file]));
    this.defCount = facts.defFile.length;
    this.callCount = links.kind.length;
    this.slotCount = links.slotStruct.length;
    this.byName = groupRows(this.column('defs.name'), facts.names.size);
    this.firstCall = firstRows(this.column('calls.def'), this.defCount);
    let next = this.callCount;
    for (let def = this.defCount; def >= 0; def--) {
      if (this.firstCall[def]! < 0) this.firstCall[def] = next;
      next = this.firstCall[def]!;
    }
  }

  private column(name: string): Int32Array {
    return this.facts.columns[name]!;
  }

  filePath(file: FileId): string {
    return this.paths[file]!;
  }

  fileByPath(path: string): FileId | undefined {
    return this.fileIds.get(path);
  }

  defsOfFile(file: FileId): readonly DefId[] {
    this.byFile ??= groupRows(this.facts.defFile, this.fileCount);
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
    return this.facts.names.text(name);
  }

  nameId(text: string): NameId | undefined {
    const id = this.facts.names.find(text);
    return id < 0 ? undefined : id;
  }

  *definedNames(): Iterable<NameId> {
    const { starts } = this.byName;
    for (let name = 0; name + 1 < starts.length; name++) if (starts[name + 1]! > starts[name]!) yield name;
  }

  defsOfName(name: NameId): readonly DefId[] {
    return Array.from(this.byName.rows.subarray(this.byName.starts[name]!, this.byName.starts[name + 1]!));
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
    return this.column('defs.flags')[def]!;
  }

  defName(def: DefId): string {
    return this.nameText(this.defNameId(def));
  }

  defNameId(def: DefId): NameId {
    return this.column('defs.name')[def]!;
  }

  defKind(def: DefId): DefKind {
    return this.flags(def) & DefFlag.Macro ? 'macro' : 'function';
  }

  defFile(def: DefId): FileId {
    return this.facts.defFile[def]!;
  }

  defLine(def: DefId): number {
    return this.column('defs.line')[def]!;
  }

  defEndLine(def: DefId): number {
    return this.column('defs.endLine')[def]!;
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
    const own = this.conditionText(this.column('defs.condition')[def]!);
    const build = this.identity.buildCondition(this.paths[this.defFile(def)]!);
    return own && build ? `${build} && ${own}` : (own ?? build);
  }

  defIsExcluded(def: DefId): boolean {
    return (this.flags(def) & DefFlag.Excluded) !== 0;
  }

  private conditionText(condition: number): string | null {
    if (condition === 0) return null;
    const known = this.conditionTexts.get(condition);
    if (known !== undefined) return known;
    const outer = this.conditionText(this.facts.conditionParent[condition]!);
    const own = this.nameText(this.facts.conditionText[condition]!);
    const text = outer ? `${outer} && ${grouped(own)}` : own;
    this.conditionTexts.set(condition, text);
    return text;
  }

  callsOf(def: DefId): { from: CallId; to: CallId } {
    return { from: this.firstCall[def]!, to: this.firstCall[def + 1]! };
  }

  callCaller(call: CallId): DefId {
    return this.column('calls.def')[call]!;
  }

  callCalleeName(call: CallId): NameId {
    return this.column('calls.name')[call]!;
  }

  isCall(call: CallId): boolean {
    return this.links.kind[call] !== EdgeKind.None;
  }

  callIsGuardClause(call: CallId): boolean {
    const kind = this.column('calls.kind')[call];
    return (
      kind !== CallRow.Argument && kind !== CallRow.ParameterArgument && this.column('calls.aux')[call] === GUARD_CLAUSE
    );
  }

  callKind(call: CallId): CallKind {
    switch (this.links.kind[call]) {
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
    return {
      file: this.defFile(this.callCaller(call)),
      line: this.column('calls.line')[call]!,
      column: this.column('calls.column')[call]!,
    };
  }

  callCondition(call: CallId): string | null {
    return this.conditionText(this.column('calls.condition')[call]!);
  }

  callSlot(call: CallId): SlotId | undefined {
    const slot = this.links.slot[call]!;
    return slot < 0 ? undefined : slot;
  }

  callIsByFieldNameOnly(call: CallId): boolean {
    return this.links.byFieldOnly[call] === 1;
  }

  targets(call: CallId): ArrayLike<DefId> {
    const slot = this.links.slot[call]!;
    if (slot >= 0) return this.slotFunctions(slot);
    const found = this.links.target[call]!;
    if (found >= 0) return [found];
    if (found === -1) return NONE;
    const at = -(found + 2);
    return this.links.pool.subarray(at + 1, at + 1 + this.links.pool[at]!);
  }

  callsTo(def: DefId): ArrayLike<CallId> {
    this.reverse ??= this.buildReverse();
    return this.reverse.rows.subarray(this.reverse.starts[def]!, this.reverse.starts[def + 1]!);
  }

  private buildReverse(): Grouped {
    const { kind, target, pool } = this.links;
    const starts = new Int32Array(this.defCount + 1);
    const each = (visit: (call: number, def: number) => void): void => {
      for (let call = 0; call < kind.length; call++) {
        const found = target[call]!;
        if (kind[call] === EdgeKind.None || found === -1) continue;
        if (found >= 0) visit(call, found);
        else {
          const at = -(found + 2);
          for (let i = 1; i <= pool[at]!; i++) visit(call, pool[at + i]!);
        }
      }
    };
    each((_call, def) => {
      starts[def + 1]!++;
    });
    for (let def = 0; def < this.defCount; def++) starts[def + 1]! += starts[def]!;
    const next = starts.slice();
    const rows = new Int32Array(starts[this.defCount]!);
    each((call, def) => {
      rows[next[def]!++] = call;
    });
    return { starts, rows };
  }

  slotName(slot: SlotId): string {
    const struct = this.links.slotStruct[slot]!;
    return `${struct > 0 ? this.nameText(struct) : '?'}.${this.nameText(this.links.slotField[slot]!)}`;
  }

  slotByName(name: string): SlotId | undefined {
    if (this.slotNames.size === 0)
      for (let slot = 0; slot < this.slotCount; slot++) this.slotNames.set(this.slotName(slot), slot);
    return this.slotNames.get(name);
  }

  slotCalls(slot: SlotId): ArrayLike<CallId> {
    this.bySlot ??= groupRows(this.links.slot, this.slotCount);
    return this.bySlot.rows.subarray(this.bySlot.starts[slot]!, this.bySlot.starts[slot + 1]!);
  }

  slotFunctions(slot: SlotId): ArrayLike<DefId> {
    const functions = new Set<number>();
    for (const row of this.storedRows(slot)) functions.add(this.links.storedDef[row]!);
    return [...functions];
  }

  private storedRows(slot: SlotId): Int32Array {
    this.stored ??= groupRows(this.links.storedSlot, this.slotCount);
    return this.stored.rows.subarray(this.stored.starts[slot]!, this.stored.starts[slot + 1]!);
  }

  assignmentsOf(def: DefId): readonly Assignment[] {
    this.storedBy ??= groupRows(this.links.storedDef, this.defCount);
    return Array.from(this.storedBy.rows.subarray(this.storedBy.starts[def]!, this.storedBy.starts[def + 1]!), (row) =>
      this.assignment(row),
    );
  }

  assignmentsIn(slot: SlotId): readonly Assignment[] {
    return Array.from(this.storedRows(slot), (row) => this.assignment(row));
  }

  private assignment(row: number): Assignment {
    const assign = this.links.storedRow[row]!;
    const own = { slot: this.links.storedSlot[row]!, def: this.links.storedDef[row]! };
    if (assign < 0) {
      const { file, line } = this.callSite(-1 - assign);
      return { ...own, file, line };
    }
    return {
      ...own,
      file: this.links.assignFile[assign]!,
      line: this.column('assigns.line')[assign]!,
    };
  }
}

function grouped(text: string): string {
  return text.includes('||') && !/^\(.*\)$/.test(text) ? `(${text})` : text;
}
