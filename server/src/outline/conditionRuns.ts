/** Which `#if` stack each of a file's tokens stands in: a node of the `ConditionTable` for each run of tokens. */
export class ConditionRuns {
  /** First token of each run, ascending. A run may be empty: then the next one begins at the same token. */
  from: number[] = [0];
  /** Condition of each run. */
  condition: number[] = [0];

  /** From `token` on, behind all that were noted before, `condition` holds. */
  push(token: number, condition: number): void {
    this.from.push(token);
    this.condition.push(condition);
  }

  /** Condition at the end of what has been read. */
  get last(): number {
    return this.condition.at(-1)!;
  }

  /** Number of the first run that begins behind `token`. */
  runBehind(token: number): number {
    let low = 0;
    let high = this.from.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.from[middle]! <= token) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Condition of `token`. */
  at(token: number): number {
    return this.condition[this.runBehind(token) - 1] ?? 0;
  }
}
