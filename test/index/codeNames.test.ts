import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { overlaidIndex } from '../../server/src/features/overlayIndex';
import { evaluateExpression } from '../../server/src/gfp/constantExpression';
import type { CodeNames } from '../../server/src/index/codeNames';
import type { DefId, FileId, KernelIndex } from '../../server/src/index/kernelIndex';
import { openTree } from '../../server/src/index/openTree';
import { codeNames } from '../../server/src/index/packedNames';
import { parseFixture } from '../support/fixture';
import { withFixtureTree } from '../support/fixtureTree';
import { graphIndex } from '../support/graphIndex';

interface Asked {
  readonly names: CodeNames;
  readonly index: KernelIndex;
  file(path: string): FileId;
  /** `path:line` of each definition that a name means in a file. */
  places(name: string, path: string): string[];
}

function asked(index: KernelIndex): Asked {
  const names = codeNames(index, { evaluate: evaluateExpression });
  const file = (path: string): FileId => index.fileByPath(path)!;
  const place = (def: DefId): string => `${index.filePath(index.defFile(def))}:${index.defLine(def)}`;
  return { names, index, file, places: (name, path) => names.definitions(name, file(path)).map(place) };
}

/** Opens a fixture twice, read and from its snapshot, and asks both. */
async function check(text: string, use: (asked: Asked) => void): Promise<void> {
  const cacheDir = mkdtempSync(join(tmpdir(), 'gfp-lens-names-'));
  try {
    await withFixtureTree(parseFixture(text), async (root) => {
      for (let time = 0; time < 2; time++) use(asked((await openTree(root, { jobs: 1, cacheDir })).index));
    });
  } finally {
    rmSync(cacheDir, { recursive: true, force: true });
  }
}

describe('what names mean in a file', () => {
  it('finds macros that nothing uses, by what the file includes', () =>
    check(
      `
//- /mm/a.c version:6.1
#include <linux/flags.h>
#define OWN (DEEP | 1)
int unrelated;
//- /include/linux/flags.h
#include <linux/deep.h>
#define SHALLOW (DEEP | 2)
//- /include/linux/deep.h
#define DEEP ((gfp_t)4)
#define SHIFT(nr) (1 << (nr))
//- /mm/other.c
#define OWN (7 + 1)
`,
      ({ places, names, file }) => {
        assert.deepEqual(places('OWN', 'mm/a.c'), ['mm/a.c:2']);
        assert.deepEqual(places('SHALLOW', 'mm/a.c'), ['include/linux/flags.h:2']);
        assert.deepEqual(places('DEEP', 'mm/a.c'), ['include/linux/deep.h:1']);
        assert.deepEqual(places('SHIFT', 'mm/a.c'), ['include/linux/deep.h:2']);
        assert.deepEqual(names.definitions('nothing_has_this_name', file('mm/a.c')), []);
      },
    ));

  it('takes the own static function before the global one, and never another file’s', () =>
    check(
      `
//- /mm/a.c version:6.1
static int pick(void) { return first(); }
//- /mm/b.c
int pick(void) { return second(); }
//- /mm/c.c
static int hidden(void) { return third(); }
int unrelated;
`,
      ({ places }) => {
        assert.deepEqual(places('pick', 'mm/a.c'), ['mm/a.c:1']);
        assert.deepEqual(places('pick', 'mm/c.c'), ['mm/b.c:1']);
        assert.deepEqual(places('hidden', 'mm/a.c'), []);
      },
    ));

  it('takes what the configuration has, and what it leaves out only where nothing else is there', () =>
    check(
      `
//- /mm/a.c version:6.1 config:CONFIG_NUMA=y,CONFIG_DEBUG=n
#include <linux/x.h>
//- /include/linux/x.h
#ifdef CONFIG_NUMA
static inline int node(void) { return here(); }
#else
static inline int node(void) { return 0; }
#endif
#ifdef CONFIG_DEBUG
static inline int debug(void) { return look(); }
#endif
`,
      ({ places, index, names, file }) => {
        assert.deepEqual(places('node', 'mm/a.c'), ['include/linux/x.h:2']);
        assert.deepEqual(places('debug', 'mm/a.c'), ['include/linux/x.h:7']);
        assert.equal(index.defIsExcluded(names.definitions('debug', file('mm/a.c'))[0]!), true);
      },
    ));

  it('passes over a header whose #include the configuration leaves out', () =>
    check(
      `
//- /mm/a.c version:6.1 config:CONFIG_SLIM=n
#ifdef CONFIG_SLIM
#include <linux/slim.h>
#else
#include <linux/full.h>
#endif
//- /include/linux/slim.h
#define ENTRY_FLAGS (BASE | 1)
//- /include/linux/full.h
#define ENTRY_FLAGS (BASE | 2)
`,
      ({ places }) => assert.deepEqual(places('ENTRY_FLAGS', 'mm/a.c'), ['include/linux/full.h:1']),
    ));
});

