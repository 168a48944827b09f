import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isSourceName, walkTree } from '../../server/src/tree/walk';
import { realTree } from './realTrees';
import { withTree } from './temporaryTree';

describe('walkTree', () => {
  it('lists C, headers and assembly, Makefiles and Kconfigs apart, sorted by path bytes', () => {
    const files = {
      'mm/slab.c': '',
      'mm-extra.c': '',
      'mm/Makefile': '',
      'mm/Kconfig.debug': '',
      'mm/notes.txt': '',
      'arch/x86/entry.S': '',
      'arch/x86/Kbuild': '',
      'include/generated/autoconf.h': '',
      Kconfig: '',
    };
    withTree(files, (root) => {
      assert.deepEqual(walkTree(root), {
        sources: ['arch/x86/entry.S', 'include/generated/autoconf.h', 'mm-extra.c', 'mm/slab.c'],
        makefiles: ['arch/x86/Kbuild', 'mm/Makefile'],
        kconfigs: ['Kconfig', 'mm/Kconfig.debug'],
        problems: [],
      });
    });
  });

  it('leaves out hidden names and what a build writes', () => {
    withTree(
      { '.git/x.c': '', '.pc/y.c': '', 'fs/.tmp_a.c': '', 'fs/a.mod.c': '', 'fs/a.o': '', 'fs/a.c': '' },
      (root) => {
        assert.deepEqual(walkTree(root).sources, ['fs/a.c']);
      },
    );
  });

  it('follows no link: neither loops of folders nor files listed under another name', () => {
    withTree({ 'lib/real.c': '' }, (root) => {
      symlinkSync('..', join(root, 'lib/loop'));
      symlinkSync('real.c', join(root, 'lib/again.c'));
      symlinkSync('nowhere.c', join(root, 'lib/dangling.c'));
      assert.deepEqual(walkTree(root).sources, ['lib/real.c']);
      assert.deepEqual(walkTree(root).problems, []);
    });
  });

  it('accepts a root that is itself a link', () => {
    withTree({ 'tree/a.c': '' }, (root) => {
      symlinkSync('tree', join(root, 'link'));
      assert.deepEqual(walkTree(join(root, 'link')).sources, ['a.c']);
    });
  });

  it('ignores a folder named like a source and keeps what is in it', () => {
    withTree({ 'odd.c/inner.c': '' }, (root) => assert.deepEqual(walkTree(root).sources, ['odd.c/inner.c']));
  });

  it('says that a root is not there, and that a file is no folder', () => {
    withTree({ 'a.c': '' }, (root) => {
      assert.deepEqual(walkTree(join(root, 'gone')).problems, [{ file: '.', why: 'this folder is not there' }]);
      assert.deepEqual(walkTree(join(root, 'a.c')).problems, [{ file: '.', why: 'this is no folder' }]);
    });
  });

  it('reports an unreadable folder and lists the rest', function () {
    // The superuser reads everything, so that the case cannot be made.
    if (process.getuid?.() === 0) this.skip();
    withTree({ 'a/a.c': '', 'b/b.c': '' }, (root) => {
      chmodSync(join(root, 'a'), 0);
      const seen: string[] = [];
      const files = walkTree(root, { onProblem: (problem) => seen.push(problem.file) });
      chmodSync(join(root, 'a'), 0o700);
      assert.deepEqual(files.sources, ['b/b.c']);
      assert.deepEqual(files.problems, [{ file: 'a', why: 'no permission to read this folder' }]);
      assert.deepEqual(seen, ['a']);
    });
  });

  it('reports a name that is no UTF-8, which could not be opened again', function () {
    if (process.platform !== 'linux') this.skip();
    withTree({ 'a.c': '' }, (root) => {
      const latin1 = Buffer.concat([Buffer.from(`${root}/`), Buffer.from([0xe9]), Buffer.from('.c')]);
      writeFileSync(latin1, '');
      mkdirSync(Buffer.concat([Buffer.from(`${root}/`), Buffer.from([0xe9])]));
      const files = walkTree(root);
      assert.deepEqual(files.sources, ['a.c']);
      assert.deepEqual(files.problems.map((problem) => problem.why).sort(), [
        'the name of this file is not UTF-8',
        'the name of this folder is not UTF-8',
      ]);
    });
  });

  it('sorts by bytes where UTF-16 order differs', () => {
    // U+FF21 is three bytes EF.., U+1F600 four bytes F0..: UTF-16 puts the surrogate pair first.
    withTree({ '\u{1F600}.c': '', '\uFF21.c': '' }, (root) => {
      assert.deepEqual(walkTree(root).sources, ['\uFF21.c', '\u{1F600}.c']);
    });
  });
});

describe('isSourceName', () => {
  it('knows .c, .h, .S by the last two characters', () => {
    const names = ['a.c', 'a.h', 'a.S', 'a.s', 'a.cc', 'c', '.c', 'a.mod.c', 'vmlinux.lds.S', 'a.rs'];
    assert.deepEqual(names.filter(isSourceName), ['a.c', 'a.h', 'a.S', '.c', 'vmlinux.lds.S']);
  });
});

for (const version of ['5.10', '6.1']) {
  describe(`walkTree on linux-source-${version}`, () => {
    it('finds the tree without a problem and no file twice', function () {
      const root = realTree(version);
      if (root === null) this.skip();
      const files = walkTree(root);
      assert.deepEqual(files.problems, []);
      assert.ok(files.sources.length > 50_000);
      assert.equal(new Set(files.sources).size, files.sources.length);
      assert.ok(files.sources.includes('mm/vmscan.c'));
      assert.ok(!files.sources.some((path) => path.startsWith('scripts/dtc/include-prefixes/')));
      assert.ok(files.makefiles.includes('mm/Makefile') && files.kconfigs.includes('mm/Kconfig'));
    });
  });
}
