import assert from 'node:assert/strict';
import { gateLines } from './flowTree';

async function check(text: string, expected: readonly string[], entry?: string): Promise<void> {
  assert.deepEqual(await gateLines(text, { entry }), expected);
}

describe('gates of a function', () => {
  it('finds a flag tested in place, with what each side does', () =>
    check(
      `
int f(gfp_t gfp)
{
	if (!(gfp & __GFP_FS))
		return -1;
	run();
	return 0;
}
`,
      ['f: gfp & __GFP_FS [FS] direct, set: run(); return 0, clear: return -1'],
    ));

  it('finds a flag behind a variable and behind functions that say yes or no', () =>
    check(
      `
static bool may_fs(gfp_t gfp) { return gfp & __GFP_FS; }
static bool may_io_and_fs(gfp_t gfp) { return may_fs(gfp) && (gfp & __GFP_IO); }
void f(gfp_t gfp)
{
	bool can_reclaim = gfp & __GFP_DIRECT_RECLAIM;
	if (can_reclaim)
		reclaim();
	if (may_fs(gfp))
		write();
	if (may_io_and_fs(gfp))
		go();
}
`,
      [
        'may_fs: gfp & __GFP_FS [FS] direct, set: return true, clear: return false',
        'may_io_and_fs: may_fs(gfp) [FS] predicate, set: return true, clear: return false',
        'may_io_and_fs: gfp & __GFP_IO [IO] direct, set: return true, clear: return false',
        'f: can_reclaim [DIRECT_RECLAIM] derived, set: reclaim(), clear: go on',
        'f: may_fs(gfp) [FS] predicate, set: write(), clear: go on',
        'f: may_io_and_fs(gfp) [IO FS] predicate, set: go(), clear: go on',
      ],
    ));

  it('does not guess which way a variable goes that is more than a flag', () =>
    check(
      `
void f(gfp_t gfp)
{
	int attempt = (gfp & __GFP_DIRECT_RECLAIM) ? 1 : 0;

	for (; attempt < 2; attempt++) {
		if (attempt)
			lock();
	}
}
`,
      [
        'f: gfp & __GFP_DIRECT_RECLAIM [DIRECT_RECLAIM] direct, set: the value is true, clear: the value is false',
        'f: attempt [DIRECT_RECLAIM] derived, set: not settled by flags alone: lock(), or go on, clear: not settled by flags alone: lock(), or go on',
      ],
    ));

  it('finds a function that hands out a flag on one way and says yes or no on others', () =>
    check(
      `
extern int ready(int n);
static inline bool wants_zero(gfp_t gfp, int n)
{
	if (ready(n))
		return n > 1 ? true : false;
	return gfp & __GFP_ZERO;
}
void f(gfp_t gfp, int n)
{
	if (wants_zero(gfp, n))
		clear();
}
`,
      [
        'wants_zero: gfp & __GFP_ZERO [ZERO] direct, set: return true, clear: return false',
        'f: wants_zero(gfp, n) [ZERO] predicate, set: clear(), clear: go on',
      ],
    ));

  it('tells of each world what it does, also where both do the same', () =>
    check(
      `
int f(gfp_t gfp)
{
	if ((gfp & (__GFP_IO | __GFP_FS)) == __GFP_IO)
		return 1;
	return 2;
}
`,
      ['f: (gfp & (__GFP_IO | __GFP_FS)) == __GFP_IO [IO FS] direct, set: return 2, clear: return 2'],
    ));

  it('finds a switch on some flags, with its cases and what is done for none of them', () =>
    check(
      `
void f(gfp_t gfp)
{
	switch (gfp & (__GFP_IO | __GFP_FS)) {
	case __GFP_IO:
		io();
		break;
	case __GFP_FS:
		fs();
		break;
	default:
		other();
	}
}
`,
      ['f: gfp & (__GFP_IO | __GFP_FS) [IO FS] direct, set: case __GFP_IO, case __GFP_FS, clear: other()'],
    ));

  it('finds each operand, loops, ?: and values that are chosen', async () => {
    const found = await gateLines(`
int f(gfp_t gfp, int order)
{
	while (gfp & __GFP_NOFAIL)
		again();
	for (; !(gfp & __GFP_NORETRY) && order; order--)
		again();
	if (unlikely(gfp & __GFP_NOWARN) || order > 3)
		warn();
	return gfp & __GFP_HIGH ? 1 : 2;
}
`);
    assert.deepEqual(
      found.map((line) => line.replace(/ (?:direct).*/, '')),
      [
        'f: gfp & __GFP_NOFAIL [NOFAIL]',
        'f: gfp & __GFP_NORETRY [NORETRY]',
        'f: gfp & __GFP_NOWARN [NOWARN]',
        'f: gfp & __GFP_HIGH [HIGH]',
      ],
    );
  });

  it('finds none where a flag is set, cleared, handed on, printed or compared without a branch', () =>
    check(
      `
gfp_t f(gfp_t gfp, gfp_t other)
{
	gfp |= __GFP_ZERO;
	gfp &= ~__GFP_FS;
	print(gfp & __GFP_FS);
	give(gfp & GFP_NOFS);
	if (other == gfp)
		same();
	return gfp & __GFP_IO;
}
`,
      [],
    ));
});

