import { checkFlow } from './flowTree';

describe('the address of a mask, handed to a function', () => {
  it('tells what the function writes, and nothing is lost with later calls', () =>
    checkFlow(`
struct zone { gfp_t limits; int order; };
extern int cpusets(void);
extern void *take_page(gfp_t gfp, struct zone *zone);
static bool prepare(gfp_t gfp, struct zone *zone, gfp_t *allocated, int *flags)
{
	zone->order = find_zone(zone);
	if (cpusets())
		*allocated |= __GFP_HARDWALL;
	*flags = 3;
	return try_it(gfp, zone);
}
void f(struct zone *zone)
{
	gfp_t gfp = GFP_NOFS;
	int flags = 0;

	prepare(gfp, zone, &gfp, &flags);
	known("FS- IO+ HARDWALL?", gfp);
	take_page(gfp, zone);
	known("FS- IO+ HARDWALL?", gfp);
}
`));

  it('gives a variable its first value', () =>
    checkFlow(`
static inline void from_bits(unsigned int *bits, gfp_t *mask)
{
	*mask = (*bits & 8 ? GFP_NOWAIT : GFP_NOFS);
	*bits &= 7;
}
void f(unsigned int bits)
{
	gfp_t mask;

	from_bits(&bits, &mask);
	known("KSWAPD_RECLAIM+ DIRECT_RECLAIM? FS-", mask);
	unrelated(bits);
	known("KSWAPD_RECLAIM+ DIRECT_RECLAIM? FS-", mask);
}
`));

  it('is read behind a format, but written where text is scanned', () =>
    checkFlow(`
extern int show(const char *format, ...);
int show(const char *format, ...) { return 0; }
int scan(const char *text, const char *format, ...) { return 0; }
#define note(format, ...) show("note: " format, ##__VA_ARGS__)
#define note_if(test, format...) ({ bool _is = !!(test); if (unlikely(_is)) note(format); _is; })
void f(gfp_t gfp, char *text)
{
	gfp &= ~__GFP_FS;
	note("%pGg to %pGg", &gfp, &gfp);
	note_if(gfp & __GFP_IO, "%pGg", &gfp);
	unrelated(text);
	known("FS- IO?", gfp);
	scan(text, "%x", &gfp);
	known("FS?", gfp);
}
`));

  it('may be written through at any time after it was kept', () =>
    checkFlow(`
struct box { gfp_t *cell; struct box *next; };
static void hand_on(struct box *box, gfp_t *mask);
static void keep(struct box *box, gfp_t *mask) { box->cell = mask; }
static void hand_on(struct box *box, gfp_t *mask) { if (mask) keep(box->next, mask); }
static gfp_t *same(gfp_t *mask) { return mask; }
static void add(gfp_t *mask) { *mask |= __GFP_ZERO; }
static bool is_zeroing(const gfp_t *mask) { return *mask & __GFP_ZERO; }
void f(struct box *box)
{
	gfp_t a = GFP_NOFS, b = GFP_NOFS, c = GFP_NOFS, d = GFP_NOFS, e = GFP_NOFS;
	gfp_t *pointer;

	keep(box, &a);
	hand_on(box, &b);
	pointer = same(&c);
	box->cell = &d;
	add(&e);
	unrelated(box);
	known("FS?", a);
	known("FS?", b);
	known("FS?", c);
	known("FS?", d);
	known("FS- ZERO+", e);
	*pointer = GFP_KERNEL;
	known("FS?", c);
	known("FS- ZERO+", e);
	if (is_zeroing(&e))
		known("FS- ZERO+", e);
}
static void adopt(struct box *box, gfp_t *mask)
{
	*mask |= __GFP_ZERO;
	box->cell = mask;
}
void in_a_loop(struct box *box)
{
	gfp_t gfp = GFP_NOFS | __GFP_ZERO, other = gfp;

	adopt(box, &other);
	unrelated(box);
	while (again()) {
		unrelated(box);
		known("FS?", gfp);
		adopt(box, &gfp);
	}
}
`));
});
