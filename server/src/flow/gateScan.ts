/** Gates of many functions: only those are read that can hold one. */
import { definitionsNaming, functionsNaming } from '../index/gfpTokens';
import type { DefId, FileId, KernelIndex } from '../index/kernelIndex';
import type { Engine, Entry } from './frame';
import { type FunctionGates, gatesOf } from './functionGates';
import { calleesOf, testsMask } from './testsMask';
import { isVerdictType } from './types';

/** Longer functions are no predicates: `functionCall.ts` does not look into them. */
const LONGEST_PREDICATE = 45;
/** A predicate of a predicate of a predicate is as far as it goes. */
const ROUNDS = 3;

export interface GateQuestion {
  /** Only functions of files below these folders, or of these files; empty: the whole tree. */
  readonly under: readonly string[];
  readonly entry?: Entry;
}

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
    if (testsMask(engine.code, def)) return true;
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
    .filter((def) => testsMask(code, def));
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
