import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { LspClient } from './lspClient';
import { type TemporaryTree, temporaryTree } from './trees';

describe('the language server on unsaved documents', function () {
  this.timeout(60_000);
  let tree: TemporaryTree;
  let client: LspClient;
  let path: string;

  beforeEach(async () => {
    tree = temporaryTree();
    client = await LspClient.start({ options: { cacheDir: tree.cacheDir, refreshAfterMs: 20 } });
    path = tree.path('mm/vmscan.c');
    await client.open(path);
    await client.ready();
  });

  afterEach(async () => {
    await client.stop();
    tree.cleanup();
  });

  it('gives positions as they are in the editor', async () => {
    const [before] = await client.prepare(path, 'do_shrink_slab(');
    await client.edit(path, (text) => `/* one */\n/* two */\n${text}`);
    const [after] = await client.prepare(path, 'do_shrink_slab(');
    assert.equal(after!.range.start.line, before!.range.start.line + 2);
    const [place] = await client.definition(path, 'do_shrink_slab(&', 'do_shrink_slab');
    assert.equal(place?.range.start.line, after!.range.start.line);
  });

  it('answers with the calls of a function as it is typed, and with those of others as they were', async () => {
    await client.edit(path, (text) => `${text}\nvoid typed_now(void)\n{\n\tdo_shrink_slab(0, 0, 0);\n`);
    const [item] = await client.prepare(path, 'typed_now(');
    assert.deepEqual(
      (await client.outgoing(item!)).map(({ to }) => to.name),
      ['do_shrink_slab'],
    );
    const [callee] = await client.prepare(path, 'do_shrink_slab(');
    const incoming = await client.incoming(callee!);
    assert.deepEqual(incoming.map(({ from }) => from.name).sort(), ['shrink_slab', 'typed_now']);
    const scan = (await client.outgoing(callee!)).find(({ to }) => to.name === 'super_cache_scan');
    assert.match(scan?.to.detail ?? '', /^via shrinker\.scan_objects/);
    const answer = await client.trace(path, 'typed_now', 'super_cache_scan');
    assert.equal(answer.hops[0]?.function, 'typed_now');
  });

  it('reads a saved document again, and answers from its text all the while', async () => {
    await client.edit(path, (text) => `${text}\nvoid saved_now(void)\n{\n\tdo_shrink_slab(0, 0, 0);\n}\n`);
    const states = client.states.length;
    writeFileSync(path, `${readFileSync(path, 'utf8')}\nvoid saved_now(void)\n{\n\tdo_shrink_slab(0, 0, 0);\n}\n`);
    await client.saved(path);
    assert.equal((await client.prepare(path, 'saved_now(')).length, 1);
    await client.ready(states);
    const [item] = await client.prepare(path, 'saved_now(');
    assert.deepEqual(
      (await client.outgoing(item!)).map(({ to }) => to.name),
      ['do_shrink_slab'],
    );
  });

  it('answers for a document that is not on disk', async () => {
    const fresh = tree.path('mm/not_there.c');
    await client.open(fresh, 'void newcomer(void)\n{\n\tshrink_slab(0, 0, 0, 0);\n}\n');
    const [item] = await client.prepare(fresh, 'newcomer');
    assert.equal(item?.detail, 'mm/not_there.c');
    assert.deepEqual(
      (await client.outgoing(item)).map(({ to }) => to.name),
      ['shrink_slab'],
    );
  });
});
