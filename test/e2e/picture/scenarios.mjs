// What the page of the picture does, seen from outside: a name and what is done.
import assert from 'node:assert/strict';

/** How long 300 functions may take to be arranged and drawn, and a mask to be drawn anew, in ms, on a machine with other jobs. */
const PATIENCE = { opening: 10_000, mask: 2_000 };

export const pictureScenarios = [
  ...['dark', 'light', 'high-contrast'].map((theme) => [
    `draws paths in the ${theme} theme, under its own policy`,
    async ({ page, open, shot, answers }) => {
      await page.setViewportSize({ width: 900, height: 1500 });
      const { complaints } = await open(answers.toInodes, { theme, chosen: 'GFP_NOFS' });
      await shot(theme);
      await page.locator('summary').click();
      await shot(`${theme}-legend`);
      assert.deepEqual(complaints, []);
      assert.equal(await page.locator('.canvas .function').count(), 18);
    },
  ]),
  [
    'a mask that is chosen opens and closes doors where they are',
    async ({ page, open, shot, answers }) => {
      await page.setViewportSize({ width: 900, height: 1500 });
      await open(answers.toPages);
      const words = () => page.locator('.door-words').allTextContents();
      const place = () => page.locator('.inside .box').first().getAttribute('y');
      const before = await place();
      assert.ok((await words()).every((text) => text.startsWith('open')));
      await page.getByRole('radio', { name: 'GFP_ATOMIC' }).click();
      assert.ok((await words()).every((text) => text.startsWith('closed')));
      assert.match(
        await page.locator('.verdicts').textContent(),
        /^✗ closed in __alloc_pages_slowpath by __GFP_DIRECT_RECLAIM/,
      );
      assert.equal(await page.locator('.canvas .function.cut').count(), 5);
      assert.equal(await place(), before);
      await shot('atomic');
      await page.keyboard.press('ArrowLeft');
      assert.equal(await page.locator('[aria-checked="true"]').textContent(), 'GFP_NOWAIT');
    },
  ],
  [
    'clicks and keys open lines',
    async ({ page, open, answers }) => {
      const { posted } = await open(answers.toInodes);
      await page.getByRole('button', { name: /^kmalloc_large,/ }).click();
      const large = {
        type: 'open',
        uri: 'file:///tree/mm/slab_common.c',
        line: 39,
        column: 1,
        stay: false,
        name: 'kmalloc_large',
      };
      await until(() => assert.deepEqual(posted.at(-1), large));
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      const below = {
        type: 'open',
        uri: 'file:///tree/mm/slab_common.c',
        line: 27,
        column: 1,
        stay: true,
        name: '__kmalloc_large_node',
      };
      await until(() => assert.deepEqual(posted.at(-1), below));
      await page.keyboard.press('Shift+Enter');
      await until(() => assert.deepEqual([posted.at(-1).line, posted.at(-1).column], [35, 9]));
      await page.keyboard.press('0');
      await page.locator('.door', { hasText: '__GFP_DIRECT_RECLAIM' }).click();
      await until(() => assert.equal(posted.at(-1).line, 170));
      await page.locator('.line-label').click();
      await until(() => assert.equal(posted.at(-1).line, 50));
    },
  ],
  [
    'a person gets everywhere with the keyboard, and everything says what it is',
    async ({ page, open, answers }) => {
      await open(answers.toInodes);
      await page.keyboard.press('Tab');
      for (let i = 0; i < 12 && !(await isIn(page, '.canvas')); i++) await page.keyboard.press('Tab');
      const seen = new Set();
      await page.keyboard.press('Home');
      for (let i = 0; i < 40; i++) {
        seen.add(await page.evaluate(() => document.activeElement.getAttribute('aria-label')));
        await page.keyboard.press('ArrowDown');
      }
      for (const name of ['kmem_alloc', 'macro kmalloc', 'super_cache_scan']) {
        assert.ok(
          [...seen].some((label) => label.startsWith(name)),
          `${name} in ${[...seen].join('\n')}`,
        );
      }
      const nameless = await page.locator('[tabindex]:not([aria-label]):not([role="radio"])').count();
      assert.equal(nameless, 0);
      assert.equal(await page.locator('.canvas [tabindex="0"]').count(), 1);
    },
  ],
  [
    'a subsystem is folded up to one box and unfolded again',
    async ({ page, open, shot, answers }) => {
      await open(answers.toInodes, { chosen: 'GFP_ATOMIC' });
      await page.locator('.group-head', { hasText: 'slab' }).click();
      await page.locator('.stretch', { hasText: '8 functions' }).waitFor();
      await page.getByRole('button', { name: 'Unfold', exact: true }).click();
      assert.equal(await page.locator('.stretch').count(), 0);
      await page.getByRole('button', { name: 'Fold', exact: true }).click();
      await page.locator('.stretch', { hasText: 'gates: 1, closed: 1' }).first().waitFor();
      assert.equal(await page.locator('.canvas .function').count(), 0);
      // The button is another one now, and still has the keyboard.
      assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Unfold');
      await shot('folded');
    },
  ],
  [
    'zooms with wheel, buttons and keys, moves, and fits again',
    async ({ page, open, answers }) => {
      await open(answers.toInodes);
      const view = () =>
        page.evaluate(() => {
          const { a, e, f } = document.querySelector('.picture > g').transform.baseVal.consolidate().matrix;
          return { scale: a, x: e, y: f };
        });
      const start = await view();
      await page.mouse.move(450, 400);
      await page.mouse.wheel(0, -240);
      await until(async () => assert.ok((await view()).scale > start.scale));
      await page.getByRole('button', { name: 'Zoom out' }).click();
      const now = await view();
      await page.mouse.move(60, 600);
      await page.mouse.down();
      await page.mouse.move(160, 650, { steps: 3 });
      await page.mouse.up();
      const moved = await view();
      assert.deepEqual([Math.round(moved.x - now.x), Math.round(moved.y - now.y)], [100, 50]);
      await page.locator('.function').first().focus();
      await page.keyboard.press('+');
      assert.ok((await view()).scale > moved.scale);
      await page.keyboard.press('0');
      const { height } = await page.locator('.canvas').boundingBox();
      const box = await page.locator('.picture > g').boundingBox();
      assert.ok(box.height <= height + 1, `${box.height} in ${height}`);
    },
  ],
  [
    'saves an SVG that needs nothing else, and a PNG',
    async ({ page, open, answers }) => {
      const { posted, complaints } = await open(answers.toInodes, { theme: 'light' });
      await page.getByRole('button', { name: 'Save as SVG…' }).click();
      await until(() => assert.equal(posted.at(-1).format, 'svg'));
      const { content } = posted.at(-1);
      assert.doesNotMatch(content, /var\(|class=|<style|href|tabindex/);
      assert.match(content, /fill="rgb\(255, 255, 255\)"/);
      assert.match(content, /kmem_alloc/);
      await page.getByRole('button', { name: 'Save as PNG…' }).click();
      await until(() => assert.equal(posted.at(-1).format, 'png'));
      const png = Buffer.from(posted.at(-1).content, 'base64');
      assert.equal(png.toString('latin1', 1, 4), 'PNG');
      const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
      assert.ok(width > 600 && height > 1500, `${width} x ${height}`);
      assert.deepEqual(complaints, []);
    },
  ],
  [
    'asks for another mask, and says why there is none',
    async ({ page, open, answers }) => {
      const { posted, send } = await open(answers.toPages);
      await page.getByRole('textbox').fill('GFP_KERNEL|__GFP_NORETRY');
      await page.keyboard.press('Enter');
      await until(() => assert.deepEqual(posted.at(-1), { type: 'ask', mask: 'GFP_KERNEL|__GFP_NORETRY' }));
      assert.equal(await page.getByRole('textbox').isDisabled(), true);
      await send({ type: 'failed', why: 'There is no flag __GFP_NORETRI.' });
      await page.getByRole('alert').filter({ hasText: 'no flag' }).waitFor();
      assert.equal(await page.getByRole('textbox').isDisabled(), false);
    },
  ],
  [
    'shows what is known while other masks are still worked out, and takes them in where it stands',
    async ({ page, open, answers }) => {
      const paths = answers.toInodes.paths.map((path) => ({ ...path, verdicts: { GFP_NOFS: path.verdicts.GFP_NOFS } }));
      const asking = { ...answers.toInodes, paths };
      const { show } = await open(asking, { chosen: 'GFP_NOFS', isAsking: true });
      assert.deepEqual(await page.getByRole('radio').allTextContents(), ['GFP_NOFS']);
      assert.equal(await page.getByRole('textbox').isDisabled(), true);
      await page.getByRole('button', { name: 'Zoom in' }).click();
      const lies = () => page.locator('.picture > g').getAttribute('transform');
      const before = await lies();
      await show(answers.toInodes, { chosen: null, isAsking: false });
      await page.getByRole('radio', { name: 'GFP_KERNEL' }).waitFor();
      assert.equal(await page.locator('[aria-checked="true"]').textContent(), 'GFP_NOFS');
      assert.equal(await page.getByRole('textbox').isDisabled(), false);
      assert.equal(await lies(), before);
      const none = answers.toInodes.paths.map((path) => ({ ...path, verdicts: {} }));
      await show({ ...answers.toInodes, paths: none }, { chosen: null, isAsking: true });
      assert.match(await page.locator('.toolbar').textContent(), /asking/);
    },
  ],
  [
    'begins where a person stands on the path',
    async ({ page, open, answers }) => {
      await page.setViewportSize({ width: 500, height: 300 });
      const { uri, line, column, condition } = answers.toPages.paths[0].gates.at(-1);
      await open(answers.toPages, { at: { uri, line, column } });
      const focused = page.locator(':focus');
      assert.ok((await focused.getAttribute('aria-label')).includes(condition));
      const { y } = await focused.boundingBox();
      assert.ok(y > 0 && y < 300);
    },
  ],
  [
    'comes back as it was left',
    async ({ page, open, answers }) => {
      const [uri, from] = [answers.toInodes.hops[0].uri, 'kmem_alloc'];
      const subject = { answer: answers.toInodes, uri, from, to: 'prune_icache_sb' };
      const view = { x: 11, y: 22, scale: 0.5 };
      const state = { subject, chosen: 'GFP_NOIO', folded: ['s0'], opened: [], looked: 1, view };
      await open(answers.toInodes, { state });
      assert.equal(await page.locator('[aria-checked="true"]').textContent(), 'GFP_NOIO');
      assert.equal(await page.locator('.stretch').count(), 1);
      assert.equal(await page.locator('[aria-pressed="true"]').count(), 1);
      assert.match(await page.locator('.picture > g').getAttribute('transform'), /^translate\(11,22\) scale\(0\.5\)$/);
    },
  ],
  [
    'without masks says so, and draws the path all the same',
    async ({ page, open, shot, answers }) => {
      const paths = answers.toInodes.paths.map((path) => ({
        ...path,
        verdicts: {},
        gates: [],
        hops: path.hops.map((hop) => ({ ...hop, mask: null, masks: {}, guards: [] })),
      }));
      const { complaints } = await open({ ...answers.toInodes, paths });
      assert.match(await page.locator('.toolbar').textContent(), /Nothing is known of the masks/);
      assert.equal(await page.locator('.canvas .function').count(), 18);
      assert.deepEqual(complaints, []);
      await shot('no-masks');
    },
  ],
  [
    'stays fluent with 300 functions',
    async ({ page, open, shot, answers }) => {
      const answer = answers.manyFunctions(300);
      const started = Date.now();
      await open(answer);
      await drawn(page);
      const opening = Date.now() - started;
      const switching = await page.evaluate(async () => {
        const start = performance.now();
        document.querySelector('[data-mask="GFP_NOFS"]').click();
        await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
        return performance.now() - start;
      });
      const frame = await page.evaluate(async () => {
        const canvas = document.querySelector('.canvas');
        const start = performance.now();
        for (let i = 0; i < 20; i++) {
          canvas.dispatchEvent(new WheelEvent('wheel', { deltaY: i < 10 ? 60 : -60, clientX: 500, clientY: 400 }));
          await new Promise((done) => requestAnimationFrame(done));
        }
        return (performance.now() - start) / 20;
      });
      const figures = [opening, switching, frame].map(Math.round);
      console.log(
        `      300 functions: shown in ${figures[0]} ms, a mask in ${figures[1]} ms, a zoomed frame in ${figures[2]} ms`,
      );
      await shot('many');
      assert.ok(opening < PATIENCE.opening && switching < PATIENCE.mask, figures.join(', '));
    },
  ],
];

function isIn(page, selector) {
  return page.evaluate((holder) => document.querySelector(holder).contains(document.activeElement), selector);
}

function drawn(page) {
  return page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

/** Checks until that holds: messages come a little later than clicks. */
async function until(check) {
  for (let i = 0; ; i++) {
    try {
      return await check();
    } catch (error) {
      if (i === 50) throw error;
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
  }
}
