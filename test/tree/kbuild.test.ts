import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Kbuild, readKbuild } from '../../server/src/tree/kbuild';
import { walkTree } from '../../server/src/tree/walk';
import { realTree } from './realTrees';

function kbuild(files: Record<string, string>, arch?: string): Kbuild {
  return readKbuild(
    Object.entries(files).map(([path, text]) => ({ path, text })),
    arch,
  );
}

/** Conditions of files built by one Makefile in `d/`. */
function conditions(makefile: string, ...names: string[]): (string | null | undefined)[] {
  const built = kbuild({ 'd/Makefile': makefile });
  return names.map((name) => built.conditionOf(`d/${name}`));
}

describe('readKbuild: conditions', () => {
  it('tells always, by a symbol, and not named', () => {
    const makefile = 'obj-y := a.o\nobj-$(CONFIG_B)\t+= b.o b2.o # why\nobj-m += c.o\n';
    assert.deepEqual(conditions(makefile, 'a.c', 'b.c', 'b2.c', 'c.c', 'other.c', 'a.h'), [
      null,
      'CONFIG_B',
      'CONFIG_B',
      null,
      undefined,
      undefined,
    ]);
  });

  it('joins continued lines, with CRLF too, and comments inside', () => {
    assert.deepEqual(
      conditions('obj-$(CONFIG_B) += a.o \\\r\n\tb.o \\\r\n\tc.o\r\nobj-y += d.o\r\n', 'b.c', 'c.c', 'd.c'),
      ['CONFIG_B', 'CONFIG_B', null],
    );
  });

  it('gives the parts of a composite object its condition and their own', () => {
    const makefile = `obj-$(CONFIG_FS) += fs.o
fs-y += core.o $(addprefix sub/, deep.o deeper.o )
fs-$(CONFIG_QUOTA) += quota.o
fs-objs += old.o
`;
    assert.deepEqual(conditions(makefile, 'core.c', 'sub/deeper.c', 'quota.c', 'old.c', 'fs.c'), [
      'CONFIG_FS',
      'CONFIG_FS',
      'CONFIG_FS && CONFIG_QUOTA',
      'CONFIG_FS',
      undefined,
    ]);
  });

  it('adds the conditions of the folders above', () => {
    const built = kbuild({
      Kbuild: 'obj-y += fs/\nobj-$(CONFIG_BLOCK) += block/\n',
      'fs/Makefile': 'obj-$(CONFIG_X) += x/\nobj-y += inode.o\n',
      'fs/x/Makefile': 'obj-$(CONFIG_X_ACL) += acl.o\nobj-$(CONFIG_X) += super.o\n',
      'block/Makefile': 'obj-y += bio.o\n',
    });
    assert.equal(built.conditionOf('fs/inode.c'), null);
    assert.equal(built.conditionOf('fs/x/acl.c'), 'CONFIG_X && CONFIG_X_ACL');
    assert.equal(built.conditionOf('fs/x/super.c'), 'CONFIG_X');
    assert.equal(built.conditionOf('block/bio.c'), 'CONFIG_BLOCK');
  });

  it('joins several ways to one object', () => {
    const makefile =
      'obj-$(CONFIG_A) += x.o y.o z.o\nobj-$(CONFIG_B) += x.o\nobj-y += y.o\nobj-$(CONFIG_C) += x.o\nobj-$(CONFIG_B) += x.o\n';
    assert.deepEqual(conditions(makefile, 'x.c', 'y.c', 'z.c'), ['CONFIG_A || CONFIG_B || CONFIG_C', null, 'CONFIG_A']);
  });

  it('reads ifdef, ifeq and else about symbols, nested', () => {
    const makefile = `ifdef CONFIG_A
obj-$(CONFIG_B) += ab.o
	obj-y += tab.o
else ifeq ($(CONFIG_C),y)
obj-y += c.o
else
obj-y += none.o
endif
ifneq ($(CONFIG_D),)
 ifeq ($(CONFIG_E)$(CONFIG_F),yy)
obj-y += def.o
 endif
endif
ifneq ($(filter y,$(CONFIG_G) $(CONFIG_H)),)
obj-y += gh.o
endif
`;
    assert.deepEqual(conditions(makefile, 'ab.c', 'tab.c', 'c.c', 'none.c', 'def.c', 'gh.c'), [
      'CONFIG_A && CONFIG_B',
      'CONFIG_A',
      '!CONFIG_A && CONFIG_C',
      '!CONFIG_A && !CONFIG_C',
      'CONFIG_D && CONFIG_E && CONFIG_F',
      'CONFIG_G || CONFIG_H',
    ]);
  });

  it('takes both branches of a test that is not about symbols', () => {
    const makefile = 'ifeq ($(call cc-option,-mfoo),)\nobj-y += a.o\nelse\nobj-y += b.o\nendif\n';
    assert.deepEqual(conditions(makefile, 'a.c', 'b.c'), [null, null]);
  });

  it('lets a conditional := replace an unconditional one, as mm does for nommu', () => {
    const makefile = 'mmu-y := nommu.o\nmmu-$(CONFIG_MMU) := memory.o\nobj-y := vmscan.o $(mmu-y)\n';
    assert.deepEqual(conditions(makefile, 'nommu.c', 'memory.c', 'vmscan.c'), ['!CONFIG_MMU', 'CONFIG_MMU', null]);
  });

  it('reads functions and variables in lists and names', () => {
    const makefile = `obj-$(subst m,y,$(CONFIG_HV)) += hv.o
obj-$(CONFIG_P)$(CONFIG_Q) += pq.o
obj-\${CONFIG_BRACES} += braces.o
obj-y += head_$(BITS).o $(if $(CONFIG_I),yes.o,no.o) $(patsubst %.x,%.o,pat.x) $(obj)/here.o $(list:.c=.o)
list := subst.c
`;
    const names = ['hv.c', 'pq.c', 'braces.c', 'head_64.S', 'head_32.S', 'yes.c', 'no.c', 'pat.c', 'subst.c'];
    assert.deepEqual(conditions(makefile, ...names), [
      'CONFIG_HV',
      'CONFIG_P || CONFIG_Q',
      'CONFIG_BRACES',
      'CONFIG_64BIT',
      '!CONFIG_64BIT',
      'CONFIG_I',
      '!CONFIG_I',
      null,
      null,
    ]);
  });

  it('reads included Makefiles in the folder of the one that includes', () => {
    const built = kbuild({
      'gpu/Makefile':
        'TOP = $(srctree)/$(src)\nLIBS = dc\ninclude $(addsuffix /Makefile, $(addprefix $(TOP)/,$(LIBS)))\nobj-$(CONFIG_GPU) += gpu.o\ngpu-y += $(FILES)\n',
      'gpu/dc/Makefile': 'FILES += $(addprefix dc/,one.o two.o)\n',
    });
    assert.equal(built.conditionOf('gpu/dc/two.c'), 'CONFIG_GPU');
  });

  it('reads core-y of the top Makefile and of the architecture, which count from the root', () => {
    const built = kbuild({
      Makefile: 'ifeq ($(KBUILD_EXTMOD),)\ncore-y += kernel/\nendif\ncore-$(CONFIG_BLOCK) += block/\n',
      'arch/x86/Makefile': 'drivers-$(CONFIG_PCI) += arch/x86/pci/\n',
      'arch/x86/pci/Makefile': 'obj-y += direct.o\n',
      'kernel/Makefile': 'obj-y += fork.o\n',
      'block/Makefile': 'obj-y += bio.o\n',
    });
    const of = ['arch/x86/pci/direct.c', 'kernel/fork.c', 'block/bio.c'].map((path) => built.conditionOf(path));
    assert.deepEqual(of, ['CONFIG_PCI', null, 'CONFIG_BLOCK']);
  });

  it('survives what never ends: a variable in itself, folders in a circle, an open bracket, an endif too many', () => {
    const built = kbuild({
      Makefile: 'A = $(A) $(B)\nB = $(A) $(A)\nobj-y += $(A) a/ $(unclosed\nendif\nelse\nobj-y += last.o\n',
      'a/Makefile': 'obj-y += ../b/ x.o\ninclude a/Makefile\n',
      'b/Makefile': 'obj-$(CONFIG_L) += ../a/ ./\n',
    });
    assert.equal(built.conditionOf('a/x.c'), null);
    assert.equal(built.conditionOf('last.c'), null);
  });

  it('leaves recipes, host programs and tools alone', () => {
    const built = kbuild({
      'd/Makefile': 'hostprogs := gen\ngen-objs := gen.o\n$(obj)/x.o: x.c\n\t$(CC) -o y.o\n\tfoo = z.o\n',
      'tools/Makefile': 'obj-y += tool.o\n',
    });
    assert.equal(built.conditionOf('d/gen.c'), undefined);
    assert.equal(built.conditionOf('tools/tool.c'), undefined);
  });
});

