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
  Overlaid,
  Site,
  SlotId,
} from '../index/kernelIndex';
import { DefFlag } from '../outline/rows';
import { isMacro, type OutlineCall } from './documentOutline';
import { type OwnTarget, resolveOwnCall } from './overlayCalls';
import { type OverlayPlan, type OverlayText, type OwnDefinition, overlayPlan } from './overlayPlan';

/** Name ids from here on are names that only open texts have. */
const FIRST_OWN_NAME = 0x40000000;

interface OwnDef extends OwnDefinition {
  readonly id: DefId;
  readonly file: FileId;
  readonly firstCall: CallId;
}

interface OwnCall extends OutlineCall {
  readonly caller: DefId;
}

/** The index with open texts laid over it: see `overlayPlan` for what comes from where. */
export function overlaidIndex(base: KernelIndex, texts: readonly OverlayText[]): KernelIndex {
  return new OverlayIndex(
    base,
    texts.map((text) => overlayPlan(base, base.fileByPath(text.path), text)),
  );
}

/**
 * Ids of the base stay what they are; files, definitions and calls of open texts are numbered behind them. Functions
 * that an open text stores in a field are seen when it is saved.
 */
export class OverlayIndex implements KernelIndex {
  readonly root: string;
  readonly kernelVersion: string | null;
  readonly partial: boolean;
  readonly counts: IndexCounts;
  readonly fileCount: number;
  readonly defCount: number;
  readonly callCount: number;
  readonly slotCount: number;
  readonly overlaid: Overlaid;
  private readonly ownDefs: OwnDef[] = [];
  private readonly ownCalls: OwnCall[] = [];
  private readonly targetOfCall: OwnTarget[] = [];
  private readonly plans = new Map<FileId, OverlayPlan>();
  private readonly newFiles: string[] = [];
  private readonly isHidden: Uint8Array;
  /** What hidden definitions call: only there may callers have to be taken out. */
  private readonly calledByHidden = new Set<DefId>();
  private readonly slotsOfHidden = new Set<SlotId>();
  private readonly replacement = new Map<DefId, DefId>();
  private readonly shift = new Map<DefId, number>();
  private readonly ownNames: string[] = [];
  private readonly ownNameIds = new Map<string, NameId>();
  private readonly ownCallers = new Map<DefId, CallId[]>();

  constructor(
    private readonly base: KernelIndex,
    plans: readonly OverlayPlan[],
  ) {
    this.root = base.root;
    this.kernelVersion = base.kernelVersion;
    this.partial = base.partial;
    this.counts = base.counts;
    this.slotCount = base.slotCount;
    this.overlaid = {
      base,
      now: (def) => (this.isOwn(def) ? def : this.now(def)),
      before: (def) => (this.isOwn(def) ? this.own(def).replaces : def),
    };
    this.isHidden = new Uint8Array(base.defCount);
    for (const plan of plans) this.add(plan);
    this.fileCount = base.fileCount + this.newFiles.length;
    this.defCount = base.defCount + this.ownDefs.length;
    this.callCount = base.callCount + this.ownCalls.length;
    this.ownCalls.forEach((call, i) => {
      const target = resolveOwnCall(this, base, call, this.own(call.caller));
      this.targetOfCall.push(target);
      for (const def of target.targets) {
        const list = this.ownCallers.get(def);
        if (list) list.push(base.callCount + i);
        else this.ownCallers.set(def, [base.callCount + i]);
      }
    });
  }

  private add(plan: OverlayPlan): void {
    const { base } = this;
    const file = base.fileByPath(plan.path) ?? base.fileCount + this.newFiles.push(plan.path) - 1;
    this.plans.set(file, plan);
    for (const [def, lines] of plan.kept) if (lines !== 0) this.shift.set(def, lines);
    for (const def of plan.hidden) {
      this.isHidden[def] = 1;
      const { from, to } = base.callsOf(def);
      for (let call = from; call < to; call++) {
        const slot = base.callSlot(call);
        if (slot !== undefined) this.slotsOfHidden.add(slot);
        else if (base.isCall(call))
          for (const target of Array.from(base.targets(call))) this.calledByHidden.add(target);
      }
    }
    for (const def of plan.own) {
      const id = base.defCount + this.ownDefs.length;
      this.nameIdOf(def.name);
      this.ownDefs.push({ ...def, id, file, firstCall: base.callCount + this.ownCalls.length });
      for (const call of def.calls) this.ownCalls.push({ ...call, caller: id });
      if (def.replaces !== undefined) this.replacement.set(def.replaces, id);
    }
  }

  /** A definition of the base as it is now: itself, what replaces it, or nothing. */
  private now(def: DefId): DefId | undefined {
    return this.isHidden[def] === 1 ? this.replacement.get(def) : def;
  }

