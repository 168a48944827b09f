/** Work in steps of some milliseconds: whoever does it looks at others in between, or leaves it. */
export type Steps<T> = Generator<void, T>;

/** Does all of it at once. */
export function allSteps<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
