import assert from 'node:assert/strict';
import { IndexedTexts } from '../../server/src/features/indexedTexts';
import { Overlays } from '../../server/src/features/overlays';
import { readTexts } from '../../server/src/index/textIndex';
import { indexOf } from '../../server/src/index/treeParts';

const TEXT = 'int one(void) { return 1; }\n';
const PATH = 'mm/a.c';

/** Overlays on an index of one text; `reads` tells how often its indexed text was looked up. */
function overlays(): { readonly all: Overlays; readonly reads: () => number } {
  let reads = 0;
  const indexed = new IndexedTexts((path) => {
    reads++;
    return path === PATH ? TEXT : null;
  });
  return {
    all: new Overlays(indexOf(readTexts('/nowhere', [{ path: PATH, text: TEXT }], 'x86')), indexed),
    reads: () => reads,
  };
}

describe('the open texts over one index', () => {
  it('change nothing where they are what was indexed', () => {
    const { all } = overlays();
    assert.equal(all.under([]), all.base);
    assert.equal(all.under([{ path: PATH, text: TEXT }]), all.base);
  });

  it('are compared once as long as they stay as they are', () => {
    const { all, reads } = overlays();
    const open = [{ path: PATH, text: `${TEXT}int two(void) { return one(); }\n` }];
    const first = all.under(open);
    assert.equal(first.lookup('two').length, 1);
    assert.equal(all.under([...open]), first);
    assert.equal(reads(), 1);
    const next = all.under([{ path: PATH, text: `\n${TEXT}` }]);
    assert.equal(next.lookup('two').length, 0);
    assert.equal(next.defLine(next.lookup('one')[0]!), 2);
  });

  it('go away with the change', () => {
    const { all } = overlays();
    all.under([{ path: PATH, text: '' }]);
    assert.equal(all.under([{ path: PATH, text: TEXT }]), all.base);
  });
});
