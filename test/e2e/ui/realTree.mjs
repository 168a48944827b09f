// A whole kernel on the screen: linux-source-6.1. It is read, never written.
import { askByKeyboard, told } from './pathView.mjs';
import {
  command,
  cursorIn,
  hoverOver,
  languageStatus,
  offerLink,
  openFile,
  pathRow,
  reloadWindow,
  rowTimes,
  seen,
  sideBarRow,
  widenSideBar,
} from './workbench.mjs';

/** How long a whole tree may take to be read, in ms: about 30 s with two idle cores. */
const READING = 400_000;

/** Questions that are timed. */
const TRIES = 3;

/** Scenarios in the order in which they run, one window for all: a name and what is done. */
export const realTreeScenarios = [
  [
    'hover answers while the tree is being read',
    async ({ page, folder, shot }) => {
      await openFile(page, 'fs/xfs/kmem.h');
      await cursorIn(page, folder, 'fs/xfs/kmem.h', 'lflags = GFP_KERNEL');
      await shot('linux-reading');
      await hoverOver(page, '__GFP_NOWARN', 'GFP_KERNEL|__GFP_NOWARN');
      await shot('linux-hover');
      await page.keyboard.press('Escape');
    },
  ],
  [
    'reading is stopped and taken up again in the language status',
    async ({ page, shot }) => {
      await (await languageStatus(page)).getByText('Stop', { exact: true }).click();
      const status = await languageStatus(page);
      await status.getByText('indexing cancelled').waitFor();
      await shot('linux-stopped');
      await status.getByText('Read the Tree').click();
      await page.locator('.statusbar-item', { hasText: 'GFP Lens: reading' }).waitFor();
    },
  ],
  [
    'a trace that is asked for too early waits for the index',
    async ({ page, folder, shot }) => {
      await openFile(page, 'fs/xfs/kmem.c');
      await cursorIn(page, folder, 'fs/xfs/kmem.c', 'kmem_alloc(');
      await command(page, 'GFP Lens: Trace to Reclaim from Here');
      await page.locator('.notification-toast', { hasText: 'GFP Lens' }).waitFor();
      await shot('linux-waiting');
      await pathRow(page, 'kmem_alloc → shrink_folio_list').waitFor({ timeout: READING });
      await page.locator('.notification-toast').waitFor({ state: 'hidden' });
      await shot('linux-trace');
      await page.keyboard.press('Control+F8');
      await page.locator('.statusbar-item', { hasText: 'hop 2 of' }).waitFor();
      await shot('linux-trace-hop');
      await page.keyboard.press('Escape');
    },
  ],
  [
    'with the index at hand a path is there at once, also for the first question of a window',
    async ({ page, folder, shot }) => {
      await page.locator('.statusbar-item', { hasText: 'GFP Lens:' }).waitFor({ state: 'hidden', timeout: READING });
      await command(page, 'GFP Lens: Clear Path');
      await command(page, 'GFP Lens: Forget Recent Paths');
      await reloadWindow(page);
      await openFile(page, 'fs/xfs/xfs_aops.c');
      await page.locator('#status\\.languageStatus').waitFor();
      await (await languageStatus(page)).getByText('index ready').waitFor({ timeout: READING });
      await page.keyboard.press('Escape');
      const times = [];
      for (let i = 0; i < TRIES; i++) {
        if (i > 0) await command(page, 'GFP Lens: Clear Path');
        await openFile(page, 'fs/xfs/xfs_aops.c');
        times.push(await askByKeyboard(page, { mask: 'GFP_NOFS' }));
        if (i === 0) await shot('linux-path');
        await cursorIn(page, folder, 'fs/xfs/kmem.c', 'kmalloc(');
      }
      console.log(`      ${told(times)}`);
    },
  ],
  [
    'a link, a pinned question and one that overtakes another show their paths at once',
    async ({ page }) => {
      await command(page, 'GFP Lens: Pin Path');
      await command(page, 'GFP Lens: Clear Path');
      await followTimed(page, { from: 'btrfs_alloc_path', to: 'shrink_folio_list', file: 'fs/btrfs/ctree.c' });
      await followTimed(page, {
        from: 'ext4_mb_new_blocks',
        to: 'out_of_memory',
        file: 'fs/ext4/mballoc.c',
        mask: 'GFP_NOFS',
      });
      await reloadWindow(page);
      await openFile(page, 'fs/xfs/xfs_aops.c');
      await (await languageStatus(page)).getByText('index ready').waitFor({ timeout: READING });
      await page.keyboard.press('Escape');
      if (!(await seen(pathRow(page, 'kmem_alloc → shrink_page_list'), 5_000)))
        await page.locator('.activitybar .action-item a[aria-label="GFP Lens"]').click();
      const opened = await rowTimes(page, [{ name: 'hops', text: 'fs/xfs/kmem.c:' }]);
      await pathRow(page, 'kmem_alloc → shrink_page_list').locator('.monaco-tl-twistie').click();
      console.log(`      pinned: hops after ${(await opened()).hops} ms`);
      // The masks of the pinned question are still worked out.
      await followTimed(page, {
        from: 'ext4_mb_new_blocks',
        to: 'shrink_folio_list',
        file: 'fs/ext4/mballoc.c',
        mask: 'GFP_NOIO',
      });
    },
  ],
  [
    'call hierarchy goes up through the fields that name a function',
    async ({ page, folder, shot }) => {
      await page.locator('.statusbar-item', { hasText: 'GFP Lens:' }).waitFor({ state: 'hidden', timeout: READING });
      await openFile(page, 'fs/xfs/xfs_aops.c');
      await cursorIn(page, folder, 'fs/xfs/xfs_aops.c', 'xfs_vm_writepages(');
      await command(page, 'Calls: Show Call Hierarchy');
      await sideBarRow(page, 'via address_space_operations.writepages').waitFor();
      await widenSideBar(page);
      await shot('linux-callers');
    },
  ],
  [
    'call hierarchy goes down to every shrinker',
    async ({ page, folder, shot }) => {
      await openFile(page, 'mm/vmscan.c');
      await cursorIn(page, folder, 'mm/vmscan.c', 'do_shrink_slab(');
      await command(page, 'Calls: Show Call Hierarchy');
      await sideBarRow(page, 'shrink_slab_memcg').waitFor();
      await command(page, 'Calls: Show Outgoing Calls');
      await sideBarRow(page, 'via shrinker.count_objects').waitFor();
      await shot('linux-callees');
    },
  ],
];

/** Follows a link of a colleague and prints after how many ms its paths and masks were there. `file` holds `from`. */
async function followTimed(page, { from, to, file, mask = '' }) {
  const yes = await offerLink(page, `code-oss://gfp-lens.gfp-lens/trace?from=${from}&to=${to}&mask=${mask}`);
  const times = await rowTimes(page, [
    { name: 'hops', text: `${file}:` },
    { name: 'masks', text: 'working out masks', gone: true },
  ]);
  await yes.click();
  console.log(`      ${from} → ${to}: ${told([await times()])}`);
}
