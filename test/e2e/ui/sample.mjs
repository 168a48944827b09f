// The sample tree on the screen.
import assert from 'node:assert/strict';
import { pathScenarios } from './pathView.mjs';
import {
  chosenRow,
  command,
  cursorIn,
  hoverOver,
  languageStatus,
  listInput,
  openFile,
  sideBarRow,
  widenSideBar,
} from './workbench.mjs';

/** Scenarios in the order in which they run, one window for all: a name and what is done. */
export const sampleScenarios = [
  [
    'hover on a mask decodes it in the words of the tree',
    async ({ page, folder, shot }) => {
      await openFile(page, 'fs/xfs/kmem.h');
      await cursorIn(page, folder, 'fs/xfs/kmem.h', 'lflags = GFP_KERNEL');
      await hoverOver(page, '__GFP_NOWARN', 'GFP_KERNEL|__GFP_NOWARN');
      await shot('hover-mask');
      await page.keyboard.press('Escape');
    },
  ],
  [
    'gfp names have a colour of their own',
    async ({ page, folder }) => {
      await openFile(page, 'fs/xfs/xfs_buf.c');
      await cursorIn(page, folder, 'fs/xfs/xfs_buf.c', 'gfp_mask |= GFP_NOFS');
      const colour = (text) =>
        page
          .locator('.view-line span span', { hasText: text })
          .last()
          .evaluate((token) => getComputedStyle(token).color);
      // The grammar is applied some time after the text is there.
      await page.waitForFunction(
        () => new Set([...document.querySelectorAll('.view-line span span')].map((t) => t.className)).size > 3,
      );
      assert.equal(await colour(/^\s*GFP_NOFS$/), await colour(/^\s*__GFP_NORETRY$/));
      assert.notEqual(await colour(/^\s*GFP_NOFS$/), await colour(/^\s*XBF_READ_AHEAD$/));
    },
  ],
  [
    'the language status tells of the index',
    async ({ page, shot }) => {
      const status = await languageStatus(page);
      assert.match(await status.textContent(), /GFP Lens: index ready/);
      await shot('status');
      await page.keyboard.press('Escape');
    },
  ],
  [
    'call hierarchy shows callers and how they call',
    async ({ page, folder, shot }) => {
      await openFile(page, 'fs/xfs/xfs_aops.c');
      await cursorIn(page, folder, 'fs/xfs/xfs_aops.c', 'xfs_vm_writepage(');
      await command(page, 'Calls: Show Call Hierarchy');
      await sideBarRow(page, 'via address_space_operations.writepage').waitFor();
      await widenSideBar(page);
      await shot('callers');
    },
  ],
  [
    'call hierarchy shows callees through fields and macros',
    async ({ page, folder, shot }) => {
      await openFile(page, 'mm/vmscan.c');
      await cursorIn(page, folder, 'mm/vmscan.c', 'do_shrink_slab(');
      await command(page, 'Calls: Show Call Hierarchy');
      await sideBarRow(page, 'shrink_slab').waitFor();
      await command(page, 'Calls: Show Outgoing Calls');
      await sideBarRow(page, 'via shrinker.scan_objects').waitFor();
      await shot('callees');
      await command(page, 'View: Show Explorer');
    },
  ],
  ...pathScenarios,
  [
    'a name that is no function is answered in a sentence, with the names nearest to it',
    async ({ page, shot }) => {
      await command(page, 'GFP Lens: Trace Allocation Path…');
      await listInput(page, 'Function that allocates, for example kmem_alloc').waitFor();
      await page.keyboard.type('kmem_aloc');
      await chosenRow(page, 'kmem_aloc').waitFor();
      await page.keyboard.press('Enter');
      await listInput(page, 'Function to arrive at').waitFor();
      await page.keyboard.press('Enter');
      await chosenRow(page, 'No mask').waitFor();
      await page.keyboard.press('Enter');
      await page.locator('.sidebar .pane', { hasText: 'No function kmem_aloc' }).waitFor();
      await shot('no-such-function');
    },
  ],
];
