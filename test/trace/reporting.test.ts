import assert from 'node:assert/strict';
import {
  BESIDE_LAST_WORDS,
  REPORTING_FIRST_WORDS,
  REPORTING_PLACES,
  TEST_FILE_ENDS,
} from '../../server/src/trace/reporting';
import { tracePaths } from '../../server/src/trace/tracePaths';
import { graphIndex } from '../support/graphIndex';

const START = 'mm/a.c: start\nmm/a.c: goal\nmm/a.c: step1\nmm/b.c: step2\nmm/c.c: step3\n';
const ROUND = 'start > step1\nstep1 > step2\nstep2 > step3\nstep3 > goal\n';

function bestPath(graph: string): string[] {
  const index = graphIndex(graph);
  const [path] = tracePaths(index, { from: index.lookup('start'), to: index.lookup('goal') });
  return path?.hops.map((hop) => index.defName(hop.def)) ?? [];
}

describe('reporting code', () => {
  for (const { place } of REPORTING_PLACES) {
    it(`closes ${place}`, () => {
      const file = place.endsWith('/') ? `${place}x.c` : place;
      assert.deepEqual(bestPath(`${START}${file}: between\nstart > between\nbetween > goal`), []);
    });
  }
  for (const end of TEST_FILE_ENDS) {
    it(`closes files that end in ${end}`, () => {
      assert.deepEqual(bestPath(`${START}lib/x${end}: between\nstart > between\nbetween > goal`), []);
    });
  }
  for (const word of REPORTING_FIRST_WORDS.keys()) {
    it(`goes round ${word}_state`, () => {
      const graph = `${START}mm/a.c: ${word}_state\nstart > ${word}_state\n${word}_state > goal\n${ROUND}`;
      assert.equal(bestPath(graph).length, 5);
    });
  }
  for (const word of BESIDE_LAST_WORDS.keys()) {
    it(`goes round alloc_${word}`, () => {
      const graph = `${START}mm/a.c: alloc_${word}\nstart > alloc_${word}\nalloc_${word} > goal\n${ROUND}`;
      assert.equal(bestPath(graph).length, 5);
    });
  }
});
