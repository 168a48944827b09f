/** What the text of a function says that it may write. */
import type { DefId } from '../index/kernelIndex';
import { answersPer } from './answersPer';
import { argumentsIn, parametersOf } from './definitionTexts';
import type { Frame } from './frame';

/** How deep the callees of a callee are looked into for a write. */
const MAX_DEPTH = 3;
const MOST_FUNCTIONS = 60;

const answers = answersPer<string, boolean>({ answer: false });

/** True where the function, or one that it calls, writes a field of that name, or where that is not known. */
export function mayWrite(def: DefId, field: string, frame: Frame, depth = MAX_DEPTH): boolean {
  // What is behind a pointer to a plain value.
  if (!/^\w+$/.test(field)) return true;
  return answers(frame.engine.code, `${def} ${field} ${depth}`, () => searchWrites(def, field, frame, depth));
}

function searchWrites(def: DefId, field: string, frame: Frame, deepest: number): boolean {
  const { code } = frame.engine;
  const { index } = code;
  // Through a pointer: `.field = x` alone is an initialiser, or a local's.
  const write = new RegExp(`->\\s*(?:\\w+\\s*\\.\\s*)*${field}\\s*(?:[|&^+-]?=(?!=)|\\+\\+|--)`);
  const seen = new Set<DefId>([def]);
  let level: DefId[] = [def];
  for (let depth = 0; depth < deepest && level.length > 0; depth++) {
    const next: DefId[] = [];
    for (const one of level) {
      const text = code.definitionText(one);
      if (text === null || write.test(text)) return true;
      const { from, to } = index.callsOf(one);
      for (let call = from; call < to && seen.size < MOST_FUNCTIONS; call++) {
        if (!index.isCall(call) || index.callKind(call) !== 'direct') continue;
        const [target] = Array.from(index.targets(call));
        if (target === undefined || seen.has(target)) continue;
        seen.add(target);
        next.push(target);
      }
    }
    level = next;
  }
  return false;
}

/** How far a pointer that is handed on is followed. */
const MAX_HANDED_ON = 3;

/**
 * True where the function may write a whole object through its argument number `at`: `*p = x`, `memset(p, ..)`, or anything through a
 * `void *`.
 */
export function mayWriteWhole(def: DefId, at: number, frame: Frame, depth = 0): boolean {
  // A circle of functions that hand it on writes nothing by that.
  return answers(frame.engine.code, `${def} #${at}`, () => searchWholeWrites(def, at, frame, depth));
}

function searchWholeWrites(def: DefId, at: number, frame: Frame, depth: number): boolean {
  const { code } = frame.engine;
  const { index } = code;
  // Accessors and trace events that macros make hand objects on, they do not fill them.
  if (index.defIsGenerated(def)) return false;
  const body = code.definitionText(def);
  if (body === null) return true;
  const declared = parametersOf(body, index.defName(def))?.declared[at];
  const name = declared === undefined ? undefined : /(\w+)\s*(?:\[\w*\])?\s*$/.exec(declared)?.[1];
  if (declared === undefined || name === undefined) return true;
  if (/\bconst\b[^*]*\*/.test(declared)) return false;
  if (/\bvoid\s*\*/.test(declared)) return true;
  if (new RegExp(`\\*\\s*${name}\\s*=[^=]`).test(body)) return true;
  for (const call of body.matchAll(new RegExp(`\\b(\\w+)\\s*\\((?=[^;{]*\\b${name}\\b)`, 'g'))) {
    const callee = call[1]!;
    if (callee === index.defName(def) || /^(?:if|while|for|switch|return|sizeof)$/.test(callee)) continue;
    const place =
      argumentsIn(body, call.index + call[0].length)?.list.findIndex(({ text }) => text.trim() === name) ?? -1;
    if (place < 0) continue;
    const [target] = code.names.definitions(callee, index.defFile(def));
    if (target === undefined) return true;
    if (index.defKind(target) === 'macro') continue;
    if (depth >= MAX_HANDED_ON ? /^_*mem(?:set|cpy|move)/.test(callee) : mayWriteWhole(target, place, frame, depth + 1))
      return true;
  }
  return false;
}
