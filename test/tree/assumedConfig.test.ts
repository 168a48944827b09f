import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assumedConfig } from '../../server/src/tree/assumedConfig';
import type { Configuration } from '../../server/src/tree/configuration';
import { defconfigPaths } from '../../server/src/tree/defconfig';
import { readKconfig } from '../../server/src/tree/kconfig';
import { walkTree } from '../../server/src/tree/walk';
import { realTree } from './realTrees';

function assume(kconfig: string, defconfig: string | null = null): Configuration {
  return assumedConfig(readKconfig(new Map([['Kconfig', kconfig]])), defconfig);
}

/** `value reason` of each symbol. */
function answers(configuration: Configuration, ...names: string[]): string[] {
  return names.map((name) => `${configuration.value(name)} ${configuration.reason(name)}`);
}

describe('assumedConfig', () => {
  it('assumes a feature on, with or without CONFIG_ in its name', () => {
    const configuration = assume('config FEATURE\n\tbool "f"\nconfig DRIVER\n\ttristate "d"\n\tdefault n\n');
    assert.deepEqual(answers(configuration, 'FEATURE', 'CONFIG_FEATURE', 'DRIVER'), [
      'y assumed-feature',
      'y assumed-feature',
      'y assumed-feature',
    ]);
  });

  it('knows that a symbol is not of this architecture', () => {
    assert.deepEqual(answers(assume('config A\n\tbool "a"\n'), 'ARM64_X'), ['n not-in-arch']);
  });

  it('does not know debugging aids of memory management, nor what follows them', () => {
    const rules = `
menu "Kernel hacking"
menu "Memory Debugging"
config CHECKS
	bool "c"
	select TRACES
config TRACES
	bool
endmenu
config LOCKS
	bool "l"
endmenu
config NO_CHECKS
	def_bool !CHECKS
`;
    assert.deepEqual(answers(assume(rules), 'CHECKS', 'TRACES', 'NO_CHECKS', 'LOCKS'), [
      'undefined doubtful',
      'undefined doubtful',
      'undefined doubtful',
      'n debug-off',
    ]);
  });

  it('follows the default configuration, off and m and numbers too, but not against a dependency', () => {
    const rules = `
config ON
	bool "on"
config OFF
	bool "off"
config MODULE
	tristate "m"
config SHIFT
	int "s"
	default 17
config UNMET
	bool "u"
	depends on OFF
config HIDDEN
	bool
`;
    const set =
      'CONFIG_ON=y\n# CONFIG_OFF is not set\nCONFIG_MODULE=m\nCONFIG_SHIFT=18\nCONFIG_UNMET=y\nCONFIG_HIDDEN=y\n';
    assert.deepEqual(answers(assume(rules, set), 'ON', 'OFF', 'MODULE', 'SHIFT', 'UNMET', 'HIDDEN'), [
      'y defconfig',
      'n defconfig',
      'm defconfig',
      '18 defconfig',
      'n forced',
      'n forced',
    ]);
  });

  it('works out what has no prompt: defaults, selects, dependencies, in any order of the file', () => {
    const rules = `
config LATE_USER
	def_bool SELECTED && !ABSENT
config SELECTED
	bool
config DRIVER
	bool "d"
	select SELECTED if MMU
config MMU
	def_bool y
config LEVELS
	int
	default 5 if LATE_USER
	default 4
config BIG
	def_bool y
	depends on LEVELS > 4
config SMALL
	def_bool y
	depends on LEVELS < 5
`;
    assert.deepEqual(answers(assume(rules), 'SELECTED', 'LATE_USER', 'LEVELS', 'BIG', 'SMALL'), [
      'y forced',
      'y forced',
      '5 forced',
      'y forced',
      'n forced',
    ]);
  });

  it('turns off what excludes an earlier feature, and what experts alone may choose', () => {
    const rules = `
config FIRST
	bool "1"
	depends on !SECOND
config SECOND
	bool "2"
	depends on !FIRST
config EXPERT
	bool "expert"
config TINY
	bool "tiny"
	depends on EXPERT
config PRINTK
	bool "printk" if EXPERT
	default y
config COMPILE_TEST
	bool "ct"
config FOREIGN
	bool "f"
	depends on ARCH_OTHER || COMPILE_TEST
`;
    assert.deepEqual(answers(assume(rules), 'FIRST', 'SECOND', 'EXPERT', 'TINY', 'PRINTK', 'FOREIGN'), [
      'y assumed-feature',
      'n forced',
      'n forced',
      'n forced',
      'y forced',
      'n forced',
    ]);
  });

  it('takes a choice by its default, by the default configuration, and never two members', () => {
    const rules = `
choice
	prompt "allocator"
	default SLUB
config SLAB
	bool "slab"
config SLUB
	bool "slub"
config SLOB
	bool "slob"
	depends on EXPERT
endchoice
`;
    const values = (configuration: Configuration): string =>
      ['SLAB', 'SLUB', 'SLOB'].map((name) => configuration.value(name)).join('');
    assert.equal(values(assume(rules)), 'nyn');
    assert.equal(values(assume(rules, 'CONFIG_SLAB=y\n')), 'ynn');
    assert.equal(values(assume(rules, 'CONFIG_SLOB=y\n')), 'nyn');
  });

  it('leaves debugging off unless it has a default or is selected', () => {
    const rules = `
config FS_DEBUG
	bool "fs debugging"
config NEEDS
	bool "needs"
	select LOCK_CHECK
menu "Kernel hacking"
config PAGE_OWNER
	bool "owner"
config VERBOSE
	bool "verbose"
	default y
config LOCK_CHECK
	bool "lock"
endmenu
`;
    assert.deepEqual(answers(assume(rules), 'FS_DEBUG', 'PAGE_OWNER', 'VERBOSE', 'LOCK_CHECK'), [
      'n debug-off',
      'n debug-off',
      'y forced',
      'y forced',
    ]);
  });

  it('limits a tristate by a dependency that is m, a bool not', () => {
    const rules =
      'config BUS\n\ttristate "b"\nconfig CARD\n\ttristate "c"\n\tdepends on BUS\nconfig OPTION\n\tbool "o"\n\tdepends on BUS\n';
    const configuration = assume(rules, 'CONFIG_BUS=m\n');
    assert.deepEqual(
      ['CARD', 'OPTION'].map((name) => configuration.value(name)),
      ['m', 'y'],
    );
  });

  it('comes to an end on rules that contradict themselves', () => {
    assert.match(
      assume('config A\n\tbool\n\tdefault y if !B\nconfig B\n\tbool\n\tdefault y if A\n').value('A') ?? '',
      /^[yn]$/,
    );
  });
});

