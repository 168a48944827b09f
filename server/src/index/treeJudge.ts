import { archMacros } from './archMacros';
import type { AssumedConfig } from './assumedConfig';
import { ConditionJudge } from './conditionJudge';
import { CHOSEN, type FilePlaces } from './filePlaces';
import type { Facts } from './merge';
import type { Grouped } from './rowsByName';

/**
 * The judge of a tree's conditions: by its configuration, and by the macros that its architecture defines (`ARCH_ATOMIC`). What
 * a file includes and which definitions are in force must be judged alike, or a file would mean what it does not see.
 *
 * @param byName definitions by name
 */
export function treeJudge(
  facts: Facts,
  paths: readonly string[],
  places: FilePlaces,
  byName: Grouped,
  assumed: AssumedConfig,
): ConditionJudge {
  const isDefined = archMacros(
    facts,
    paths,
    byName,
    (file) => places.archOf(file),
    CHOSEN,
    (condition) => judge.isOff(condition),
  );
  const judge = new ConditionJudge(facts, assumed, isDefined);
  return judge;
}
