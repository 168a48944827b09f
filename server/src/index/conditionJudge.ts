import type { MacroState } from '../tree/evaluateCondition';
import type { AssumedConfig } from './assumedConfig';
import type { Facts } from './merge';

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

  private judge(condition: number): boolean {
    const { conditionParent, conditionText, names } = this.facts;
    return (
      this.isOff(conditionParent[condition]!) ||
      this.assumed.contradicts(names.text(conditionText[condition]!), this.isDefined)
    );
  }
}