describe('defconfigPaths', () => {
  it('prefers the 64-bit name of arch/x86/Makefile', () => {
    const makefile =
      'ifeq ($(ARCH),i386)\n        KBUILD_DEFCONFIG := i386_defconfig\nelse\n        KBUILD_DEFCONFIG := x86_64_defconfig\nendif\n';
    assert.equal(defconfigPaths('x86', makefile)[0], 'arch/x86/configs/x86_64_defconfig');
    assert.equal(defconfigPaths('arm64', 'KBUILD_DEFCONFIG\t:= defconfig\n')[0], 'arch/arm64/configs/defconfig');
  });
});

for (const version of ['5.10', '6.1']) {
  describe(`assumedConfig on linux-source-${version}`, () => {
    it('gives the configuration of a 64-bit PC with every feature', function () {
      const root = realTree(version);
      if (root === null) return this.skip();
      const text = (path: string): string => readFileSync(join(root, path), 'utf8');
      const files = new Map(walkTree(root).kconfigs.map((path) => [path, text(path)]));
      const configuration = assumedConfig(readKconfig(files), text('arch/x86/configs/x86_64_defconfig'));
      const expected = {
        y: 'MMU 64BIT X86_64 SMP NUMA SLUB SPARSEMEM MEMCG SWAP COMPACTION TRANSPARENT_HUGEPAGE XFS_FS XFS_QUOTA BLOCK NET MODULES PRINTK CC_IS_GCC',
        n: 'X86_32 SLAB SLOB FLATMEM EXPERT BROKEN COMPILE_TEST TINY_RCU HIGHMEM LOCKDEP KASAN XFS_DEBUG CC_IS_CLANG ARM64 UML',
        5: 'PGTABLE_LEVELS',
      };
      for (const [value, names] of Object.entries(expected)) {
        for (const name of names.split(' ')) assert.equal(configuration.value(name), value, name);
      }
      assert.equal(configuration.reason('ARM64'), 'not-in-arch');
      assert.equal(configuration.reason('NUMA'), 'defconfig');
      assert.equal(configuration.reason('XFS_FS'), 'assumed-feature');
      assert.equal(configuration.reason('PROVE_LOCKING'), 'debug-off');
      for (const name of ['DEBUG_VM', 'PAGE_OWNER', 'PARAVIRT_XXL']) {
        assert.equal(configuration.value(name), undefined, name);
        assert.equal(configuration.reason(name), 'doubtful', name);
      }
    });
  });
}
