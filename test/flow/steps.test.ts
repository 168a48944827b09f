import assert from 'node:assert/strict';
import fc from 'fast-check';
import { analyzeInSteps } from '../../server/src/flow/analysis';
import { allSteps, type Steps } from '../../server/src/text/steps';
import { type FlowTree, flowTree } from './flowTree';
import { HELPERS, program } from './randomPrograms';

const RUNS = 25;

describe('functions that are read in steps', () => {
  it('are not disturbed by others that the engine reads in between', async function () {
    this.timeout(RUNS * 2000);
    const named = (name: string): fc.Arbitrary<string> =>
      program.map((text) => text.replace('void f(', `void ${name}(`));
    const names = ['one', 'other'];
    await fc.assert(
      fc.asyncProperty(named('one'), named('other'), fc.infiniteStream(fc.boolean()), async (one, other, turns) => {
        const text = HELPERS + one + other;
        const [alone, mixed] = [await flowTree(text), await flowTree(text)];
        const expected = names.map((name) => allSteps(reading(alone, name)));
        const found = alternating(
          names.map((name) => reading(mixed, name)),
          () => turns.next().value,
        );
        assert.deepEqual(found, expected);
      }),
      // Shrinking takes minutes.
      { numRuns: RUNS, endOnFailure: true },
    );
  });

  it('have a budget each', async () => {
    const loop = (name: string) => `void ${name}(gfp_t gfp, int n)\n{\n\twhile (n--)\n\t\tgfp &= ~__GFP_FS;\n}\n`;
    const tree = await flowTree(loop('one') + loop('other'));
    const isWhole = (steps: number): boolean => allSteps(reading(tree, 'one', steps)).startsWith('true');
    let least = 1;
    while (least < 1000 && !isWhole(least)) least++;
    // All nodes together, not each for itself.
    assert.ok(least > 15, `${least} steps`);
    for (const steps of [least, least - 1]) {
      const works = [reading(tree, 'one', steps), reading(tree, 'other', 1000)];
      let turn = 0;
      const [one] = alternating(works, () => turn++ % 2 === 0);
      assert.equal(one!.startsWith('true'), steps === least);
    }
  });
});

/** Gives what is told on the way, in one text, after a word on whether it came to the end. */
function* reading(tree: FlowTree, name: string, steps = 100_000): Steps<string> {
  const told: string[] = [];
  const recorder = {
    value: ({ start }: { readonly start: number }, { now }: { readonly now: { set: bigint; clear: bigint } }) =>
      void told.push(`${start} ${now.set}/${now.clear}`),
  };
  const analysis = yield* analyzeInSteps(tree.engine, tree.def(name), recorder, { steps });
  return `${analysis?.isComplete} ${told.join(', ')}`;
}

/** Does two works to their ends, a step of the first or of the second as it comes. */
function alternating<T>(works: readonly Steps<T>[], isFirst: () => boolean): (T | undefined)[] {
  const results: (T | undefined)[] = works.map(() => undefined);
  const open = [...works.keys()];
  while (open.length > 0) {
    const at = isFirst() ? open[0]! : open.at(-1)!;
    const step = works[at]!.next();
    if (!step.done) continue;
    results[at] = step.value;
    open.splice(open.indexOf(at), 1);
  }
  return results;
}
