import type { GateAnswer, Outcome } from '../../../server/src/protocol';

/** What the lens says, in the language of the editor; `{0}`, `{1}` are filled in by the caller's functions. */
export interface LensWords {
  /** `open: __GFP_IO` */
  readonly open: (bits: string) => string;
  readonly closed: (bits: string) => string;
  readonly undecided: (bits: string) => string;
  /** A sentence on a gate under the mask. */
  readonly under: (outcome: Outcome, mask: string) => string;
  /** What happens where the bits are set, or clear. */
  readonly set: (bits: string, deed: string) => string;
  readonly clear: (bits: string, deed: string) => string;
}

/** A condition in a document, as an editor counts: lines and UTF-16 columns from 0, the end one past the last. */
export interface MarkedCondition {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly outcome: Outcome;
  /** Sentences for the hover, a paragraph each. */
  readonly hover: readonly string[];
}

/** What stands behind a line. */
export interface MarkedLine {
  readonly line: number;
  /** `✗ closed: __GFP_FS`; several gates of a line are joined. */
  readonly text: string;
  /** Of all gates of the line; null where they differ. */
  readonly outcome: Outcome | null;
}

export interface LensMarks {
  readonly conditions: readonly MarkedCondition[];
  readonly lines: readonly MarkedLine[];
}

const signs: Readonly<Record<Outcome, string>> = { open: '✓', closed: '✗', unknown: '?' };

/** What is drawn over a document for its gates under a mask. A sign and a word stand beside each colour. */
export function lensMarks(gates: readonly GateAnswer[], mask: string, words: LensWords): LensMarks {
  const lines = new Map<number, { texts: string[]; outcomes: Set<Outcome> }>();
  const conditions = gates.map((gate): MarkedCondition => {
    // The first mask that was asked for is the lens: `outcome` where the answer names masks in another way.
    const outcome = gate.outcomes[mask] ?? gate.outcome;
    const bits = gate.bits.join(', ');
    const say = outcome === 'unknown' ? words.undecided : words[outcome];
    const endLine = Math.max(gate.endLine, gate.line) - 1;
    const here = lines.get(endLine) ?? { texts: [], outcomes: new Set() };
    lines.set(endLine, here);
    here.outcomes.add(outcome);
    const text = `${signs[outcome]} ${say(bits)}`;
    if (!here.texts.includes(text)) here.texts.push(text);
    const { set, clear } = gate.when;
    return {
      startLine: gate.line - 1,
      startColumn: gate.column - 1,
      endLine,
      endColumn: gate.endColumn - 1,
      outcome,
      hover: [
        `${signs[outcome]} ${words.under(outcome, mask)}`,
        ...(set === '' ? [] : [words.set(bits, set)]),
        ...(clear === '' ? [] : [words.clear(bits, clear)]),
      ],
    };
  });
  return {
    conditions,
    lines: [...lines].map(([line, { texts, outcomes }]) => {
      const [only] = outcomes;
      return { line, text: texts.join('   '), outcome: outcomes.size === 1 ? only! : null };
    }),
  };
}
