import assert from 'node:assert/strict';
import { isInsideTree, pathInTree } from '../../client/src/pathView/insideTree';

describe('files of a tree', () => {
  for (const [uri, isInside] of [
    ['file:///src/linux/mm/vmscan.c', true],
    ['file:///src/linux/mm/a%20b.c', true],
    ['file:///src/linux-next/mm/vmscan.c', false],
    ['file:///src/linux/../../etc/passwd', false],
    ['file:///src/linux/%2e%2e/other/a.c', false],
    ['file://server/src/linux/mm/a.c', false],
    ['http:///src/linux/mm/vmscan.c', false],
    ['memfs:///src/linux/mm/vmscan.c', false],
    ['command:workbench.action.quit', false],
    ['file:///src/linux', false],
    ['', false],
    ['file:///src/linux/%zz', false],
  ] as const) {
    it(`${isInside ? 'takes' : 'refuses'} ${uri || 'nothing'}`, () => {
      assert.equal(isInsideTree('file:///src/linux', uri), isInside);
    });
  }

  it('gives the path below the top', () => {
    assert.equal(pathInTree('file:///src/linux/', 'file:///src/linux/mm/a%20b.c'), 'mm/a b.c');
    assert.equal(pathInTree('file:///src/linux', 'file:///etc/passwd'), null);
  });
});
