// The workbench on the screen, driven like a person would; every scenario leaves screenshots.
import { join } from 'node:path';
import { editingScenarios } from './ui/editing.mjs';
import { pictureScenarios } from './ui/picture.mjs';
import { realTreeScenarios } from './ui/realTree.mjs';
import { sampleScenarios } from './ui/sample.mjs';
import { openFolder } from './ui/workbench.mjs';

/** A scenario that hangs is told as one that fails, in milliseconds. */
const LONGEST = 240_000;

/** Runs all scenarios, or those whose names match `grep`; screenshots go to `results`. `real` may be null: its scenarios are left out. Gives how many failed. */
export async function runUiTests(browser, server, { sample, real, results, grep = '' }) {
  const failures = [];
  let passed = 0;
  for (const [title, folder, all] of [
    ['the sample tree on the screen', sample, sampleScenarios],
    ['the picture and the mask lens on the screen', sample, pictureScenarios],
    ['writing, logs and help on the screen', sample, editingScenarios],
    ['linux-source-6.1 on the screen', real, realTreeScenarios],
  ]) {
    const scenarios = all.filter(([name]) => new RegExp(grep).test(name));
    if (folder === null || scenarios.length === 0) continue;
    console.log(`\n  ${title}`);
    const page = await browser.newPage();
    const shot = (name) => page.screenshot({ path: join(results, `${name}.png`) });
    await openFolder(page, server.origin, folder);
    for (const [name, scenario] of scenarios) {
      const started = Date.now();
      try {
        await inTime(scenario({ page, folder, shot }));
        passed++;
        console.log(`    ✔ ${name} (${Date.now() - started}ms)`);
      } catch (error) {
        failures.push({ name, error });
        console.log(`    ${failures.length}) ${name}`);
        await shot(`failed-${failures.length}`);
        for (let i = 0; i < 3; i++) await page.keyboard.press('Escape');
      }
    }
    await page.context().close();
  }
  console.log(`\n  ${passed} passing`);
  if (failures.length > 0) console.log(`  ${failures.length} failing`);
  for (const [i, { name, error }] of failures.entries()) console.log(`\n  ${i + 1}) ${name}:\n     ${error.message}`);
  return failures.length;
}

/** @throws Error where it takes too long */
async function inTime(run) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not done after ${LONGEST} ms`)), LONGEST);
  });
  try {
    await Promise.race([run, late]);
  } finally {
    clearTimeout(timer);
  }
}
