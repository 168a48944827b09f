/** What is known of variables and access paths at one place of a function. */
import { UNKNOWN } from '../gfp/maskValue';
import type { DefId } from '../index/kernelIndex';
import { joinValues, sameValue, type Value } from './value';

/** Functions that may have written below a path; null: anything may have. */
export type Writers = ReadonlySet<DefId> | null;

/** `x = gfp & mask`, or `!(gfp & mask)`: what the truth of a variable tells of another one. */
export interface RememberedTest {
  readonly path: string;
  readonly mask: bigint;
  readonly isNegated: boolean;
}

/**
 * Values by access path: `gfp_mask`, `sc.gfp_mask`, `sc->gfp_mask`, `current->flags`. A path that is absent has its first value: what
 * the function was entered with, unless somebody may have written it since (`writersOf`). Paths below a root in `zeroed` that are
 * absent are 0: the rest of an initialiser.
 */
export class Environment {
  /** True while another one may hold the same map and set: they are copied before they are written. */
  private isShared = false;
  /** Equal for two environments of which the same is known: it changes with each write, and goes with what is cloned. */
  private stamp = nextStamp();

  private constructor(
    private values: Map<string, Value>,
    private zeroed: Set<string>,
    /** Roots below which absent paths may have been written, with by whom. */
    private written: Map<string, Writers>,
    /** Pointers that point to something else than where they did when the function was entered. */
    private moved: Set<string>,
    /** Last names of paths that were written through pointers of which it is not known where they point. */
    private writtenFields: Set<string>,
    /** By variable that holds the result; as long as neither it nor the mask is written. */
    private tests: Map<string, RememberedTest>,
  ) {}

  static empty(): Environment {
    return new Environment(new Map(), new Set(), new Map(), new Set(), new Set(), new Map());
  }

  clone(): Environment {
    const copy = new Environment(this.values, this.zeroed, this.written, this.moved, this.writtenFields, this.tests);
    copy.stamp = this.stamp;
    copy.isShared = true;
    this.isShared = true;
    return copy;
  }

  /** Takes over what another one knows; that one is not used any more. */
  become(other: Environment): void {
    this.values = other.values;
    this.zeroed = other.zeroed;
    this.written = other.written;
    this.moved = other.moved;
    this.writtenFields = other.writtenFields;
    this.tests = other.tests;
    this.stamp = other.stamp;
    this.isShared = other.isShared;
  }

  /** A number for what is known: where it is the same, an expression without effects has the same value. */
  get version(): number {
    return this.stamp;
  }

  /** Before each write. */
  private own(): void {
    this.stamp = nextStamp();
    if (!this.isShared) return;
    this.values = new Map(this.values);
    this.zeroed = new Set(this.zeroed);
    this.written = new Map(this.written);
    this.moved = new Set(this.moved);
    this.writtenFields = new Set(this.writtenFields);
    this.tests = new Map(this.tests);
    this.isShared = false;
  }

  get(path: string): Value | undefined {
    return this.values.get(path);
  }

  /** True where a path was not written since an initialiser set what it did not name to 0. */
  isZeroed(path: string): boolean {
    if (this.zeroed.size === 0) return false;
    for (const root of this.zeroed) if (path.startsWith(`${root}.`) && !path.includes('->')) return true;
    return false;
  }

  set(path: string, value: Value): void {
    this.own();
    this.values.set(path, value);
    for (const [name, test] of this.tests) if (test.path === path) this.tests.delete(name);
  }

  /** More is known of a value that stays what it is. */
  narrow(path: string, value: Value): void {
    this.own();
    this.values.set(path, value);
  }

  /** `name` was given the result of a test. */
  rememberTest(name: string, test: RememberedTest): void {
    this.own();
    this.tests.set(name, test);
  }

  /** Tests of the value of a path, by the variable that holds the result. */
  testsOf(path: string): (readonly [string, RememberedTest])[] {
    return this.tests.size === 0 ? [] : [...this.tests].filter(([, test]) => test.path === path);
  }

  testBehind(name: string): RememberedTest | undefined {
    return this.tests.get(name);
  }

  /** An initialiser begins: nothing that was known below `root` holds any longer. */
  zero(root: string): void {
    this.forget(root);
    this.own();
    this.zeroed.add(root);
  }

  /** Drops what is known of a path and of all below it. */
  forget(root: string): void {
    this.own();
    this.values.delete(root);
    this.zeroed.delete(root);
    this.written.delete(root);
    for (const all of [this.values, this.zeroed, this.written])
      for (const path of all.keys()) if (isBelow(path, root)) all.delete(path);
    for (const [name, test] of this.tests) if (name === root || test.path === root) this.tests.delete(name);
  }

  /** Absent paths below `root` may have been written by these. */
  markWritten(root: string, writers: Writers): void {
    this.own();
    this.written.set(root, both(this.written.get(root), writers));
  }

