// What each picture of the walkthrough shows, as steps of a person in the editor.
import {
  chosenRow,
  command,
  cursorIn,
  hoverOver,
  languageStatus,
  listInput,
  openFile,
  pathRow,
  seen,
  sideBarRow,
  widenSideBar,
} from '../../test/e2e/ui/workbench.mjs';

/** In the order in which they are taken, one window for all: a file name and what is done before it. */
export const pictures = [
  [
    'open',
    async ({ page, folder }) => {
      await openFile(page, 'fs/xfs/kmem.c');
      await cursorIn(page, folder, 'fs/xfs/kmem.c', 'kmem_alloc(');
      await sideBarRow(page, 'kmem.c').waitFor();
    },
  ],
  [
    'index',
    async ({ page }) => {
      const status = await languageStatus(page);
      await status.getByText('index ready').waitFor();
    },
  ],
  [
    'hover',
    async ({ page, folder }) => {
      await command(page, 'View: Toggle Primary Side Bar Visibility');
      await openFile(page, 'fs/xfs/kmem.h');
      await cursorIn(page, folder, 'fs/xfs/kmem.h', 'lflags = GFP_KERNEL');
      await hoverOver(page, '__GFP_NOWARN', 'GFP_KERNEL|__GFP_NOWARN');
    },
  ],
  [
    'trace',
    async ({ page, folder }) => {
      await openFile(page, 'fs/xfs/kmem.c');
      await cursorIn(page, folder, 'fs/xfs/kmem.c', 'kmem_alloc(');
      await command(page, 'GFP Lens: Trace Allocation Path…');
      await listInput(page, 'Function that allocates, for example kmem_alloc').waitFor();
      await page.keyboard.type('kmem_alloc');
      await chosenRow(page, 'kmem_alloc').waitFor();
      await page.keyboard.press('Enter');
      await listInput(page, 'Function to arrive at').waitFor();
      await chosenRow(page, 'shrink_page_list').waitFor();
      await page.keyboard.press('Enter');
      await listInput(page, 'A gfp mask: choose one, or type GFP_KERNEL & ~__GFP_FS or 0x250').waitFor();
      await page.keyboard.type('GFP_NOFS');
      await chosenRow(page, 'GFP_NOFS').waitFor();
      await page.keyboard.press('Enter');
      await pathRow(page, 'kmem_alloc → shrink_folio_list').waitFor();
      // The gates may lie below the edge.
      await pathRow(page, 'working out masks').waitFor({ state: 'hidden' });
      await page.locator('.statusbar-item', { hasText: 'hop 1 of' }).waitFor();
      await widenSideBar(page, 380);
    },
  ],
  [
    'gate',
    async ({ page }) => {
      for (let gate = 0; gate < 9; gate++) {
        await page.keyboard.press('Control+F7');
        if (await seen(page.locator('.statusbar-item', { hasText: 'at the end: may_enter_fs' }), 1_000)) return;
      }
      throw new Error('the path has no gate may_enter_fs');
    },
  ],
];