  private allNow(defs: ArrayLike<DefId>): DefId[] {
    const found: DefId[] = [];
    for (let i = 0; i < defs.length; i++) {
      const def = this.now(defs[i]!);
      if (def !== undefined) found.push(def);
    }
    return found;
  }

  private isOwn(def: DefId): boolean {
    return def >= this.base.defCount;
  }

  private own(def: DefId): OwnDef {
    return this.ownDefs[def - this.base.defCount]!;
  }

  // The comparisons are for speed: a negative index would be looked up as text.
  private ownCall(call: CallId): OwnCall | undefined {
    return call < this.base.callCount ? undefined : this.ownCalls[call - this.base.callCount];
  }

  private ownTarget(call: CallId): OwnTarget | undefined {
    return call < this.base.callCount ? undefined : this.targetOfCall[call - this.base.callCount];
  }

  filePath(file: FileId): string {
    return file < this.base.fileCount ? this.base.filePath(file) : this.newFiles[file - this.base.fileCount]!;
  }

  fileByPath(path: string): FileId | undefined {
    const known = this.base.fileByPath(path);
    if (known !== undefined) return known;
    const at = this.newFiles.indexOf(path);
    return at < 0 ? undefined : this.base.fileCount + at;
  }

  defsOfFile(file: FileId): readonly DefId[] {
    const plan = this.plans.get(file);
    if (!plan) return this.base.defsOfFile(file);
    const own = this.ownDefs.filter((def) => def.file === file).map(({ id }) => id);
    return [...plan.kept.keys(), ...own].sort((a, b) => this.defLine(a) - this.defLine(b));
  }

  defAt(file: FileId, line: number): DefId | undefined {
    if (!this.plans.has(file)) return this.base.defAt(file, line);
    let best: DefId | undefined;
    for (const def of this.defsOfFile(file)) if (this.defLine(def) <= line && line <= this.defEndLine(def)) best = def;
    return best;
  }

  nameText(name: NameId): string {
    return name >= FIRST_OWN_NAME ? this.ownNames[name - FIRST_OWN_NAME]! : this.base.nameText(name);
  }

  nameId(text: string): NameId | undefined {
    return this.base.nameId(text) ?? this.ownNameIds.get(text);
  }

  private nameIdOf(text: string): NameId {
    const known = this.nameId(text);
    if (known !== undefined) return known;
    const id = FIRST_OWN_NAME + this.ownNames.push(text) - 1;
    this.ownNameIds.set(text, id);
    return id;
  }

  *definedNames(prefix = ''): Iterable<NameId> {
    yield* this.base.definedNames(prefix);
    for (const { name } of this.ownDefs)
      if (name.startsWith(prefix) && this.base.lookup(name).length === 0) yield this.nameIdOf(name);
  }

  defsOfName(name: NameId): readonly DefId[] {
    return name >= FIRST_OWN_NAME
      ? this.withOwn([], this.nameText(name), null)
      : this.withOwn(this.base.defsOfName(name), this.nameText(name), null);
  }

  lookup(query: string): readonly DefId[] {
    const colon = query.lastIndexOf(':');
    return this.withOwn(this.base.lookup(query), query.slice(colon + 1), colon < 0 ? null : query.slice(0, colon));
  }

  /** Each replaced definition in its place, new ones behind. */
  private withOwn(found: readonly DefId[], name: string, path: string | null): readonly DefId[] {
    const now = this.allNow(found);
    for (const def of this.ownDefs) {
      if (def.name !== name || now.includes(def.id)) continue;
      const own = this.filePath(def.file);
      if (path === null || own === path || own.endsWith(`/${path}`)) now.push(def.id);
    }
    return now;
  }

  defName(def: DefId): string {
    return this.isOwn(def) ? this.own(def).name : this.base.defName(def);
  }

  defNameId(def: DefId): NameId {
    return this.isOwn(def) ? this.nameIdOf(this.own(def).name) : this.base.defNameId(def);
  }

  defKind(def: DefId): DefKind {
    if (!this.isOwn(def)) return this.base.defKind(def);
    return isMacro(this.own(def)) ? 'macro' : 'function';
  }

  defFile(def: DefId): FileId {
    return this.isOwn(def) ? this.own(def).file : this.base.defFile(def);
  }

  defLine(def: DefId): number {
    return this.isOwn(def) ? this.own(def).line : this.base.defLine(def) + (this.shift.get(def) ?? 0);
  }

  defEndLine(def: DefId): number {
    return this.isOwn(def) ? this.own(def).endLine : this.base.defEndLine(def) + (this.shift.get(def) ?? 0);
  }

  defIsStatic(def: DefId): boolean {
    return this.isOwn(def) ? (this.own(def).flags & DefFlag.Static) !== 0 : this.base.defIsStatic(def);
  }

  defIsInline(def: DefId): boolean {
    return this.isOwn(def) ? (this.own(def).flags & DefFlag.Inline) !== 0 : this.base.defIsInline(def);
  }

