import assert from 'node:assert/strict';
import { type Kconfig, readKconfig } from '../../server/src/tree/kconfig';
import { evaluateKconfig, type KconfigExpression } from '../../server/src/tree/kconfigExpression';

function read(files: Record<string, string> | string, arch = 'x86'): Kconfig {
  return readKconfig(new Map(Object.entries(typeof files === 'string' ? { Kconfig: files } : files)), 'Kconfig', arch);
}

/** True where an expression holds with exactly these symbols y. */
function holds(expression: KconfigExpression, ...on: string[]): boolean {
  const letter = (name: string): string => (on.includes(name) ? 'y' : 'n');
  return evaluateKconfig(expression, { tristateOf: (name) => (on.includes(name) ? 2 : 0), textOf: letter }) === 2;
}

function only(kconfig: Kconfig, name: string) {
  const [definition, ...more] = kconfig.symbols.get(name)?.definitions ?? [];
  assert.ok(definition !== undefined && more.length === 0, name);
  return definition;
}

describe('readKconfig', () => {
  it('reads types, prompts, defaults, selects and implies with their conditions', () => {
    const kconfig = read(`
config A
	tristate "A driver" if B
	default m if C
	default "y"
	select D if E && F
	imply G
`);
    const a = only(kconfig, 'A');
    assert.equal(kconfig.symbols.get('A')?.type, 'tristate');
    assert.equal(a.promptText, 'A driver');
    assert.ok(a.prompt !== null && holds(a.prompt, 'B') && !holds(a.prompt));
    assert.deepEqual(
      a.defaults.map((each) => each.value),
      ['m', '"y"'],
    );
    assert.ok(holds(a.defaults[0]!.condition, 'C') && !holds(a.defaults[0]!.condition, 'B'));
    assert.equal(a.selects[0]?.value, 'D');
    assert.ok(holds(a.selects[0]!.condition, 'E', 'F') && !holds(a.selects[0]!.condition, 'E'));
    assert.equal(a.implies[0]?.value, 'G');
  });

  it('adds the conditions of menus, ifs and several depends', () => {
    const kconfig = read(`
menu "Outer"
	depends on M
if I
menuconfig X
	bool "x"
	depends on A
	depends on B || \\
		   C
endif
endmenu
config AFTER
	bool
`);
    const { depends } = only(kconfig, 'X');
    assert.ok(holds(depends, 'M', 'I', 'A', 'C'));
    for (const missing of [
      ['I', 'A', 'C'],
      ['M', 'A', 'C'],
      ['M', 'I', 'C'],
      ['M', 'I', 'A'],
    ])
      assert.ok(!holds(depends, ...missing));
    assert.ok(holds(only(kconfig, 'AFTER').depends));
  });

  it('does not take help for rules, whatever stands in it', () => {
    const kconfig = read(`
config A
	bool "a"
	help
	  select nothing here:

	    config NOT_ME
	  default y
	default n
config B
	bool "b"
	---help---
	Same column.
config C
	def_bool y
	help
config D
	bool
`);
    assert.deepEqual([...kconfig.symbols.keys()], ['A', 'B', 'C', 'D']);
    assert.equal(only(kconfig, 'A').defaults.length, 1);
  });

  it('follows source with the architecture, and rsource from the folder', () => {
    const kconfig = read(
      {
        Kconfig: 'source "arch/$(SRCARCH)/Kconfig"\nsource "gone/Kconfig"\nsource fs/Kconfig\n',
        'arch/arm64/Kconfig': 'config ARM64\n\tdef_bool y\n',
        'arch/x86/Kconfig': 'config X86\n\tdef_bool y\n',
        'fs/Kconfig': 'if BLOCK\nrsource "xfs/Kconfig"\nendif\n',
        'fs/xfs/Kconfig': 'config XFS_FS\n\ttristate "XFS"\n',
      },
      'arm64',
    );
    assert.deepEqual([...kconfig.symbols.keys()], ['ARM64', 'XFS_FS']);
    assert.ok(!holds(only(kconfig, 'XFS_FS').depends));
  });

  it('ends where a file sources itself', () => {
    assert.deepEqual([...read('config A\n\tbool\nsource "Kconfig"\n').symbols.keys()], ['A']);
  });

  it('keeps the several blocks of one symbol', () => {
    const kconfig = read('config A\n\tbool\n\tdepends on B\nconfig A\n\tdefault y\n');
    assert.equal(kconfig.symbols.get('A')?.definitions.length, 2);
    assert.equal(kconfig.symbols.get('A')?.type, 'bool');
  });

  it('reads a choice with its default, members and conditions', () => {
    const kconfig = read(`
choice
	prompt "Allocator" if EXPERT
	default SECOND
	depends on MMU
config FIRST
	bool "first"
config SECOND
	bool "second"
endchoice
config OUTSIDE
	bool "o"
`);
    const [choice] = kconfig.choices;
    assert.deepEqual(choice?.members, ['FIRST', 'SECOND']);
    assert.equal(choice?.defaults[0]?.value, 'SECOND');
    assert.ok(
      holds(choice!.visible, 'EXPERT', 'MMU') && !holds(choice!.visible, 'MMU') && !holds(choice!.visible, 'EXPERT'),
    );
    assert.equal(only(kconfig, 'FIRST').choice, 0);
    assert.ok(!holds(only(kconfig, 'FIRST').depends));
    assert.equal(only(kconfig, 'OUTSIDE').choice, null);
  });

  it('marks what is under "Kernel hacking", in sourced files too', () => {
    const kconfig = read({
      Kconfig:
        'config A\n\tbool\nmenu "Kernel hacking"\nmenu "Memory Debugging"\nsource "mm/Kconfig.debug"\nendmenu\nendmenu\nconfig Z\n\tbool\n',
      'mm/Kconfig.debug': 'config PAGE_OWNER\n\tbool "x"\n',
    });
    const marks = ['A', 'PAGE_OWNER', 'Z'].map((name) => only(kconfig, name).isDebugging);
    assert.deepEqual(marks, [false, true, false]);
  });

  it('hides prompts by `visible if`, not the symbols', () => {
    const { prompt, depends } = only(read('menu "m"\n\tvisible if V\nconfig A\n\tbool "a"\nendmenu\n'), 'A');
    assert.ok(prompt !== null && !holds(prompt) && holds(depends));
  });

  it('reads the conditional dependency of Linux 7', () => {
    const { depends } = only(read('config A\n\tbool\n\tdepends on B if C\n'), 'A');
    assert.deepEqual([holds(depends), holds(depends, 'C'), holds(depends, 'B', 'C')], [true, false, true]);
  });

  it('answers macros without running anything, and passes over their definitions', () => {
    const kconfig = read(`
if-success = $(shell,{ $(1); } && echo "$(2)")
success = $(if-success,$(1),y,n)
config GCC
	def_bool $(success,test "$(cc-name)" = GCC)
config CLANG
	def_bool $(success,test "$(cc-name)" = Clang)
config FLAG
	def_bool $(cc-option,-mfoo=(1))
config IS64
	bool "64-bit" if "$(ARCH)" = "x86"
	default "$(ARCH)" != "i386"
`);
    const values = ['GCC', 'CLANG', 'FLAG'].map((name) => only(kconfig, name).defaults[0]?.value);
    assert.deepEqual(values, ['y', 'n', 'y']);
    const { prompt } = only(kconfig, 'IS64');
    assert.ok(prompt !== null && !holds(prompt));
  });

  it('survives lines that are no Kconfig', () => {
    const kconfig = read(
      'endmenu\nendif\n\u0000\xff\nconfig\ndepends on (A\nconfig B\n\tdepends on ((A && \n\tbogus\n\tdefault\n\tselect\nif\n',
    );
    assert.ok(kconfig.symbols.has('B'));
  });
});
