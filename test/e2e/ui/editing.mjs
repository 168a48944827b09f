// Writing C, reading a log, finding help, and a server that ends: on the screen, in the sample tree.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { command, cursorIn, goTo, hoverOver, languageStatus, openFile, openWalkthrough, seen } from './workbench.mjs';

/** Scenarios in the order in which they run, one window for all: a name and what is done. */
export const editingScenarios = [
  [
    'while a call is written, the mask is told and its flags are completed',
    async ({ page, folder, shot }) => {
      await openFile(page, 'fs/xfs/kmem.c');
      await (await languageStatus(page)).getByText('index ready').waitFor();
      await page.keyboard.press('Escape');
      await command(page, 'View: Toggle Primary Side Bar Visibility');
      await cursorIn(page, folder, 'fs/xfs/kmem.c', 'int retries');
      await page.keyboard.press('End');
      await page.keyboard.type('\nptr = kmalloc(');
      const hints = page.locator('.parameter-hints-widget.visible', { hasText: 'gfp_t' });
      await hints.waitFor();
      assert.match(await hints.textContent(), /The gfp mask is argument 2\./);
      await shot('signature');
      await page.keyboard.type('8, ');
      const flag = page.locator('.suggest-widget.visible .monaco-list-row', { hasText: 'GFP_KERNEL' }).first();
      await flag.waitFor();
      await page.keyboard.type('GFP_NOF');
      await page.locator('.suggest-widget.visible .monaco-list-row.focused', { hasText: 'GFP_NOFS' }).waitFor();
      await shot('completion');
      await page.keyboard.press('Enter');
      await page.locator('.view-line', { hasText: /kmalloc\(8,\s+GFP_NOFS/ }).waitFor();
      await page.keyboard.press('Escape');
      await command(page, 'File: Revert File');
    },
  ],
  [
    'hazards are problems once a setting asks for them, and one is mended with a key',
    async ({ page, folder, shot }) => {
      await chooseHazards(page, 'all', shot);
      await openFile(page, 'mm/filemap.c');
      await cursorIn(page, folder, 'mm/filemap.c', 'nofs = memalloc_nofs_save');
      await page.keyboard.press('End');
      await page.keyboard.type(
        '\nkfree(kmalloc(8, GFP_NOFS));\nspin_lock(&mapping->lock);\nkfree(kmalloc(8, GFP_KERNEL));',
      );
      await page.locator('.squiggly-warning').first().waitFor();
      await page.keyboard.press('Escape');
      await command(page, 'View: Focus Problems');
      await page.locator('.markers-panel .monaco-list-row', { hasText: 'spin_lock(&mapping->lock)' }).first().waitFor();
      await shot('hazards');
      await command(page, 'View: Focus First Editor Group');
      await openQuickFix(page, [63, 24], 'Use GFP_KERNEL');
      await shot('hazard-fix');
      await page.keyboard.press('Enter');
      await page
        .locator('.view-line', { hasText: /kfree\(kmalloc\(8,\s+GFP_KERNEL/ })
        .nth(1)
        .waitFor();
      // The fixed text is looked through first.
      await page
        .locator('.markers-panel .monaco-list-row', { hasText: 'given-by-scope' })
        .waitFor({ state: 'detached' });
      await openQuickFix(page, [65, 24], 'What sleeps-under-lock means');
      await page.keyboard.press('Enter');
      await page.locator('.tab', { hasText: 'HAZARDS.md' }).waitFor();
      const help = page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
      await help.getByRole('heading', { name: 'sleeps-under-lock' }).waitFor();
      await command(page, 'View: Toggle Panel Visibility');
      await shot('hazard-help');
      await command(page, 'View: Close All Editors in Group');
      await command(page, 'View: Focus First Editor Group');
      await command(page, 'File: Revert File');
      await chooseHazards(page, 'off');
    },
  ],
  [
    'a kernel log has its masks decoded and its frames linked',
    async ({ page, shot }) => {
      await openFile(page, 'logs/xfs-deadlock-6.1.log');
      await page.locator('#status\\.editor\\.mode', { hasText: 'Kernel Log' }).waitFor();
      await hoverOver(page, '0x2c40', 'GFP_NOFS|__GFP_NOWARN');
      await shot('log-mask');
      await page.keyboard.press('Escape');
      await goTo(page, 24, 1);
      const link = page.locator('.view-line .detected-link', { hasText: 'kmem_alloc' }).first();
      await link.waitFor();
      await shot('log-links');
      await follow(page, link, page.locator('.tab.active', { hasText: 'kmem.c' }));
      await shot('log-followed');
    },
  ],
  [
    'the walkthrough shows its steps',
    async ({ page, shot }) => {
      await openWalkthrough(page);
      await page.locator('.getting-started-step', { hasText: 'Walk it to the gate' }).first().waitFor();
      await page.locator('.getting-started-step', { hasText: 'Point at a mask' }).first().click();
      await page.locator('.gettingStartedContainer img:visible').first().waitFor();
      await shot('walkthrough');
    },
  ],
  [
    'a language server that is killed is started again, with a notice',
    async ({ page, folder, shot }) => {
      await openFile(page, 'fs/xfs/kmem.h');
      const before = serverProcesses();
      process.kill(before.at(-1), 'SIGKILL');
      const notice = page.locator('.notification-toast', { hasText: 'was started again' });
      await notice.waitFor();
      await shot('server-ended');
      await cursorIn(page, folder, 'fs/xfs/kmem.h', 'lflags = GFP_KERNEL');
      await hoverOver(page, '__GFP_NOWARN', 'GFP_KERNEL|__GFP_NOWARN');
      assert.ok(serverProcesses().some((pid) => !before.includes(pid)));
    },
  ],
];

/** Opens the fixes at a place of the open editor; again where the light bulb was not there yet. */
async function openQuickFix(page, [line, column], fix) {
  const widget = page.locator('.action-widget', { hasText: fix });
  for (let turn = 0; turn < 6; turn++) {
    await goTo(page, line, column);
    await page.keyboard.press('Control+.');
    if (await seen(widget, 5_000)) return;
    await page.keyboard.press('Escape');
  }
  throw new Error(`no ${fix} in line ${line}`);
}

/** In the settings, as a person does. */
async function chooseHazards(page, level, shot) {
  await command(page, 'Preferences: Open Settings (UI)');
  const search = page.locator('.settings-editor .search-container .monaco-editor');
  await search.click();
  await page.keyboard.press('Control+A');
  await page.keyboard.type('gfpLens.hazards');
  const choice = page.locator('.settings-editor .setting-item-enum select');
  await choice.first().waitFor();
  await choice.first().selectOption({ label: level });
  // Written down: what is left before that is not.
  const configured = page.locator('.settings-editor .setting-item-contents.is-configured', { hasText: 'Hazards' });
  await configured.first().waitFor({ state: level === 'off' ? 'detached' : 'attached' });
  if (shot) await shot('hazard-setting');
  // They lie over the workbench.
  const settings = page.locator('.settings-editor');
  for (let turn = 0; turn < 5 && (await settings.isVisible()); turn++) await page.keyboard.press('Escape');
  await settings.waitFor({ state: 'hidden' });
}

/** Follows a link as a person does: with Ctrl held, once the editor shows that it is one; again where it was just drawing anew. */
async function follow(page, link, goal) {
  for (let turn = 0; turn < 4 && !(await goal.isVisible()); turn++) {
    const { x, y, width, height } = await link.boundingBox();
    await page.keyboard.down('Control');
    await page.mouse.move(x + width / 2, y + height / 2, { steps: 4 });
    await quietly(page.locator('.detected-link-active').first().waitFor({ timeout: 3000 }));
    await page.mouse.click(x + width / 2, y + height / 2);
    await page.keyboard.up('Control');
    await quietly(goal.waitFor({ timeout: 5000 }));
  }
  await goal.waitFor();
}

async function quietly(waiting) {
  await waiting.catch(() => {});
}

/**
 * Process ids of the language servers of this run's editor, the one of this window last: a window that was closed keeps its
 * server for a while, in case it comes back.
 */
function serverProcesses() {
  const run = dirname(process.env.TMPDIR);
  const started = new Map();
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
      if (!words.some((word) => word.startsWith(run) && word.endsWith('dist/server.js'))) continue;
      // Behind the name in parentheses: the 20th field is the time of the start.
      const [, behind] = /\) (.*)$/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'));
      started.set(Number(pid), Number(behind.split(' ')[19]));
    } catch {
      // It ended while it was looked at.
    }
  }
  return [...started.keys()].sort((a, b) => started.get(a) - started.get(b));
}