  defIsGenerated(def: DefId): boolean {
    return this.isOwn(def) ? this.own(def).isInvocation : this.base.defIsGenerated(def);
  }

  defCondition(def: DefId): string | null {
    if (!this.isOwn(def)) return this.base.defCondition(def);
    const { replaces } = this.own(def);
    return replaces === undefined ? null : this.base.defCondition(replaces);
  }

  defIsExcluded(def: DefId): boolean {
    return !this.isOwn(def) && this.base.defIsExcluded(def);
  }

  callsOf(def: DefId): { readonly from: CallId; readonly to: CallId } {
    if (!this.isOwn(def)) return this.base.callsOf(def);
    const { firstCall, calls } = this.own(def);
    return { from: firstCall, to: firstCall + calls.length };
  }

  isCall(call: CallId): boolean {
    return this.ownTarget(call)?.isCall ?? this.base.isCall(call);
  }

  callCaller(call: CallId): DefId {
    return this.ownCall(call)?.caller ?? this.base.callCaller(call);
  }

  callCalleeName(call: CallId): NameId {
    const own = this.ownCall(call);
    return own ? this.nameIdOf(own.name) : this.base.callCalleeName(call);
  }

  callKind(call: CallId): CallKind {
    return this.ownTarget(call)?.callKind ?? this.base.callKind(call);
  }

  callSite(call: CallId): Site {
    const own = this.ownCall(call);
    if (own) return { file: this.own(own.caller).file, line: own.line, column: own.column };
    const site = this.base.callSite(call);
    const lines = this.shift.get(this.base.callCaller(call));
    return lines === undefined ? site : { ...site, line: site.line + lines };
  }

  callCondition(call: CallId): string | null {
    return this.ownCall(call) ? null : this.base.callCondition(call);
  }

  callSlot(call: CallId): SlotId | undefined {
    const own = this.ownTarget(call);
    return own ? own.slot : this.base.callSlot(call);
  }

  callIsByFieldNameOnly(call: CallId): boolean {
    return this.ownTarget(call)?.byFieldNameOnly ?? this.base.callIsByFieldNameOnly(call);
  }

  callIsGuardClause(call: CallId): boolean {
    return this.ownCall(call)?.isGuardClause ?? this.base.callIsGuardClause?.(call) === true;
  }

  targets(call: CallId): ArrayLike<DefId> {
    const own = this.ownTarget(call);
    if (own) return own.slot === undefined ? own.targets : this.slotFunctions(own.slot);
    const found = this.base.targets(call);
    for (let i = 0; i < found.length; i++) if (this.isHidden[found[i]!] === 1) return this.allNow(found);
    return found;
  }

  callsTo(def: DefId): ArrayLike<CallId> {
    const inBase = this.isOwn(def) ? this.own(def).replaces : def;
    const known = inBase === undefined ? [] : this.base.callsTo(inBase);
    const calls = inBase !== undefined && this.calledByHidden.has(inBase) ? this.fromShownCallers(known) : known;
    const own = this.ownCallers.get(def);
    return own ? [...Array.from(calls), ...own] : calls;
  }

  private fromShownCallers(calls: ArrayLike<CallId>): ArrayLike<CallId> {
    return Array.from(calls).filter((call) => this.isHidden[this.base.callCaller(call)] === 0);
  }

  slotName(slot: SlotId): string {
    return this.base.slotName(slot);
  }

  slotByName(name: string): SlotId | undefined {
    return this.base.slotByName(name);
  }

  slotCalls(slot: SlotId): ArrayLike<CallId> {
    const own = this.targetOfCall.flatMap((target, i) => (target.slot === slot ? [this.base.callCount + i] : []));
    const known = this.base.slotCalls(slot);
    const calls = this.slotsOfHidden.has(slot) ? this.fromShownCallers(known) : known;
    return own.length > 0 ? [...Array.from(calls), ...own] : calls;
  }

  slotFunctions(slot: SlotId): ArrayLike<DefId> {
    return this.allNow(this.base.slotFunctions(slot));
  }

  assignmentsOf(def: DefId): readonly Assignment[] {
    const inBase = this.isOwn(def) ? this.own(def).replaces : def;
    return inBase === undefined ? [] : this.assignmentsNow(this.base.assignmentsOf(inBase));
  }

  assignmentsIn(slot: SlotId): readonly Assignment[] {
    return this.assignmentsNow(this.base.assignmentsIn(slot));
  }

  private assignmentsNow(found: readonly Assignment[]): readonly Assignment[] {
    return found.flatMap((each) => {
      const def = this.now(each.def);
      if (def === undefined) return [];
      const line = this.plans.get(each.file)?.lines.newLine(each.line) ?? each.line;
      return [{ ...each, def, line }];
    });
  }
}
