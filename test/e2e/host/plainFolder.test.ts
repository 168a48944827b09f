import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { extension, hoverText, positionOf, serverProcesses, show, tellMemory } from './editing';

describe('a folder of C that is no kernel tree', () => {
  after(() => tellMemory('with no kernel tree'));

  it('does not wake the extension', () => {
    assert.equal(extension().isActive, false);
  });

  it('looks for a kernel tree when it is woken, and says how long that took', async () => {
    const started = performance.now();
    await extension().activate();
    const whole = performance.now() - started;
    const own = await ownActivation();
    console.log(
      `test|       activation: ${own.toFixed(1)} ms of its own, ${whole.toFixed(1)} ms with the editor's part`,
    );
    assert.equal(extension().isActive, true);
    assert.deepEqual(serverProcesses(), []);
  });

  it('starts no server when a C file opens', async () => {
    const { document } = await show('main.c');
    assert.equal(await hoverText(document.uri, positionOf(document, 'main', 'GFP_KERNEL')), '');
    // Nothing tells that nothing will happen: look for a while.
    for (let i = 0; i < 10; i++) {
      assert.deepEqual(serverProcesses(), []);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  });

  it('has its commands answer in a sentence', async () => {
    // Toasts are off in tests: that the command is there and ends is what can be seen.
    await vscode.commands.executeCommand('gfpLens.traceToReclaim');
    assert.deepEqual(serverProcesses(), []);
  });
});

/** Loads the extension's code anew and activates that: in ms, without the messages between VS Code's processes. */
async function ownActivation(): Promise<number> {
  const entry = join(extension().extensionPath, 'dist/client.js');
  const loaded = createRequire(entry);
  const subscriptions: vscode.Disposable[] = [];
  delete loaded.cache[entry];
  const started = performance.now();
  const { activate } = loaded(entry) as { activate(context: unknown, handleLinks: unknown): unknown };
  // No commands and no handler of links: those of this window have been registered.
  const context = { subscriptions, extension: { packageJSON: { contributes: { commands: [] } } } };
  await activate(context, () => new vscode.Disposable(() => {}));
  const took = performance.now() - started;
  for (const each of subscriptions) each.dispose();
  return took;
}
