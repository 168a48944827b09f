import assert from 'node:assert/strict';
import { eventually, extension, serverProcesses, show } from './editing';

describe('a module out of tree, with a Kbuild file', () => {
  it('wakes the extension, which finds no kernel tree and starts nothing', async () => {
    await eventually('the extension wakes', () => extension().isActive);
    await show('main.c');
    for (let i = 0; i < 10; i++) {
      assert.deepEqual(serverProcesses(), []);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  });
});
