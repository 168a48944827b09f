import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type TemporaryTree, temporaryTree } from '../lsp/trees';
import { editorSession } from '../support/editorSession';

const projectRoot = join(__dirname, '../..');

interface Answers {
  readonly failed?: string;
  readonly managed: boolean;
  readonly hover: string;
  readonly definitions: readonly string[];
}

/** The configuration for Eglot as docs/EDITORS.md has it. */
function documented(): string {
  const text = readFileSync(join(projectRoot, 'docs/EDITORS.md'), 'utf8');
  const block = /## Emacs.*?```elisp\n(.*?)```/s.exec(text);
  assert.ok(block, 'docs/EDITORS.md has no configuration for Emacs');
  return block[1]!;
}

describe('the language server in Emacs, as it is documented', function () {
  this.timeout(120_000);
  let tree: TemporaryTree;
  let answers: Answers;

  before(() => {
    tree = temporaryTree();
    const config = tree.write('config.el', documented());
    const home = join(tree.cacheDir, 'home');
    const bin = join(tree.cacheDir, 'bin');
    for (const folder of [home, bin]) mkdirSync(folder, { recursive: true });
    const command = `#!/bin/sh\nexec "${process.execPath}" "${join(projectRoot, 'dist/cli.js')}" "$@"\n`;
    writeFileSync(join(bin, 'gfp-lens'), command, { mode: 0o755 });
    answers = editorSession(tree, ['emacs', '--batch', '-q', '-l', join(__dirname, 'session.el')], {
      HOME: home,
      XDG_CACHE_HOME: tree.cacheDir,
      PATH: `${bin}${delimiter}${process.env.PATH ?? ''}`,
      CONFIG: config,
    });
  });

  after(() => tree.cleanup());

  it('is started by Eglot for a C file', () => assert.equal(answers.managed, true));

  it('decodes a mask on hover', () => assert.match(answers.hover, /__GFP_FS.* = .*0x80/));

  it('goes from a call through a field to the functions stored there', () => {
    assert.ok(answers.definitions.includes('super.c'), answers.definitions.join('\n'));
  });
});