describe('readKbuild: include folders', () => {
  it('reads -I with and without a blank, from $(src), $(srctree) and upwards', () => {
    const built = kbuild({
      'fs/x/Makefile':
        'ccflags-y += -I $(srctree)/$(src)\t# for trace events\nccflags-y += -I$(src)/lib -DX -I$(srctree)/$(src)/../common/ -Wno-x\nobj-y += a.o lib/b.o\nCFLAGS_a.o := -I$(src)/only\n',
    });
    assert.deepEqual(built.includeFoldersOf('fs/x/a.c'), ['fs/x', 'fs/x/lib', 'fs/common', 'fs/x/only']);
    assert.deepEqual(built.includeFoldersOf('fs/x/lib/b.c'), ['fs/x', 'fs/x/lib', 'fs/common']);
    assert.deepEqual(built.includeFoldersOf('mm/slab.c'), []);
  });

  it('hands subdir-ccflags-y down, ccflags-y not', () => {
    const built = kbuild({
      'd/Makefile': 'subdir-ccflags-y += -I$(src)/inc\nccflags-y += -I$(src)/own\nobj-y += e/\n',
      'd/e/Makefile': 'ccflags-$(CONFIG_X) += -I$(src)\nobj-y += x.o\n',
    });
    assert.deepEqual(built.includeFoldersOf('d/e/x.c'), ['d/inc', 'd/e']);
  });

  it('gives a header and an unnamed file those of the nearest Makefile', () => {
    const built = kbuild({ 'd/Makefile': 'ccflags-y += -I$(src)\n' });
    assert.deepEqual(built.includeFoldersOf('d/deep/er/x.h'), ['d']);
  });

  it('prefers the chosen architecture for a file that every architecture builds', () => {
    const files = {
      'arch/arm64/kvm/Makefile': 'ccflags-y += -I$(src)\nobj-$(CONFIG_KVM) += ../../../virt/kvm/main.o\n',
      'arch/x86/kvm/Makefile': 'ccflags-y += -I$(src)\nobj-$(CONFIG_KVM_X86) += ../../../virt/kvm/main.o\n',
    };
    assert.deepEqual(kbuild(files).includeFoldersOf('virt/kvm/main.c'), ['arch/x86/kvm']);
    assert.equal(kbuild(files, 'arm64').conditionOf('virt/kvm/main.c'), 'CONFIG_KVM');
  });
});

