import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describeTree, findKernelRoot, findTrees, kernelVersion } from '../../server/src/tree/root';
import { realTree } from './realTrees';
import { kernelSkeleton, withTree } from './temporaryTree';

function under(folder: string, files: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text]));
}

describe('findKernelRoot', () => {
  it('climbs from a file, a folder, the root itself and a file that is not saved yet', () => {
    withTree({ ...kernelSkeleton('6.1.9'), 'fs/xfs/kmem.c': '' }, (root) => {
      for (const inside of ['fs/xfs/kmem.c', 'fs/xfs', '', 'fs/xfs/new/unsaved.c']) {
        assert.equal(findKernelRoot(join(root, inside)), root);
      }
    });
  });

  it('gives null where nothing above is a kernel tree', () => {
    withTree({ 'a/b.c': '' }, (root) => assert.equal(findKernelRoot(join(root, 'a/b.c')), null));
  });

  it('does not take U-Boot for a kernel: same Makefile head, same include/linux, no mm', () => {
    const files = kernelSkeleton('2024.01.0');
    delete files['mm/slab.c'];
    withTree(files, (root) => assert.equal(findKernelRoot(root), null));
  });
});

describe('kernelVersion', () => {
  it('adds localversion files in name order and skips editor backups', () => {
    const files = {
      ...kernelSkeleton('6.1.9'),
      'localversion-20-b': '-b\n',
      'localversion-10-a': '-a\n',
      'localversion~': '-old\n',
    };
    withTree(files, (root) => assert.equal(kernelVersion(root), '6.1.9-a-b'));
  });

  it('reads Makefile.rhelver', () => {
    const files = {
      ...kernelSkeleton('4.18.0'),
      'Makefile.rhelver': 'RHEL_MAJOR = 8\nRHEL_MINOR = 6\nRHEL_RELEASE = 372.9.1\n',
    };
    withTree(files, (root) => assert.equal(kernelVersion(root), '4.18.0-372.9.1.el8'));
  });
});

describe('findTrees', () => {
  it('gives the kernel tree around an opened sub-folder', () => {
    withTree({ ...kernelSkeleton('6.1.9'), 'fs/xfs/kmem.c': '' }, (root) => {
      assert.deepEqual(findTrees(join(root, 'fs/xfs')), [{ root, kind: 'kernel', version: '6.1.9' }]);
    });
  });

  it('finds several trees one and two levels below', () => {
    const files = {
      ...under('a', kernelSkeleton('5.10.1')),
      ...under('kernels/b', kernelSkeleton('6.1.2')),
      'docs/x.txt': '',
    };
    withTree(files, (root) => {
      assert.deepEqual(findTrees(root), [
        { root: join(root, 'a'), kind: 'kernel', version: '5.10.1' },
        { root: join(root, 'kernels/b'), kind: 'kernel', version: '6.1.2' },
      ]);
    });
  });

  it('takes a folder that holds C as it is, and a folder without C not at all', () => {
    withTree({ 'module/src/driver.c': '', 'text/readme.md': '' }, (root) => {
      const module = join(root, 'module');
      assert.deepEqual(findTrees(module), [{ root: module, kind: 'folder', version: null }]);
      assert.deepEqual(findTrees(join(root, 'text')), []);
      assert.deepEqual(findTrees(join(root, 'nowhere')), []);
    });
  });
});

describe('real trees', () => {
  for (const version of ['5.10', '6.1']) {
    it(`${version} is a kernel tree of that version`, function () {
      const root = realTree(version);
      if (root === null) this.skip();
      const tree = describeTree(findKernelRoot(join(root, 'tools/lib/string.c')) ?? '');
      assert.equal(tree.root, root);
      assert.match(tree.version ?? '', new RegExp(`^${version.replace('.', '\\.')}\\.\\d+$`));
    });
  }
});
