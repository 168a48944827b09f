import { type PackedColumn, packColumn, valueAt } from './packedColumn';

/** Under which conditions the Makefiles build the files of a tree: few texts, many files. */
export interface BuildConditions {
  /** Each condition once; the first one is empty: built always, or not known. */
  readonly texts: readonly string[];
  /** Number in `texts` of each file. */
  readonly ofFile: PackedColumn;
}

/** @param conditionOf the condition of a path as text, null where there is none */
export function buildConditions(
  paths: readonly string[],
  conditionOf: (path: string) => string | null,
): BuildConditions {
  const numbers = new Map([['', 0]]);
  const ofFile = Int32Array.from(paths, (path) => {
    const text = conditionOf(path) ?? '';
    const number = numbers.get(text) ?? numbers.size;
    numbers.set(text, number);
    return number;
  });
  return { texts: [...numbers.keys()], ofFile: packColumn(ofFile) };
}

/** The condition of a file as text, null where it is built always or nothing is known. */
export function buildConditionOf({ texts, ofFile }: BuildConditions, file: number): string | null {
  return texts[valueAt(ofFile, file)] || null;
}
