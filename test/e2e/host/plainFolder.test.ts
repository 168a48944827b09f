import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { extension, hoverText, positionOf, serverProcesses, show } from './editing';

describe('a folder of C that is no kernel tree', () => {
  it('does not wake the extension', () => {
    assert.equal(extension().isActive, false);
  });

  it('starts no server when a C file opens', async () => {
    const { document } = await show('main.c');
    await extension().activate();
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
