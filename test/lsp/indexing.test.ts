import assert from 'node:assert/strict';
import { appendFileSync } from 'node:fs';
import type { ProtocolConnection } from 'vscode-languageserver/node';
import { REBUILD_INDEX } from '../../server/src/protocol';
import { LspClient, type StartOptions, uriOf } from './lspClient';
import { addDrivers, type TemporaryTree, temporaryTree } from './trees';

interface Progress {
  readonly token: string;
  readonly value: {
    readonly kind: string;
    readonly message?: string;
    readonly cancellable?: boolean;
    readonly percentage?: number;
  };
}

/** Consents to every progress and keeps what is told; `onBegin` may cancel it. */
function progressKeeper(onBegin: (connection: ProtocolConnection, token: string) => void = () => {}) {
  const told: Progress[] = [];
  const prepare = (connection: ProtocolConnection): void => {
    connection.onRequest('window/workDoneProgress/create', () => null);
    connection.onNotification('$/progress', (progress: Progress) => {
      told.push(progress);
      if (progress.value.kind === 'begin') onBegin(connection, progress.token);
    });
  };
  return { told, prepare, capabilities: { window: { workDoneProgress: true } } };
}

describe('the language server while a tree is being read', function () {
  this.timeout(120_000);
  let tree: TemporaryTree;
  let client: LspClient;

  const start = async (more: Partial<StartOptions> = {}): Promise<void> => {
    client = await LspClient.start({ options: { cacheDir: tree.cacheDir, refreshAfterMs: 20 }, ...more });
  };

  beforeEach(() => {
    tree = temporaryTree();
  });

  afterEach(async () => {
    await client.stop();
    tree.cleanup();
  });

  it('answers from the open file at once, and says that the index is incomplete', async () => {
    await start();
    const path = tree.path('mm/vmscan.c');
    await client.open(path);
    const [item] = await client.prepare(path, 'do_shrink_slab(');
    assert.match(item?.detail ?? '', /^mm\/vmscan\.c · index incomplete: 1 .*files? read$/);
    const incoming = await client.incoming(item!);
    assert.deepEqual(
      incoming.map(({ from }) => from.name),
      ['shrink_slab'],
    );
    await client.ready();
    const [whole] = await client.prepare(path, 'do_shrink_slab(');
    assert.equal(whole?.detail, 'mm/vmscan.c');
  });

  it('answers from the near part before the whole is there: a path out of the open file, and the sentence', async () => {
    addDrivers(tree, 2000);
    await start();
    await client.open(tree.path('fs/xfs/kmem.c'));
    const near = await client.state(({ answering, total }) => answering > 1 && total > 0);
    assert.equal(near.incomplete, true);
    const answer = await client.trace(tree.path('fs/xfs/kmem.c'), 'kmem_alloc', 'shrink_page_list');
    assert.equal(answer.hops.at(-1)?.function, 'shrink_folio_list');
    assert.match(answer.incomplete ?? '', /^The index is incomplete: \d+ of 2,\d\d\d files read\.$/);
    await client.ready();
    const whole = await client.trace(tree.path('fs/xfs/kmem.c'), 'driver_7', 'shrink_page_list');
    assert.equal(whole.hops[0]?.function, 'driver_7');
    assert.equal(whole.incomplete, null);
  });

  it('shows its progress, with an end', async () => {
    const progress = progressKeeper();
    addDrivers(tree, 600);
    await start(progress);
    await client.open(tree.path('mm/vmscan.c'));
    await client.ready();
    await client.connection.sendRequest('textDocument/hover', {
      textDocument: { uri: uriOf(tree.path('mm/vmscan.c')) },
      position: { line: 0, character: 0 },
    });
    const kinds = progress.told.map(({ value }) => value.kind);
    assert.equal(kinds[0], 'begin');
    assert.equal(kinds.at(-1), 'end');
    assert.equal(progress.told[0]?.value.cancellable, true);
    assert.ok(progress.told.some(({ value }) => /^\d+ of 6\d\d files$/.test(value.message ?? '')));
  });

  it('asks for no progress where the client has none', async () => {
    let asked = false;
    await start({
      prepare: (connection) => {
        connection.onRequest('window/workDoneProgress/create', () => {
          asked = true;
          return null;
        });
      },
    });
    await client.open(tree.path('mm/vmscan.c'));
    await client.ready();
    assert.equal(asked, false);
  });

  it('can be cancelled, answers on from what it has, and begins again when a file is opened', async () => {
    let cancelAll = true;
    const progress = progressKeeper((connection, token) => {
      if (cancelAll) void connection.sendNotification('window/workDoneProgress/cancel', { token });
    });
    addDrivers(tree, 2000);
    await start(progress);
    const path = tree.path('mm/vmscan.c');
    await client.open(path);
    const cancelled = await client.state(({ state }) => state === 'cancelled');
    assert.equal(cancelled.text, 'indexing cancelled');
    const [item] = await client.prepare(path, 'do_shrink_slab(');
    assert.match(item?.detail ?? '', /index incomplete: .*indexing was cancelled$/);
    cancelAll = false;
    await client.open(tree.path('mm/slub.c'));
    await client.ready();
    assert.equal(progress.told.at(-1)?.value.kind, 'end');
  });

  it('begins again when it is asked to', async () => {
    const progress = progressKeeper((connection, token) => {
      if (client === undefined || client.states.every(({ state }) => state !== 'cancelled'))
        void connection.sendNotification('window/workDoneProgress/cancel', { token });
    });
    addDrivers(tree, 2000);
    await start(progress);
    const path = tree.path('mm/vmscan.c');
    await client.open(path);
    await client.state(({ state }) => state === 'cancelled');
    await client.connection.sendRequest(REBUILD_INDEX, { uri: uriOf(path) });
    await client.ready();
  });

  it('reads again what changed on disk', async () => {
    await start();
    const path = tree.path('mm/vmscan.c');
    await client.open(path);
    await client.ready();
    const before = client.states.length;
    appendFileSync(tree.path('mm/slub.c'), 'void late_comer(void) { shrink_slab(0, 0, 0, 0); }\n');
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: uriOf(tree.path('mm/slub.c')), type: 2 }],
    });
    await client.ready(before);
    const [item] = await client.prepare(path, 'unsigned long shrink_slab(', 'shrink_slab');
    const names = (await client.incoming(item!)).map(({ from }) => from.name);
    assert.ok(names.includes('late_comer'), names.join());
  });
});
