import assert from 'node:assert/strict';
import { maskHover } from '../../server/src/features/maskHover';
import { SampleFlow } from './sampleFlow';

const code = `#include <linux/gfp.h>
#include <linux/slab.h>

static gfp_t quieter(gfp_t gfp)
{
	return gfp | __GFP_NOWARN;
}

void *taken(struct scan *sc, gfp_t gfp, int order)
{
	gfp_t own = GFP_NOFS;

	if (order)
		own = quieter(own);
	if (gfp & __GFP_ZERO)
		return kmalloc(order, gfp);
	return kmalloc(order, own);
}

void *caller_one(void) { return taken(0, GFP_KERNEL, 1); }
void *caller_two(void) { return taken(0, GFP_KERNEL, 2); }
void *caller_three(gfp_t gfp) { return taken(0, gfp, 3); }
`;

describe('hover on masks', () => {
  let sample: SampleFlow;
  const path = 'mm/taken.c';
  const words = (after: string, needle = after): string | null => {
    const { flow } = sample;
    const hover = maskHover(flow, sample.file(path), sample.position(path, after, needle));
    return hover === null ? null : (hover.contents as { value: string }).value;
  };

  beforeEach(async () => {
    sample = await SampleFlow.with({ [path]: code });
  });
  afterEach(() => sample.cleanup());

  it('tells value, effects and origins of a local', () => {
    const text = words('return kmalloc(order, own)', 'own')!;
    assert.match(text, /\*\*gfp mask\*\* `own`/);
    assert.match(text, /not known: `__GFP_NOWARN`/);
    assert.match(text, /✗ enter file systems/);
    assert.match(text, /\[line 14\]\(file:.*taken\.c#L14\): `own = quieter\(own\)/);
  });

  it('tells what is known behind a test, and nothing where nothing is', () => {
    assert.match(words('return kmalloc(order, gfp)', 'gfp')!, /- set: `__GFP_ZERO`\n- not known: all others/);
    assert.match(words('if (gfp & __GFP_ZERO', 'gfp')!, /No flag is known here\./);
  });

  it('tells on a parameter what its callers pass, of all of them where somebody points there again', async () => {
    const told = (): string => words('taken(struct scan *sc, gfp_t gfp', 'gfp,')!;
    assert.match(told(), /\*\*callers pass\*\* (?:[123] of )?3 callers/);
    // They are read between requests.
    for (let turn = 0; turn < 100 && / of 3 callers/.test(told()); turn++) await new Promise(setImmediate);
    assert.match(told(), /\*\*callers pass\*\* 3 callers · GFP\\_KERNEL 2, parameter 1/);
  });

  it('is read ahead function by function, until something is edited', () => {
    const { flow } = sample;
    const all = [...flow.readAhead(sample.file(path))];
    assert.ok(all.length >= 3);
    const steps = flow.readAhead(sample.file(path));
    steps.next();
    sample.edit(path, (text) => text.replace('GFP_NOFS', 'GFP_NOIO'));
    assert.equal(sample.flow, flow);
    assert.equal(steps.next().done, true);
  });

  it('tells of an assigned name what it holds afterwards, of a call what it gives', () => {
    assert.match(words('own = quieter(own)')!, /`own` as it is assigned here\n\n`GFP_NOFS\|__GFP_NOWARN`/);
    assert.match(words('own = quieter(own)', 'quieter')!, /`quieter\(own\)`\n\n`GFP_NOFS\|__GFP_NOWARN`/);
  });

  it('is silent on everything else', () => {
    assert.equal(words('if (order)', 'order'), null);
    assert.equal(words('struct scan *sc', 'sc'), null);
    assert.equal(words('return kmalloc(order, own)', 'kmalloc'), null);
  });

  it('follows an edit of the function, of a helper, and of lines above', () => {
    sample.edit(path, (text) => text.replace('own = GFP_NOFS', 'own = GFP_NOIO'));
    assert.match(words('own = quieter(own)')!, /`GFP_NOIO\|__GFP_NOWARN`/);
    sample.edit(path, (text) => text.replace('return gfp | __GFP_NOWARN', 'return gfp | __GFP_ZERO'));
    assert.match(words('own = quieter(own)')!, /`GFP_NOIO\|__GFP_ZERO`/);
    sample.edit(path, (text) => `/* a */\n/* b */\n${text}`);
    assert.match(words('own = quieter(own)')!, /\[line 16\]\(file:.*#L16\)/);
  });

  it('keeps what it knows of a function while another one is typed', () => {
    const masks = (): unknown => {
      const { flow } = sample;
      const [def] = flow.index.lookup('taken');
      return flow.masks(def!)?.masks.find(({ value }) => value.isMask)?.value;
    };
    const before = masks();
    sample.edit(path, (text) => text.replace('return taken(0, GFP_KERNEL, 1)', 'return taken(0, GFP_KER'));
    assert.equal(masks(), before);
  });

  it('answers in a half-typed function as far as it goes, and throws nowhere', () => {
    sample.edit(path, (text) => text.slice(0, text.indexOf('if (gfp & __GFP_ZERO)')));
    assert.match(words('own = quieter(own)')!, /GFP_NOFS\|__GFP_NOWARN/);
    for (let end = 0; end < code.length; end += 7) {
      sample.edit(path, () => code.slice(0, end));
      maskHover(sample.flow, sample.file(path), { line: 9, character: 8 });
    }
  });
});
