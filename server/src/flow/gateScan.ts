/** Gates of many functions: only those are read that can hold one. */
import { definitionsNaming, functionsNaming } from '../index/gfpTokens';
import type { DefId, FileId, KernelIndex } from '../index/kernelIndex';
import type { CodeReader } from '../syntax/codeReader';
import type { Engine, Entry } from './frame';
import { type FunctionGates, gatesOf } from './functionGates';
import { isVerdictType } from './types';

/** Longer functions are no predicates: `functionCall.ts` does not look into them. */
const LONGEST_PREDICATE = 45;
/** A predicate of a predicate of a predicate is as far as it goes. */
const ROUNDS = 3;

/**
 * A mask that is tested, rather than set, cleared or handed on: `x & __GFP_FS`, `(__GFP_IO | __GFP_FS) & x`, `x == GFP_ATOMIC`. What it
 * lets through is interpreted; what it leaves out is not looked at.
 */
const TEST =
  /(?<![&=])&(?![&=])\s*\(*\s*(?!~)\(*_{0,3}\w*GFP_|GFP_\w*\s*\)*\s*(?:\)\s*)?&(?![&=])|[=!]=\s*\(*\s*_{0,3}GFP_|GFP_\w*\s*\)*\s*[=!]=|\bcase\s+\(*_{0,3}\w*GFP_/;

export interface GateQuestion {
  /** Only functions of files below these folders, or of these files; empty: the whole tree. */
  readonly under: readonly string[];
  readonly entry?: Entry;
}

const tested = new WeakMap<CodeReader, Map<DefId, boolean>>();

/** The functions of one file that may hold a gate, in the order of lines. Only the file, and what its functions call, is looked at. */
export function functionsWithGates(engine: Engine, file: FileId): DefId[] {
  const { index } = engine.code;
  const asked = new Map<string, boolean>();
  return index.defsOfFile(file).filter((def) => index.defKind(def) === 'function' && mayHoldGate(engine, def, asked));
}

/**
 * True for a function that tests a mask, or calls a short one that does.
 * @param asked what was answered before, while no text changed
 */
export function mayHoldGate(engine: Engine, function_: DefId, asked = new Map<string, boolean>()): boolean {
  const { index } = engine.code;
  const mayHold = (def: DefId, rounds: number): boolean => {
    if (testsItself(engine.code, def)) return true;
    if (rounds === 0) return false;
    const key = `${def} ${rounds}`;
    const known = asked.get(key);
    if (known !== undefined) return known;
    // A function that leads back to itself tells nothing more.
    asked.set(key, false);
    const found = calleesOf(index, def).some(
      (callee) => index.defKind(callee) === 'function' && isPredicate(engine, callee) && mayHold(callee, rounds - 1),
    );
    asked.set(key, found);
    return found;
  };
  return mayHold(function_, ROUNDS);
}

/** True where the text of a function, or of a macro that it uses, tests a mask. */
function testsItself(code: CodeReader, def: DefId): boolean {
  const known = tested.get(code) ?? new Map<DefId, boolean>();
  tested.set(code, known);
  let answer = known.get(def);
  if (answer === undefined) {
    const body = code.definitionText(def) ?? '';
    answer =
      TEST.test(body) ||
      REST.test(body) ||
      testsLocalMask(body) ||
      testsMaskMacro(code, body) ||
      handsFlagsToTest(code, def, body) ||
      usesTestingMacro(code, def, known);
    known.set(def, answer);
  }
  return answer;
}

/** `#define can_sleep(gfp) ((gfp) & __GFP_DIRECT_RECLAIM)` */
function usesTestingMacro(code: CodeReader, def: DefId, known: Map<DefId, boolean>): boolean {
  const { index } = code;
  if (index.defKind(def) !== 'function') return false;
  return calleesOf(index, def).some((callee) => {
    if (index.defKind(callee) !== 'macro' || /^_*GFP_/.test(index.defName(callee))) return false;
    let answer = known.get(callee);
    if (answer === undefined) {
      answer = TEST.test(code.definitionText(callee) ?? '');
      known.set(callee, answer);
    }
    return answer;
  });
}

/** `if (gfp & ~GFP_SUPPORTED)`: elsewhere it clears flags. */
const REST = /\b(?:if|while)\s*\([^;{]*[^&]&\s*~\(*_{0,3}\w*GFP_/;

/** `gfp_has_flags(gfp, __GFP_IO | __GFP_FS)`: flags for a function that tests one of its masks by the other. */
function handsFlagsToTest(code: CodeReader, def: DefId, body: string): boolean {
  for (const [, name] of body.matchAll(/\b(\w*gfp\w*)\s*\([^;{}]*\b_{0,3}GFP_/g)) {
    const [callee] = code.names.definitions(name!, code.index.defFile(def));
    if (callee === undefined || callee === def || code.index.defKind(callee) !== 'function') continue;
    if (/\bgfp_t\b[^;{]*\bgfp_t\b[^{]*\{[^&]*\w\s*&\s*\w/.test(code.definitionText(callee) ?? '')) return true;
  }
  return false;
}

/** `gfp & ~(reclaim_mask | action_mask)`, with local masks that are made of flags. */
function testsLocalMask(body: string): boolean {
  for (const [, name] of body.matchAll(/\bgfp_t\s+(\w+)\s*=[^;]*GFP_/g))
    if (
      new RegExp(`(?<![&=])&(?![&=])[\\s(~]*(?:\\w+\\s*\\|\\s*)*${name}\\b|\\b${name}\\s*\\)*\\s*&(?![&=])`).test(body)
    )
      return true;
  return false;
}

/** `flags & KMALLOC_NOT_NORMAL_BITS`: a constant in capitals. */
const CAPITALS = /(?:flags|gfp\w*|mask)\s*&\s*\(*([A-Z][A-Z0-9_]+)\b/g;

function testsMaskMacro(code: CodeReader, body: string): boolean {
  for (const [, name] of body.matchAll(CAPITALS)) if (isMadeOfFlags(code, name!, 0)) return true;
  return false;
}

const madeOfFlags = new WeakMap<CodeReader, Map<string, boolean>>();

/** True for a name that some macro of the tree gives to flags, or to such a name. */
function isMadeOfFlags(code: CodeReader, name: string, depth: number): boolean {
  const known = madeOfFlags.get(code) ?? new Map<string, boolean>();
  madeOfFlags.set(code, known);
  let answer = known.get(name);
  if (answer === undefined) {
    known.set(name, false);
    const { index } = code;
    const id = index.nameId(name);
    const macros =
      id === undefined ? [] : Array.from(index.defsOfName(id)).filter((def) => index.defKind(def) === 'macro');
    answer = macros.slice(0, MOST_MACROS).some((def) => {
      const [, ...words] = (code.definitionText(def) ?? '').match(/\b[A-Z_]\w*/g) ?? [];
      return words.some(
        (word) => NAME.test(word) || (depth < 2 && word !== name && isMadeOfFlags(code, word, depth + 1)),
      );
    });
    known.set(name, answer);
  }
  return answer;
}

/** Macros of one name that are looked at. */
const MOST_MACROS = 8;

const NAME = /\b_{0,3}GFP_[A-Z]/;

function calleesOf(index: KernelIndex, def: DefId): DefId[] {
  const { from, to } = index.callsOf(def);
  const callees = new Set<DefId>();
  for (let call = from; call < to; call++) {
    if (!index.isCall(call) || index.callSlot(call) !== undefined) continue;
    const targets = index.targets(call);
    for (let i = 0; i < targets.length; i++) callees.add(targets[i]!);
  }
  return [...callees];
}

/** Told of each function that has gates, in no order. @returns how many functions were interpreted */
export function scanGates(
  engine: Engine,
  { under, entry }: GateQuestion,
  found: (def: DefId, gates: FunctionGates) => void,
): number {
  const { index } = engine.code;
  const isUnder = underFolders(index, under);
  const done = new Set<DefId>();
  let predicates: DefId[] = [];
  const look = (def: DefId): void => {
    if (done.has(def)) return;
    done.add(def);
    const isAsked = isUnder(index.defFile(def));
    const mayDecide = isPredicate(engine, def);
    if (!isAsked && !mayDecide) return;
    const gates = gatesOf(engine, def, entry);
    if (gates === null || gates.gates.length === 0) return;
    if (mayDecide) predicates.push(def);
    if (isAsked) found(def, gates);
  };
  for (const def of testingFunctions(engine, isUnder)) look(def);
  for (let round = 0; round < ROUNDS && predicates.length > 0; round++) {
    const last = predicates;
    predicates = [];
    for (const predicate of last) for (const caller of callersOf(index, predicate)) look(caller);
  }
  return done.size;
}

/** True for a file below one of the folders. */
export function underFolders(index: KernelIndex, under: readonly string[]): (file: FileId) => boolean {
  if (under.length === 0) return () => true;
  const folders = under.map((folder) => folder.replace(/\/+$/, ''));
  const known = new Map<FileId, boolean>();
  return (file) => {
    let answer = known.get(file);
    if (answer === undefined) {
      const path = index.filePath(file);
      answer = folders.some(
        (folder) => folder === '' || folder === '.' || path === folder || path.startsWith(`${folder}/`),
      );
      known.set(file, answer);
    }
    return answer;
  };
}

/** A function that says yes or no, short enough to be one that tests. */
function isPredicate({ code }: Engine, def: DefId): boolean {
  const { index } = code;
  if (index.defEndLine(def) - index.defLine(def) > LONGEST_PREDICATE) return false;
  const type = code.names.returnType(def);
  if (type !== null) return isVerdictType(type);
  // Not every type is in the index.
  const head = code.definitionText(def)?.split('(', 1)[0] ?? '';
  return !/\*|\bvoid\b/.test(head);
}

/** Functions whose text tests a mask, in the order of files. */
function testingFunctions(engine: Engine, isUnder: (file: FileId) => boolean): DefId[] {
  const { code } = engine;
  const { index } = code;
  const naming = new Set(functionsNaming(index, () => true));
  for (const def of definitionsNaming(index, () => true)) {
    if (index.defKind(def) !== 'macro' || /^_*GFP_/.test(index.defName(def))) continue;
    for (const caller of callersOf(index, def)) naming.add(caller);
  }
  // By file, whose text is then read once.
  return [...naming]
    .filter((def) => isUnder(index.defFile(def)) || isPredicate(engine, def))
    .sort((a, b) => a - b)
    .filter((def) => testsItself(code, def));
}

function callersOf(index: KernelIndex, def: DefId): Set<DefId> {
  const callers = new Set<DefId>();
  const calls = index.callsTo(def);
  for (let i = 0; i < calls.length; i++) {
    const caller = index.callCaller(calls[i]!);
    if (index.defKind(caller) === 'function') callers.add(caller);
  }
  return callers;
}
