import { joinValues, type Value } from '../flow/value';
import type { DefId } from '../index/kernelIndex';
import { knownMask, maskInShort } from '../render/knownMask';
import type { Span, Statement } from '../syntax/ast';
import type { FlowSession } from './flowSession';
import { say } from './words';

/** `gives GFP_NOFS|__GFP_NOWARN`, of a function that hands out a mask of which something is known; else null. */
export function returnedWords(flow: FlowSession, def: DefId): string | null {
  const syntax = flow.engine.code.functionSyntax(def);
  if (syntax === null || !/\bgfp_t\b/.test(syntax.returnType) || syntax.returnType.includes('*')) return null;
  const known = flow.masks(def);
  if (known === null || !known.isComplete) return null;
  let joined: Value | null = null;
  for (const { start, end } of returnsIn(syntax.body)) {
    const mask = known.masks.find(({ span }) => span.start === start && span.end === end);
    // A return that is never reached has no value; one that is a plain number has no mask.
    if (mask === undefined) return null;
    joined = joined === null ? mask.value : joinValues(joined, mask.value);
  }
  const words = joined === null ? null : maskInShort(knownMask(joined.now, flow.vocabulary), say);
  return words === null ? null : say('gives {0}', words);
}

/** What stands behind each `return` of a body. */
function returnsIn(body: Statement): Span[] {
  const found: Span[] = [];
  const waiting: Statement[] = [body];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next.kind === 'return' && next.value !== null) found.push(next.value);
    else if (next.kind === 'block') waiting.push(...next.statements);
    else if (next.kind === 'if') waiting.push(next.then, ...(next.otherwise === null ? [] : [next.otherwise]));
    else if ('body' in next) waiting.push(next.body);
  }
  return found;
}
