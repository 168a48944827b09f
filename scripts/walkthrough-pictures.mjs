// node scripts/walkthrough-pictures.mjs: takes the pictures of the walkthrough anew, media/walkthrough/*.png, from the packaged
// extension in a real VS Code on the sample kernel. To be run when what people see has changed; look at the pictures afterwards.
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { cleanUpAtExit } from '../test/e2e/cleanUp.mjs';
import { projectRoot } from './bootstrap/projectRoot.mjs';
import { pictureEditor } from './pictures/pictureEditor.mjs';
import { pictures } from './pictures/walkthrough.mjs';

/** In pixels: a walkthrough shows a picture at about 600 wide. */
const size = { width: 840, height: 525 };
/** In bytes: every user downloads them. */
const LARGEST = 100_000;

cleanUpAtExit();
process.exit(await takePictures());

async function takePictures() {
  const { page, folder, shoot, close } = await pictureEditor({
    size,
    settings: { 'workbench.activityBar.location': 'top', 'breadcrumbs.enabled': false },
    folderIn: (scratch) => {
      const sample = join(scratch, 'mini-kernel');
      cpSync(join(projectRoot, 'samples/mini-kernel'), sample, { recursive: true });
      return sample;
    },
  });
  let status = 0;
  for (const [name, take] of pictures) {
    await take({ page, folder });
    for (const theme of ['dark', 'light']) {
      const path = join(projectRoot, 'media/walkthrough', `${name}-${theme}.png`);
      const bytes = await shoot(path, theme);
      console.log(`${path} (${bytes} bytes)`);
      if (bytes > LARGEST) status = 1;
    }
    for (let i = 0; i < 3; i++) await page.keyboard.press('Escape');
  }
  await close();
  return status;
}
