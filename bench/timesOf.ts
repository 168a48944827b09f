export interface Times {
  readonly runs: number;
  /** Milliseconds. The first run has nothing warmed up: it is what a user waits for. */
  readonly firstMs: number;
  readonly medianMs: number;
  readonly maxMs: number;
}

/** Asks `runs` times, one after the other. Gives the first answer, so that a reader sees that work was done. */
export function timesOf<R>(runs: number, ask: () => R): { readonly result: R; readonly times: Times } {
  const elapsed: number[] = [];
  const timed = (): R => {
    const started = performance.now();
    const result = ask();
    elapsed.push(performance.now() - started);
    return result;
  };
  const result = timed();
  for (let run = 1; run < runs; run++) timed();
  const sorted = elapsed.toSorted((a, b) => a - b);
  const shown = (ms: number | undefined) => Number((ms ?? 0).toFixed(2));
  const times = { runs, firstMs: shown(elapsed[0]), medianMs: shown(sorted[runs >> 1]), maxMs: shown(sorted.at(-1)) };
  return { result, times };
}
