// The path view on the screen: asked by keyboard, walked, pinned, copied, linked.
import assert from 'node:assert/strict';
import {
  chosenRow,
  command,
  cursorAt,
  cursorIn,
  followLink,
  listInput,
  openFile,
  pathRow,
  reloadWindow,
  rowTimes,
  seen,
} from './workbench.mjs';

/** Questions that are timed; the figures are printed and held against nothing: a test that runs beside others can't tell. */
const TRIES = 3;

const question = 'kmem_alloc → shrink_folio_list';

/** Scenarios in the order in which they run; the first of them expects a window without a path. */
export const pathScenarios = [
  [
    'the path view says what to do while it is empty',
    async ({ page, shot }) => {
      await page.locator('.activitybar .action-item a[aria-label="GFP Lens"]').click();
      await page.locator('.sidebar .monaco-button', { hasText: 'Trace to Reclaim from Here' }).waitFor();
      await shot('path-0-welcome');
    },
  ],
  [
    'Trace Allocation Path is asked with the keyboard alone, and answered at once',
    async ({ page, shot }) => {
      const times = [];
      for (let i = 0; i < TRIES; i++) {
        if (i > 0) await command(page, 'GFP Lens: Clear Path');
        await openFile(page, 'fs/xfs/xfs_aops.c');
        times.push(await askByKeyboard(page, { shot: i === 0 ? shot : undefined }));
        await cursorAt(page, 14);
      }
      console.log(`      ${told(times)}`);
      await shot('path-4-view');
    },
  ],
  [
    'Next Hop and Previous Hop move the editor along the path, the selection keeps in step',
    async ({ page, shot }) => {
      for (let hop = 2; hop <= 6; hop++) {
        await page.keyboard.press('Control+F8');
        await page.locator('.statusbar-item', { hasText: `hop ${hop} of` }).waitFor();
      }
      await page.locator('.tab.active', { hasText: 'slub.c' }).waitFor();
      await cursorAt(page, 104);
      await page.locator('.sidebar .monaco-list-row.selected', { hasText: 'slab_alloc_node' }).waitFor();
      await shot('path-5-hop');
      await page.keyboard.press('Control+Shift+F8');
      await page.locator('.statusbar-item', { hasText: 'hop 5 of' }).waitFor();
      await cursorAt(page, 112);
    },
  ],
  [
    'a hop that is clicked opens its call',
    async ({ page }) => {
      await pathRow(page, 'alloc_pages_node').click();
      await page.locator('.tab.active', { hasText: 'gfp.h' }).waitFor();
      await cursorAt(page, 41);
    },
  ],
  [
    'under a mask the path shows its gates, and Next Gate goes to the one that is closed',
    async ({ page, shot }) => {
      await command(page, 'GFP Lens: Change Mask…');
      await chosenRow(page, 'No mask').waitFor();
      await page.keyboard.type('GFP_NOFS');
      await chosenRow(page, 'GFP_NOFS').waitFor();
      await page.keyboard.press('Enter');
      await pathRow(page, 'GFP_NOFS').waitFor();
      await pathRow(page, '✓ open').waitFor();
      await shot('path-5-mask');
      const place = page.locator('.statusbar-item', { hasText: /gate .* may_enter_fs/ });
      for (let gates = 0; gates < 9 && !(await seen(place, 1_000)); gates++) await page.keyboard.press('Control+F7');
      await place.waitFor();
      await page.locator('.sidebar .monaco-list-row.selected', { hasText: 'closed: may_enter_fs' }).waitFor();
      await shot('path-5-gate');
    },
  ],
  [
    'the path is copied as Mermaid',
    async ({ page }) => {
      await command(page, 'GFP Lens: Copy Path as Mermaid');
      await page.locator('.statusbar-item', { hasText: 'Copied:' }).waitFor();
      const chart = await page.evaluate(() => navigator.clipboard.readText());
      assert.match(chart, /^flowchart TD\n {2}n0\["kmem_alloc<br\/>fs\/xfs\/kmem\.c:14/);
    },
  ],
  [
    'a pinned path survives a reload of the window and is asked again when it is opened',
    async ({ page, shot }) => {
      await command(page, 'GFP Lens: Pin Path');
      await pathRow(page, question).locator('.codicon-pinned').first().waitFor({ state: 'attached' });
      await reloadWindow(page);
      await page.locator('.activitybar .action-item a[aria-label="GFP Lens"]').waitFor();
      const pinned = pathRow(page, 'kmem_alloc → shrink_page_list');
      if (!(await seen(pinned, 5_000))) {
        await page.locator('.activitybar .action-item a[aria-label="GFP Lens"]').click();
        await pinned.waitFor();
      }
      await shot('path-6-pinned');
      await pinned.locator('.monaco-tl-twistie').click();
      await pathRow(page, 'alloc_pages_node').waitFor();
      await shot('path-7-pinned-open');
    },
  ],
  [
    'a link opens the same question, whatever folder it was made in',
    async ({ page, shot }) => {
      await followLink(page, 'code-oss://gfp-lens.gfp-lens/trace?from=kmem_alloc&to=out_of_memory');
      await pathRow(page, 'kmem_alloc → out_of_memory').waitFor();
      await shot('path-8-link');
    },
  ],
  [
    'a hostile link does nothing but say so',
    async ({ page, shot }) => {
      await followLink(page, 'code-oss://gfp-lens.gfp-lens/trace?from=../../etc/passwd:main&to=command:quit');
      await page.locator('.notification-toast', { hasText: 'This link asks nothing' }).waitFor();
      await shot('path-9-hostile');
      await pathRow(page, 'kmem_alloc → out_of_memory').waitFor();
      await command(page, 'Notifications: Clear All Notifications');
    },
  ],
  [
    'a question without an answer stands in the view with the reason, beside the path that was there',
    async ({ page, shot }) => {
      await followLink(page, 'code-oss://gfp-lens.gfp-lens/trace?from=kmem_aloc&to=shrink_page_list&mask=GFP_NOFS');
      await pathRow(page, 'kmem_aloc → shrink_page_list').waitFor();
      await page.locator('.sidebar .pane', { hasText: 'No function kmem_aloc here.' }).waitFor();
      await shot('path-10-unanswered');
      await pathRow(page, 'kmem_alloc → out_of_memory').waitFor();
      assert.equal(await page.locator('.notification-toast').count(), 0);
      await pathRow(page, 'kmem_alloc → shrink_page_list').click();
      await pathRow(page, question).waitFor();
      await pathRow(page, 'kmem_aloc →').waitFor({ state: 'hidden' });
      await page.locator('.sidebar', { hasText: 'No function' }).waitFor({ state: 'hidden' });
    },
  ],
  [
    'Callers by Mask lists the callers of the function at the cursor',
    async ({ page, folder, shot }) => {
      await openFile(page, 'fs/xfs/kmem.c');
      await cursorIn(page, folder, 'fs/xfs/kmem.c', 'kmalloc(');
      await command(page, 'GFP Lens: Show Callers by Mask');
      const callers = page.locator('.sidebar .pane', { hasText: 'Callers by Mask' });
      await callers
        .locator('.monaco-list-row', { hasText: /GFP_\w+.*callers?/ })
        .first()
        .waitFor();
      await shot('callers-by-mask');
    },
  ],
];

/**
 * Asks for the path with keys, under a mask where one is given. Gives after how many ms the view showed its hops, and after how many its
 * masks and gates.
 */
export async function askByKeyboard(page, { shot = async () => {}, mask } = {}) {
  await command(page, 'GFP Lens: Trace Allocation Path…');
  await listInput(page, 'Function that allocates, for example kmem_alloc').waitFor();
  await shot('path-1-from-empty');
  await page.keyboard.type('kmem_');
  await chosenRow(page, 'kmem_').waitFor();
  await page.keyboard.type('alloc');
  await page.keyboard.press('Enter');
  await listInput(page, 'Function to arrive at').waitFor();
  await chosenRow(page, 'shrink_page_list').waitFor();
  await shot('path-2-to');
  await page.keyboard.press('Enter');
  await chosenRow(page, 'No mask').waitFor();
  await shot('path-3-mask');
  if (mask !== undefined) {
    await page.keyboard.type(mask);
    await chosenRow(page, mask).waitFor();
  }
  // The row has the successor's name once there are paths.
  const times = await rowTimes(page, [
    { name: 'hops', text: question },
    { name: 'masks', text: 'working out masks', gone: true },
  ]);
  await page.keyboard.press('Enter');
  await pathRow(page, question).waitFor();
  await shot('path-4-early');
  await pathRow(page, 'working out masks').waitFor({ state: 'hidden' });
  return times();
}

/** `hops after 120, 110 ms, masks after 500, 240 ms`, in the order of the questions. */
export function told(times) {
  const list = (what) => times.map((time) => time[what]).join(', ');
  return `the path view showed hops after ${list('hops')} ms, masks after ${list('masks')} ms`;
}
