import { isClosing, isOpening } from './brackets';
import { branchFate, type ConditionTable, negated } from './conditions';
import type { TokenizedFile } from './tokenizedFile';

/** One `#if` that is open. */
interface Branch {
  /** Condition outside the `#if`. */
  readonly outer: number;
  readonly bracketsAtIf: readonly number[];
  /** Open brackets at the end of the first branch that is code. */
  firstEnd: readonly number[] | null;
  /** First token of the branch that is being read. */
  from: number;
  /** Conditions of the branches so far. */
  readonly chain: string[];
  skipping: boolean;
  /** A branch that is always taken has been seen: the rest is no code. */
  decided: boolean;
}

/**
 * The `#if`s that are open while a file is tokenized, and with them its open brackets: all branches are read one after the
 * other, and each begins with the brackets that were open at its `#if`.
 */
export class Branches {
  /** The open brackets, as tokens. */
  brackets: number[] = [];
  /** Some tokens were taken out of play: their kind is 0. */
  neutralised = false;
  private branches: Branch[] = [];

  constructor(
    private readonly file: TokenizedFile,
    private readonly conditions: ConditionTable,
  ) {}

  begin(): void {
    this.brackets = [];
    this.neutralised = false;
    this.branches = [];
  }

  /** How many `#if`s are open. */
  get depth(): number {
    return this.branches.length;
  }

  /** True where the branch that has just begun is no code. */
  get skipping(): boolean {
    return this.branches.at(-1)?.skipping ?? false;
  }

  /** `#if text` */
  open(text: string): void {
    const fate = branchFate(text);
    const outer = this.file.conditions.last;
    this.branches.push({
      outer,
      bracketsAtIf: this.brackets.slice(),
      firstEnd: null,
      from: this.file.tokens.length,
      chain: [text],
      skipping: fate === 'skip',
      decided: fate === 'always',
    });
    if (fate === 'conditional') this.enter(this.conditions.child(outer, text));
  }

  /** `#elif text`, `#else` (null) */
  alternative(text: string | null): void {
    const branch = this.branches.at(-1);
    if (!branch) {
      this.file.problems.push('#else without #if');
      return;
    }
    this.endBranch(branch);
    this.brackets = branch.bracketsAtIf.slice();
    branch.from = this.file.tokens.length;
    if (branch.decided) {
      branch.skipping = true;
      return;
    }
    const fate = text === null ? 'conditional' : branchFate(text);
    branch.skipping = fate === 'skip';
    let condition = branch.outer;
    for (const earlier of branch.chain) {
      if (branchFate(earlier) === 'conditional') condition = this.conditions.child(condition, negated(earlier));
    }
    if (text !== null) {
      branch.chain.push(text);
      if (fate === 'always') branch.decided = true;
      if (fate === 'conditional') condition = this.conditions.child(condition, text);
    }
    this.enter(condition);
  }

  /** `#endif` */
  close(): void {
    const branch = this.branches.pop();
    if (!branch) {
      this.file.problems.push('#endif without #if');
      return;
    }
    this.endBranch(branch);
    if (branch.firstEnd) this.brackets = branch.firstEnd.slice();
    this.enter(branch.outer);
  }

  private enter(condition: number): void {
    this.file.conditions.push(this.file.tokens.length, condition);
  }

  /**
   * Two branches may open (or close) the same brace. The first branch's brackets count; what a later one leaves open,
   * or closes beyond its own start, is taken out, so that the file keeps its shape.
   */
  private endBranch(branch: Branch): void {
    if (branch.skipping) return;
    if (branch.firstEnd === null) {
      branch.firstEnd = this.brackets.slice();
      return;
    }
    if (sameBrackets(this.brackets, branch.bracketsAtIf)) return;
    const { tokens } = this.file;
    const open: number[] = [];
    for (let i = branch.from; i < tokens.length; i++) {
      const kind = tokens.kind[i]!;
      if (isOpening(kind)) open.push(i);
      else if (isClosing(kind)) {
        if (open.length > 0) open.pop();
        else this.neutralise(i);
      }
    }
    for (const i of open) this.neutralise(i);
  }

  private neutralise(token: number): void {
    this.file.tokens.kind[token] = 0;
    this.neutralised = true;
  }
}

function sameBrackets(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}
