/** Random C functions over a mask, for `soundness.test.ts`: text that shrinks, and the helpers that it calls. */
import fc from 'fast-check';

/** Flags are few, so that programs meet them again and again. */
const FLAGS = ['__GFP_IO', '__GFP_FS', '__GFP_ZERO', '(__GFP_IO | __GFP_FS)', 'GFP_NOFS', '0'];

/** What the programs call. `change`, `fill` and `choice` are defined nowhere: the interpreter can't look into them. */
export const HELPERS = `
struct box {
	gfp_t gfp;
	bool ok;
	gfp_t other;
	gfp_t *cell;
};
extern int choice(void);
extern void change(gfp_t *mask);
extern void fill(struct box *box);
static inline gfp_t without_fs(gfp_t gfp, bool sure)
{
	if (sure)
		gfp &= ~__GFP_FS;
	return gfp;
}
static inline bool may_io(gfp_t gfp)
{
	return gfp & __GFP_IO;
}
static inline bool may_both(struct box *b)
{
	return (b->gfp & __GFP_IO) && b->ok;
}
static inline bool may_any(gfp_t gfp)
{
	if (gfp & __GFP_ZERO)
		return may_io(gfp);
	return true;
}
static void adjust(struct box *b)
{
	b->gfp |= __GFP_ZERO;
	b->ok = !b->ok;
}
static gfp_t take(struct box *b, gfp_t gfp)
{
	b->gfp = gfp & ~__GFP_IO;
	return b->other | gfp;
}
static gfp_t take_and_add(gfp_t *to)
{
	gfp_t old = *to;

	*to |= __GFP_FS;
	return old;
}
static void store(gfp_t *to, gfp_t value)
{
	*to = value;
}
static void hand_on(gfp_t *to, gfp_t value)
{
	if (to && value)
		store(to, value);
}
static void keep(struct box *b, gfp_t *to)
{
	b->cell = to;
}
static void write_kept(struct box *b, gfp_t value)
{
	if (b->cell)
		*b->cell = value;
}
static gfp_t *same(gfp_t *to)
{
	return to;
}
static gfp_t other_box(struct box *b, struct box *o)
{
	b = o;
	b->gfp = 0;
	return b->other;
}
static void copy_box(struct box *to, struct box *from)
{
	*to = *from;
}
static gfp_t pong(gfp_t gfp, int n);
static gfp_t ping(gfp_t gfp, int n)
{
	if (n <= 0)
		return gfp;
	return pong(gfp ^ __GFP_FS, n - 1);
}
static gfp_t pong(gfp_t gfp, int n)
{
	if (n <= 0)
		return gfp | __GFP_ZERO;
	return ping(gfp, n - 1);
}
#define SET_BITS(x, bits) do { (x) |= (bits); } while (0)
#define EITHER_OF(a, b) ({ gfp_t _a = (a); gfp_t _b = (b); (_a & __GFP_IO) ? _a : _b; })
#define TWICE(a) ({ gfp_t g0 = (a); g0 |= __GFP_ZERO; g0; })
`;

type Texts = fc.Arbitrary<string>;

const flag: Texts = fc.constantFrom(...FLAGS);
const masks: Texts = fc.constantFrom(
  'g0',
  'g1',
  'g2',
  'gfp',
  's.gfp',
  's.other',
  't.gfp',
  'in->gfp',
  'in->other',
  'p->gfp',
  '(*p).other',
  '*q',
);
const numbers: Texts = fc.constantFrom('n', '0', '1', '2');
const bools: Texts = fc.constantFrom('b0', 's.ok', 'in->ok', 'p->ok');
const boxes: Texts = fc.constantFrom('&s', '&t', 'in', 'p');
const cells: Texts = fc.constantFrom('&g0', '&g1', '&gfp', '&s.gfp', '&in->other', 'q');
/** Arguments: `&g2` is nothing else. */
const handed: Texts = fc.oneof(cells, fc.constant('&g2'));

const join = (...parts: (Texts | string)[]): Texts =>
  fc
    .tuple(...parts.map((part) => (typeof part === 'string' ? fc.constant(part) : part)))
    .map((texts) => texts.join(''));

