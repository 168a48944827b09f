import assert from 'node:assert/strict';
import { nearPaths, readNearTree } from '../../server/src/index/nearTree';
import { readTexts } from '../../server/src/index/textIndex';
import { buffersOf, indexOf, revived } from '../../server/src/index/treeParts';
import { parseFixture } from '../support/fixture';
import { withFixtureTree } from '../support/fixtureTree';

const FIXTURE = parseFixture(`
//- /mm/slab.c version:6.1
#include <linux/slab.h>
void *kmalloc(int size) { return take(size); }
//- /include/linux/slab.h
static inline void *kzalloc(int size) { return kmalloc(size); }
//- /fs/super.c
void *alloc_super(void) { return kzalloc(1); }
//- /fs/near/a.c
#include <linux/slab.h>
void *a(void) { return kzalloc(8); }
//- /fs/near/below/b.c
void *b(void) { return a(); }
//- /fs/far/c.c
void *c(void) { return a(); }
//- /drivers/net/d.c
void *d(void) { return a(); }
`);

describe('the part of a tree near an open file', () => {
  it('is its folder and what lies below, mm, the headers, and the files on the way', () =>
    withFixtureTree(FIXTURE, (root) => {
      assert.deepEqual(nearPaths(root, ['fs/near/a.c'], 'x86'), [
        'fs/near/a.c',
        'fs/near/below/b.c',
        'fs/super.c',
        'include/linux/slab.h',
        'mm/slab.c',
      ]);
    }));

  it('is what there is where the tree is gone', () => {
    assert.deepEqual(nearPaths('/nowhere/at/all', ['fs/a.c'], 'x86'), []);
  });

  it('answers, and says that it is a part', () =>
    withFixtureTree(FIXTURE, async (root) => {
      const index = indexOf(await readNearTree(root, ['fs/near/a.c'], 'x86'));
      assert.equal(index.partial, true);
      assert.equal(index.kernelVersion, '6.1.0');
      const callers = Array.from(index.callsTo(index.lookup('kzalloc')[0]!), (call) =>
        index.defName(index.callCaller(call)),
      );
      assert.deepEqual(callers.sort(), ['a', 'alloc_super']);
    }));
});

describe('an index that is handed from thread to thread', () => {
  it('answers as before', () =>
    withFixtureTree(FIXTURE, async (root) => {
      const parts = await readNearTree(root, ['fs/near/a.c'], 'x86');
      const moved = indexOf(revived(structuredClone(parts, { transfer: buffersOf(parts) })));
      assert.equal(moved.lookup('kzalloc').length, 1);
      assert.equal(moved.callsTo(moved.lookup('kzalloc')[0]!).length, 2);
      assert.equal(parts.tree.firstCall.length, 0, 'the columns have left this thread');
    }));
});

describe('an index of texts alone', () => {
  it('knows what they say', () => {
    const text =
      '#define twice(x) once(x) + once(x)\nint once(int x) { return x; }\nint both(void) { return twice(1); }\n';
    const index = indexOf(readTexts('/nowhere', [{ path: 'mm/a.c', text }], 'x86'));
    assert.equal(index.partial, true);
    assert.deepEqual(
      index.defsOfFile(0).map((def) => index.defName(def)),
      ['twice', 'once', 'both'],
    );
    assert.equal(index.callsTo(index.lookup('twice')[0]!).length, 1);
  });

  it('is empty of none, and survives text that is no C', () => {
    assert.equal(indexOf(readTexts('/nowhere', [], 'x86')).defCount, 0);
    assert.equal(indexOf(readTexts('/nowhere', [{ path: 'x.c', text: '}}} \0 ((( #if' }], 'x86')).defCount, 0);
  });
});
