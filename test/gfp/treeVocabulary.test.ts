import assert from 'node:assert/strict';
import { decode } from '../../server/src/gfp/decode';
import { symbolic } from '../../server/src/gfp/symbolic';
import { type GfpHeaders, vocabularyFromTree } from '../../server/src/gfp/treeVocabulary';
import type { ConfigLookup, Vocabulary } from '../../server/src/gfp/vocabulary';
import { configWith } from './vocabularies';

const NUMBERED = `
#ifndef T_GFP_H
#define T_GFP_H
#if 0
#define ___GFP_HIGH 0xdeadu
#endif
#define ___GFP_IO	0x40u	/* starts \`devices\` */
#define ___GFP_FS	0x80u
#define ___GFP_DIRECT_RECLAIM	0x400u
#ifdef CONFIG_LOCKDEP
#define ___GFP_NOLOCKDEP 0x800u
#else
#define ___GFP_NOLOCKDEP 0
#endif
/**
 * DOC: what reclaim may do
 *
 * %__GFP_IO may
 * touch devices. See
 * %__GFP_FS too.
 *
 * %GFP_NOFS and %GFP_KERNEL are for everyday use.
 */
#define __GFP_IO	((__force gfp_t)___GFP_IO)
#define __GFP_FS	((__force gfp_t)___GFP_FS) /* may call
						     * file systems */
#define __GFP_DIRECT_RECLAIM ((__force gfp_t)___GFP_DIRECT_RECLAIM)

/* No lock checks here */
#define __GFP_NOLOCKDEP ((__force gfp_t)___GFP_NOLOCKDEP)
#define __GFP_BITS_SHIFT (11 + IS_ENABLED(CONFIG_LOCKDEP))
#define __GFP_BITS_MASK ((__force gfp_t)((1 << __GFP_BITS_SHIFT) - 1))
#define GFP_NOFS	(__GFP_DIRECT_RECLAIM | __GFP_IO)
#define GFP_KERNEL	(GFP_NOFS | \\
			 __GFP_FS)
#define GFP_WITHOUT	(GFP_KERNEL & ~__GFP_IO)
#define GFP_ZONE_BAD	(1 << __GFP_IO)
#define GFP_CALL(x)	(x)
#define GFP_CIRCLE	GFP_CIRCLE2
#define GFP_CIRCLE2	GFP_CIRCLE
#endif
`;

const ENUMERATED = `
enum {
	___GFP_IO_BIT,
	___GFP_FS_BIT,	/* second */
	___GFP_UNUSED_BIT,
#ifdef CONFIG_KASAN_HW_TAGS
	___GFP_SKIP_KASAN_BIT,
#endif
	___GFP_LATE_BIT = 40,
	___GFP_LAST_BIT
};
#define ___GFP_IO	BIT(___GFP_IO_BIT)
#define ___GFP_FS	BIT(___GFP_FS_BIT)
#ifdef CONFIG_KASAN_HW_TAGS
# define ___GFP_SKIP_KASAN BIT(___GFP_SKIP_KASAN_BIT)
#else
# define ___GFP_SKIP_KASAN 0
#endif
#define ___GFP_LATE	BIT(___GFP_LATE_BIT)
#define __GFP_IO	((__force gfp_t)___GFP_IO)
#define __GFP_FS	((__force gfp_t)___GFP_FS)
#define __GFP_SKIP_KASAN ((__force gfp_t)___GFP_SKIP_KASAN)
#define __GFP_LATE	((__force gfp_t)___GFP_LATE)
`;

function read(files: GfpHeaders, config: ConfigLookup = configWith()): Vocabulary {
  const vocabulary = vocabularyFromTree(files, config, '6.1.2');
  assert.ok(vocabulary !== null);
  return vocabulary;
}

