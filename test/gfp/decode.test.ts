import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type DecodeResult, decode } from '../../server/src/gfp/decode';
import type { MaskError } from '../../server/src/gfp/evaluateMask';
import { configWith, vocabularyOf } from './vocabularies';

function decoded(input: string, version: string): DecodeResult {
  const outcome = decode(input, vocabularyOf(version));
  assert.ok(outcome.ok, outcome.ok ? '' : outcome.error.message);
  return outcome.result;
}

function refused(input: string, version = '6.1'): MaskError {
  const outcome = decode(input, vocabularyOf(version));
  assert.ok(!outcome.ok, `${input} was decoded`);
  return outcome.error;
}

describe('decode', () => {
  it('gives every field of the contract', () => {
    const { flags, ...rest } = decoded('0x250', '3.10');
    assert.deepEqual(rest, {
      input: '0x250',
      hex: '0x250',
      value: 592,
      symbolic: 'GFP_NOFS|__GFP_NOWARN',
      unknownBits: '0x0',
      allows: {
        directReclaim: true,
        kswapdReclaim: true,
        io: true,
        fs: false,
        sleep: true,
        reserves: false,
        fail: true,
      },
      layout: { source: 'builtin', kernel: '3.10', file: null, assumptions: [] },
      notes: [],
    });
    assert.deepEqual(
      flags.map(({ name, hex }) => `${name} ${hex}`),
      ['__GFP_WAIT 0x10', '__GFP_IO 0x40', '__GFP_NOWARN 0x200'],
    );
    JSON.stringify(decoded('0x250', '3.10'));
  });

  describe('reads', () => {
    const cases: [input: string, version: string, symbolic: string][] = [
      ['592', '3.10.0-327.el7.x86_64', 'GFP_NOFS|__GFP_NOWARN'],
      [' GFP_NOFS | __GFP_NOWARN ', '5.10', 'GFP_NOFS|__GFP_NOWARN'],
      ['GFP_KERNEL & ~__GFP_FS', '6.12', 'GFP_NOFS'],
      ['(__force gfp_t)(GFP_KERNEL ^ 0x80u)', '6.12', 'GFP_NOFS'],
      ['___GFP_IO', '6.1', '__GFP_IO'],
      ['none', '6.1', 'none'],
      ['XFS: possible memory allocation deadlock in kmem_alloc (mode:0x250)', 'el7', 'GFP_NOFS|__GFP_NOWARN'],
      ['a invoked oom-killer: gfp_mask=0x14200ca(GFP_HIGHUSER_MOVABLE), order=0', '4.14', 'GFP_HIGHUSER_MOVABLE'],
      ['SLUB: Unable to allocate memory on node -1 (gfp=0x20)', '2.6.32', 'GFP_ATOMIC'],
      ['kmalloc: call_site=c gfp_flags=GFP_NOFS|__GFP_ZERO node=-1', '6.1', 'GFP_NOFS|__GFP_ZERO'],
      ['mm_page_alloc: order=0 gfp_flags=GFP_WAIT|GFP_IO|GFP_NOWARN', '3.10', 'GFP_NOFS|__GFP_NOWARN'],
      ['GFP_WAIT|GFP_IO', '3.10', 'GFP_NOFS'],
      ['p = kmalloc(size, GFP_NOFS | __GFP_NOWARN);', '6.1', 'GFP_NOFS|__GFP_NOWARN'],
      ['sc.gfp_mask = GFP_KERNEL & ~__GFP_FS;', '6.1', 'GFP_NOFS'],
      ['kvmalloc(GFP_KERNEL)', '6.1', 'GFP_KERNEL'],
    ];
    for (const [input, version, expected] of cases) {
      it(`${input} on ${version}`, () => assert.equal(decoded(input, version).symbolic, expected));
    }
  });

  it('takes no file mode for a mask', () => {
    assert.equal(refused('open: mode:0644 denied').kind, 'notAMask');
  });

  it("notes that the line's own names are those of another kernel", () => {
    const line = 'x: page allocation failure: order:0, mode:0x14200ca(GFP_HIGHUSER_MOVABLE), nodemask=(null)';
    assert.deepEqual(decoded(line, '4.14').notes, []);
    assert.match(decoded(line, '5.10').notes[0] ?? '', /says GFP_HIGHUSER_MOVABLE.*another version/);
  });

  it('reports bits that mean nothing', () => {
    const result = decoded('0x104000cc0', '5.10');
    assert.equal(result.unknownBits, '0x104000000');
    assert.equal(result.hex, '0x104000cc0');
    assert.equal(result.value, 0x104000cc0);
  });

  describe('lists only the assumptions that matter', () => {
    const assumed = (input: string, version: string): readonly string[] => decoded(input, version).layout.assumptions;
    it('none for a mask of unconditional bits', () => assert.deepEqual(assumed('GFP_KERNEL', '6.12'), []));
    it('the one whose bit is set', () => assert.deepEqual(assumed('0x800cc0', '5.10'), ['CONFIG_LOCKDEP=n']));
    it('the one behind a name', () => assert.deepEqual(assumed('GFP_THISNODE', '3.10'), ['CONFIG_NUMA=y']));
    it('none where the configuration is told', () => {
      const outcome = decode('0x800cc0', vocabularyOf('5.10', { config: configWith('LOCKDEP') }));
      assert.ok(outcome.ok);
      assert.deepEqual(outcome.result.layout.assumptions, []);
      assert.equal(outcome.result.symbolic, 'GFP_KERNEL|__GFP_NOLOCKDEP');
    });
  });

  describe('refuses', () => {
    it('a misspelt flag, with the nearest names', () => {
      const error = refused('GFP_NOFSS|__GFP_NOWARN');
      assert.equal(error.kind, 'undefinedFlag');
      assert.equal(error.nearest[0], 'GFP_NOFS');
      assert.match(error.message, /^GFP_NOFSS is not a gfp name of kernel 6\.1; nearest: GFP_NOFS/);
    });

    it('a flag of other kernels, with the kernels and the successor', () => {
      const error = refused('__GFP_WAIT', '5.10');
      assert.equal(error.kind, 'undefinedFlag');
      assert.equal(error.nearest[0], '__GFP_DIRECT_RECLAIM');
      assert.match(error.message, /2\.6\.32 to 3\.10 have it/);
    });

    it('a name without its prefix, with the whole name', () => {
      const error = refused('nofs');
      assert.equal(error.kind === 'undefinedFlag' && error.nearest[0], 'GFP_NOFS');
    });

    it('nonsense, saying what is accepted', () => {
      for (const input of ['', '   ', 'hello world', '@@', 'GFP_KERNEL &', '0xzz', '(((']) {
        const error = refused(input);
        assert.equal(error.kind, 'notAMask', input);
        assert.match(error.message, /is no gfp mask.*0x250, 592/, input);
      }
    });

    it('more than 64 bits', () => assert.equal(refused('0x1ffffffffffffffff').kind, 'tooWide'));

    it('anything at all in one line, without throwing', () => {
      const vocabulary = vocabularyOf('6.1');
      const pieces = fc.constantFrom(
        'GFP_KERNEL',
        '|',
        '&',
        '~',
        '(',
        ')',
        '0x',
        '1',
        'mode:',
        'gfp_mask=',
        ' ',
        ',',
        '<<',
        '?',
        ':',
        '/*',
        '"',
      );
      fc.assert(
        fc.property(
          fc.oneof(
            fc.string(),
            fc.array(pieces).map((parts) => parts.join('')),
          ),
          (text) => {
            const outcome = decode(text, vocabulary);
            if (!outcome.ok) assert.doesNotMatch(outcome.error.message, /\n.*\n/);
          },
        ),
      );
    });
  });
});
