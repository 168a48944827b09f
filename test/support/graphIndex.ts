/**
 * A small KernelIndex in memory, built from an edge list written as text: the double for tests of what stands above the index.
 *
 * One line a statement; `#` begins a comment:
 *
 *     mm/page_alloc.c: alloc_pages                    a function; attributes may follow the name:
 *     mm/page_alloc.c: helper static                  static inline macro excluded generated if=CONFIG_X lines=40
 *     alloc_pages > helper                            a direct call
 *     alloc_pages > helper return                     the same in a branch that leaves the function
 *     shrink > shrinker.scan_objects                  a call through a field
 *     shrink > ?scan_objects                          the same where only the field's name is known
 *     work > callback run                             a function passed as an argument
 *     shrinker.scan_objects = super_scan              a function stored in a field
 *     missing_one > nobody_defines_it                 a call that has no target
 *
 * A name that has several definitions stands for all of them as a callee, and for the first as a caller, unless written
 * `file.c:name`. Lines are counted up within each file; calls get the lines below their function's.
 */
import type {
  Assignment,
  CallId,
  CallKind,
  DefId,
  DefKind,
  FileId,
  KernelIndex,
  NameId,
  SlotId,
} from '../../server/src/index/kernelIndex';

/** What a definition of the double is. */
export interface GraphDef {
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly endLine: number;
  readonly kind: DefKind;
  readonly isStatic: boolean;
  readonly isInline: boolean;
  readonly isGenerated: boolean;
  readonly isExcluded: boolean;
  readonly condition: string | null;
}

/** One call site of the double; `targets` are positions in the list of definitions. */
export interface GraphCall {
  readonly caller: number;
  readonly name: string;
  readonly kind: CallKind;
  readonly line: number;
  readonly targets: readonly number[];
  /** `struct.field` for a call through a field. */
  readonly slot?: string;
  readonly byFieldNameOnly?: boolean;
  /** In a branch that leaves the caller. */
  readonly isGuardClause?: boolean;
}

/** One function stored in one field. */
export interface GraphStore {
  readonly slot: string;
  readonly def: number;
  readonly line: number;
}

/** What the double is built from. */
export interface Graph {
  readonly version: string | null;
  readonly defs: readonly GraphDef[];
  readonly calls: readonly GraphCall[];
  readonly stores: readonly GraphStore[];
}

/** Reads the edge list that the head of this file describes. */
export function graphIndex(text: string, version: string | null = '6.1.0'): KernelIndex {
  return indexOfGraph(readGraph(text, version));
}

