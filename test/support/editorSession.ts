/** One session of a real editor with the language server, which writes what it saw to a file as JSON. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { TemporaryTree } from '../lsp/trees';

/** @returns what the editor wrote to the file that `ANSWER` names, which has no `failed` in it */
export function editorSession<A extends { readonly failed?: string }>(
  tree: TemporaryTree,
  [program, ...args]: readonly [string, ...string[]],
  env: Readonly<Record<string, string>>,
): A {
  const answerFile = tree.write('answers.json', '');
  const run = spawnSync(program, args, {
    encoding: 'utf8',
    timeout: 110_000,
    env: { ...process.env, NODE_OPTIONS: '', TREE: tree.tree, ANSWER: answerFile, ...env },
  });
  const text = readFileSync(answerFile, 'utf8');
  assert.notEqual(text, '', `${run.error?.message ?? ''}${run.stdout}${run.stderr}`);
  const answers = JSON.parse(text) as A;
  assert.equal(answers.failed, undefined);
  return answers;
}
