import type { CancellationToken, Position } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type CallerMask, OWN_PARAMETER } from '../flow/callersByMask';
import { maskParameterOf } from '../flow/callSites';
import type { DefId, FileId } from '../index/kernelIndex';
import type { CallersByMaskAnswer, MaskCaller } from '../protocol';
import { callAt } from './callHierarchy';
import type { FlowSession } from './flowSession';
import { uriOf, wordAt } from './locations';
import { maskCallers } from './maskCallers';
import { say } from './words';

/** Callers that are read for one answer: some seconds, in slices. */
const MOST_CALLERS = 1000;

/**
 * The callers, by mask, of the function that a position means: what is called there, the function whose name stands there, else the one
 * around it.
 */
export async function callersByMaskAnswer(
  flow: FlowSession,
  document: TextDocument,
  position: Position,
  {
    file,
    incomplete,
    token,
  }: { readonly file: FileId; readonly incomplete: string | null; readonly token: CancellationToken },
): Promise<CallersByMaskAnswer> {
  const { index } = flow;
  const def = functionMeant(flow, document, position, file);
  if (def === undefined) return noCallers(null, say('No function is meant here that is given a gfp mask.'));
  const name = index.defName(def);
  const callers = await maskCallers(flow, def, MOST_CALLERS, token);
  if (callers === null) return noCallers(name, say('The question was taken back.'));
  const { groups, total } = callers;
  if (total === 0) return noCallers(name, say('Nothing calls {0} by its name.', name));
  const read = groups.reduce((sum, group) => sum + group.callers.length, 0);
  const [some, all] = [read, total].map((count) => count.toLocaleString('en-US'));
  const notes = [incomplete, read < total ? say('{0} of {1} callers were read.', some!, all!) : null];
  const told = notes.filter((note) => note !== null).join(' ');
  return {
    function: name,
    groups: groups.map(({ mask, isKnown, callers: found }) => ({
      mask: isKnown ? mask : mask === OWN_PARAMETER ? say('its own parameter') : say('not known'),
      isKnown,
      callers: found.map((caller) => callerAnswer(flow, caller)),
    })),
    incomplete: told === '' ? null : told,
    why: '',
  };
}

export function noCallers(name: string | null, why: string): CallersByMaskAnswer {
  return { function: name, groups: [], incomplete: null, why };
}

function functionMeant(flow: FlowSession, document: TextDocument, position: Position, file: FileId): DefId | undefined {
  const { index } = flow;
  const word = wordAt(document, position);
  const line = position.line + 1;
  const call = word === null ? null : callAt(index, file, line, word.start + 1);
  const called = call === null || index.callSlot(call) !== undefined ? [] : Array.from(index.targets(call));
  const named = word === null ? [] : index.lookup(word.text);
  const around = index.defAt(file, line);
  const here = around !== undefined && index.defName(around) === word?.text ? [around] : [];
  const meant = [
    ...called.flatMap((def) => throughMacro(flow, def)),
    ...here,
    ...named,
    ...(around === undefined ? [] : [around]),
  ];
  return meant.find((def) => index.defKind(def) === 'function' && maskParameterOf(flow.engine.code, def) !== null);
}

/** `kmalloc` of 6.12 is a macro: what it calls in the end is meant. */
function throughMacro({ index }: FlowSession, def: DefId, depth = 0): DefId[] {
  if (index.defKind(def) === 'function' || depth > 3) return [def];
  const { from, to } = index.callsOf(def);
  const name = index.defName(def);
  for (let call = from; call < to; call++) {
    const callee = index.isCall(call) ? index.nameText(index.callCalleeName(call)) : '';
    // The macro around a function keeps its name: `kmalloc` and `kmalloc_noprof`.
    if (callee.startsWith(name) || callee.endsWith(name))
      return Array.from(index.targets(call)).flatMap((target) =>
        throughMacro({ index } as FlowSession, target, depth + 1),
      );
  }
  return [];
}

function callerAnswer({ index }: FlowSession, { call, caller }: CallerMask): MaskCaller {
  const { file, line, column } = index.callSite(call);
  return { function: index.defName(caller), file: index.filePath(file), uri: uriOf(index, file), line, column };
}
