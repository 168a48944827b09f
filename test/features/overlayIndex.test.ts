import assert from 'node:assert/strict';
import fc from 'fast-check';
import { overlaidIndex } from '../../server/src/features/overlayIndex';
import type { DefId, KernelIndex } from '../../server/src/index/kernelIndex';
import { openTree } from '../../server/src/index/openTree';
import { fixtureText, parseFixture } from '../support/fixture';
import { withFixtureTree } from '../support/fixtureTree';

const FIXTURE = parseFixture(`
//- /include/linux/ops.h version:6.1
struct door_ops { int (*open)(void); };
struct door { const struct door_ops *ops; };
void ring(void);
#define SYSCALL_DEFINE1(name, type, arg) long __do_sys_##name(type arg)
//- /mm/door.c
#include <linux/ops.h>
static int helper(void) { return 0; }
int first(void)
{
	return helper();
}
int middle(struct door *door)
{
	first();
	return door->ops->open();
}
int last(void)
{
	return middle(0);
}
//- /mm/bell.c
#include <linux/ops.h>
static int helper(void) { return 1; }
void ring(void) { last(); }
static int open_bell(void) { return helper(); }
const struct door_ops bell_ops = { .open = open_bell };
//- /mm/gate.c
struct gate_ops { int (*open)(void); };
static int open_gate(void) { return 0; }
const struct gate_ops gate_ops = { .open = open_gate };
`);

const PATH = 'mm/door.c';
const TEXT = fixtureText(FIXTURE, PATH);

/** Runs `look` on the tree's index with `text` laid over mm/door.c. */
async function withOverlay(
  text: string,
  look: (index: KernelIndex, base: KernelIndex) => void,
  indexedText: string | null = TEXT,
  path = PATH,
): Promise<void> {
  await withFixtureTree(FIXTURE, async (root) => {
    const { index } = await openTree(root, { jobs: 1 });
    look(overlaidIndex(index, [{ path, text, indexedText }]), index);
  });
}

const only = (index: KernelIndex, name: string): DefId => {
  const [def, ...more] = index.lookup(name);
  assert.ok(def !== undefined, `no ${name}`);
  assert.equal(more.length, 0);
  return def;
};

const callees = (index: KernelIndex, name: string): string[] => {
  const { from, to } = index.callsOf(only(index, name));
  const found: string[] = [];
  for (let call = from; call < to; call++)
    if (index.isCall(call))
      for (const def of Array.from(index.targets(call)))
        found.push(`${index.filePath(index.defFile(def))}:${index.defName(def)}`);
  return found;
};

const callers = (index: KernelIndex, name: string): string[] =>
  Array.from(index.callsTo(only(index, name)), (call) => {
    const { line } = index.callSite(call);
    return `${index.defName(index.callCaller(call))}:${line}`;
  });

