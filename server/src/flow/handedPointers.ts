/** What a function does with the address of a plain variable that it is handed, as its text says. */
import type { DefId } from '../index/kernelIndex';
import { answersPer } from './answersPer';
import { argumentsIn, parametersOf } from './definitionTexts';
import type { Frame } from './frame';

export interface PointerUse {
  /** It may be written through after the function has returned: it is stored, given back, or handed to somebody who may do so. */
  readonly isKept: boolean;
  readonly isWritten: boolean;
}

const ANYTHING: PointerUse = { isKept: true, isWritten: true };
const NOTHING: PointerUse = { isKept: false, isWritten: false };

/** How far a pointer that is handed on is followed. */
const MAX_HANDED_ON = 3;

const answers = answersPer<string, PointerUse>({ answer: ANYTHING });

/** Of argument number `at` of a function. */
export function pointerUse(def: DefId, at: number, frame: Frame, depth = 0): PointerUse {
  return answers(frame.engine.code, `${def} #${at} ${depth}`, () => readUse(def, at, frame, depth));
}

function readUse(def: DefId, at: number, frame: Frame, depth: number): PointerUse {
  const { code } = frame.engine;
  const { index } = code;
  const definition = index.defKind(def) === 'function' ? code.definitionText(def) : null;
  const head = definition === null ? null : parametersOf(definition, index.defName(def));
  if (head === null) return ANYTHING;
  if (at >= head.declared.length || head.declared[at]!.trim() === '...')
    return onlyPrints(head.declared) ? NOTHING : ANYTHING;
  const declared = head.declared[at]!;
  const name = /(\w+)\s*$/.exec(declared)?.[1];
  if (name === undefined) return ANYTHING;
  const use = usesIn(withoutComments(head.body), name, (callee, place) => {
    const targets = code.names.definitions(callee, index.defFile(def));
    if (targets.length === 0 || depth >= MAX_HANDED_ON) return ANYTHING;
    return targets.map((target) => pointerUse(target, place, frame, depth + 1)).reduce(both);
  });
  // A compiler holds it to that.
  return /\bconst\b[^*]*\*/.test(declared) ? { ...use, isWritten: false } : use;
}

/** `f(const char *format, ...)` reads what stands behind the format; `sscanf(const char *text, const char *format, ...)` writes it. */
function onlyPrints(declared: readonly string[]): boolean {
  const texts = declared.map((one) => /\bconst\s+char\s*\*/.test(one));
  return declared.at(-1)?.trim() === '...' && texts.at(-2) === true && texts.indexOf(true) === texts.length - 2;
}

/** Every place where a function's body names the pointer. */
function usesIn(body: string, name: string, handed: (callee: string, place: number) => PointerUse): PointerUse {
  let use = NOTHING;
  const handedAt = new Set<number>();
  for (const call of body.matchAll(/\b(\w+)\s*\(/g)) {
    if (/^(?:if|while|for|switch|return|sizeof|typeof)$/.test(call[1]!)) continue;
    argumentsIn(body, call.index + call[0].length)?.list.forEach(({ text, start }, place) => {
      if (text.trim() !== name) return;
      handedAt.add(start + text.indexOf(name));
      use = both(use, handed(call[1]!, place));
    });
  }
  for (const { index } of body.matchAll(new RegExp(`\\b${name}\\b`, 'g'))) {
    if (handedAt.has(index)) continue;
    use = both(
      use,
      useAt(body.slice(Math.max(0, index - 20), index), body.slice(index + name.length, index + name.length + 20)),
    );
    if (use.isKept && use.isWritten) break;
  }
  return use;
}

/** What one naming of the pointer does, by what stands around it. */
function useAt(before: string, after: string): PointerUse {
  // A field of that name.
  if (/(?:->|\.)\s*$/.test(before)) return NOTHING;
  if (/\*\s*$/.test(before)) {
    const isAddress = /&\s*\*\s*$/.test(before);
    const isWritten =
      /^\s*\)?\s*(?:(?:[-+|&^*/%]|<<|>>)?=(?!=)|\+\+|--)/.test(after) || /(?:\+\+|--)\s*\(?\s*\*\s*$/.test(before);
    return { isKept: isAddress, isWritten: isAddress || isWritten };
  }
  const isTest =
    /!\s*$/.test(before) ||
    (/(?:&&|\|\||\b(?:if|while)\s*\()\s*$/.test(before) && /^\s*(?:&&|\|\||\))/.test(after)) ||
    /^\s*[!=]=/.test(after);
  return isTest ? NOTHING : ANYTHING;
}

function both(a: PointerUse, b: PointerUse): PointerUse {
  return { isKept: a.isKept || b.isKept, isWritten: a.isWritten || b.isWritten };
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:\\.|[^"\\\n])*"/g, ' ');
}
