// The picture of a path and the mask lens in the editor, on the sample tree.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chosenRow, command, cursorAt, cursorIn, listInput, openFile, reloadWindow } from './workbench.mjs';

/** By the name that the palette shows and the one of its screenshots. */
const themes = [
  ['Light Modern', 'light'],
  ['Dark High Contrast', 'high-contrast'],
  ['Dark Modern', 'dark'],
];

/** Scenarios in the order in which they run, one window for all. */
export const pictureScenarios = [
  [
    'the picture of a path is asked for and drawn',
    async ({ page, shot }) => {
      await openFile(page, 'fs/xfs/kmem.c');
      // The first answer shows that the server is there.
      await page.locator('#status\\.languageStatus').waitFor();
      await command(page, 'GFP Lens: Show Picture of the Path');
      await listInput(page, 'Function that allocates, for example kmem_alloc').waitFor();
      await page.keyboard.type('kmem_alloc');
      await chosenRow(page, 'kmem_alloc').waitFor();
      await page.keyboard.press('Enter');
      await listInput(page, 'Function to arrive at').waitFor();
      await page.keyboard.type('super_cache_scan');
      await chosenRow(page, 'super_cache_scan').waitFor();
      await page.keyboard.press('Enter');
      await box(page, 'super_cache_scan').waitFor();
      await shot('picture-editor');
      for (const name of ['slab', 'page allocator', 'reclaim', 'fs']) await group(page, name).waitFor();
      await picture(page).locator('.line-label', { hasText: 'shrinker.scan_objects' }).first().waitFor();
    },
  ],
  [
    'a click in the picture opens the line beside it, Enter goes there',
    async ({ page, shot }) => {
      await box(page, 'kmalloc').click();
      await page.locator('.editor-group-container .tab.active', { hasText: 'slab.h' }).waitFor();
      await shot('picture-click');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.locator('.editor-group-container.active .tab.active', { hasText: 'slab_common.c' }).waitFor();
      await cursorAt(page, '(39|54)');
    },
  ],
  [
    'the picture wears the theme',
    async ({ page, shot }) => {
      const colours = new Set();
      for (const [name, file] of themes) {
        await page.keyboard.press('Control+K');
        await page.keyboard.press('Control+T');
        await page.locator('.quick-input-widget:visible input').waitFor();
        await page.keyboard.type(name);
        await chosenRow(page, name).waitFor();
        await page.keyboard.press('Enter');
        await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
        // The webview hears of a theme a little later than the workbench.
        await picture(page).locator(`body[data-vscode-theme-kind="vscode-${file}"]`).waitFor();
        await shot(`picture-editor-${file}`);
        const body = picture(page).locator('body');
        colours.add(await body.evaluate((element) => getComputedStyle(element).backgroundColor));
      }
      assert.equal(colours.size, themes.length);
    },
  ],
  [
    'a mask that is chosen re-colours the picture',
    async ({ page, shot }) => {
      const radio = picture(page).getByRole('radio', { name: 'GFP_NOWAIT' });
      await radio.click();
      await picture(page)
        .getByText(/path 1: closed/)
        .first()
        .waitFor();
      await picture(page).getByRole('radio', { name: 'GFP_KERNEL' }).click();
      await picture(page)
        .getByText(/path 1: open to the end/)
        .first()
        .waitFor();
      await radio.click();
      await picture(page)
        .getByText(/path 1: closed/)
        .first()
        .waitFor();
      await shot('picture-editor-nowait');
    },
  ],
  [
    'the picture is saved as SVG where a person says',
    async ({ page, folder, shot }) => {
      await picture(page).getByRole('button', { name: 'Save as SVG…' }).click();
      const input = page.locator('.quick-input-widget:visible input');
      await input.waitFor();
      await shot('picture-save');
      const file = join(folder, 'picture.svg');
      await input.fill(file);
      await page.keyboard.press('Enter');
      await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
      for (let i = 0; !existsSync(file) && i < 100; i++) await page.waitForTimeout(50);
      const text = readFileSync(file, 'utf8');
      assert.match(text, /<svg [\s\S]*super_cache_scan[\s\S]*<\/svg>/);
      assert.doesNotMatch(text, /var\(|class=/);
    },
  ],
  [
    'the picture comes back after the window was reloaded',
    async ({ page, shot }) => {
      await reloadWindow(page);
      await page.locator('.tab', { hasText: 'super_cache_scan' }).click();
      await box(page, 'super_cache_scan').waitFor();
      await shot('picture-reloaded');
    },
  ],
  [
    'the mask lens shows gates open and closed, and goes off',
    async ({ page, folder, shot }) => {
      await openFile(page, 'mm/vmscan.c');
      await page.locator('#status\\.languageStatus').waitFor();
      await cursorIn(page, folder, 'mm/vmscan.c', 'may_enter_fs(');
      await command(page, 'GFP Lens: Mask Lens…');
      const input = listInput(page, 'A gfp mask: choose one, or type GFP_KERNEL & ~__GFP_FS or 0x250');
      await input.waitFor();
      await page.keyboard.type('GFP_NOFS');
      await chosenRow(page, 'GFP_NOFS').waitFor();
      await shot('lens-choose');
      await page.keyboard.press('Enter');
      const status = page.locator('.statusbar-item', { hasText: 'GFP_NOFS' });
      await status.waitFor();
      const line = page.locator('.view-line', { hasText: 'gfp_mask & __GFP_FS' }).first();
      const words = () =>
        line.locator('span').evaluateAll((spans) => spans.map((span) => getComputedStyle(span, '::after').content));
      await page.waitForFunction(() =>
        [...document.querySelectorAll('.view-line span')].some((span) =>
          getComputedStyle(span, '::after').content.includes('closed'),
        ),
      );
      assert.ok((await words()).some((text) => text.includes('closed')));
      await shot('lens-on');
      await command(page, 'GFP Lens: Turn the Mask Lens Off');
      await status.waitFor({ state: 'hidden' });
      assert.ok(!(await words()).some((text) => text.includes('closed')));
      await shot('lens-off');
    },
  ],
];

function picture(page) {
  return page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
}

function box(page, name) {
  return picture(page).getByRole('button', { name: new RegExp(`^(macro )?${name},`) });
}

function group(page, name) {
  return picture(page)
    .getByRole('button', { name: `Fold ${name}`, exact: true })
    .first();
}
