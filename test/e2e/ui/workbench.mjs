// What a person does in the editor, as functions on a page. Nothing waits for time: each step ends when its result is seen.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Width of a tab, as the editor is set up. */
const TAB = 4;

const inputField = '.quick-input-widget:visible input';

export async function openFolder(page, origin, folder) {
  await page.goto(`${origin}/?folder=${encodeURIComponent(folder)}`);
  await page.locator('.monaco-workbench').waitFor();
  await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor();
}

/** Runs a command of the palette by its whole title. */
export async function command(page, title) {
  // A palette that is just closing takes the key with it, and a click that still has its effect takes the palette away.
  do await page.keyboard.press('F1');
  while (!(await isFilled(page.locator(inputField), `>${title}`)));
  await chosenRow(page, title).waitFor();
  await page.keyboard.press('Enter');
}

/** Reloads as a person does: the editor writes down what it keeps before it goes. A page that is just loaded anew may lose the last seconds. */
export async function reloadWindow(page) {
  const loaded = page.waitForEvent('load');
  await command(page, 'Developer: Reload Window');
  await loaded;
  await page.locator('.monaco-workbench').waitFor();
}

/** Opens the walkthrough of the extension. */
export async function openWalkthrough(page) {
  const title = 'Follow an allocation to reclaim';
  await command(page, 'Welcome: Open Walkthrough...');
  // The palette is still there for a moment: what is typed before the list has taken its place is lost.
  await page.locator('.quick-input-widget:visible input:not([placeholder*="name of the command"])').waitFor();
  await page.locator('.quick-input-widget:visible .monaco-list-row', { hasText: title }).first().waitFor();
  await page.locator(inputField).fill(title);
  await chosenRow(page, title).waitFor();
  await page.keyboard.press('Enter');
}

export async function openFile(page, path) {
  await page.keyboard.press('Control+P');
  await page.locator(inputField).fill(path);
  await chosenRow(page, path.split('/').at(-1)).waitFor();
  await page.keyboard.press('Enter');
  await page.locator(`[data-uri$="/${path}"] .view-line`).first().waitFor();
}

/** Puts the cursor on a 1-based line and column of the open editor. */
export async function goTo(page, line, column) {
  await page.keyboard.press('Control+G');
  await page.locator(inputField).fill(`:${line}:${column}`);
  await page.keyboard.press('Enter');
  await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  await cursorAt(page, line);
}

/** Puts the cursor into the first `text` of the open file, which lies at `path` in `folder`. */
export async function cursorIn(page, folder, path, text) {
  const content = readFileSync(join(folder, path), 'utf8');
  const before = content.slice(0, content.indexOf(text)).split('\n');
  // Columns are counted as they are seen.
  const column = before.at(-1).replaceAll('\t', ' '.repeat(TAB)).length + 2;
  await goTo(page, before.length, column);
}

export async function cursorAt(page, line) {
  await page.locator('#status\\.editor\\.selection', { hasText: new RegExp(`^Ln ${line},`) }).waitFor();
}

/** Points at a name in the open editor until a hover with `text` appears. Gives the hover. */
export async function hoverOver(page, name, text) {
  // What the editor writes between the tokens is not the text.
  const tokens = '.editor-group-container.active .view-line span span:not([class*="dyn-rule"])';
  const token = page.locator(tokens, { hasText: name }).last();
  await token.waitFor();
  const hover = page.locator('.monaco-hover:visible', { hasText: text }).first();
  for (let i = 0; i < 20; i++) {
    const box = await token.boundingBox();
    // A line that is coloured at this moment is drawn anew.
    if (box === null) continue;
    const { x, y, width, height } = box;
    await page.mouse.move(x + width + 200, y + 150);
    // White space before the name may belong to the token: its right end does not.
    await page.mouse.move(x + width - 4, y + height / 2, { steps: 4 });
    if (await seen(hover, 2_500)) return hover;
  }
  throw new Error(`no hover with ${text} over ${name}`);
}

/** The row that Enter takes in the open list. */
export function chosenRow(page, text) {
  return page.locator('.quick-input-widget:visible .monaco-list-row.focused', { hasText: text });
}

/** The input of the open list with this placeholder. */
export function listInput(page, placeholder) {
  return page.locator(`.quick-input-widget:visible input[placeholder="${placeholder}"]`);
}

/**
 * Gives a function that gives how many ms after the next Enter or click the rows of the side bar were as `stages` say, one after the other:
 * a name, and the text that a row has then, or that no row has any more (`gone`). By the clock of the page, frame by frame: a locator
 * looks every half second after the first quarter of one.
 */
export async function rowTimes(page, stages) {
  await page.evaluate((watched) => {
    let began = null;
    const begin = ({ type, key }) => {
      if (type === 'mousedown' || key === 'Enter') began ??= performance.now();
    };
    for (const type of ['keydown', 'mousedown']) window.addEventListener(type, begin, { capture: true });
    const waiting = [...watched];
    const times = {};
    window.gfpLensRowTimes = new Promise((resolve) => {
      const look = () => {
        const rows = [...document.querySelectorAll('.sidebar .monaco-list-row')].map(({ textContent }) => textContent);
        const has = (text) => rows.some((row) => row.replaceAll('\u00a0', ' ').includes(text));
        while (began !== null && waiting.length > 0 && has(waiting[0].text) !== (waiting[0].gone === true))
          times[waiting.shift().name] = Math.round(performance.now() - began);
        if (waiting.length > 0) return requestAnimationFrame(look);
        for (const type of ['keydown', 'mousedown']) window.removeEventListener(type, begin, { capture: true });
        return resolve(times);
      };
      look();
    });
  }, stages);
  return () => page.evaluate(() => window.gfpLensRowTimes);
}

export function sideBarRow(page, text) {
  return page.locator('.sidebar .monaco-list-row', { hasText: text }).first();
}

/** A row of the path view. */
export function pathRow(page, text) {
  return page.locator('.sidebar .pane', { hasText: 'Path' }).locator('.monaco-list-row', { hasText: text }).first();
}

/** Drags the side bar's edge to `to` pixels from the left, so that its rows are shown in full. */
export async function widenSideBar(page, to = 640) {
  const { x, y, width, height } = await page.locator('.part.sidebar').boundingBox();
  await page.mouse.move(x + width + 1, y + height / 2);
  await page.mouse.down();
  await page.mouse.move(to, y + height / 2, { steps: 4 });
  await page.mouse.up();
  await page.mouse.move(1000, y + height / 2);
}

/** Opens the language status of the open file and gives it. */
export async function languageStatus(page) {
  await page.locator('#status\\.languageStatus').hover();
  const status = page.locator('.hover-language-status:visible');
  await status.first().waitFor();
  return status;
}

/** Hands a link to the editor as a browser would. */
export async function followLink(page, link) {
  await (await offerLink(page, link)).click();
}

/** The same up to the question whether the extension may have the link: gives the button that says yes. */
export async function offerLink(page, link) {
  await command(page, 'Developer: Open URL');
  await page.locator(inputField).fill(link);
  await page.keyboard.press('Enter');
  const yes = page
    .locator('.monaco-dialog-box', { hasText: 'GFP Lens' })
    .locator('.monaco-button', { hasText: /^Open$/ });
  await yes.waitFor();
  return yes;
}

async function isFilled(input, text) {
  try {
    await input.fill(text, { timeout: 3_000 });
    return true;
  } catch {
    return false;
  }
}

export async function seen(locator, patience) {
  try {
    await locator.waitFor({ timeout: patience });
    return true;
  } catch {
    return false;
  }
}
