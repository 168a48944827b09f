import type { CancellationToken } from 'vscode-languageserver';
import {
  type CallerMask,
  type CallersReader,
  callersByMask,
  groupedByMask,
  type MaskGroup,
} from '../flow/callersByMask';
import { maskParameterOf } from '../flow/callSites';
import type { Engine } from '../flow/frame';
import type { DefId } from '../index/kernelIndex';
import type { FlowSession } from './flowSession';
import { turns } from './turns';

export interface MaskCallers {
  readonly groups: readonly MaskGroup[];
  /** True where as many were read as were asked for. */
  readonly isWhole: boolean;
  /** Calls that there are; the groups may hold a part of them. */
  readonly total: number;
}

/** How long the server's thread is held before other requests have their turn, in milliseconds. */
const SLICE_MS = 10;
/** Lines of a caller that is read while somebody waits. */
const MOST_LINES = 30;

/** Answers as long as nothing is edited: what an engine was asked goes with it. */
const known = new WeakMap<Engine, Map<string, MaskCallers>>();

/**
 * The calls of a function by the mask that they pass, in slices, so that nothing else waits; null where the function is given no mask,
 * or the question was taken back.
 */
export async function maskCallers(
  flow: FlowSession,
  def: DefId,
  most: number,
  token?: CancellationToken,
): Promise<MaskCallers | null> {
  const { engine } = flow;
  const argument = maskParameterOf(engine.code, def);
  if (argument === null) return null;
  const before = remembered(engine, def, most);
  if (before !== undefined) return before;
  const { total, read } = callersByMask(readerOf(flow), def, argument, most);
  const found: CallerMask[] = [];
  const isRead = await turns.work('beside', async (next) => {
    let until = performance.now() + SLICE_MS;
    for (const caller of read()) {
      if (caller !== null) found.push(caller);
      if (performance.now() < until) continue;
      await next();
      // An edit in between makes another question of it.
      if (token?.isCancellationRequested || flow.engine !== engine) return false;
      until = performance.now() + SLICE_MS;
    }
    return true;
  });
  if (!isRead) return null;
  return remember(engine, def, most, { groups: groupedByMask(found), total, isWhole: true });
}

/** As many callers as can be read at once, short ones alone; what is known already is told whole. */
export function maskCallersAtOnce(flow: FlowSession, def: DefId, most: number, budgetMs: number): MaskCallers | null {
  const { engine } = flow;
  const argument = maskParameterOf(engine.code, def);
  if (argument === null) return null;
  const before = remembered(engine, def, most);
  if (before !== undefined) return before;
  const until = performance.now() + budgetMs;
  const { total, read } = callersByMask(readerOf(flow), def, argument, most, (caller) => isShort(flow, caller));
  const found: CallerMask[] = [];
  for (const caller of read()) {
    // A caller that was begun is read to its end: it is known then, and the next question gets farther.
    if (caller === null) continue;
    found.push(caller);
    if (performance.now() > until) break;
  }
  return { groups: groupedByMask(found), total, isWhole: found.length >= Math.min(most, total) };
}

/** A long function takes too long to be read while somebody waits. */
function isShort({ index }: FlowSession, def: DefId): boolean {
  return index.defEndLine(def) - index.defLine(def) <= MOST_LINES;
}

function readerOf(flow: FlowSession): CallersReader {
  return {
    code: flow.engine.code,
    vocabulary: flow.vocabulary,
    *calls(def) {
      return (yield* flow.masksInSteps(def))?.calls ?? null;
    },
    lineStart: (file, line) => flow.linesOf(file).spanOf(line).start,
  };
}

function remembered(engine: Engine, def: DefId, most: number): MaskCallers | undefined {
  return known.get(engine)?.get(`${def} ${most}`);
}

function remember(engine: Engine, def: DefId, most: number, callers: MaskCallers): MaskCallers {
  const answers = known.get(engine) ?? new Map<string, MaskCallers>();
  known.set(engine, answers.set(`${def} ${most}`, callers));
  return callers;
}
