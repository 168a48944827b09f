// The page of the picture by itself in a browser, with recorded answers: every theme, the keyboard, images, many functions.
import { join } from 'node:path';
import { openPicture, servePicture, sharedModules } from './picture/page.mjs';
import { pictureScenarios } from './picture/scenarios.mjs';
import { themes } from './picture/themes.mjs';

/** Runs all scenarios of the page; dist/ must be built. Screenshots go to `results`. Gives how many failed. */
export async function runPictureTests(browser, folder, results) {
  const shared = await sharedModules(join(folder, 'picture'));
  const server = await servePicture(shared);
  const failures = [];
  console.log('\n  the picture of a path');
  for (const [name, scenario] of pictureScenarios) {
    const started = Date.now();
    const page = await browser.newPage();
    const shot = (title) => page.screenshot({ path: join(results, `picture-${title}.png`) });
    const open = (answer, options = {}) => {
      const { theme = 'dark', ...others } = options;
      const [from, to] = ['kmem_alloc', answer.paths[0].hops.at(-1).function];
      const subject = { answer, uri: answer.hops[0].uri, from, to };
      return openPicture(page, server.origin, { theme: themes[theme], subject, texts: shared.englishTexts, ...others });
    };
    try {
      await scenario({ page, open, shot, answers: shared });
      console.log(`    ✔ ${name} (${Date.now() - started}ms)`);
    } catch (error) {
      failures.push({ name, error });
      console.log(`    ${failures.length}) ${name}`);
      await shot(`failed-${failures.length}`);
    }
    await page.context().close();
  }
  server.close();
  console.log(`\n  ${pictureScenarios.length - failures.length} passing`);
  if (failures.length > 0) console.log(`  ${failures.length} failing`);
  for (const [i, { name, error }] of failures.entries()) console.log(`\n  ${i + 1}) ${name}:\n     ${error.message}`);
  return failures.length;
}
