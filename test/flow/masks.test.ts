import { checkFlow } from './flowTree';

describe('masks through branches and loops', () => {
  it('keeps what both ways have in common', () =>
    checkFlow(`
void f(int order)
{
	gfp_t gfp = GFP_KERNEL;
	if (order > 3)
		gfp &= ~__GFP_FS;
	else
		gfp |= __GFP_NOWARN;
	known("FS? NOWARN? IO+ ZERO-", gfp);
	known("IO+ FS? HIGH?", order ? GFP_NOFS : GFP_ATOMIC | __GFP_IO | __GFP_FS);
}
`));

  it('knows a tested flag inside of the branch, and that it is clear on the other side', () =>
    checkFlow(`
void f(gfp_t gfp)
{
	if (gfp & __GFP_NOFAIL)
		known("NOFAIL+ FS?", gfp);
	else
		known("NOFAIL- FS?", gfp);
	if ((gfp & (__GFP_IO | __GFP_FS)) != (__GFP_IO | __GFP_FS)) {
		known("IO? FS?", gfp);
		return;
	}
	known("IO+ FS+ NOFAIL?", gfp);
	if (gfp & (__GFP_ZERO | __GFP_HIGH))
		known("ZERO? HIGH?", gfp);
	if (!gfpflags_allow_blocking(gfp))
		return;
	known("DIRECT_RECLAIM+", gfp);
}
`));

  it('comes to rest in loops: the second round may have bits back', () =>
    checkFlow(`
void f(gfp_t gfp)
{
	gfp_t own = gfp & ~__GFP_DIRECT_RECLAIM;
retry:
	known("DIRECT_RECLAIM?", own);
	if (!try(own)) {
		own = gfp;
		goto retry;
	}
	own = GFP_KERNEL;
	do {
		known("FS? IO+", own);
		own &= ~__GFP_FS;
		known("GFP_NOFS", own);
	} while (again());
	known("GFP_NOFS", own);
	for (own = GFP_NOWAIT; again(); own |= __GFP_HIGH)
		known("HIGH? KSWAPD_RECLAIM+ FS-", own);
}
`));

  it('follows switch, early return and what is never reached', () =>
    checkFlow(`
void f(int kind)
{
	gfp_t gfp = 0;
	switch (kind) {
	case 1:
		gfp = GFP_NOFS;
		break;
	case 2:
		gfp |= __GFP_IO;
	case 3:
		known("IO? FS-", gfp);
		gfp |= __GFP_RECLAIM;
		break;
	default:
		return;
		known("unreached", gfp);
	}
	known("DIRECT_RECLAIM+ IO? FS-", gfp);
}
`));

  it('gives the value of statement expressions, commas and a ?: b', () =>
    checkFlow(`
void f(gfp_t gfp, int n)
{
	known("GFP_NOFS", ({ gfp_t own = GFP_KERNEL; own &= ~__GFP_FS; own; }));
	known("GFP_NOWAIT", (n = 1, GFP_NOWAIT));
	known("GFP_KERNEL", GFP_KERNEL ?: GFP_NOWAIT);
	known("false", (gfp & __GFP_FS) && 0);
	known("true", n || 1);
}
`));

  it('tells two variables of one name apart, also those of macros', () =>
    checkFlow(`
#define WITHOUT_FS(x) ({ gfp_t mask = (x); mask &= ~__GFP_FS; mask; })
void f(void)
{
	gfp_t mask = GFP_KERNEL;
	{
		gfp_t mask = GFP_NOWAIT;
		known("GFP_NOWAIT", mask);
	}
	known("GFP_KERNEL", mask);
	known("GFP_NOIO", WITHOUT_FS(WITHOUT_FS(GFP_KERNEL) & ~__GFP_IO));
	known("GFP_KERNEL", mask);
}
`));
});