/** Builds the double from definitions, calls and stores. */
export function indexOfGraph(graph: Graph): KernelIndex {
  const { defs, stores } = graph;
  const calls = [...graph.calls].sort((a, b) => a.caller - b.caller || a.line - b.line);
  const files = unique(defs.map((def) => def.file));
  const names = unique([...defs.map((def) => def.name), ...calls.map((call) => call.name)]);
  const slots = unique([...stores.map((store) => store.slot), ...calls.flatMap((call) => call.slot ?? [])]);
  const defsByName = groups(defs, (def) => names.at.get(def.name)!);
  const defsByFile = groups(defs, (def) => files.at.get(def.file)!);
  const firstCall = new Int32Array(defs.length + 1);
  for (const call of calls) firstCall[call.caller + 1]! += 1;
  for (let def = 0; def < defs.length; def++) firstCall[def + 1]! += firstCall[def]!;
  const storesBySlot = groups(stores, (store) => slots.at.get(store.slot)!);
  const storesByDef = groups(stores, (store) => store.def);
  const slotFunctions = slots.list.map((_, slot) => [
    ...new Set((storesBySlot.get(slot) ?? []).map((at) => stores[at]!.def)),
  ]);
  const slotCalls = groups(calls, (call) => (call.slot === undefined ? -1 : slots.at.get(call.slot)!));
  const callsTo = new Map<number, number[]>();
  calls.forEach((call, id) => {
    if (call.kind !== 'ops') for (const target of call.targets) push(callsTo, target, id);
  });
  const targets = calls.map((call) =>
    call.slot === undefined ? call.targets : slotFunctions[slots.at.get(call.slot)!]!,
  );
  const assignment = (at: number): Assignment => {
    const { slot, def, line } = stores[at]!;
    return { slot: slots.at.get(slot)!, def, file: files.at.get(defs[def]!.file)!, line };
  };
  const lookup = (query: string): readonly DefId[] => {
    const colon = query.lastIndexOf(':');
    const all = defsByName.get(names.at.get(query.slice(colon + 1)) ?? -1) ?? [];
    if (colon < 0) return all;
    const path = query.slice(0, colon);
    return all.filter((def) => defs[def]!.file === path || defs[def]!.file.endsWith(`/${path}`));
  };
  return {
    root: '/tree',
    kernelVersion: graph.version,
    partial: false,
    counts: {
      files: files.list.length,
      bytes: 0,
      functions: defs.filter((def) => def.kind === 'function').length,
      macros: defs.filter((def) => def.kind === 'macro').length,
      calls: calls.length,
      indirectCalls: calls.filter((call) => call.kind === 'ops').length,
      assignments: stores.length,
    },
    fileCount: files.list.length,
    filePath: (file: FileId) => files.list[file]!,
    fileByPath: (path: string) => files.at.get(path),
    defsOfFile: (file: FileId) => defsByFile.get(file) ?? [],
    defAt: (file: FileId, line: number) =>
      defsByFile.get(file)?.findLast((def) => defs[def]!.line <= line && line <= defs[def]!.endLine),
    nameText: (name: NameId) => names.list[name]!,
    nameId: (text: string) => names.at.get(text),
    definedNames: (prefix = '') => [...defsByName.keys()].filter((name) => names.list[name]!.startsWith(prefix)),
    defCount: defs.length,
    defsOfName: (name: NameId) => defsByName.get(name) ?? [],
    lookup,
    defName: (def: DefId) => defs[def]!.name,
    defNameId: (def: DefId) => names.at.get(defs[def]!.name)!,
    defKind: (def: DefId) => defs[def]!.kind,
    defFile: (def: DefId) => files.at.get(defs[def]!.file)!,
    defLine: (def: DefId) => defs[def]!.line,
    defEndLine: (def: DefId) => defs[def]!.endLine,
    defIsStatic: (def: DefId) => defs[def]!.isStatic,
    defIsInline: (def: DefId) => defs[def]!.isInline,
    defIsGenerated: (def: DefId) => defs[def]!.isGenerated,
    defCondition: (def: DefId) => defs[def]!.condition,
    defIsExcluded: (def: DefId) => defs[def]!.isExcluded,
    callCount: calls.length,
    callsOf: (def: DefId) => ({ from: firstCall[def]!, to: firstCall[def + 1]! }),
    isCall: () => true,
    callIsGuardClause: (call: CallId) => calls[call]!.isGuardClause === true,
    callCaller: (call: CallId) => calls[call]!.caller,
    callCalleeName: (call: CallId) => names.at.get(calls[call]!.name)!,
    callKind: (call: CallId) => calls[call]!.kind,
    callSite: (call: CallId) => {
      const { caller, line } = calls[call]!;
      return { file: files.at.get(defs[caller]!.file)!, line, column: 2 };
    },
    callCondition: () => null,
    callSlot: (call: CallId) => slots.at.get(calls[call]!.slot ?? ''),
    callIsByFieldNameOnly: (call: CallId) => calls[call]!.byFieldNameOnly === true,
    targets: (call: CallId) => targets[call]!,
    callsTo: (def: DefId) => callsTo.get(def) ?? [],
    slotCount: slots.list.length,
    slotName: (slot: SlotId) => slots.list[slot]!,
    slotByName: (name: string) => slots.at.get(name),
    slotCalls: (slot: SlotId) => slotCalls.get(slot) ?? [],
    slotFunctions: (slot: SlotId) => slotFunctions[slot]!,
    assignmentsOf: (def: DefId) => (storesByDef.get(def) ?? []).map(assignment),
    assignmentsIn: (slot: SlotId) => (storesBySlot.get(slot) ?? []).map(assignment),
  };
}

