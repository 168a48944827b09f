import assert from 'node:assert/strict';
import fc from 'fast-check';
import { framesIn } from '../../server/src/klog/frames';

describe('framesIn', () => {
  const lines: readonly (readonly [string, string, string])[] = [
    ['x86 of today', '[  43.1]  shrink_node+0x2a5/0x6f0', 'shrink_node'],
    ['x86 with an address', ' [<ffffffff8163c1d9>] schedule+0x29/0x70', 'schedule'],
    ['a module', '  kmem_thing+0x6e/0x100 [xfs]', 'kmem_thing [xfs]'],
    ['a module with taints', ' nv_thing+0x1/0x2 [nvidia(POE)]', 'nv_thing [nvidia]'],
    ['a module with its build id', ' a_b+0x1/0x2 [my-mod 0123456789abcdef]', 'a_b [my-mod]'],
    ['a guess of the unwinder', '  ? process_timeout+0x10/0x10', 'process_timeout ?'],
    ['what the compiler split', ' slow.constprop.0.isra.3+0x1f/0x20', 'slow'],
    ['the instruction pointer', 'RIP: 0010:do_it+0x1f/0x20 [mod]', 'do_it [mod]'],
    ['the instruction pointer of old', 'RIP: 0010:[<ffffffff81>]  [<ffffffff81>] do_it+0x1f/0x20', 'do_it'],
    ['arm64', 'pc : do_it+0x1f/0x20', 'do_it'],
    ['ppc64', '[c000000fe8] [c0000001] .do_it+0x1f/0x20 (unreliable)', 'do_it'],
    ['s390', ' ([<000000000011>] do_it+0x1f/0x20)', 'do_it'],
    ['s390 with a module', ' ([<000000000011>] do_it+0x1f/0x20 [ext])', 'do_it [ext]'],
    ['a warning', 'WARNING: CPU: 0 PID: 1 at mm/thing.c:45 do_it+0x1f/0x20', 'do_it'],
    ['tracing', 'kmalloc: call_site=do_it+0x1f/0x20 ptr=0', 'do_it'],
  ];
  for (const [what, line, expected] of lines) it(`reads ${what}`, () => check(line, [expected]));

  it('reads several in a line', () => check('a+0x1/0x2 <- b+0x3/0x4', ['a', 'b']));
  it('passes over what only looks like one', () => check('0x1+0x2/0x3 +0x1/0x2 f+0x1 f+0xzz/0x1 9f+0x1/0x2', []));

  it("gives the name's place and the numbers", () => {
    const text = 'x\n ? .do_it.part.0+0x1f/0x20';
    const [frame] = [...framesIn(text)];
    assert.equal(text.slice(frame!.start, frame!.end), 'do_it');
    assert.deepEqual([frame!.offset, frame!.size, frame!.isReliable], [31, 32, false]);
  });

  it('is linear in words without end', () => {
    const text = 'a'.repeat(2_000_000) + '+0x1/0x2 '.repeat(20_000);
    const started = performance.now();
    assert.ok([...framesIn(text)].length <= 20_000);
    assert.ok(performance.now() - started < 2_000);
  });

  it('takes any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('+0x1', '/0x', 'f', '.', '?', ' ', '[', ']') }), (text) =>
        [...framesIn(text)].every(({ start, end }) => start < end),
      ),
    );
  });
});

/** A frame as `name [module]`, `?` behind an unreliable one. */
function check(line: string, expected: readonly string[]): void {
  const words = [...framesIn(line)].map(
    (frame) => `${frame.function}${frame.module === null ? '' : ` [${frame.module}]`}${frame.isReliable ? '' : ' ?'}`,
  );
  assert.deepEqual(words, expected);
}