describe('types that names have in a file', () => {
  const TYPES = `
//- /mm/a.c version:6.1
#include <linux/types.h>
struct before { long gfp_mask; };
struct shadow { int field; };
struct control {
	gfp_t gfp_mask;
	unsigned int may_write:1;
	const struct ops *ops;
	struct { s8 order, priority; };
	union { unsigned long flags; void *raw; };
	bool (*test)(int), is_set;
	unsigned long long big;
	long int wide;
};
typedef struct control control_t;
gfp_t allowed = 3;
static unsigned long count, other;
static gfp_t convert(int flags) { return make(flags); }
static inline unsigned int number(void) { return 1; }
struct control *build(void) { return make(1); }
enum zone zone_of(gfp_t flags) { return make(2); }
void nothing(void) { make(3); }
//- /include/linux/types.h
typedef unsigned int __bitwise gfp_t;
struct shadow { long field; };
typedef __s8 s8;
typedef signed char __s8;
typedef _Bool bool;
//- /mm/b.c
struct control { long gfp_mask; };
static int allowed;
//- /mm/c.c
int unrelated;
`;

  it('gives fields with their types, those of anonymous members as the struct’s own', () =>
    check(TYPES, ({ names, file }) => {
      const field = (name: string, type = 'struct control') => names.fieldType(type, name, file('mm/a.c'));
      assert.equal(field('gfp_mask'), 'gfp_t');
      assert.equal(field('may_write'), 'unsigned int');
      assert.equal(field('ops'), 'struct ops');
      assert.equal(field('priority'), 's8');
      assert.equal(field('flags'), 'unsigned long');
      assert.equal(field('is_set'), 'bool');
      assert.equal(field('big'), 'unsigned long long');
      assert.equal(field('wide'), 'long');
      assert.equal(field('gfp_mask', 'control_t'), 'gfp_t');
      assert.equal(field('field', 'struct shadow'), 'int');
      assert.equal(field('absent'), null);
      assert.equal(field('gfp_mask', 'struct absent'), null);
    }));

  it('tells structs of one name in two files apart, and says nothing in a third one', () =>
    check(TYPES, ({ names, file }) => {
      assert.equal(names.fieldType('struct control', 'gfp_mask', file('mm/b.c')), 'long');
      assert.equal(names.fieldType('struct control', 'gfp_mask', file('mm/c.c')), null);
    }));

  it('gives variables of the file and global ones, not the static ones of another file', () =>
    check(TYPES, ({ names, file }) => {
      assert.equal(names.variableType('allowed', file('mm/a.c')), 'gfp_t');
      assert.equal(names.variableType('allowed', file('mm/b.c')), 'int');
      assert.equal(names.variableType('allowed', file('mm/c.c')), 'gfp_t');
      assert.equal(names.variableType('other', file('mm/a.c')), 'unsigned long');
      assert.equal(names.variableType('other', file('mm/c.c')), null);
    }));

  it('knows a variable whose name looks like an attribute, and attributes behind one', () =>
    check(
      `
//- /mm/a.c version:6.1
typedef unsigned int gfp_t;
struct box { int x; };
gfp_t __own_mask = 0x40;
gfp_t plain __read_mostly = 1;
int number __read_mostly;
struct box __own_box;
struct box boxed __aligned_to;
static struct { gfp_t x; } unnamed __read_mostly;
gfp_t __read_mostly behind;
`,
      ({ names, file }) => {
        const type = (name: string) => names.variableType(name, file('mm/a.c'));
        assert.deepEqual(['__own_mask', 'plain', 'behind', 'number', '__own_box', 'boxed'].map(type), [
          'gfp_t',
          'gfp_t',
          'gfp_t',
          'int',
          'struct box',
          'struct box',
        ]);
        assert.deepEqual(['gfp_t', '__read_mostly', '__aligned_to'].map(type), [null, null, null]);
        assert.notEqual(type('unnamed'), null);
      },
    ));

  it('gives what typedefs stand for, one step at a time', () =>
    check(TYPES, ({ names, file }) => {
      const target = (name: string) => names.typedefTarget(name, file('mm/a.c'));
      assert.deepEqual(['gfp_t', 's8', '__s8', 'bool', 'control_t', 'absent_t'].map(target), [
        'unsigned int',
        '__s8',
        'signed char',
        '_Bool',
        'struct control',
        null,
      ]);
    }));

  it('gives what functions return', () =>
    check(TYPES, ({ names, index }) => {
      const result = (name: string) => names.returnType(index.lookup(name)[0]!);
      assert.equal(result('convert'), 'gfp_t');
      assert.equal(result('number'), 'unsigned int');
      assert.equal(result('build'), 'struct control');
      assert.equal(result('zone_of'), null);
      assert.equal(result('nothing'), null);
    }));
});

