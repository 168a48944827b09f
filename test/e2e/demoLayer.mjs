// `npm run demo` as a person starts and stops it.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '../../scripts/bootstrap/projectRoot.mjs';

/** How long the editor may take to be there, and to be gone, in ms: other jobs may load the machine. */
const PATIENCE = 120_000;

/** Starts the demo on `vsix`, opens its address, interrupts it. Prints totals; gives how many checks failed. */
export async function runDemoTest(browser, vsix) {
  console.log('\n  npm run demo');
  try {
    await check(browser, vsix);
    console.log('    ✔ prints an address that shows the sample, and is gone after Ctrl+C\n\n  1 passing');
    return 0;
  } catch (error) {
    console.log(`    1) prints an address that shows the sample\n\n  1 failing\n\n  1) ${error.message}`);
    return 1;
  }
}

async function check(browser, vsix) {
  const demo = spawn(process.execPath, [join(projectRoot, 'scripts/demo.mjs'), '--vsix', vsix], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => demo.once('close', resolve));
  try {
    const address = await inTime('the address', addressIn(demo.stdout));
    const page = await browser.newPage();
    await page.goto(address);
    await page.locator('.tab.active', { hasText: 'kmem.c' }).waitFor();
    await page.context().close();
    demo.kill('SIGINT');
    const status = await inTime('the end', ended);
    if (status !== 0) throw new Error(`the demo ended with ${status}`);
    const isGone = await fetch(address).then(
      () => false,
      () => true,
    );
    if (!isGone) throw new Error('the editor still answers');
  } finally {
    demo.kill('SIGKILL');
  }
}

async function addressIn(output) {
  let text = '';
  for await (const chunk of output) {
    text += chunk;
    const found = /http:\/\/\S+/.exec(text);
    if (found !== null) return found[0];
  }
  throw new Error(`no address in: ${text}`);
}

function inTime(what, promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} did not come in ${PATIENCE / 1000} s`)), PATIENCE);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
