// Mocha inside the real extension host: each folder of host/ is a window of its own.
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'node:util';
import { build } from 'esbuild';
import { projectRoot } from '../../scripts/bootstrap/projectRoot.mjs';

/** How long a window may take, from its opening to the end of its tests, in ms: other jobs may load the machine. */
const PATIENCE = 180_000;

/** What runMocha.ts puts before each line: the workbench talks in between. */
const mark = 'test| ';

/** Bundles the tests below `folder`. Gives a function from the name of a test file to the folder of its bundle. */
export async function buildHostTests(folder, names) {
  const source = join(projectRoot, 'test/e2e/host');
  await build({
    absWorkingDir: projectRoot,
    entryPoints: names.flatMap((name) => [
      { in: join(source, `${name}.test.ts`), out: `${name}/tests` },
      { in: join(source, 'runMocha.ts'), out: `${name}/index` },
    ]),
    outdir: folder,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    sourcemap: 'inline',
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  });
  symlinkSync(join(projectRoot, 'node_modules'), join(folder, 'node_modules'));
  // Tests run only beside an extension in development: this one is empty, the tested one is installed.
  const stub = join(folder, 'stub');
  mkdirSync(stub);
  const manifest = { name: 'stub', publisher: 'gfp-lens-tests', version: '0.0.1', engines: { vscode: '^1.91.0' } };
  writeFileSync(join(stub, 'package.json'), JSON.stringify(manifest));
  return (name) => ({ stub, tests: join(folder, name) });
}

/**
 * Opens `workspace` in a window and runs the bundled tests in its extension host; their output is printed.
 * The server must have been started with the smoke test driver. Gives {passed, failed}.
 */
export async function runHostTests(browser, server, workspace, { stub, tests }) {
  const page = await browser.newPage();
  try {
    await page.exposeFunction('codeAutomationLog', (_type, args) => {
      const line = format(...args);
      if (line.startsWith(mark)) console.log(line.slice(mark.length));
    });
    const exit = new Promise((resolve) => void page.exposeFunction('codeAutomationExit', resolve));
    const remote = (path) => `vscode-remote://127.0.0.1:${server.port}${path}`;
    const payload = [
      ['extensionDevelopmentPath', remote(stub)],
      ['extensionTestsPath', remote(join(tests, 'index'))],
      ['skipWelcome', 'true'],
    ];
    const query = new URLSearchParams({ folder: workspace, payload: JSON.stringify(payload) });
    await page.goto(`${server.origin}/?${query}`);
    await withPatience(exit);
    return totals(join(tests, 'report.json'));
  } finally {
    await page.context().close();
  }
}

function withPatience(done) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`the tests in the editor did not end in ${PATIENCE / 1000} s`)),
      PATIENCE,
    );
  });
  return Promise.race([done, late]).finally(() => clearTimeout(timer));
}

function totals(report) {
  if (!existsSync(report)) throw new Error('the tests in the editor left no report: did they run?');
  return JSON.parse(readFileSync(report, 'utf8'));
}