  /** Who may have written an absent path: sets of functions, null for anything. */
  *writersOf(path: string): Iterable<Writers> {
    if (this.written.size > 0) for (const [root, writers] of this.written) if (isBelow(path, root)) yield writers;
  }

  /** Roots at or below `root` that may have been written, with what is behind it. */
  *writtenBelow(root: string): Iterable<readonly [string, Writers]> {
    for (const [path, writers] of this.written)
      if (path === root || isBelow(path, root)) yield [path.slice(root.length), writers];
  }

  /** A pointer was given another address: what is known below it is of another object than before. */
  markMoved(pointer: string): void {
    this.own();
    this.moved.add(pointer);
    this.written.set(pointer, null);
  }

  isMoved(pointer: string): boolean {
    return this.moved.has(pointer);
  }

  markFieldWritten(field: string): void {
    this.own();
    this.writtenFields.add(field);
  }

  isFieldWritten(field: string): boolean {
    return this.writtenFields.has(field);
  }

  fieldsWritten(): ReadonlySet<string> {
    return this.writtenFields;
  }

  /** Paths below `root` with what is behind it: `.gfp_mask`, `->gfp_mask`. */
  *below(root: string): Iterable<readonly [string, Value]> {
    for (const [path, value] of this.values) if (isBelow(path, root)) yield [path.slice(root.length), value];
  }

  paths(): Iterable<readonly [string, Value]> {
    return this.values;
  }

  isZeroRoot(root: string): boolean {
    return this.zeroed.has(root);
  }

  /**
   * What holds on both of two ways. `first` gives the value of a path that one of them never wrote.
   * @returns this environment where nothing in it changed
   */
  join(other: Environment, first: (path: string, env: Environment) => Value, widen: boolean): Environment {
    const isShared = other.values === this.values && other.zeroed === this.zeroed && other.tests === this.tests;
    if (other.stamp === this.stamp || isShared) return this;
    let changed = false;
    const joined = new Map<string, Value>();
    const put = (path: string): void => {
      const here = this.values.get(path);
      if (here !== undefined && here === other.values.get(path)) {
        joined.set(path, here);
        return;
      }
      const own = here ?? first(path, this);
      const met = joinValues(own, other.values.get(path) ?? first(path, other));
      if (this.values.has(path) && sameValue(met, own)) {
        joined.set(path, own);
        return;
      }
      changed = true;
      joined.set(path, widen ? met.with({ now: onlyAgreed(own, met) }) : met);
    };
    for (const path of this.values.keys()) put(path);
    for (const path of other.values.keys()) if (!this.values.has(path)) put(path);
    const zeroed = new Set([...this.zeroed].filter((root) => other.zeroed.has(root)));
    if (zeroed.size !== this.zeroed.size) changed = true;
    const written = new Map(this.written);
    const mark = (root: string, writers: Writers): void => {
      const known = written.get(root);
      const met = both(known, writers);
      if (known !== undefined && (known === null || (met !== null && met.size === known.size))) return;
      written.set(root, met);
      changed = true;
    };
    for (const [root, writers] of other.written) mark(root, writers);
    // Zero on one way alone: on the other it is what it was.
    for (const root of [...this.zeroed, ...other.zeroed]) if (!zeroed.has(root)) mark(root, null);
    const moved = union(this.moved, other.moved);
    const writtenFields = union(this.writtenFields, other.writtenFields);
    if (moved.size !== this.moved.size || writtenFields.size !== this.writtenFields.size) changed = true;
    const tests = new Map<string, RememberedTest>();
    for (const [name, test] of this.tests) if (isSameTest(test, other.tests.get(name))) tests.set(name, test);
    if (tests.size !== this.tests.size) changed = true;
    return changed ? new Environment(joined, zeroed, written, moved, writtenFields, tests) : this;
  }
}

/** After many rounds a value that still changes is not known at all, unless it is a mask, whose bits can only be lost once each. */
function onlyAgreed(own: Value, met: Value): Value['now'] {
  return own.isMask ? met.now : UNKNOWN;
}

function isSameTest(a: RememberedTest, b: RememberedTest | undefined): boolean {
  return b !== undefined && a.path === b.path && a.mask === b.mask && a.isNegated === b.isNegated;
}

let stamps = 0;

function nextStamp(): number {
  return ++stamps;
}

function both(a: Writers | undefined, b: Writers): Writers {
  if (a === undefined) return b;
  return a === null || b === null ? null : union(a, b);
}

function union<T>(a: ReadonlySet<T>, b: ReadonlySet<T>): Set<T> {
  const all = new Set(a);
  for (const one of b) all.add(one);
  return all;
}

export function isBelow(path: string, root: string): boolean {
  return path.length > root.length && path.startsWith(root) && '.-['.includes(path[root.length]!);
}
