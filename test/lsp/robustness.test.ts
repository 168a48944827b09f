import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Hover } from 'vscode-languageserver/node';
import { LspClient, projectRoot, uriOf } from './lspClient';
import { addDrivers, type TemporaryTree, temporaryTree } from './trees';

const NOBODY = 65534;

describe('the language server on bad input', function () {
  this.timeout(120_000);
  let tree: TemporaryTree;
  let client: LspClient;

  beforeEach(() => {
    tree = temporaryTree();
  });

  afterEach(async () => {
    await client.stop();
    tree.cleanup();
  });

  const start = async (): Promise<void> => {
    client = await LspClient.start({ options: { cacheDir: tree.cacheDir, refreshAfterMs: 20 } });
  };

  /** The rest of the tree is there, and requests are answered. */
  const answersOn = async (): Promise<void> => {
    const path = tree.path('mm/vmscan.c');
    const [item] = await client.prepare(path, 'do_shrink_slab(');
    const incoming = await client.incoming(item!);
    assert.deepEqual(
      incoming.map(({ from }) => from.name),
      ['shrink_slab'],
    );
  };

  it('names files that are too large, binary or hold NUL bytes, and reads the rest', async () => {
    truncateSync(tree.write('drivers/huge.c', ''), 100 << 20);
    tree.write('drivers/picture.c', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2, 3, 255, 254]));
    tree.write(
      'drivers/late_zero.c',
      `${'/* x */\n'.repeat(400)}int before_zero(void) { return 0; }\n\0\0int after;\n`,
    );
    await start();
    await client.open(tree.path('mm/vmscan.c'));
    const { text } = await client.ready();
    assert.match(text, /drivers\/huge\.c: larger than 48 MiB/);
    assert.match(text, /drivers\/picture\.c: binary/);
    await answersOn();
  });

  it('still names them after a start from the snapshot', async () => {
    tree.write('drivers/picture.c', Buffer.from([0, 1, 2, 3]));
    await start();
    await client.open(tree.path('mm/vmscan.c'));
    await client.ready();
    await client.stop();
    await start();
    await client.open(tree.path('mm/vmscan.c'));
    assert.match((await client.ready()).text, /drivers\/picture\.c: binary/);
  });

  it('reads on behind 10,000 open braces, a macro that never ends and a comment that never ends', async () => {
    tree.write('drivers/deep.c', `int deep(void) ${'{'.repeat(10_000)} do_shrink_slab(0, 0, 0);\n`);
    tree.write('drivers/closed.c', `int deep2(void) ${'{'.repeat(10_000)}${'}'.repeat(10_000)}\n`);
    tree.write('drivers/macro.c', `#define ENDLESS(x) ${'f(x); \\\n'.repeat(20_000)}`);
    tree.write('drivers/comment.c', 'int open_end(void) { return 0; }\n/* no end\n');
    tree.write('drivers/string.c', 'char *s = "no end\nint after_string(void) { return 0; }\n');
    tree.write('drivers/parentheses.c', `int p(void) { return ${'('.repeat(10_000)}; }\n`);
    await start();
    await client.open(tree.path('mm/vmscan.c'));
    for (const name of ['deep', 'closed', 'macro', 'comment', 'string', 'parentheses'])
      await client.open(tree.path(`drivers/${name}.c`));
    await client.ready();
    const [item] = await client.prepare(tree.path('drivers/comment.c'), 'open_end');
    assert.equal(item?.name, 'open_end');
    await client.edit(tree.path('drivers/deep.c'), (text) => `${text}${'{'.repeat(10_000)}`);
    const [deep] = await client.prepare(tree.path('drivers/deep.c'), 'deep');
    assert.equal(deep?.name, 'deep');
  });

  it('goes round links that make a loop', async () => {
    mkdirSync(tree.path('drivers'));
    symlinkSync(tree.tree, tree.path('drivers/loop'));
    symlinkSync('itself.c', tree.path('drivers/itself.c'));
    await start();
    await client.open(tree.path('mm/vmscan.c'));
    assert.equal((await client.ready()).text, '');
    await answersOn();
  });

  it('lives on when the tree vanishes while it is read', async () => {
    addDrivers(tree, 1500);
    await start();
    const path = tree.path('mm/vmscan.c');
    await client.open(path);
    await client.state(({ total }) => total > 0);
    rmSync(tree.tree, { recursive: true, force: true });
    await client.state(({ state }) => state === 'ready' || state === 'problem');
    const hover = await client.connection.sendRequest<Hover | null>('textDocument/hover', {
      textDocument: { uri: uriOf(path) },
      position: client.position(path, '__GFP_FS'),
    });
    assert.ok(hover === null || typeof hover === 'object');
    const other = temporaryTree('empty');
    try {
      const states = client.states.length;
      await client.open(other.path('mm/near.c'));
      await client.state(({ state, root }) => state === 'ready' && root === other.tree, states);
      assert.equal((await client.prepare(other.path('mm/near.c'), 'near_by')).length, 1);
    } finally {
      other.cleanup();
    }
  });

  it('says that a snapshot is damaged, and builds it again', async () => {
    await start();
    await client.open(tree.path('mm/vmscan.c'));
    await client.ready();
    await client.stop();
    const [snapshot] = readdirSync(tree.cacheDir);
    truncateSync(join(tree.cacheDir, snapshot!), 500);
    await start();
    await client.open(tree.path('mm/vmscan.c'));
    const notice = await client.state(({ state }) => state === 'notice');
    assert.match(notice.text, /snapshot.*damaged.*It is built again\./);
    await client.ready();
    await answersOn();
  });

  it('answers without a place for snapshots', async () => {
    writeFileSync(tree.cacheDir, 'a file where the folder should be');
    await start();
    await client.open(tree.path('mm/vmscan.c'));
    const notice = await client.state(({ state }) => state === 'notice');
    assert.match(notice.text, /snapshot/);
    await client.ready();
    await answersOn();
  });

  it('names a file that it may not read, and does not read the tree anew for its sake', async function () {
    const isRoot = process.getuid?.() === 0;
    // Root may read everything: the server runs as somebody else, from bundles that this user can reach.
    const dist = join(dirname(tree.tree), 'dist');
    cpSync(join(projectRoot, 'dist'), dist, { recursive: true });
    if (isRoot && spawnSync(process.execPath, ['-e', ''], { uid: NOBODY }).status !== 0) this.skip();
    chmodSync(dirname(tree.tree), 0o777);
    const secret = tree.write('drivers/secret.c', 'int secret(void) { return 0; }\n');
    chmodSync(secret, 0);
    const startAsSomebody = async (): Promise<void> => {
      client = await LspClient.start({
        options: { cacheDir: tree.cacheDir },
        dist,
        ...(isRoot ? { uid: NOBODY } : {}),
      });
      await client.open(tree.path('mm/vmscan.c'));
    };
    await startAsSomebody();
    assert.match((await client.ready()).text, /^not read: drivers\/secret\.c: no permission to read it$/);
    await answersOn();
    await client.stop();
    await startAsSomebody();
    assert.match((await client.ready()).text, /drivers\/secret\.c: no permission/);
    assert.ok(client.states.every(({ state }) => state !== 'linking'));
    await client.stop();
    chmodSync(secret, 0o644);
    await startAsSomebody();
    assert.equal((await client.ready()).text, '');
  });

  it('is silent about C that is in no kernel tree, and about addresses that name no file', async () => {
    await start();
    const folder = join(tmpdir(), 'gfp-lens-no-kernel');
    mkdirSync(folder, { recursive: true });
    try {
      const path = join(folder, 'plain.c');
      writeFileSync(path, 'int plain(void) { return 0; }\n');
      await client.open(path);
      assert.deepEqual(await client.prepare(path, 'plain'), []);
      assert.equal((await client.trace(path, 'plain', 'plain')).hops.length, 0);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    for (const uri of ['untitled:Untitled-1', 'file:', 'file://host/share/x.c', 'git:/a.c?x']) {
      await client.connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri, languageId: 'c', version: 1, text: 'int x(void) { return GFP_NOFS; }\n' },
      });
      const position = { line: 0, character: 6 };
      const answer = await client.connection.sendRequest('textDocument/prepareCallHierarchy', {
        textDocument: { uri },
        position,
      });
      assert.equal(answer, null);
    }
    assert.deepEqual(client.states, []);
  });
});
