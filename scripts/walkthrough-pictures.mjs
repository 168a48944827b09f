// node scripts/walkthrough-pictures.mjs: takes the pictures of the walkthrough anew, media/walkthrough/*.png, from the packaged
// extension in a real VS Code on the sample kernel. To be run when what people see has changed; look at the pictures afterwards.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { startBrowser } from '../test/e2e/browser.mjs';
import { cleanUpAtExit, temporaryFolder } from '../test/e2e/cleanUp.mjs';
import { installEditor, testSettings } from '../test/e2e/editor.mjs';
import { toolchain } from '../test/e2e/toolchain.mjs';
import { openFolder } from '../test/e2e/ui/workbench.mjs';
import { projectRoot } from './bootstrap/projectRoot.mjs';
import { pictures } from './walkthrough/pictures.mjs';

/** In pixels: a walkthrough shows a picture at about 600 wide. */
const size = { width: 840, height: 525 };
/** In bytes: every user downloads them. */
const LARGEST = 100_000;

cleanUpAtExit();
process.exit(await takePictures());

async function takePictures() {
  const tools = await toolchain();
  const folder = temporaryFolder();
  process.env.TMPDIR = join(folder, 'tmp');
  mkdirSync(process.env.TMPDIR);
  const sample = join(folder, 'mini-kernel');
  cpSync(join(projectRoot, 'samples/mini-kernel'), sample, { recursive: true });
  const settings = {
    ...testSettings,
    'workbench.colorTheme': 'Default Light Modern',
    'workbench.activityBar.location': 'top',
    'breadcrumbs.enabled': false,
  };
  const editor = await installEditor(tools, folder, packaged(folder), settings);
  const server = await editor.start();
  const browser = await startBrowser(tools);
  const page = await browser.newPage();
  await page.setViewportSize(size);
  await openFolder(page, server.origin, sample);
  const media = join(projectRoot, 'media/walkthrough');
  mkdirSync(media, { recursive: true });
  let status = 0;
  for (const [name, take] of pictures) {
    await take({ page, folder: sample });
    await settled(page);
    const path = join(media, `${name}.png`);
    await page.screenshot({ path });
    for (let i = 0; i < 3; i++) await page.keyboard.press('Escape');
    const bytes = statSync(path).size;
    console.log(`${path} (${bytes} bytes)`);
    if (bytes > LARGEST) status = 1;
  }
  await browser.close();
  await server.stop();
  return status;
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
