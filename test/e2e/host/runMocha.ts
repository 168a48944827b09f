import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'node:util';
import Mocha from 'mocha';

/** Tells a line of the tests from what the workbench says in between. */
const MARK = 'test| ';

/**
 * The extension host's entry: runs `tests.js` beside this file and leaves `report.json` there, {passed, failed}.
 * Rejects where a test fails.
 */
export function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', color: false, reporter: 'spec', timeout: 60_000 });
  mocha.addFile(join(__dirname, 'tests.js'));
  Mocha.reporters.Base.consoleLog = (...args: unknown[]) => console.log(MARK + format(...args));
  return new Promise((resolve, reject) => {
    const runner = mocha.run((failed) => {
      const report = join(__dirname, 'report.json');
      writeFileSync(`${report}.part`, JSON.stringify({ passed: runner.stats?.passes ?? 0, failed }));
      renameSync(`${report}.part`, report);
      if (failed === 0) resolve();
      else reject(new Error(`${failed} tests failed`));
    });
  });
}
