import type { FunctionGates } from '../flow/functionGates';
import type { FunctionMasks } from '../flow/maskAt';
import type { Hazard } from '../hazards/hazard';
import type { Parameter } from '../syntax/ast';
import { shifted } from '../syntax/shifted';

/** What is kept of the masks of a function. */
export interface KnownMasks extends Pick<FunctionMasks, 'def' | 'masks' | 'calls' | 'tests'> {
  /** False where the function is too long to be read to its end: what one statement leaves to the next is not known. */
  readonly isComplete: boolean;
  readonly parameters: readonly Parameter[];
  /** The text that offsets are in, and that notes on origins point into. */
  readonly text: string;
}

/** Masks under which the gates of one function are kept. */
const MOST_MASKS = 8;

/** What was worked out of one function, as long as its own text is the same. Offsets follow the function when it moves. */
export class FunctionResults {
  /** Null before they are read, and where they cannot be. */
  masks: KnownMasks | null = null;
  private readonly gates = new Map<string, FunctionGates | null>();
  private hazards: readonly Hazard[] | undefined;

  /** @param at where the function begins in its file's text */
  constructor(private at: number) {}

  /** The function begins there now. */
  moveTo(at: number): void {
    const by = at - this.at;
    if (by === 0) return;
    this.at = at;
    if (this.masks !== null) this.masks = movedMasks(this.masks, by);
    if (this.hazards) this.hazards = shifted(this.hazards, by);
    for (const [mask, known] of this.gates) this.gates.set(mask, shifted(known, by));
  }

  hazardsOr(read: () => readonly Hazard[]): readonly Hazard[] {
    this.hazards ??= read();
    return this.hazards;
  }

  gatesOr(mask: bigint | null, read: () => FunctionGates | null): FunctionGates | null {
    const key = String(mask);
    let known = this.gates.get(key);
    if (known === undefined) {
      known = read();
      for (const oldest of this.gates.keys()) {
        if (this.gates.size < MOST_MASKS) break;
        this.gates.delete(oldest);
      }
      this.gates.set(key, known);
    }
    return known;
  }
}

/** Values stay as they are; their notes point into the text that was read. */
function movedMasks(known: KnownMasks, by: number): KnownMasks {
  const moved = <T extends { readonly span: { readonly start: number; readonly end: number } }>(one: T): T => ({
    ...one,
    span: shifted(one.span, by),
  });
  return {
    ...known,
    masks: known.masks.map(moved),
    calls: known.calls.map((call) => ({ ...moved(call), args: call.args.map(moved) })),
    tests: shifted(known.tests, by),
    parameters: shifted(known.parameters, by),
  };
}
