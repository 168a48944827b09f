// The page of the picture in a browser without an editor: its own HTML, policy, script and style, and an answer to draw.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build } from 'esbuild';
import { projectRoot } from '../../../scripts/bootstrap/projectRoot.mjs';

/** Bundles what the tests share with the extension into `folder`. Gives recordedAnswers, englishTexts and pictureHtml. */
export async function sharedModules(folder) {
  const entries = {
    answers: 'test/picture/recordedAnswers.ts',
    texts: 'test/picture/englishTexts.ts',
    html: 'client/src/picture/pictureHtml.ts',
  };
  await build({
    absWorkingDir: projectRoot,
    entryPoints: entries,
    outdir: folder,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    outExtension: { '.js': '.cjs' },
    logLevel: 'warning',
  });
  const require = createRequire(join(folder, 'here.cjs'));
  return { ...require('./answers.cjs'), ...require('./texts.cjs'), ...require('./html.cjs') };
}

/** Serves the page on a port of this machine. Gives {origin, close}. */
export async function servePicture({ pictureHtml }) {
  const nonce = 'bm9uY2U=';
  const html = pictureHtml({ script: '/picture.js', style: '/picture.css', source: "'self'", nonce, title: 'picture' });
  const files = {
    '/': ['text/html', html],
    '/picture.js': ['text/javascript', readFileSync(join(projectRoot, 'dist/picture.js'))],
    '/picture.css': ['text/css', readFileSync(join(projectRoot, 'dist/picture.css'))],
  };
  const server = createServer(({ url }, response) => {
    const [type, content] = files[url] ?? [];
    if (content === undefined) response.writeHead(404).end();
    else response.writeHead(200, { 'content-type': type }).end(content);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { origin: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}

/**
 * Opens the page in a theme and sends it an answer. Gives the messages that it posts (a growing list), what the browser
 * complains of, `send`, and `show` for another answer to the same question. `state`: what the page kept before, as an editor would give it back.
 */
export async function openPicture(
  page,
  origin,
  { theme, subject, texts, chosen = null, isAsking = false, at = null, state = undefined },
) {
  const posted = [];
  const complaints = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('favicon')) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.exposeFunction('posted', (message) => void posted.push(message));
  await page.addInitScript(
    ([variables, kept]) => {
      let held = kept ?? undefined;
      window.acquireVsCodeApi = () => ({
        postMessage: (message) => window.posted(message),
        getState: () => held,
        setState: (next) => {
          held = next;
          window.keptState = next;
        },
      });
      document.addEventListener('DOMContentLoaded', () => {
        for (const [name, value] of Object.entries(variables)) document.documentElement.style.setProperty(name, value);
      });
    },
    [theme, state ?? null],
  );
  await page.goto(origin);
  const send = (message) => page.evaluate((data) => window.postMessage(data, '*'), message);
  const show = (answer, how) => send({ type: 'show', subject: { ...subject, answer }, texts, at: null, ...how });
  await show(subject.answer, { chosen, isAsking, at });
  await page.locator('.picture .box').first().waitFor();
  return { posted, complaints, send, show };
}