describe('masks in structs and behind pointers', () => {
  const control = `
struct control { gfp_t gfp; bool ok; };
struct holder { struct control *control; };
extern void fill(struct control *c);
`;

  it('sets unnamed fields to zero, but not those that stand without a name', () =>
    checkFlow(`${control}
void f(gfp_t gfp)
{
	struct control a = { .ok = true };
	struct control b = { GFP_KERNEL, true };
	struct control c = { 0 };
	known("FS- IO-", a.gfp);
	known("FS?", b.gfp);
	known("FS- IO-", c.gfp);
	a = (struct control){ .gfp = GFP_NOFS };
	known("GFP_NOFS", a.gfp);
	c = a;
	known("GFP_NOFS", c.gfp);
}
`));

  it('hands &sc on and takes back what is written', () =>
    checkFlow(`${control}
static void less(struct control *c) { c->gfp &= ~__GFP_FS; }
static bool drop(struct control *c, gfp_t gfp) { c->gfp = gfp & ~__GFP_IO; return c->ok; }
static int plain(struct control *c) { return c->ok; }
void f(void)
{
	struct control sc = { .gfp = GFP_KERNEL };
	plain(&sc);
	known("GFP_KERNEL", sc.gfp);
	drop(&sc, GFP_NOFS);
	known("GFP_NOIO", sc.gfp);
	sc.gfp = GFP_KERNEL;
	less(&sc);
	known("GFP_NOFS", sc.gfp);
}
`));

  it('knows nothing of what an unknown function may have written', () =>
    checkFlow(
      `${control}
extern void change(gfp_t *mask);
void f(gfp_t gfp, struct control *in, void (*hook)(struct control *))
{
	struct control sc = { };
	gfp_t own = GFP_KERNEL;
	known("FS- IO-", sc.gfp);
	fill(&sc);
	known("FS? IO?", sc.gfp);
	sc.gfp = GFP_NOFS;
	hook(&sc);
	known("FS?", sc.gfp);
	change(&own);
	known("FS?", own);
	change(&gfp);
	known("FS?", gfp);
	fill(in);
	known("FS?", in->gfp);
	sc.gfp = GFP_NOFS;
	memset(&sc, 0, sizeof(sc));
	known("FS? IO?", sc.gfp);
}
`,
      { entry: 'GFP_KERNEL' },
    ));

  it('does not take one object for another', () =>
    checkFlow(
      `${control}
void f(struct control *in, struct control *other, struct holder *h)
{
	struct control *p;
	known("GFP_KERNEL", in->gfp);
	other->gfp = 0;
	known("FS?", in->gfp);
	p = h->control;
	in->gfp = GFP_NOFS;
	p->gfp = GFP_KERNEL;
	known("FS? IO+", in->gfp);
	in = other;
	known("FS?", in->gfp);
}
`,
      { entry: 'GFP_KERNEL' },
    ));
});

