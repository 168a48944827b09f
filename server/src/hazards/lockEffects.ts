/** What functions and macros do to the atomic sections of their caller, from their own bodies. */
import { answersPer } from '../flow/answersPer';
import { flowGraphOf, flowGraphOfMacro } from '../flow/flowGraph';
import { visitStatement } from '../flow/walk';
import type { DefId, FileId } from '../index/kernelIndex';
import type { Block, CallExpression } from '../syntax/ast';
import type { CodeReader } from '../syntax/codeReader';
import { guardedIn } from './guards';
import { type HeldLocks, heldLocks, type LockEffect, NO_EFFECT } from './heldLocks';

/** Lines of a function that is read for what it takes, and of one that is read for what it lets go. */
const LONGEST_TAKER = 40;
const LONGEST = 400;
/** More definitions of one name are not looked into. */
const MOST_DEFINITIONS = 6;

/** What text has that takes a lock or lets it go, itself or through a function that is named after it. */
const SPEAKS_OF_LOCKS = /lock|_(?:en|dis)able\b|_irq|__releases|__acquires/i;
const LETS_GO: LockEffect = {
  enters: new Set(),
  leaves: new Set(['lock', 'rcu', 'preemption', 'interrupts', 'soft interrupts']),
};

const locks = answersPer<DefId, HeldLocks | null>({ answer: null });
const effects = answersPer<DefId, LockEffect>({ answer: NO_EFFECT });

/** The sections in which a function, or a macro, makes its calls; null where it cannot be read. */
export function locksOf(code: CodeReader, def: DefId): HeldLocks | null {
  return locks(code, def, () => {
    const { index } = code;
    const file = index.defFile(def);
    const text = code.text(file);
    const isMacro = index.defKind(def) === 'macro';
    const macro = isMacro ? code.macroSyntax(def) : null;
    const syntax = isMacro ? null : code.functionSyntax(def);
    if (text === null || (macro ?? syntax) === null) return null;
    const graph = macro === null ? flowGraphOf(syntax!) : flowGraphOfMacro(macro);
    const found = heldLocks(graph, text, (call, isInside) => effectOf(code, call, file, isInside));
    return syntax === null ? found : withGuards(found, syntax.body, text);
  });
}

/** With the sections of guards, which end with their block. */
function withGuards(found: HeldLocks, body: Block, text: string): HeldLocks {
  const guarded = guardedIn(body);
  if (guarded.length === 0) return found;
  const at = new Map(found.at);
  visitStatement(body, {
    expression: (one) => {
      if (one.kind !== 'call') return;
      for (const { kind, guard, span } of guarded) {
        if (one.start < span.start || one.end > span.end) continue;
        const { start, end } = guard;
        const held = { kind, text: text.slice(start, end).replace(/\s+/g, ' ').trim(), span: { start, end } };
        at.set(one.start, new Map(at.get(one.start) ?? []).set(`guard ${start}`, held));
      }
    },
  });
  return { ...found, at };
}

/** What a call does to the sections around it. Outside of any, only what is named after locks is looked into. */
function effectOf(code: CodeReader, { callee }: CallExpression, file: FileId, isInside: boolean): LockEffect {
  if (callee.kind !== 'name') return NO_EFFECT;
  const isNamedSo = SPEAKS_OF_LOCKS.test(callee.name);
  if (!isInside && !isNamedSo) return NO_EFFECT;
  const defs = code.names.definitions(callee.name, file);
  if (defs.length === 0 || defs.length > MOST_DEFINITIONS) return isNamedSo ? LETS_GO : NO_EFFECT;
  const all = defs.map((def) => effectOn(code, def));
  return {
    enters: new Set([...all[0]!.enters].filter((kind) => all.every(({ enters }) => enters.has(kind)))),
    leaves: new Set(all.flatMap(({ leaves }) => [...leaves])),
  };
}

/** What a function does to the sections of whoever calls it. */
export function effectOn(code: CodeReader, def: DefId): LockEffect {
  return effects(code, def, () => {
    const text = code.definitionText(def);
    if (text === null || !SPEAKS_OF_LOCKS.test(text)) return NO_EFFECT;
    // It says so itself; with which lock stands in words of the function's own.
    if (/\b__releases\s*\(/.test(text)) return LETS_GO;
    const lines = code.index.defEndLine(def) - code.index.defLine(def);
    if (lines > LONGEST) return LETS_GO;
    const effect = locksOf(code, def)?.effect ?? LETS_GO;
    return lines > LONGEST_TAKER ? { ...effect, enters: new Set() } : effect;
  });
}
