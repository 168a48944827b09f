import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const projectRoot = join(__dirname, '../..');

describe('the words that people read', function () {
  this.timeout(60_000);
  it('are there in every language, each of them is used, and none stands in package.json as plain English', () => {
    const run = spawnSync(process.execPath, [join(projectRoot, 'scripts/l10n.mjs')], { encoding: 'utf8' });
    assert.equal(run.status, 0, `${run.stdout}${run.stderr}`);
  });
});
