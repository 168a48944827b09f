// node scripts/icon.mjs [--size N] [--out FILE]: draws design/icon.svg as media/icon.png, 128 pixels wide. To be run when the
// icon changes; uses the browser of the end-to-end tests.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { toolchain } from '../test/e2e/toolchain.mjs';
import { projectRoot } from './bootstrap/projectRoot.mjs';

const { out, size } = parseArgs({
  options: {
    out: { type: 'string', default: join(projectRoot, 'media/icon.png') },
    size: { type: 'string', default: '128' },
  },
}).values;
const { playwright, chromium } = await toolchain();
const browser = await playwright.chromium.launch({ executablePath: chromium, args: ['--no-sandbox'] });
const page = await browser.newPage({ viewport: { width: Number(size), height: Number(size) } });
const svg = readFileSync(join(projectRoot, 'design/icon.svg'), 'utf8');
await page.setContent(`<style>*{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`);
await page.screenshot({ path: out, omitBackground: true });
await browser.close();
