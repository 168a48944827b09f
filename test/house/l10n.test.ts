import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const projectRoot = join(__dirname, '../..');

interface Collector {
  readonly SERVER: object;
  sourceMessages(folder: string, problems: string[], said?: object): Record<string, string>;
}

describe('the words that people read', function () {
  this.timeout(60_000);
  it('are there in every language, each of them is used, and none stands in package.json as plain English', () => {
    const run = spawnSync(process.execPath, [join(projectRoot, 'scripts/l10n.mjs')], { encoding: 'utf8' });
    assert.equal(run.status, 0, `${run.stdout}${run.stderr}`);
  });

  describe('of the server', () => {
    it('are collected from what is said, and from tables that are marked', async () => {
      const { messages, problems } = await collected(`
        const a = say('line {0}', 7) + this.say("no callers");
        const TABLE = new Map(Object.entries(toSay({ A: 'One.', B: ['Two.'] })));
        const b = toSay('Three.');
        const c = unsaid('Four.');
      `);
      assert.deepEqual(Object.keys(messages), ['One.', 'Three.', 'Two.', 'line {0}', 'no callers']);
      assert.deepEqual(problems, []);
    });

    it('are literals: anything else could not be translated', async () => {
      const { problems } = await collected('say("line " + n);\nsay(words);\ntoSay({ A: words });\n');
      assert.deepEqual(
        problems.map((text) => text.replace(/^.*\.ts/, '')),
        [
          ':1: the message of say is no literal',
          ':2: the message of say is no literal',
          ':3: toSay marks something else than literals',
        ],
      );
    });
  });
});

async function collected(text: string): Promise<{ messages: Record<string, string>; problems: string[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'gfp-lens-l10n-'));
  try {
    writeFileSync(join(folder, 'sample.ts'), text);
    const url = pathToFileURL(join(projectRoot, 'scripts/l10n/sourceMessages.mjs')).href;
    const { SERVER, sourceMessages } = (await import(url)) as Collector;
    const problems: string[] = [];
    return { messages: sourceMessages(folder, problems, SERVER), problems };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
