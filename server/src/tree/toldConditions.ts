import type { ConfigLookup } from '../gfp/vocabulary';
import { evaluateCondition } from './evaluateCondition';

/** Whether what is known of a .config makes a condition of `#if` false; null where it does not tell. */
export function toldConditions(config: ConfigLookup): (condition: string) => boolean | null {
  return (condition) => {
    const holds = evaluateCondition(condition, (symbol) => config(symbol));
    return holds === undefined ? null : !holds;
  };
}