describe('an unsaved text over the index', () => {
  it('moves what stands below an insertion, and keeps what is known of it', () =>
    withOverlay(`/* one\n * two */\n${TEXT}`, (index, base) => {
      assert.equal(only(index, 'last'), only(base, 'last'));
      assert.equal(index.defLine(only(index, 'last')), base.defLine(only(base, 'last')) + 2);
      assert.deepEqual(callers(index, 'middle'), [`last:${14 + 2}`]);
      assert.equal(index.defAt(index.fileByPath(PATH)!, 5), only(index, 'first'));
    }));

  it('answers with the calls of an edited function, resolved as the tree knows them', () =>
    withOverlay(TEXT.replace('\tfirst();\n', '\thelper();\n\tring();\n'), (index) => {
      assert.deepEqual(callees(index, 'middle'), ['mm/door.c:helper', 'mm/bell.c:ring', 'mm/bell.c:open_bell']);
      assert.deepEqual(callers(index, 'first'), []);
      assert.deepEqual(callers(index, 'ring'), ['middle:10']);
      const through = Array.from(index.slotCalls(index.slotByName('door_ops.open')!));
      assert.deepEqual(
        through.map((call) => index.callSite(call).line),
        [11],
      );
      assert.equal(index.callIsByFieldNameOnly(through[0]!), false);
      assert.deepEqual(callers(index, 'middle'), ['last:15']);
    }));

  it('knows a function that is new, and one that was renamed', () =>
    withOverlay(`${TEXT.replace('int first(', 'int first_of_all(')}int fresh(void) { return last(); }\n`, (index) => {
      assert.deepEqual(callees(index, 'fresh'), ['mm/door.c:last']);
      assert.deepEqual(callers(index, 'last').sort(), ['fresh:16', 'ring:3']);
      assert.deepEqual(index.lookup('first'), []);
      assert.deepEqual(callees(index, 'first_of_all'), ['mm/door.c:helper']);
      const fresh = index.nameId('fresh');
      assert.ok(fresh !== undefined && [...index.definedNames()].includes(fresh));
      assert.equal(index.nameText(fresh), 'fresh');
      const beginning = [...index.definedNames('fi')].map((name) => index.nameText(name));
      assert.ok(beginning.includes('first_of_all') && !beginning.includes('fresh'), beginning.join());
    }));

  it('does not lose the neighbours of a half-typed function', () =>
    withOverlay(TEXT.replace('int middle(', 'int half(void)\n{\n\tif (first(\n\nint middle('), (index) => {
      assert.deepEqual(callees(index, 'middle'), ['mm/door.c:first', 'mm/bell.c:open_bell']);
      assert.deepEqual(callers(index, 'middle'), ['last:18']);
      assert.deepEqual(callees(index, 'half'), ['mm/door.c:first']);
      assert.equal(index.defEndLine(only(index, 'half')) < index.defLine(only(index, 'middle')), true);
    }));

  it('keeps a function that was moved unchanged', () => {
    const helper = 'static int helper(void) { return 0; }\n';
    const text = `${TEXT.replace(helper, 'static int helper(void);\n')}${helper}`;
    return withOverlay(text, (index, base) => {
      const own = index.lookup('mm/door.c:helper');
      assert.deepEqual(own, base.lookup('mm/door.c:helper'));
      assert.equal(index.defLine(own[0]!), 16);
    });
  });

  it('stands alone where the text before is not known', () =>
    withOverlay(
      TEXT.replace('return helper();', 'return 7;'),
      (index) => {
        assert.deepEqual(callees(index, 'first'), []);
        assert.deepEqual(callees(index, 'middle'), ['mm/door.c:first', 'mm/bell.c:open_bell']);
        assert.deepEqual(callers(index, 'last'), ['ring:3']);
      },
      null,
    ));

  it('gives callers to one of two definitions of a name, the first', () =>
    withOverlay(TEXT.replace('static int helper', 'int helper(void) { ring(); }\ntatic int helper'), (index) => {
      const [replaced, second, ...more] = index.lookup('mm/door.c:helper');
      assert.deepEqual(more, []);
      assert.equal(index.defLine(replaced!), 2);
      assert.equal(index.defLine(second!), 3);
      assert.equal(index.callsTo(replaced!).length, 1);
      assert.equal(index.callsTo(second!).length, 0);
    }));

  it('adds a file that the index does not hold', () =>
    withOverlay(
      'int newcomer(void) { return last(); }\n',
      (index, base) => {
        assert.equal(index.filePath(index.defFile(only(index, 'newcomer'))), 'mm/new.c');
        assert.equal(index.fileCount, base.fileCount + 1);
        assert.deepEqual(callers(index, 'last').sort(), ['newcomer:1', 'ring:3']);
      },
      null,
      'mm/new.c',
    ));

  it('follows a stored function to its new text', async () => {
    const path = 'mm/bell.c';
    const before = fixtureText(FIXTURE, path);
    await withOverlay(
      before.replace('return helper();', 'return 5;'),
      (index) => {
        assert.deepEqual(callees(index, 'middle'), ['mm/door.c:first', 'mm/bell.c:open_bell']);
        assert.deepEqual(callees(index, 'open_bell'), []);
        assert.equal(index.assignmentsOf(only(index, 'open_bell')).length, 1);
      },
      before,
      path,
    );
  });

  it('holds together under any edit: callers and callees mirror each other, lines stay in the text', () =>
    withFixtureTree(FIXTURE, async (root) => {
      const { index: base } = await openTree(root, { jobs: 1 });
      const edit = fc.record({
        from: fc.nat(TEXT.length),
        length: fc.nat(60),
        typed: fc.oneof(fc.constantFrom('{', '}', '(', '/*', '#if 0\n', 'int helper(void) { ring(); }\n'), fc.string()),
        knows: fc.boolean(),
      });
      fc.assert(
        fc.property(edit, ({ from, length, typed, knows }) => {
          const text = TEXT.slice(0, from) + typed + TEXT.slice(from + length);
          const index = overlaidIndex(base, [{ path: PATH, text, indexedText: knows ? TEXT : null }]);
          const file = index.fileByPath(PATH)!;
          for (const def of index.defsOfFile(file)) {
            assert.ok(index.defLine(def) >= 1 && index.defEndLine(def) <= text.split('\n').length);
            assert.ok(index.lookup(index.defName(def)).includes(def));
          }
          for (let file = 0; file < index.fileCount; file++)
            for (const def of index.defsOfFile(file)) {
              const { from, to } = index.callsOf(def);
              for (let call = from; call < to; call++) {
                if (!index.isCall(call) || index.callSlot(call) !== undefined) continue;
                assert.equal(index.callCaller(call), def);
                for (const target of Array.from(index.targets(call)))
                  assert.ok(Array.from(index.callsTo(target)).includes(call));
              }
              for (const call of Array.from(index.callsTo(def))) {
                assert.ok(Array.from(index.targets(call)).includes(def));
                assert.ok(index.defsOfFile(index.callSite(call).file).includes(index.callCaller(call)));
              }
            }
        }),
        { numRuns: 300 },
      );
    }));
});