for (const version of ['5.10', '6.1']) {
  describe(`readKbuild on linux-source-${version}`, () => {
    let built: Kbuild;
    let files: readonly string[] = [];
    before(function () {
      const root = realTree(version);
      if (root === null) return this.skip();
      const walked = walkTree(root);
      files = walked.sources.filter((path) => /^(?:mm|fs|block|net)\/.*\.c$/.test(path));
      built = readKbuild(walked.makefiles.map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') })));
    });

    it('knows the conditions of well-known files', () => {
      const expected: [string, string | null][] = [
        ['mm/vmscan.c', null],
        ['mm/slub.c', 'CONFIG_SLUB'],
        ['mm/nommu.c', '!CONFIG_MMU'],
        ['fs/xfs/kmem.c', 'CONFIG_XFS_FS'],
        ['fs/xfs/xfs_qm.c', 'CONFIG_XFS_FS && CONFIG_XFS_QUOTA'],
        ['fs/ext4/inode.c', 'CONFIG_EXT4_FS'],
        ['block/bio.c', 'CONFIG_BLOCK'],
        ['arch/x86/kernel/vm86_32.c', 'CONFIG_VM86'],
      ];
      assert.deepEqual(
        expected.map(([path]) => [path, built.conditionOf(path)]),
        expected,
      );
      assert.deepEqual(built.includeFoldersOf('fs/xfs/kmem.c'), ['fs/xfs', 'fs/xfs/libxfs']);
    });

    it('leaves under one file in a hundred of mm, fs, block and net without an answer', () => {
      const unnamed = files.filter((path) => built.conditionOf(path) === undefined);
      assert.ok(unnamed.length * 100 < files.length, unnamed.join(' '));
    });
  });
}
