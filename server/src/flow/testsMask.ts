/**
 * Which functions test a mask, by their text: interpreting one costs a thousand times as much. What passes here and is no gate costs time; a
 * gate whose function does not pass is found only where somebody asks for that function.
 */
import type { DefId, KernelIndex } from '../index/kernelIndex';
import type { CodeReader } from '../syntax/codeReader';
import { answersPer } from './answersPer';

/**
 * A mask that is tested, rather than set, cleared or handed on: `x & __GFP_FS`, `(__GFP_IO | __GFP_FS) & x`, `x == GFP_ATOMIC`. What it
 * lets through is interpreted; what it leaves out is not looked at.
 */
const TEST =
  /(?<![&=])&(?![&=])\s*\(*\s*(?!~)\(*_{0,3}\w*GFP_|GFP_\w*\s*\)*\s*(?:\)\s*)?&(?![&=])|[=!]=\s*\(*\s*_{0,3}GFP_|GFP_\w*\s*\)*\s*[=!]=|\bcase\s+\(*_{0,3}\w*GFP_/;

const tested = answersPer<DefId, boolean>();
/** Of macros. */
const testing = answersPer<DefId, boolean>();

/** True where the text of a function, or of a macro that it uses, tests a mask. */
export function testsMask(code: CodeReader, def: DefId): boolean {
  return tested(code, def, () => {
    const body = code.definitionText(def) ?? '';
    return (
      TEST.test(body) ||
      REST.test(body) ||
      testsLocalMask(body) ||
      testsMaskMacro(code, body) ||
      handsFlagsToTest(code, def, body) ||
      usesTestingMacro(code, def)
    );
  });
}

/** `#define can_sleep(gfp) ((gfp) & __GFP_DIRECT_RECLAIM)` */
function usesTestingMacro(code: CodeReader, def: DefId): boolean {
  const { index } = code;
  if (index.defKind(def) !== 'function') return false;
  return calleesOf(index, def).some((callee) => {
    if (index.defKind(callee) !== 'macro' || /^_*GFP_/.test(index.defName(callee))) return false;
    return testing(code, callee, () => TEST.test(code.definitionText(callee) ?? ''));
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

const madeOfFlags = answersPer<string, boolean>({ answer: false });

/** True for a name that some macro of the tree gives to flags, or to such a name. */
function isMadeOfFlags(code: CodeReader, name: string, depth: number): boolean {
  return madeOfFlags(code, name, () => {
    const { index } = code;
    const id = index.nameId(name);
    const defs = id === undefined ? [] : Array.from(index.defsOfName(id));
    const macros = defs.filter((def) => index.defKind(def) === 'macro').slice(0, MOST_MACROS);
    return macros.some((def) => {
      const [, ...words] = (code.definitionText(def) ?? '').match(/\b[A-Z_]\w*/g) ?? [];
      return words.some(
        (word) => NAME.test(word) || (depth < 2 && word !== name && isMadeOfFlags(code, word, depth + 1)),
      );
    });
  });
}

/** Macros of one name that are looked at. */
const MOST_MACROS = 8;

const NAME = /\b_{0,3}GFP_[A-Z]/;

/** What a function, or a macro, calls or uses by name. */
export function calleesOf(index: KernelIndex, def: DefId): DefId[] {
  const { from, to } = index.callsOf(def);
  const callees = new Set<DefId>();
  for (let call = from; call < to; call++) {
    if (!index.isCall(call) || index.callSlot(call) !== undefined) continue;
    const targets = index.targets(call);
    for (let i = 0; i < targets.length; i++) callees.add(targets[i]!);
  }
  return [...callees];
}
