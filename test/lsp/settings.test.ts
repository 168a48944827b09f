import assert from 'node:assert/strict';
import { LspClient } from './lspClient';
import { type TemporaryTree, temporaryTree } from './trees';

const SOURCE = `int with_it(void) { return 1; }
int without_it(void) { return 2; }
#ifdef CONFIG_IT
int pick(void) { return with_it(); }
#else
int pick(void) { return without_it(); }
#endif
int user(void) { return pick(); }
`;

describe('the settings of the language server', function () {
  this.timeout(60_000);
  let tree: TemporaryTree;
  let client: LspClient;
  let path: string;

  beforeEach(() => {
    tree = temporaryTree('empty');
    path = tree.write('mm/pick.c', SOURCE);
    tree.write('with.config', 'CONFIG_IT=y\n');
    tree.write('without.config', '# CONFIG_IT is not set\n');
  });

  afterEach(async () => {
    await client.stop();
    tree.cleanup();
  });

  const lineOfPick = async (): Promise<number[]> => {
    const [item] = await client.prepare(path, 'user');
    return (await client.outgoing(item!)).map(({ to }) => to.range.start.line);
  };

  it('take a .config at the start, by a path in the tree', async () => {
    client = await LspClient.start({ options: { cacheDir: tree.cacheDir, config: 'without.config' } });
    await client.open(path);
    await client.ready();
    assert.deepEqual(await lineOfPick(), [5]);
  });

  it('open the index anew when they change in the editor', async () => {
    const settings = { config: tree.path('with.config'), arch: 'x86' };
    client = await LspClient.start({
      options: { cacheDir: tree.cacheDir },
      capabilities: { workspace: { configuration: true } },
      prepare: (connection) => {
        connection.onRequest('client/registerCapability', () => null);
        connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) => items.map(() => settings));
      },
    });
    await client.open(path);
    await client.ready();
    await client.state(({ state }) => state === 'ready', client.states.length - 1);
    assert.deepEqual(await lineOfPick(), [3]);
    settings.config = tree.path('without.config');
    const states = client.states.length;
    await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    await client.ready(states);
    assert.deepEqual(await lineOfPick(), [5]);
  });

  it('name a .config that is not there, and go on without it', async () => {
    client = await LspClient.start({ options: { cacheDir: tree.cacheDir, config: 'nowhere.config' } });
    await client.open(path);
    const notice = await client.state(({ state }) => state === 'notice');
    assert.match(notice.text, /nowhere\.config: no such \.config/);
    await client.ready();
  });
});
