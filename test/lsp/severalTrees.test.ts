import assert from 'node:assert/strict';
import { LspClient } from './lspClient';
import { type TemporaryTree, temporaryTree } from './trees';

describe('several kernel trees in one server', function () {
  this.timeout(60_000);
  let first: TemporaryTree;
  let second: TemporaryTree;
  let client: LspClient;

  beforeEach(async () => {
    first = temporaryTree('empty');
    second = temporaryTree('empty');
    client = await LspClient.start({ options: { cacheDir: first.cacheDir, releaseAfterMs: 20 } });
  });

  afterEach(async () => {
    await client.stop();
    first.cleanup();
    second.cleanup();
  });

  it('answer each for itself', async () => {
    const one = first.write('mm/one.c', 'int callee(void) { return 1; }\nint caller_one(void) { return callee(); }\n');
    const two = second.write('mm/two.c', 'int callee(void) { return 2; }\nint caller_two(void) { return callee(); }\n');
    await client.open(one);
    await client.open(two);
    await client.state(({ state, root }) => state === 'ready' && root === first.tree);
    await client.state(({ state, root }) => state === 'ready' && root === second.tree);
    for (const [path, caller] of [
      [one, 'caller_one'],
      [two, 'caller_two'],
    ] as const) {
      const [item] = await client.prepare(path, 'callee');
      const incoming = await client.incoming(item!);
      assert.deepEqual(
        incoming.map(({ from }) => from.name),
        [caller],
      );
    }
  });

  it('are let go after their last document, and read again with the next', async () => {
    const one = first.path('mm/near.c');
    const two = second.path('mm/near.c');
    await client.open(one);
    await client.open(two);
    await client.state(({ state, root }) => state === 'ready' && root === first.tree);
    await client.state(({ state, root }) => state === 'ready' && root === second.tree);
    await client.close(one);
    const [item] = await client.prepare(two, 'near_by');
    assert.equal(item?.detail, 'mm/near.c');
    await new Promise((resolve) => setTimeout(resolve, 300));
    const states = client.states.length;
    await client.open(one);
    const again = await client.state(({ state }) => state === 'ready', states);
    assert.equal(again.root, first.tree);
    assert.ok(client.states.slice(states).every(({ root }) => root === first.tree));
  });
});