describe('values of named constants', () => {
  const CONSTANTS = `
//- /mm/a.c version:6.1 config:CONFIG_LOCK=n,CONFIG_HIGH=y
#include <linux/bits.h>
enum own { OWN_A = 3, OWN_B, OWN_C = OWN_A << 4 /* twice */, OWN_D };
int use(int x) { return x; }
//- /include/linux/bits.h
#define BIT(nr) (1UL << (nr))
#define PLAIN 0x40u /* a number */
#define DERIVED (PLAIN | 1)
enum {
	DMA_BIT,
	HIGH_BIT,
#ifdef CONFIG_LOCK
	LOCK_BIT,
#endif
#ifdef CONFIG_HIGH
	MOVABLE_BIT,
#endif
	LAST_BIT,
	FLAG = BIT(LAST_BIT) | DERIVED,
	ODD = sizeof(long),
	AFTER_ODD,
	KNOWN = 20,
#ifdef SOMETHING_ELSE
	MAYBE,
#endif
	BEHIND_MAYBE,
	FORCED = (__force some_t)9,
};
//- /mm/b.c
enum elsewhere { OWN_A = 100 };
int unrelated;
`;

  it('counts enumerators, by the configuration', () =>
    check(CONSTANTS, ({ names, file }) => {
      const value = (name: string) => names.enumerator(name, file('mm/a.c'));
      assert.deepEqual(
        ['OWN_A', 'OWN_B', 'OWN_C', 'OWN_D', 'DMA_BIT', 'HIGH_BIT', 'MOVABLE_BIT', 'LAST_BIT', 'FORCED'].map(value),
        [3n, 4n, 48n, 49n, 0n, 1n, 2n, 3n, 9n],
      );
      assert.equal(value('PLAIN'), 0x40n);
      assert.equal(value('FLAG'), 0x49n);
    }));

  it('says that a value is not known, and that there is no constant', () =>
    check(CONSTANTS, ({ names, file }) => {
      const value = (name: string) => names.enumerator(name, file('mm/a.c'));
      assert.deepEqual(['ODD', 'AFTER_ODD', 'BEHIND_MAYBE'].map(value), [null, null, null]);
      assert.equal(value('MAYBE'), 21n);
      assert.deepEqual(['LOCK_BIT', 'use', 'absent'].map(value), [undefined, undefined, undefined]);
      assert.equal(names.enumerator('OWN_A', file('mm/b.c')), 100n);
      assert.equal(names.enumerator('PLAIN', file('mm/b.c')), undefined);
    }));

  it('never throws or hangs on constants that lead to themselves, or on no C at all', () =>
    check(
      `
//- /mm/a.c version:6.1
#define ROUND (AGAIN + 1)
#define AGAIN (ROUND + 1)
enum { A = ROUND, B = A(, C = B + }, D = D;
enum { E = 1 << 200, F
`,
      ({ names, file }) => {
        for (const name of ['A', 'B', 'C', 'D', 'E', 'F', 'ROUND'])
          assert.equal(names.enumerator(name, file('mm/a.c')) ?? null, null);
      },
    ));
});

describe('names over other indexes', () => {
  it('sees a function that an open text adds, and not one that it takes away', async () => {
    const before = 'gfp_t kept(void) { return f(); }\nint gone(void) { return f(); }\n';
    await withFixtureTree(
      parseFixture(`//- /mm/a.c version:6.1\n${before}//- /mm/b.c\nint f(void) { return 1; }\n`),
      async (root) => {
        const { index } = await openTree(root, { jobs: 1 });
        const text = 'static int f(void) { return 2; }\n\ngfp_t kept(void) { return f() + 1; }\n';
        const {
          places,
          names,
          index: over,
        } = asked(overlaidIndex(index, [{ path: 'mm/a.c', text, indexedText: before }]));
        assert.deepEqual(places('f', 'mm/a.c'), ['mm/a.c:1']);
        assert.deepEqual(places('kept', 'mm/b.c'), ['mm/a.c:3']);
        assert.deepEqual(places('gone', 'mm/b.c'), []);
        assert.equal(names.returnType(over.lookup('kept')[0]!), 'gfp_t');
      },
    );
  });

  it('answers by names alone where an index holds no types', () => {
    const { places, names } = asked(
      graphIndex('mm/a.c: f static\nmm/b.c: f\nmm/b.c: g static\nfs/c.c: h\nfs/c.c: h excluded\nmm/a.c: user\n'),
    );
    assert.deepEqual(places('f', 'mm/a.c'), ['mm/a.c:10']);
    assert.deepEqual(places('f', 'fs/c.c'), ['mm/b.c:10']);
    assert.deepEqual(places('g', 'mm/a.c'), []);
    assert.deepEqual(places('h', 'mm/a.c'), ['fs/c.c:10']);
    assert.equal(names.typedefTarget('gfp_t', 0), null);
  });
});
