/**
 * The immutable query surface of an index: what `trace/`, `features/` and the command line see.
 *
 * Everything is a small integer into columns; nothing here allocates per edge except where an array is returned.
 * A *definition* is a function or a macro (macros are nodes of the call graph). A *call* is one call site: a spelled
 * call, the use of an object-like macro that leads to a call, a call through a struct field (`ops`), or a function
 * passed as an argument (`callback`). A *slot* is a pair (struct, field) that holds functions.
 */

declare const brand: unique symbol;
type Branded<B extends string> = number & { readonly [brand]?: B };

/** Index of an interned name. */
export type NameId = Branded<'NameId'>;
/** Index of a file of the tree. */
export type FileId = Branded<'FileId'>;
/** Index of a definition (function or macro). */
export type DefId = Branded<'DefId'>;
/** Index of a call site. Call ids of one caller are contiguous and in source order. */
export type CallId = Branded<'CallId'>;
/** Index of a (struct, field) pair. */
export type SlotId = Branded<'SlotId'>;

export type DefKind = 'function' | 'macro';
/** As in the JSON contract: see `callers` in docs. */
export type CallKind = 'direct' | 'macro' | 'ops' | 'callback';

export interface Site {
  readonly file: FileId;
  /** 1-based. */
  readonly line: number;
  /** 1-based, UTF-16 units. */
  readonly column: number;
}

export interface Assignment {
  readonly slot: SlotId;
  readonly def: DefId;
  readonly file: FileId;
  readonly line: number;
}

export interface IndexCounts {
  readonly files: number;
  readonly bytes: number;
  readonly functions: number;
  readonly macros: number;
  readonly calls: number;
  readonly indirectCalls: number;
  readonly assignments: number;
}

/** How an index that lies over another one relates to it. Ids of files, names and slots are the same in both. */
export interface Overlaid {
  readonly base: KernelIndex;
  /** A definition of the base as it is now; undefined where it is gone. */
  now(def: DefId): DefId | undefined;
  /** The definition of the base that this one is, or replaces; undefined for a new one. */
  before(def: DefId): DefId | undefined;
}

export interface KernelIndex {
  /** Absolute path of the tree. */
  readonly root: string;
  /** `6.1.192`, or null for a folder that is no kernel tree. */
  readonly kernelVersion: string | null;
  /** True while only a part of the tree has been read: answers are right but may miss callers. */
  readonly partial: boolean;
  readonly counts: IndexCounts;
  /** Set where open documents are laid over another index. */
  readonly overlaid?: Overlaid;

  readonly fileCount: number;
  /** Path relative to the root, with `/`. */
  filePath(file: FileId): string;
  fileByPath(path: string): FileId | undefined;
  /** Definitions of one file in line order. */
  defsOfFile(file: FileId): readonly DefId[];
  /** The definition whose lines hold `line` (the innermost where they nest). */
  defAt(file: FileId, line: number): DefId | undefined;

  nameText(name: NameId): string;
  nameId(text: string): NameId | undefined;
  /** Every name that has a definition, for "did you mean"; with a prefix those that begin with it, for completion. */
  definedNames(prefix?: string): Iterable<NameId>;

  readonly defCount: number;
  defsOfName(name: NameId): readonly DefId[];
  /** Shorthand: `name` or `file.c:name` (a path, or the end of one) to its definitions; the ones of the chosen architecture first. */
  lookup(query: string): readonly DefId[];
  defName(def: DefId): string;
  defNameId(def: DefId): NameId;
  defKind(def: DefId): DefKind;
  defFile(def: DefId): FileId;
  defLine(def: DefId): number;
  defEndLine(def: DefId): number;
  defIsStatic(def: DefId): boolean;
  defIsInline(def: DefId): boolean;
  /** Made by a macro's body (`PAGEFLAG`, `TRACE_EVENT`, `SYSCALL_DEFINE3`): line is the place of use. */
  defIsGenerated(def: DefId): boolean;
  /** `#if` stack and Kbuild condition as text, or null where there is none. */
  defCondition(def: DefId): string | null;
  /** True where the definition's condition contradicts the .config (or, without one, the assumed configuration). */
  defIsExcluded(def: DefId): boolean;

  readonly callCount: number;
  /** Call sites inside a definition: [from, to). */
  callsOf(def: DefId): { readonly from: CallId; readonly to: CallId };
  /** False for rows that turned out to lead nowhere (a bare name that is a constant): skip them. */
  isCall(call: CallId): boolean;
  callCaller(call: CallId): DefId;
  callCalleeName(call: CallId): NameId;
  /** Kind of the call site; `targets` may refine `direct` to `macro` where the callee is a macro. */
  callKind(call: CallId): CallKind;
  callSite(call: CallId): Site;
  callCondition(call: CallId): string | null;
  /** The field an `ops` call goes through, else undefined. */
  callSlot(call: CallId): SlotId | undefined;
  /** True where the struct was not found and the field's name alone decided. */
  callIsByFieldNameOnly(call: CallId): boolean;
  /** True for a call in a branch that leaves its function, where the index knows it. */
  callIsGuardClause?(call: CallId): boolean;
  /** Candidate callees: usually one. For `ops`: every function stored in the slot. Empty: nothing in the tree defines it. */
  targets(call: CallId): ArrayLike<DefId>;
  /** Call sites that have `def` among their targets, `ops` calls excluded. */
  callsTo(def: DefId): ArrayLike<CallId>;

  readonly slotCount: number;
  /** `address_space_operations.writepage` */
  slotName(slot: SlotId): string;
  slotByName(name: string): SlotId | undefined;
  /** Call sites that go through a slot. */
  slotCalls(slot: SlotId): ArrayLike<CallId>;
  /** Functions stored in a slot, without repeats. */
  slotFunctions(slot: SlotId): ArrayLike<DefId>;
  /** Places where `def` is stored in a field. */
  assignmentsOf(def: DefId): readonly Assignment[];
  assignmentsIn(slot: SlotId): readonly Assignment[];
}
