// The packaged extension in a real VS Code, set up for pictures.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { startBrowser } from '../../test/e2e/browser.mjs';
import { temporaryFolder } from '../../test/e2e/cleanUp.mjs';
import { installEditor, testSettings } from '../../test/e2e/editor.mjs';
import { toolchain } from '../../test/e2e/toolchain.mjs';
import { openFolder } from '../../test/e2e/ui/workbench.mjs';
import { projectRoot } from '../bootstrap/projectRoot.mjs';
import { smallPng } from './smallPng.mjs';

/** The editor wears what the browser says that the person likes: it changes while hovers and lists stay open. */
const themes = {
  'window.autoDetectColorScheme': true,
  'workbench.preferredLightColorTheme': 'Default Light Modern',
  'workbench.preferredDarkColorTheme': 'Default Dark Modern',
};

/**
 * Opens a window of `size` pixels in the light theme. `folderIn` gets a folder that is gone afterwards and gives the one to open. Gives
 * {page, folder, shoot, close}: `shoot(path, theme)` takes a picture and gives its bytes.
 */
export async function pictureEditor({ size, settings = {}, folderIn }) {
  const tools = await toolchain();
  const scratch = temporaryFolder();
  process.env.TMPDIR = join(scratch, 'tmp');
  mkdirSync(process.env.TMPDIR);
  const folder = folderIn(scratch);
  const editor = await installEditor(tools, scratch, packaged(scratch), { ...testSettings, ...settings, ...themes });
  const server = await editor.start();
  const browser = await startBrowser(tools);
  const page = await browser.newPage();
  await page.setViewportSize(size);
  await page.emulateMedia({ colorScheme: 'light' });
  await openFolder(page, server.origin, folder);
  const wear = async (theme) => {
    await page.emulateMedia({ colorScheme: theme });
    await page.locator(`.monaco-workbench.${theme === 'dark' ? 'vs-dark' : 'vs'}`).waitFor();
    const webview = page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
    if ((await page.locator('iframe.webview.ready').count()) > 0)
      await webview.locator(`body[data-vscode-theme-kind="vscode-${theme}"]`).waitFor();
  };
  const shoot = async (path, theme = 'light') => {
    await wear(theme);
    await settled(page);
    mkdirSync(dirname(path), { recursive: true });
    const small = smallPng(await page.screenshot());
    writeFileSync(path, small);
    return small.length;
  };
  const close = async () => {
    await browser.close();
    await server.stop();
  };
  return { page, folder, shoot, close };
}

/** Nothing fades in any more, and the editor has nothing to tell of itself. */
async function settled(page) {
  await page.waitForFunction(() =>
    [...document.querySelectorAll('.monaco-hover')].every((hover) =>
      ['0', '1'].includes(getComputedStyle(hover).opacity),
    ),
  );
  await page.locator('.statusbar-item', { hasText: 'Saving' }).waitFor({ state: 'detached' });
}

function packaged(folder) {
  const vsix = join(folder, 'gfp-lens.vsix');
  const args = [join(projectRoot, 'scripts/package.mjs'), '--out', vsix];
  const run = spawnSync(process.execPath, args, { cwd: projectRoot, encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`the extension could not be packaged:\n${run.stdout}${run.stderr}`);
  return vsix;
}
