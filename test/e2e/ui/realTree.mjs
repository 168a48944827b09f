// A whole kernel on the screen: linux-source-6.1. It is read, never written.
import { chosenRow, command, goTo, hoverOver, openFile, sideBarRow } from './workbench.mjs';

/** How long a whole tree may take to be read, in ms: about 30 s with two idle cores. */
const READING = 400_000;

export const realTreeScenarios = [
  [
    'hover answers while the tree is being read',
    async ({ page, shot }) => {
      await openFile(page, 'fs/xfs/kmem.h');
      await goTo(page, 26, 10);
      await shot('linux-reading');
      await hoverOver(page, '__GFP_NOWARN', 'GFP_KERNEL|__GFP_NOWARN');
      await shot('linux-hover');
      await page.keyboard.press('Escape');
    },
  ],
  [
    'a trace that is asked for too early waits for the index',
    async ({ page, shot }) => {
      await openFile(page, 'fs/xfs/kmem.c');
      await goTo(page, 12, 1);
      await command(page, 'GFP Lens: Trace to Reclaim from Here');
      await shot('linux-waiting');
      await chosenRow(page, '1. kmem_alloc').waitFor({ timeout: READING });
      await shot('linux-trace');
      await page.keyboard.press('End');
      await chosenRow(page, 'shrink_folio_list').waitFor();
      await page.locator('.tab.active', { hasText: 'vmscan.c' }).waitFor();
      await shot('linux-trace-end');
      await page.keyboard.press('Escape');
    },
  ],
  [
    'call hierarchy of a function of mm/vmscan.c',
    async ({ page, shot }) => {
      await openFile(page, 'mm/vmscan.c');
      await command(page, 'Go to Symbol');
      await page.keyboard.press('Escape');
      await goTo(page, 1, 1);
      await shot('linux-callers');
    },
  ],
];
