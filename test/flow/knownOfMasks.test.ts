import { checkFlow } from './flowTree';

describe('what is known of a mask', () => {
  it('is lost in each variable that a pointer may lead to, once somebody else has it', () =>
    checkFlow(`
extern void change(gfp_t *p);
extern int choice(void);
void f(void)
{
	gfp_t g0 = GFP_KERNEL, g1 = GFP_NOFS, other = GFP_NOIO;
	gfp_t *q = &g0;

	if (choice())
		q = &g1;
	change(q);
	known("FS?", g0);
	known("IO?", g1);
	known("GFP_NOIO", other);
}
`));

  it('of a copied struct is as little known as what somebody filled', () =>
    checkFlow(`
struct box { gfp_t gfp; int order; };
extern void fill(struct box *b);
void f(void)
{
	struct box t = { 0 };
	struct box s;

	fill(&t);
	s = t;
	known("ZERO?", s.gfp);
}
`));

  it('is read before or after what a macro assigns on the right of |=', () =>
    checkFlow(`
#define set_bits(x, y) ((x) |= (y))
void f(void)
{
	gfp_t gfp = __GFP_FS;

	set_bits(gfp, (gfp = __GFP_IO));
	known("IO+ FS?", gfp);
}
`));

  it('of a parameter is lost where a pointer to it may have been handed on', async () =>
    checkFlow(
      `
extern void change(gfp_t *p);
extern int choice(void);
void f(gfp_t gfp)
{
	gfp_t own = GFP_NOIO;
	gfp_t *q = &own;

	while (choice()) {
		change(q);
		q = &gfp;
	}
	known("FS?", gfp);
}
`,
      { entry: 'GFP_KERNEL' },
    ));

  it('is known behind a warning that decides, as behind any other test', () =>
    checkFlow(`
#define warn_on(condition) ({ int __ret = !!(condition); if (unlikely(__ret)) report(__LINE__); unlikely(__ret); })
#define warn_once(condition, format...) ({ bool __once = !!(condition); warn_on(__once); })
void f(gfp_t gfp, gfp_t other, int order)
{
	if (warn_on(gfp & (__GFP_IO | __GFP_FS)))
		gfp &= ~(__GFP_IO | __GFP_FS);
	known("IO- FS- ZERO?", gfp);
	if (warn_once(!order || !(other & __GFP_COMP), "no"))
		return;
	known("COMP+", other);
}
`));

  it('is what a cast with an attribute gives', () =>
    checkFlow(`
//- /include/linux/flags.h
#define QUIET ((__force gfp_t)(GFP_NOFS | __GFP_NOWARN))
//- /lib/a.c
#include <linux/flags.h>
void f(void)
{
	known("GFP_NOFS|__GFP_NOWARN", QUIET);
}
`));

  it('is known where a variable that holds a test of it was tested, as long as both are what they were', () =>
    checkFlow(`
static inline bool can_wait(gfp_t gfp) { return !!(gfp & __GFP_DIRECT_RECLAIM); }
void f(gfp_t gfp, gfp_t other, int order)
{
	bool waits = can_wait(gfp);
	const int noio = !(gfp & __GFP_IO);
	bool late;

	if (order)
		gfp &= ~__GFP_ZERO;
	if (!waits)
		goto out;
	known("DIRECT_RECLAIM+ IO?", gfp);
	if (!noio)
		known("IO+", gfp);
	else
		known("IO-", gfp);
	gfp = other;
	if (waits)
		known("DIRECT_RECLAIM?", gfp);
	late = gfp & __GFP_ZERO;
	late = order;
	if (late)
		known("ZERO?", gfp);
	return;
out:
	known("DIRECT_RECLAIM-", gfp);
}
`));

  it('is told by all operands of a helper that is a conjunction', () =>
    checkFlow(`
extern int compacts;
static inline bool may_compact(gfp_t gfp) { return compacts && (gfp & __GFP_IO); }
void f(gfp_t gfp)
{
	if (!may_compact(gfp))
		return;
	known("IO+ FS?", gfp);
}
`));

  it('is assumed of what changes only while a system starts, but not where that is the question', () =>
    checkFlow(`
//- /lib/a.c
extern gfp_t gfp_allowed_mask;
static inline bool is_suspended(void) { return (gfp_allowed_mask & (__GFP_IO | __GFP_FS)) != (__GFP_IO | __GFP_FS); }
void restrict_mask(void)
{
	gfp_allowed_mask &= ~__GFP_IO;
	known("IO- FS?", gfp_allowed_mask);
}
void allocate(void)
{
	gfp_t gfp = GFP_NOFS;

	gfp &= gfp_allowed_mask;
	known("GFP_NOFS", gfp);
	known("either", is_suspended());
}
`));

  it('is not told by an operand that another one writes over', () =>
    checkFlow(`
#define taken(x, y) (((x) & __GFP_IO) && ((x) = (y)))
void f(gfp_t gfp, gfp_t other)
{
	if (taken(gfp, other))
		known("IO?", gfp);
}
`));

  it('is what both branches of an #if leave, where the configuration is not told', async () => {
    const text = (word: string): string => `
#define SMALL 4096
#ifdef CONFIG_OTHER
#define OWN_MASK (GFP_KERNEL)
#else
#define OWN_MASK (GFP_NOFS)
#endif
#define LARGE (SMALL << 2)
void f(gfp_t gfp)
{
#ifdef CONFIG_EXTRA
	gfp |= __GFP_ZERO;
#else
	gfp &= ~__GFP_FS;
#endif
	known("${word}", gfp);
	gfp = GFP_NOFS;
#if SMALL < LARGE
	gfp |= __GFP_HIGH;
#else
	gfp |= __GFP_COMP;
#endif
	known("HIGH+ COMP- FS-", gfp);
	known("FS? IO+", OWN_MASK);
}
`;
    await checkFlow(text('ZERO? FS?'));
    await checkFlow(text('ZERO+ FS?'), { config: () => 'y' });
    await checkFlow(text('ZERO? FS-'), { config: () => 'n' });
  });

  it('is what all macros give that may be meant', () =>
    checkFlow(`
#ifndef CONFIG_DEBUGGER
#define is_master() (0)
#else
#define is_master() (self() == master)
#endif
#define GFP_MASTER (is_master() ? GFP_ATOMIC : GFP_KERNEL)
extern int master;
void f(void)
{
	known("KSWAPD_RECLAIM+ FS? HIGH? ZERO-", GFP_MASTER);
}
`));

  it('is told by a test of flags that are not all known', () =>
    checkFlow(`
void f(gfp_t gfp, int wants_zero)
{
	if (gfp & (__GFP_IO | (wants_zero ? __GFP_ZERO : 0)))
		known("IO? ZERO?", gfp);
	else
		known("IO- ZERO?", gfp);
}
`));

  it('is told by the outcome of a helper, flag by flag', () =>
    checkFlow(`
extern int reserves(void);
static int reserve_flags(gfp_t gfp)
{
	if (gfp & __GFP_NOMEMALLOC)
		return 0;
	if (gfp & __GFP_MEMALLOC)
		return 4;
	return reserves() ? 8 : 0;
}
static int verify(gfp_t gfp)
{
	if (gfp & (__GFP_COMP | __GFP_HIGHMEM))
		return -22;
	return 0;
}
void f(gfp_t gfp, gfp_t other)
{
	if (reserve_flags(gfp))
		known("NOMEMALLOC- MEMALLOC? FS?", gfp);
	else
		known("NOMEMALLOC? MEMALLOC?", gfp);
	if (verify(other))
		return;
	known("COMP- HIGHMEM- FS?", other);
}
`));
});
