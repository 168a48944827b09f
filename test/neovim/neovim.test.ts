import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TemporaryTree, temporaryTree } from '../lsp/trees';

const projectRoot = join(__dirname, '../..');

interface Answers {
  readonly failed?: string;
  readonly hover: string;
  readonly prepared: string;
  readonly incoming: readonly string[];
  readonly outgoing: readonly string[];
}

describe('the language server in Neovim', function () {
  this.timeout(120_000);
  let tree: TemporaryTree;
  let answers: Answers;

  before(() => {
    tree = temporaryTree();
    const answerFile = tree.write('answers.json', '');
    const run = spawnSync('nvim', ['--headless', '--clean', '-n', '-S', join(__dirname, 'session.lua')], {
      encoding: 'utf8',
      timeout: 110_000,
      env: {
        ...process.env,
        NODE_OPTIONS: '',
        SERVER_COMMAND: JSON.stringify([process.execPath, join(projectRoot, 'dist/cli.js'), 'lsp', '--stdio']),
        TREE: tree.tree,
        CACHE: tree.cacheDir,
        ANSWER: answerFile,
      },
    });
    const text = readFileSync(answerFile, 'utf8');
    assert.notEqual(text, '', `${run.error?.message ?? ''}${run.stdout}${run.stderr}`);
    answers = JSON.parse(text) as Answers;
    assert.equal(answers.failed, undefined);
  });

  after(() => tree.cleanup());

  it('decodes a mask on hover', () => {
    assert.match(answers.hover, /`__GFP_FS` = `0x80`/);
  });

  it('walks the call hierarchy in both directions', () => {
    assert.equal(answers.prepared, 'do_shrink_slab');
    assert.deepEqual(answers.incoming, ['shrink_slab']);
    assert.ok(
      answers.outgoing.some((words) => words.startsWith('super_cache_scan via shrinker.scan_objects')),
      answers.outgoing.join('\n'),
    );
  });
});
