import type { MacroState } from '../tree/evaluateCondition';
import type { AssumedConfig } from './assumedConfig';
import type { Facts } from './merge';

/** What the configuration says of a condition's own text; what stands around it is not in it. */
export const ConditionState = { Open: 0, Off: 1, On: 2 } as const;

/** Tells which `#if` stacks contradict the configuration; what it cannot tell is not off. */
export class ConditionJudge {
  /** By condition node: 0 not asked, 1 not off, 2 off. */
  private readonly known: Uint8Array;

  constructor(
    private readonly facts: Pick<Facts, 'conditionParent' | 'conditionText' | 'names'>,
    private readonly assumed: AssumedConfig,
    private readonly isDefined?: MacroState,
  ) {
    this.known = new Uint8Array(facts.conditionParent.length);
  }

  isOff(condition: number): boolean {
    if (condition <= 0) return false;
    if (this.known[condition] === 0) this.known[condition] = this.judge(condition) ? 2 : 1;
    return this.known[condition] === 2;
  }

  /** `ConditionState` of each node's own text: a stack holds where each of its nodes does. */
  states(): Uint8Array {
    const { conditionText, names } = this.facts;
    const states = new Uint8Array(conditionText.length);
    const ofText = new Map<number, number>();
    for (let node = 1; node < states.length; node++) {
      const name = conditionText[node]!;
      let state = ofText.get(name);
      if (state === undefined) {
        state = this.stateOf(names.text(name));
        ofText.set(name, state);
      }
      states[node] = state;
    }
    return states;
  }

  private stateOf(text: string): number {
    if (this.assumed.contradicts(text, this.isDefined)) return ConditionState.Off;
    return this.assumed.contradicts(`!(${text})`, this.isDefined) ? ConditionState.On : ConditionState.Open;
  }

  private judge(condition: number): boolean {
    const { conditionParent, conditionText, names } = this.facts;
    return (
      this.isOff(conditionParent[condition]!) ||
      this.assumed.contradicts(names.text(conditionText[condition]!), this.isDefined)
    );
  }
}