describe('vocabularyFromTree', () => {
  it('evaluates masks written as numbers', () => {
    const { values, layout } = read({ gfp: NUMBERED });
    assert.equal(values.get('GFP_NOFS'), 0x440n);
    assert.equal(values.get('GFP_KERNEL'), 0x4c0n);
    assert.equal(values.get('GFP_WITHOUT'), 0x480n);
    assert.equal(values.get('__GFP_BITS_MASK'), 0x7ffn);
    assert.equal(values.has('__GFP_HIGH'), false);
    assert.deepEqual(
      { ...layout, assumptions: [] },
      { source: 'tree', kernel: '6.1.2', file: 'include/linux/gfp.h', assumptions: [] },
    );
  });

  it('leaves out what is no mask', () => {
    const { values } = read({ gfp: NUMBERED });
    for (const name of ['GFP_ZONE_BAD', 'GFP_CALL', 'GFP_CIRCLE']) assert.equal(values.has(name), false, name);
  });

  it('evaluates bits counted by an enum, beyond 32 too', () => {
    const { values, layout } = read({ gfpTypes: ENUMERATED, gfp: '#define GFP_BOTH (__GFP_IO|__GFP_FS)\n' });
    assert.equal(values.get('GFP_BOTH'), 3n);
    assert.equal(values.get('__GFP_LATE'), 1n << 40n);
    assert.equal(layout.file, 'include/linux/gfp_types.h');
  });

  it('follows the configuration', () => {
    assert.equal(read({ gfp: NUMBERED }).values.get('__GFP_NOLOCKDEP'), 0n);
    const { values } = read({ gfp: NUMBERED }, configWith('LOCKDEP'));
    assert.equal(values.get('__GFP_NOLOCKDEP'), 0x800n);
    assert.equal(values.get('__GFP_BITS_MASK'), 0xfffn);
    assert.equal(read({ gfpTypes: ENUMERATED }, configWith('KASAN_HW_TAGS')).values.get('__GFP_SKIP_KASAN'), 8n);
  });

  it('states an assumption only for a symbol that is not told and matters', () => {
    const vocabulary = read({ gfp: NUMBERED }, () => undefined);
    assert.deepEqual(
      vocabulary.layout.assumptions.map(({ symbol, value, bits }) => ({ symbol, value, bits })),
      [{ symbol: 'CONFIG_LOCKDEP', value: 'n', bits: 0x800n }],
    );
    const outcome = decode('0x840', vocabulary);
    assert.deepEqual(outcome.ok && outcome.result.layout.assumptions, ['CONFIG_LOCKDEP=n']);
    assert.deepEqual(read({ gfp: NUMBERED }).layout.assumptions, []);
  });

  it("has the header's own words", () => {
    const { help } = read({ gfp: NUMBERED });
    assert.equal(help.get('__GFP_IO'), '__GFP_IO may touch devices. See __GFP_FS too.');
    assert.equal(help.get('__GFP_FS'), 'may call file systems');
    assert.equal(help.get('__GFP_NOLOCKDEP'), 'No lock checks here');
    assert.equal(help.get('GFP_KERNEL'), 'GFP_NOFS and GFP_KERNEL are for everyday use.');
    assert.equal(help.get('GFP_NOFS'), help.get('GFP_KERNEL'));
  });

  it('has its own words where the header has none', () => {
    assert.match(read({ gfp: NUMBERED }).help.get('__GFP_DIRECT_RECLAIM') ?? '', /reclaim/);
  });

  describe('prints in the order of the trace header', () => {
    const print = (mmflags: string, mask: bigint): string => symbolic(mask, read({ gfp: NUMBERED, mmflags }));

    it('with gfpflag_string()', () => {
      const table = `
#define gfpflag_string(flag) {(__force unsigned long)flag, #flag}
#define __def_gfpflag_names \\
	gfpflag_string(GFP_NOFS), \\
	gfpflag_string(__GFP_FS), gfpflag_string(__GFP_IO)
#define show_gfp_flags(flags) (flags) ? __print_flags(flags, "|", __def_gfpflag_names) : "none"
`;
      assert.equal(print(table, 0xc0n), '__GFP_FS|__GFP_IO');
      assert.equal(print(table, 0x4c0n), 'GFP_NOFS|__GFP_FS');
    });

    it('with TRACE_GFP_EM()', () => {
      const table = `
#define TRACE_GFP_FLAGS TRACE_GFP_EM(FS) TRACE_GFP_EM(IO)
#undef TRACE_GFP_EM
#define TRACE_GFP_EM(a) gfpflag_string(__GFP_##a),
#define __def_gfpflag_names gfpflag_string(GFP_KERNEL), TRACE_GFP_FLAGS { 0, NULL }
#define show_gfp_flags(flags) (flags) ? __print_flags(flags, "|", __def_gfpflag_names) : "none"
`;
      assert.equal(print(table, 0x4c0n), 'GFP_KERNEL');
      assert.equal(print(table, 0xc0n), '__GFP_FS|__GFP_IO');
    });

    it('with plain entries, whose printed names are understood', () => {
      const table = `
#define show_gfp_flags(flags) (flags) ? __print_flags(flags, "|", \\
	{(unsigned long)__GFP_FS, "GFP_FS"}, \\
	{(unsigned long)__GFP_IO, "GFP_IO"}) : "GFP_NOWAIT"
`;
      assert.equal(print(table, 0xc0n), '__GFP_FS|__GFP_IO');
      const outcome = decode('gfp_flags=GFP_IO|GFP_FS', read({ gfp: NUMBERED, mmflags: table }));
      assert.equal(outcome.ok && outcome.result.hex, '0xc0');
    });
  });

  it('gives null for a text that defines no flag', () => {
    assert.equal(
      vocabularyFromTree({ gfp: 'int x;' }, () => undefined, null),
      null,
    );
    assert.equal(
      vocabularyFromTree({}, () => undefined, null),
      null,
    );
  });

  it('reads broken headers as far as they go', () => {
    const broken = `${NUMBERED.slice(0, 400)}\n#if\n#else\n#endif\n#endif\n#elif x\n#define\n/* never closed`;
    vocabularyFromTree(
      { gfp: broken, gfpTypes: 'enum { ___GFP_A_BIT = ( }', mmflags: '#define show_gfp_flags(' },
      () => undefined,
      '6.1',
    );
  });

  it('gives a flag that the configuration lacks a bit that no mask has, also in names that are made of it', () => {
    const gfp = `${NUMBERED}\n#define GFP_QUIET ((GFP_KERNEL | __GFP_NOLOCKDEP | __GFP_FS) & ~__GFP_FS)\n`;
    const { values, withAbsent } = vocabularyFromTree({ gfp }, configWith(), '6.1')!;
    const bit = withAbsent.get('__GFP_NOLOCKDEP')!;
    assert.ok(bit > 0xffff_ffffn);
    assert.equal(withAbsent.get('GFP_QUIET'), values.get('GFP_QUIET')! | bit);
    assert.equal(withAbsent.get('__GFP_BITS_MASK')! & bit, bit);
    assert.deepEqual([...withAbsent.keys()].sort(), ['GFP_QUIET', '__GFP_BITS_MASK', '__GFP_NOLOCKDEP']);
    assert.equal(vocabularyFromTree({ gfp }, configWith('LOCKDEP'), '6.1')!.withAbsent.size, 0);
  });
});