describe('gates under a mask', () => {
  const text = `
extern bool is_swap(int kind);
static bool may_enter(gfp_t gfp, int kind)
{
	if (gfp & __GFP_FS)
		return true;
	if (!is_swap(kind) || !(gfp & __GFP_IO))
		return false;
	return true;
}
void f(gfp_t gfp, int kind)
{
	if (gfp & __GFP_DIRECT_RECLAIM)
		reclaim();
	if (!(gfp & __GFP_FS))
		return;
	if (may_enter(gfp, kind))
		enter();
}
`;

  it('says open and closed, also where something that is no flag opens it all the same', async () => {
    const under = async (entry: string): Promise<string[]> =>
      (await gateLines(text, { entry })).map((line) => line.replace(/^(\w+): (.*) \[.*, /, '$1 $2: '));
    assert.deepEqual(await under('GFP_NOFS'), [
      'may_enter gfp & __GFP_FS: closed',
      'may_enter gfp & __GFP_IO: open',
      'f gfp & __GFP_DIRECT_RECLAIM: open',
      'f gfp & __GFP_FS: closed',
      'f may_enter(gfp, kind): closed',
    ]);
    assert.deepEqual(await under('GFP_NOWAIT'), [
      'may_enter gfp & __GFP_FS: closed',
      'may_enter gfp & __GFP_IO: closed',
      'f gfp & __GFP_DIRECT_RECLAIM: closed',
      'f gfp & __GFP_FS: closed',
      'f may_enter(gfp, kind): closed',
    ]);
    assert.deepEqual(new Set((await under('GFP_KERNEL')).map((line) => line.split(': ')[1])), new Set(['open']));
  });

  it('says nothing where a flag that closes the way is missing, and something else decides', () =>
    check(
      `
extern int in_interrupt(void);
static inline bool reserves(gfp_t gfp)
{
	if (gfp & __GFP_NOMEMALLOC)
		return false;
	return in_interrupt();
}
void f(gfp_t gfp)
{
	if (reserves(gfp))
		go();
}
`,
      [
        'reserves: gfp & __GFP_NOMEMALLOC [NOMEMALLOC] direct, closed',
        'f: reserves(gfp) [NOMEMALLOC] predicate, unknown',
      ],
      'GFP_NOFS',
    ));

  it('leaves open what the mask does not tell', () =>
    check(
      `
extern gfp_t made(void);
void f(void)
{
	gfp_t gfp = made();
	if (gfp & __GFP_FS)
		go();
}
`,
      ['f: gfp & __GFP_FS [FS] direct, unknown'],
      'GFP_NOFS',
    ));
});
