/**
 * Where code lives, and what it costs a path to go there.
 *
 * A *home* is a part of the tree that one group of people keeps: `mm`, `kernel`, `fs` (the files right in fs/), `fs/xfs`,
 * `drivers/net`, `arch/x86`. A path between two homes may pass through the core, and hardly ever through a third party's.
 */
const SPLIT_BY_FOLDER = new Set(['fs', 'drivers', 'net', 'arch', 'security', 'sound']);

/** Cost of entering a home in which neither end lies. The core is near to everything. */
const CORE_COST: ReadonlyMap<string, number> = new Map([
  ['include', 0.2],
  ['mm', 0.5],
  ['kernel', 1.5],
  ['lib', 1.5],
  ['fs', 1.5],
  ['block', 2.5],
]);
const OUTSIDE_COST: ReadonlyMap<string, number> = new Map([
  ['fs', 5],
  ['net', 6],
  ['arch', 5],
  ['drivers', 7],
  ['sound', 9],
]);
const ELSEWHERE = 5;
/** Between two homes of the ends, and back home from the core. */
const HOME_COST = 0.5;

/** `fs/xfs` for `fs/xfs/libxfs/xfs_bmap.c`; `fs` for `fs/super.c`; `mm` for `mm/kasan/common.c`; `include` for every header there. */
export function homeOf(path: string): string {
  const first = path.indexOf('/');
  if (first < 0) return '';
  const top = path.slice(0, first);
  if (!SPLIT_BY_FOLDER.has(top)) return top;
  const second = path.indexOf('/', first + 1);
  return second < 0 ? top : path.slice(0, second);
}

/** Cost of a hop from another home into `home`. */
export function costOfEntering(home: string, isHomeOfAnEnd: boolean): number {
  const core = CORE_COST.get(home);
  if (isHomeOfAnEnd) return Math.min(HOME_COST, core ?? HOME_COST);
  if (core !== undefined) return core;
  const slash = home.indexOf('/');
  return OUTSIDE_COST.get(slash < 0 ? home : home.slice(0, slash)) ?? ELSEWHERE;
}