const expressions = fc.letrec<{ mask: string; test: string }>((tie) => ({
  mask: fc.oneof(
    { maxDepth: 3 },
    masks,
    flag,
    join('(', tie('mask'), ' | ', tie('mask'), ')'),
    join('(', tie('mask'), ' & ', tie('mask'), ')'),
    join('(', tie('mask'), ' & ~', flag, ')'),
    join('(', tie('mask'), ' ^ ', flag, ')'),
    join('(', tie('test'), ' ? ', tie('mask'), ' : ', tie('mask'), ')'),
    join('(', tie('mask'), ' ?: ', tie('mask'), ')'),
    join('without_fs(', tie('mask'), ', ', tie('test'), ')'),
    join('take(', boxes, ', ', tie('mask'), ')'),
    join('take_and_add(', handed, ')'),
    join('other_box(', boxes, ', ', boxes, ')'),
    join('ping(', tie('mask'), ', ', numbers, ')'),
    join('EITHER_OF(', tie('mask'), ', ', tie('mask'), ')'),
    join('TWICE(', tie('mask'), ')'),
    join('(', masks, ' = ', tie('mask'), ')'),
    join('({ gfp_t g0 = ', tie('mask'), '; g0 |= ', flag, '; g0; })'),
  ),
  test: fc.oneof(
    { maxDepth: 3 },
    fc.constant('choice()'),
    bools,
    join('(', masks, ' & ', flag, ')'),
    join('(', tie('mask'), ' & ', flag, ')'),
    join('((', masks, ' & ', flag, ') == ', flag, ')'),
    join('(', masks, ' == ', flag, ')'),
    join('(', masks, ' != ', masks, ')'),
    join('!', tie('test')),
    join('(', tie('test'), ' && ', tie('test'), ')'),
    join('(', tie('test'), ' || ', tie('test'), ')'),
    join('unlikely(', tie('test'), ')'),
    join('may_io(', tie('mask'), ')'),
    join('may_any(', tie('mask'), ')'),
    join('may_both(', boxes, ')'),
    join('(n ', fc.constantFrom('<', '==', '>='), ' ', numbers, ')'),
  ),
}));

const { mask, test } = expressions;

const simple: Texts = fc.oneof(
  join(masks, fc.constantFrom(' = ', ' |= ', ' &= ', ' ^= '), mask, ';'),
  join(masks, ' &= ~', flag, ';'),
  join(bools, ' = ', test, ';'),
  join(bools, ' = ', mask, ';'),
  join('p = ', boxes, ';'),
  join('q = ', cells, ';'),
  join('n = ', numbers, ';'),
  fc.constantFrom('n++;', 'n--;', 's = t;', 't = *in;', '*p = s;', '*in = *p;', 's = (struct box){};'),
  join('s = (struct box){ .gfp = ', mask, ' };'),
  join('t = (struct box){ ', mask, ', 1 };'),
  join('change(', handed, ');'),
  join('hand_on(', handed, ', ', mask, ');'),
  join('keep(', boxes, ', ', handed, ');'),
  join('write_kept(', boxes, ', ', mask, ');'),
  join('q = same(', handed, ');'),
  join('*q = ', mask, ';'),
  join('fill(', boxes, ');'),
  join('adjust(', boxes, ');'),
  join('store(', handed, ', ', mask, ');'),
  join('copy_box(', boxes, ', ', boxes, ');'),
  join('SET_BITS(', masks, ', ', mask, ');'),
  join(mask, ';'),
);

const statements = fc.letrec<{ one: string; list: string }>((tie) => ({
  list: fc.array(tie('one'), { minLength: 1, maxLength: 3 }).map((all) => all.join('\n')),
  one: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'statement' },
    { weight: 5, arbitrary: simple },
    join('if (', test, ') {\n', tie('list'), '\n}'),
    join('if (', test, ') {\n', tie('list'), '\n} else {\n', tie('list'), '\n}'),
    join('while (', test, ') {\n', tie('list'), '\n}'),
    join('do {\n', tie('list'), '\n} while (', test, ');'),
    join('for (n = 0; n < 2; n++) {\n', tie('list'), '\n}'),
    join(
      'switch (n) {\ncase 0:\n',
      tie('list'),
      '\ncase 1:\n',
      tie('list'),
      '\nbreak;\ndefault:\n',
      tie('list'),
      '\n}',
    ),
    join('{\ngfp_t g1 = ', mask, ';\nstruct box s = { .other = g1 };\n', tie('list'), '\n}'),
    fc.constantFrom('goto out;', 'goto retry;', 'return;', 'break_or_continue;'),
  ),
}));

/** The text of a function `f`. */
export const program: Texts = fc
  .tuple(statements.list, statements.list, statements.list, mask)
  .map(([first, second, third, start]) => {
    const text = `void f(gfp_t gfp, struct box *in)
{
	gfp_t g0 = gfp, g1 = GFP_NOFS, g2 = gfp | __GFP_ZERO;
	struct box s = { .gfp = g1 }, t = { 0 };
	struct box *p = &s;
	gfp_t *q = &g0;
	bool b0 = false;
	int n = 0;

g1 = ${start};
${first}
retry:
${second}
out:
${third}
}
`;
    return withJumps(text);
  });

/** `break` where something can be left, else nothing. */
function withJumps(text: string): string {
  let turn = 0;
  const kinds: string[] = [];
  return text
    .split('\n')
    .map((line) => {
      if (/^(?:while|for|do) ?.*\{$/.test(line)) kinds.push('loop');
      else if (/^switch.*\{$/.test(line)) kinds.push('switch');
      else if (/^\}.*\{$/.test(line)) return line;
      else if (/\{$/.test(line)) kinds.push('block');
      else if (/^\}/.test(line)) kinds.pop();
      else if (line === 'break_or_continue;') {
        turn++;
        if (kinds.includes('loop')) return turn % 2 === 0 ? 'break;' : 'continue;';
        return kinds.includes('switch') ? 'break;' : ';';
      }
      return line;
    })
    .join('\n');
}
