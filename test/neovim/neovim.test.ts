import assert from 'node:assert/strict';
import { join } from 'node:path';
import { type TemporaryTree, temporaryTree } from '../lsp/trees';
import { editorSession } from '../support/editorSession';

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
    answers = editorSession(tree, ['nvim', '--headless', '--clean', '-n', '-S', join(__dirname, 'session.lua')], {
      SERVER_COMMAND: JSON.stringify([process.execPath, join(projectRoot, 'dist/cli.js'), 'lsp', '--stdio']),
      CACHE: tree.cacheDir,
    });
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
