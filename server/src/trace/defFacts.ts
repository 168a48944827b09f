/** What the path search asks about files, definitions and slots again and again: computed once per index, in typed arrays. */
import type { DefId, KernelIndex, SlotId } from '../index/kernelIndex';
import { homeOf } from './homes';
import { wordsOf } from './nameWords';
import { BESIDE_LAST_WORDS, REPORTING_FIRST_WORDS, REPORTING_PLACES, TEST_FILE_ENDS } from './reporting';

/** Facts of one index. */
export interface DefFacts {
  readonly homes: readonly string[];
  /** By file: position in `homes`. */
  readonly homeOfFile: Uint16Array;
  /** By file: 0, or 1 + the number of the reporting place that holds it. */
  readonly reportingOfFile: Uint8Array;
  /** What entering `def` costs, whoever calls it, without its popularity. */
  ownCost(def: DefId): number;
  /** Functions stored in a slot. */
  slotFunctions(slot: SlotId): ArrayLike<DefId>;
}

const EXCLUDED = 15;
const REPORTING_NAME = 6;
const BESIDE_THE_WORK = 3;
/** A function that is empty in other configurations: an optional feature beside the main road. */
const OPTIONAL_CODE = 3;

const TESTS = REPORTING_PLACES.length + 1;
const factsOfIndex = new WeakMap<KernelIndex, DefFacts>();

/** Facts of an index; the first call reads every file's path, later ones are free. */
export function defFacts(index: KernelIndex): DefFacts {
  let facts = factsOfIndex.get(index);
  if (facts === undefined) {
    facts = newFacts(index);
    factsOfIndex.set(index, facts);
  }
  return facts;
}

function newFacts(index: KernelIndex): DefFacts {
  const homes: string[] = [];
  const homeAt = new Map<string, number>();
  const homeOfFile = new Uint16Array(index.fileCount);
  const reportingOfFile = new Uint8Array(index.fileCount);
  for (let file = 0; file < index.fileCount; file++) {
    const path = index.filePath(file);
    const home = homeOf(path);
    let at = homeAt.get(home);
    if (at === undefined) {
      at = homes.length;
      homes.push(home);
      homeAt.set(home, at);
    }
    homeOfFile[file] = at;
    reportingOfFile[file] = reportingPlaceOf(path);
  }
  // 0 where it has not been asked yet: so the stored value is the cost + 1.
  const costs = new Float32Array(index.defCount);
  const functions = new Map<SlotId, ArrayLike<DefId>>();
  return {
    homes,
    homeOfFile,
    reportingOfFile,
    ownCost(def) {
      const known = costs[def]!;
      if (known !== 0) return known - 1;
      const cost = costOf(index, def);
      costs[def] = cost + 1;
      return cost;
    },
    slotFunctions(slot) {
      let list = functions.get(slot);
      if (list === undefined) {
        list = index.slotFunctions(slot);
        functions.set(slot, list);
      }
      return list;
    },
  };
}

function costOf(index: KernelIndex, def: DefId): number {
  let cost = 0;
  if (index.defIsExcluded(def)) cost += EXCLUDED;
  const words = wordsOf(index.defName(def));
  if (REPORTING_FIRST_WORDS.has(words[0] ?? '')) cost += REPORTING_NAME;
  if (BESIDE_LAST_WORDS.has(words.at(-1) ?? '')) cost += BESIDE_THE_WORK;
  if (hasEmptyTwin(index, def)) cost += OPTIONAL_CODE;
  return cost;
}

/** True where a header or the same file also holds an empty one of that name: `#else`, `static inline void f(void) {}`. */
function hasEmptyTwin(index: KernelIndex, def: DefId): boolean {
  const namesakes = index.defsOfName(index.defNameId(def));
  if (namesakes.length < 2 || hasNoCalls(index, def)) return false;
  const file = index.defFile(def);
  return namesakes.some((twin) => {
    if (twin === def || !hasNoCalls(index, twin)) return false;
    const twinFile = index.defFile(twin);
    return twinFile === file || index.filePath(twinFile).endsWith('.h');
  });
}

function hasNoCalls(index: KernelIndex, def: DefId): boolean {
  const { from, to } = index.callsOf(def);
  for (let call = from; call < to; call++) if (index.isCall(call)) return false;
  return true;
}

function reportingPlaceOf(path: string): number {
  const at = REPORTING_PLACES.findIndex(({ place }) => (place.endsWith('/') ? path.startsWith(place) : path === place));
  if (at >= 0) return at + 1;
  return TEST_FILE_ENDS.some((end) => path.endsWith(end)) ? TESTS : 0;
}
