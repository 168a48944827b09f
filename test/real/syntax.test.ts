import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nativeTree, wasmTree } from '../syntax/nativeTree';
import { realTree } from '../tree/realTrees';

const script = join(__dirname, '../../scripts/parse-errors.mjs');

describe('the syntax reader on real kernel trees', function () {
  this.timeout(600_000);

  for (const version of ['5.10', '6.1']) {
    const tree = realTree(version);

    it(`makes the same trees of ${version} as the native build`, async function () {
      if (tree === null) this.skip();
      for (const path of ['mm/vmscan.c', 'mm/slub.c']) {
        const text: string = readFileSync(join(tree!, path), 'utf8');
        assert.deepEqual(await wasmTree(text), nativeTree(text), path);
      }
    });

    it(`reads all but one in two hundred function bodies of mm and block in ${version}`, function () {
      if (tree === null) this.skip();
      const { status, stdout, stderr } = spawnSync(
        process.execPath,
        [script, '--tree', tree!, '--under', 'mm,block', '--json'],
        { encoding: 'utf8', maxBuffer: 1 << 28 },
      );
      assert.equal(status, 0, stderr);
      const { total } = JSON.parse(stdout) as { total: { bodies: number; percent: number } };
      assert.ok(total.bodies > 6000, `${total.bodies} bodies`);
      assert.ok(total.percent < 0.5, `${total.percent} %`);
    });
  }
});
