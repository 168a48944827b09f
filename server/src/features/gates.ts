import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Gate } from '../flow/functionGates';
import { functionsWithGates } from '../flow/gateScan';
import { evaluateMaskExpression } from '../gfp/evaluateMask';
import type { DefId, FileId } from '../index/kernelIndex';
import type { GateAnswer, Outcome } from '../protocol';
import type { FlowSession } from './flowSession';
import { turns } from './turns';

/** How long the server's thread is held before other requests have their turn, in milliseconds. */
const SLICE_MS = 40;
/** Masks that are compared at once. */
const MOST_MASKS = 8;

/** A mask as it was asked for; null where the text is none. */
interface AskedMask {
  readonly text: string;
  readonly value: bigint | null;
}

/**
 * The gates of a file in source order, each with its outcome under every mask; of a mask that cannot be read `unknown`. Null where the
 * question was taken back, or an edit made another one of it.
 */
export async function gatesOfFile(
  flow: FlowSession,
  file: FileId,
  masks: readonly string[],
  isTakenBack: () => boolean,
): Promise<GateAnswer[] | null> {
  const { engine } = flow;
  const asked = masks.slice(0, MOST_MASKS).map((text): AskedMask => {
    const result = evaluateMaskExpression(text, flow.vocabulary);
    return { text, value: result.ok ? result.value : null };
  });
  const answers: GateAnswer[] = [];
  return turns.work('beside', async (next) => {
    let until = performance.now() + SLICE_MS;
    for (const def of functionsWithGates(engine, file)) {
      answers.push(...gatesOfFunction(flow, def, asked));
      if (performance.now() < until) continue;
      await next();
      if (isTakenBack() || flow.engine !== engine) return null;
      until = performance.now() + SLICE_MS;
    }
    return answers;
  });
}

function gatesOfFunction(flow: FlowSession, def: DefId, asked: readonly AskedMask[]): GateAnswer[] {
  const gates = flow.gates(def, null)?.gates ?? [];
  if (gates.length === 0) return [];
  const under = asked.map(({ text, value }) => {
    const found = value === null ? [] : (flow.gates(def, value)?.gates ?? []);
    return { text, outcomes: new Map(found.map(({ span, outcome }) => [span.start, outcome])) };
  });
  return gates.map((gate) => {
    const outcomes = under.map(({ text, outcomes: known }) => [text, known.get(gate.span.start) ?? 'unknown'] as const);
    return gateAnswer(flow, gate, outcomes);
  });
}

function gateAnswer(flow: FlowSession, gate: Gate, outcomes: readonly (readonly [string, Outcome])[]): GateAnswer {
  const { index } = flow;
  const file = index.filePath(gate.file);
  const lines = flow.linesOf(gate.file);
  const start = lines.positionOf(gate.span.start);
  const end = lines.positionOf(gate.span.end);
  return {
    uri: pathToFileURL(join(index.root, file)).toString(),
    file,
    line: start.line,
    column: start.column,
    endLine: end.line,
    endColumn: end.column,
    function: index.defName(gate.def),
    condition: gate.condition,
    bits: gate.bits,
    kind: gate.kind,
    when: gate.when,
    outcome: outcomes[0]?.[1] ?? gate.outcome,
    outcomes: Object.fromEntries(outcomes),
  };
}
