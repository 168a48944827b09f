// The story of a mask in a whole kernel, as steps of a person in the editor: from the walkthrough to a link in a colleague's editor.
import {
  chosenRow,
  command,
  cursorIn,
  followLink,
  hoverOver,
  languageStatus,
  listInput,
  openFile,
  openWalkthrough,
  pathRow,
  widenSideBar,
} from '../../test/e2e/ui/workbench.mjs';

/** How long a whole tree may take to be read, in ms. */
const READING = 400_000;
/** How long a path with its masks may take on a whole tree, in ms. */
const TRACING = 300_000;

const step = (page, title) => page.locator('.getting-started-step', { hasText: title }).first();

/** In the order in which they are taken, one window for all: the name of the picture and what is done before it. */
export const storySteps = [
  [
    '1-walkthrough',
    async ({ page }) => {
      await openWalkthrough(page);
      await step(page, 'Point at a mask').click();
      await page.locator('.gettingStartedContainer img:visible').first().waitFor();
    },
  ],
  [
    '2-hover',
    async ({ page, folder }) => {
      await openFile(page, 'fs/xfs/xfs_buf.c');
      await cursorIn(page, folder, 'fs/xfs/xfs_buf.c', 'gfp_mask |= GFP_NOFS');
      await hoverOver(page, 'GFP_NOFS', 'GFP_NOFS');
    },
  ],
  [
    '3-ask',
    async ({ page, folder }) => {
      await page.keyboard.press('Escape');
      await openFile(page, 'fs/xfs/kmem.c');
      const status = await languageStatus(page);
      await status.getByText('index ready').waitFor({ timeout: READING });
      await page.keyboard.press('Escape');
      await cursorIn(page, folder, 'fs/xfs/kmem.c', 'kmem_alloc(');
      await command(page, 'GFP Lens: Trace Allocation Path…');
      await listInput(page, 'Function that allocates, for example kmem_alloc').waitFor();
      await chosenRow(page, 'kmem_alloc').waitFor();
      await page.keyboard.press('Enter');
      await listInput(page, 'Function to arrive at').waitFor();
      await page.keyboard.type('shrink_folio_list');
      await chosenRow(page, 'shrink_folio_list').waitFor();
      await page.keyboard.press('Enter');
      await listInput(page, 'A gfp mask: choose one, or type GFP_KERNEL & ~__GFP_FS or 0x250').waitFor();
      await page.keyboard.type('GFP_NOFS');
      await chosenRow(page, 'GFP_NOFS').waitFor();
    },
  ],
  [
    '4-path',
    async ({ page }) => {
      await page.keyboard.press('Enter');
      await pathRow(page, 'kmem_alloc → shrink_folio_list').waitFor({ timeout: TRACING });
      await pathRow(page, 'Gates inside').waitFor({ timeout: TRACING });
      await page.locator('.tab.active, .editor-group-container.active .title', { hasText: 'kmem.c' }).first().waitFor();
      await widenSideBar(page, 480);
    },
  ],
  [
    '5-gate',
    async ({ page }) => {
      // Past the gate that is open, to the first one in the last function that stops this mask.
      await page.keyboard.press('Control+F7');
      await page.locator('.statusbar-item', { hasText: 'gate before hop' }).waitFor();
      await page.keyboard.press('Control+F7');
      await page.locator('.statusbar-item', { hasText: 'at the end: may_enter_fs' }).waitFor();
    },
  ],
  [
    '6-picture',
    async ({ page }) => {
      await command(page, 'View: Toggle Primary Side Bar Visibility');
      await command(page, 'GFP Lens: Show Picture of the Path');
      const picture = page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
      await picture.getByRole('radio', { name: 'GFP_ATOMIC' }).waitFor({ timeout: TRACING });
    },
  ],
  [
    '7-link',
    async ({ page }) => {
      await command(page, 'GFP Lens: Copy Link to Path');
      await page.locator('.statusbar-item', { hasText: 'Copied:' }).waitFor();
      const link = await page.evaluate(() => navigator.clipboard.readText());
      await command(page, 'GFP Lens: Clear Path');
      await command(page, 'View: Close All Editors');
      await followLink(page, link);
      await page.locator('.statusbar-item', { hasText: 'hop 1 of' }).waitFor({ timeout: TRACING });
      await pathRow(page, 'Gates inside').waitFor({ timeout: TRACING });
      await page.locator('.statusbar-item', { hasText: 'following' }).waitFor({ state: 'hidden' });
    },
  ],
];
