import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const projectRoot = join(__dirname, '../..');

// A line is followed by comment lines, which tell the scopes that stand above their carets.
describe('the grammars', function () {
  this.timeout(30_000);
  for (const fixture of ['gfp.c', 'kernel.log']) {
    it(`give each token of test/syntaxes/${fixture} its scope`, () => {
      const program = join(projectRoot, 'node_modules/.bin/vscode-tmgrammar-test');
      const args = ['--grammar', 'test/syntaxes/c.tmLanguage.json', '--compact', `test/syntaxes/${fixture}`];
      const run = spawnSync(process.execPath, [program, ...args], { cwd: projectRoot, encoding: 'utf8' });
      assert.equal(run.status, 0, `${run.stdout}${run.stderr}`);
    });
  }
});
