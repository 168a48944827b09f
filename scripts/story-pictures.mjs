// node scripts/story-pictures.mjs: a person's way through linux-source-6.1 in a real VS Code, docs/story/*.png, a picture a step in light
// and in dark. It ends with 1 where a step can't be done. docs/STORY.md tells it; look at the pictures afterwards.
import { join } from 'node:path';
import { cleanUpAtExit } from '../test/e2e/cleanUp.mjs';
import { projectRoot } from './bootstrap/projectRoot.mjs';
import { pictureEditor } from './pictures/pictureEditor.mjs';
import { storySteps } from './pictures/story.mjs';
import { kernelTree } from './test/kernelTrees.mjs';

/** In pixels: as wide as a page of text shows it. */
const size = { width: 1040, height: 620 };
/** In bytes. */
const LARGEST = 160 * 1024;

cleanUpAtExit();
const tree = kernelTree('6.1');
if (tree === null) {
  console.error('linux-source-6.1 is not on this machine: scripts/kernel-tree.sh 6.1');
  process.exit(1);
}
process.exit(await tellStory(tree));

/** Takes the pictures; gives the exit status. */
async function tellStory(folder) {
  const { page, shoot, close } = await pictureEditor({
    size,
    settings: { 'breadcrumbs.enabled': false, 'workbench.editor.showTabs': 'single' },
    folderIn: () => folder,
  });
  const pictureOf = (name) => join(projectRoot, 'docs/story', `${name}.png`);
  let status = 0;
  for (const [name, take] of storySteps) {
    const began = Date.now();
    try {
      await take({ page, folder });
    } catch (error) {
      await shoot(join(projectRoot, 'test-results', `story-${name}.png`));
      throw error;
    }
    for (const theme of ['dark', 'light']) {
      const path = pictureOf(`${name}-${theme}`);
      const bytes = await shoot(path, theme);
      console.log(`${path} (${bytes} bytes, ${Date.now() - began} ms)`);
      if (bytes > LARGEST) status = 1;
    }
  }
  await close();
  return status;
}