describe('masks through functions and macros', () => {
  it('reads helpers that turn other flags into a mask', () =>
    checkFlow(`
#define KM_NOFS 0x4u
#define KM_ZERO 0x10u
static inline gfp_t convert(unsigned int flags)
{
	gfp_t gfp = GFP_KERNEL | __GFP_NOWARN;
	if (flags & KM_NOFS)
		gfp &= ~__GFP_FS;
	if (flags & KM_ZERO)
		gfp |= __GFP_ZERO;
	return gfp;
}
void f(unsigned int flags)
{
	known("GFP_NOFS|__GFP_NOWARN", convert(KM_NOFS));
	known("GFP_KERNEL|__GFP_NOWARN|__GFP_ZERO", convert(KM_ZERO));
	known("FS? ZERO? IO+ NOWARN+", convert(flags));
}
`));

  it('takes flags away between save and restore', () =>
    checkFlow(`
void f(gfp_t gfp)
{
	unsigned int saved = memalloc_nofs_save(), inner;
	known("FS- IO? DIRECT_RECLAIM+", current_gfp_context(GFP_KERNEL));
	inner = memalloc_noio_save();
	known("GFP_NOIO", current_gfp_context(GFP_KERNEL));
	memalloc_noio_restore(inner);
	known("FS- IO?", current_gfp_context(gfp));
	memalloc_nofs_restore(saved);
	known("FS? IO?", current_gfp_context(GFP_KERNEL));
}
`));

  it('expands variadic, pasted and optional arguments', () =>
    checkFlow(`
#define __default(a, b, ...) b
#define mask_or_kernel(...) __default(, ##__VA_ARGS__, GFP_KERNEL)
#define MASK(name) GFP_##name
#define wrap(...) given(__VA_ARGS__)
static inline gfp_t given(int n, gfp_t gfp) { return gfp | __GFP_ZERO; }
#define add(x, bits) do { (x) |= (bits); } while (0)
void f(void)
{
	gfp_t own = GFP_NOWAIT;
	known("GFP_NOFS", MASK(NOFS));
	known("GFP_NOFS|__GFP_ZERO", wrap(1, GFP_NOFS));
	add(own, __GFP_NOWARN);
	known("GFP_NOWAIT|__GFP_NOWARN", own);
}
`));

  it('stops at functions that call each other, and says nothing', () =>
    checkFlow(`
static gfp_t even(gfp_t gfp, int n);
static gfp_t odd(gfp_t gfp, int n) { return n ? even(gfp & ~__GFP_FS, n - 1) : gfp; }
static gfp_t even(gfp_t gfp, int n) { return n ? odd(gfp, n - 1) : gfp; }
void f(int n)
{
	known("FS?", odd(GFP_KERNEL, n));
}
`));

  it('leaves an unknown configuration open, and takes a known one', async () => {
    const text = (words: string): string => `
#define IS_ENABLED(option) __is_defined(option)
void f(void)
{
	gfp_t gfp = IS_ENABLED(CONFIG_FAST) ? GFP_NOWAIT : GFP_KERNEL;
	known("${words}", gfp);
}
`;
    await checkFlow(text('FS? KSWAPD_RECLAIM+'));
    await checkFlow(text('GFP_NOWAIT'), { config: (symbol) => (symbol === 'CONFIG_FAST' ? 'y' : undefined) });
  });

  it('forgets what half-typed code names', () =>
    checkFlow(`
void f(gfp_t gfp)
{
	gfp_t own = GFP_KERNEL, other = GFP_NOFS;
	own = = (;
	known("FS?", own);
	known("GFP_NOFS", other);
}
`));

  it('reads each statement for itself where the steps are used up, and says nothing where they are so again', async () => {
    const text = (gfp: string, constant: string): string => `
void f(gfp_t gfp, struct control *sc, int n)
{
	gfp_t own = GFP_KERNEL;
	while (n--) {
		gfp |= __GFP_ZERO; gfp |= __GFP_HIGH; gfp &= ~__GFP_FS;
		own = gfp | GFP_NOFS;
	}
	known("${gfp}", own);
	known("${gfp}", gfp);
	known("${gfp}", sc->gfp_mask);
	known("${constant}", GFP_NOFS);
}
`;
    const struct = 'struct control { gfp_t gfp_mask; };';
    await checkFlow(struct + text('FS? IO? ZERO?', 'GFP_NOFS'), { steps: 70, entry: 'GFP_KERNEL' });
    await checkFlow(struct + text('unreached', 'unreached'), { steps: 8 });
  });

  it('comes to rest where a list is turned round through a pointer to a pointer', () =>
    checkFlow(`
struct page_list { struct page_list *next; int page; };
void f(gfp_t gfp, struct page_list **pages, int nr)
{
	struct page_list *pl;
	gfp_t own = gfp | __GFP_HIGH;

	do {
		pl = take(__GFP_NOWARN | __GFP_NORETRY);
		known("NOWARN|NORETRY", __GFP_NOWARN | __GFP_NORETRY);
		pl->next = *pages;
		*pages = pl;
	} while (--nr);
	known("HIGH+ FS?", own);
}
`));
});
