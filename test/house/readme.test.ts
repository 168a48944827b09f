import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const projectRoot = join(__dirname, '../..');

describe('README.md', () => {
  it('lists the settings and the keys of package.json', () => {
    const run = spawnSync(process.execPath, [join(projectRoot, 'scripts/readme-tables.mjs')], { encoding: 'utf8' });
    assert.equal(run.status, 0, run.stderr);
  });

  for (const page of ['README.md', 'docs/STORY.md']) {
    it(`shows pictures and names pages that are there: ${page}`, () => {
      const text = readFileSync(join(projectRoot, page), 'utf8');
      const links = [...text.matchAll(/\]\(([^)#\s]+)[^)]*\)|(?:src|srcset)="([^"]+)"/g)].map((m) => m[1] ?? m[2]!);
      const local = links.filter((link) => !/^\w+:/.test(link));
      assert.notEqual(local.length, 0);
      const lost = local.filter((link) => !existsSync(join(projectRoot, page, '..', link)));
      assert.deepEqual(lost, []);
    });
  }
});