const DEFINITION = /^(\S+\.[chS]): (\S+)((?: \S+)*)$/;
const CALL = /^(\S+) > (callback )?(\S+)( return)?$/;
const STORE = /^(\S+\.\S+) = (\S+)$/;

function readGraph(text: string, version: string | null): Graph {
  const defs: GraphDef[] = [];
  const calls: GraphCall[] = [];
  const stores: GraphStore[] = [];
  const nextLine = new Map<string, number>();
  const callsSeen = new Map<number, number>();
  const statements = text
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim())
    .filter((line) => line !== '');
  const rest: string[] = [];
  for (const statement of statements) {
    const match = DEFINITION.exec(statement);
    if (match === null) {
      rest.push(statement);
      continue;
    }
    const [, file, name, attributes] = match as unknown as [string, string, string, string];
    const words = attributes.trim().split(' ');
    const attribute = (key: string): string | undefined =>
      words.find((word) => word.startsWith(`${key}=`))?.slice(key.length + 1);
    const line = nextLine.get(file) ?? 10;
    const endLine = line + Number(attribute('lines') ?? 9);
    nextLine.set(file, endLine + 1);
    defs.push({
      name,
      file,
      line,
      endLine,
      kind: words.includes('macro') ? 'macro' : 'function',
      isStatic: words.includes('static'),
      isInline: words.includes('inline'),
      isGenerated: words.includes('generated'),
      isExcluded: words.includes('excluded'),
      condition: attribute('if') ?? null,
    });
  }
  const named = (query: string): number[] => {
    const colon = query.lastIndexOf(':');
    const name = query.slice(colon + 1);
    return defs.flatMap((def, at) =>
      def.name === name && (colon < 0 || def.file.endsWith(query.slice(0, colon))) ? [at] : [],
    );
  };
  for (const statement of rest) {
    const store = STORE.exec(statement);
    if (store !== null) {
      for (const def of named(store[2]!)) stores.push({ slot: store[1]!, def, line: 1 });
      continue;
    }
    const call = CALL.exec(statement);
    const caller = call === null ? undefined : named(call[1]!)[0];
    if (call === null || caller === undefined) throw new Error(`graphIndex: not understood: ${statement}`);
    const seen = (callsSeen.get(caller) ?? 0) + 1;
    callsSeen.set(caller, seen);
    const line = defs[caller]!.line + seen;
    const callee = call[3]!;
    const isGuardClause = call[4] !== undefined;
    if (callee.startsWith('?') || (callee.includes('.') && !callee.includes(':'))) {
      const byFieldNameOnly = callee.startsWith('?');
      const slot = byFieldNameOnly
        ? (stores.find((one) => one.slot.endsWith(`.${callee.slice(1)}`))?.slot ?? `?.${callee.slice(1)}`)
        : callee;
      calls.push({
        caller,
        name: slot.slice(slot.indexOf('.') + 1),
        kind: 'ops',
        line,
        targets: [],
        slot,
        byFieldNameOnly,
        isGuardClause,
      });
    } else {
      const kind: CallKind = call[2] !== undefined ? 'callback' : defs[caller]!.kind === 'macro' ? 'macro' : 'direct';
      const name = callee.slice(callee.lastIndexOf(':') + 1);
      calls.push({ caller, name, kind, line, targets: named(callee), isGuardClause });
    }
  }
  return { version, defs, calls, stores };
}

function unique(texts: readonly string[]): {
  readonly list: readonly string[];
  readonly at: ReadonlyMap<string, number>;
} {
  const list = [...new Set(texts)];
  return { list, at: new Map(list.map((text, at) => [text, at])) };
}

function groups<T>(items: readonly T[], keyOf: (item: T) => number): Map<number, number[]> {
  const map = new Map<number, number[]>();
  items.forEach((item, at) => {
    push(map, keyOf(item), at);
  });
  return map;
}

function push(map: Map<number, number[]>, key: number, value: number): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
