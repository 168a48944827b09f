import type { GateAnswer, TraceAnswer } from '../../../server/src/protocol';
import { sideWords } from '../sideWords';

/** The answer with what each gate does in the language of the editor. */
export function inEditorsWords(answer: TraceAnswer): TraceAnswer {
  const gate = (one: GateAnswer): GateAnswer => {
    const { set, clear } = one.when;
    return { ...one, when: { set: sideWords(set), clear: sideWords(clear) } };
  };
  const paths = answer.paths.map((path) => ({
    ...path,
    hops: path.hops.map((hop) => ({ ...hop, guards: hop.guards.map(gate) })),
    gates: path.gates.map(gate),
  }));
  return { ...answer, paths };
}
