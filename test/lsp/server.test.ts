import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  type CallHierarchyIncomingCall,
  type CallHierarchyItem,
  type CallHierarchyOutgoingCall,
  createProtocolConnection,
  type Hover,
  type Location,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { INDEX_STATE, type IndexState, TRACE, type TraceAnswer } from '../../server/src/protocol';

const root = join(__dirname, '../..');

describe('the language server over standard input and output', function () {
  this.timeout(60_000);
  let folder: string;
  let tree: string;
  let child: ChildProcess;
  let connection: ProtocolConnection;

  const uri = (path: string): string => pathToFileURL(join(tree, path)).toString();
  const text = (path: string): string => readFileSync(join(tree, path), 'utf8');
  const open = (path: string): Promise<void> =>
    connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri: uri(path), languageId: 'c', version: 1, text: text(path) },
    });
  /** Position of the first `needle` behind the first `after`. */
  const position = (path: string, after: string, needle: string) => {
    const all = text(path);
    const at = all.indexOf(needle, all.indexOf(after));
    const lines = all.slice(0, at).split('\n');
    return { line: lines.length - 1, character: lines.at(-1)!.length + 1 };
  };

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'gfp-lens-lsp-'));
    tree = join(folder, 'tree');
    cpSync(join(root, 'samples/mini-kernel'), tree, { recursive: true });
    child = spawn(process.execPath, [join(root, 'dist/cli.js'), 'lsp', '--stdio'], {
      stdio: ['pipe', 'pipe', 'ignore'],
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    connection = createProtocolConnection(
      new StreamMessageReader(child.stdout!),
      new StreamMessageWriter(child.stdin!),
    );
    const ready = new Promise<void>((resolve) => {
      connection.onNotification(INDEX_STATE, (state: IndexState) => {
        if (state.state === 'ready') resolve();
      });
    });
    connection.listen();
    await connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: null,
      capabilities: {},
      initializationOptions: { cacheDir: join(folder, 'cache') },
    });
    await connection.sendNotification('initialized', {});
    await open('mm/vmscan.c');
    await open('fs/xfs/kmem.c');
    await ready;
  });

  after(async () => {
    await connection.sendRequest('shutdown');
    await connection.sendNotification('exit');
    connection.dispose();
    child.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  it("decodes a gfp name with the tree's own words", async () => {
    const path = 'mm/vmscan.c';
    const answer = await connection.sendRequest<Hover>('textDocument/hover', {
      textDocument: { uri: uri(path) },
      position: position(path, 'gfp_mask & __GFP', '__GFP_FS'),
    });
    const { value } = answer.contents as { value: string };
    assert.match(value, /__GFP_FS/);
    assert.match(value, /0x80/);
  });

  it('walks the call hierarchy in both directions and tells how', async () => {
    const path = 'mm/vmscan.c';
    const [item] = await connection.sendRequest<CallHierarchyItem[]>('textDocument/prepareCallHierarchy', {
      textDocument: { uri: uri(path) },
      position: position(path, 'do_shrink_slab(', 'do_shrink_slab'),
    });
    assert.equal(item?.name, 'do_shrink_slab');
    const incoming = await connection.sendRequest<CallHierarchyIncomingCall[]>('callHierarchy/incomingCalls', { item });
    assert.deepEqual(
      incoming.map(({ from }) => from.name),
      ['shrink_slab'],
    );
    const outgoing = await connection.sendRequest<CallHierarchyOutgoingCall[]>('callHierarchy/outgoingCalls', { item });
    const scan = outgoing.find(({ to }) => to.name === 'super_cache_scan');
    assert.match(scan?.to.detail ?? '', /^via shrinker\.scan_objects/);
  });

  it('goes from a call through a field to the functions stored there', async () => {
    const path = 'mm/vmscan.c';
    const places = await connection.sendRequest<Location[]>('textDocument/implementation', {
      textDocument: { uri: uri(path) },
      position: position(path, 'scan_objects(', 'scan_objects('),
    });
    assert.ok(places.some((place) => place.uri.endsWith('fs/super.c')));
  });

  it('traces an allocation to reclaim', async () => {
    const answer = await connection.sendRequest<TraceAnswer>(TRACE, {
      uri: uri('fs/xfs/kmem.c'),
      from: 'kmem_alloc',
      to: 'shrink_page_list',
    });
    const names = answer.hops.map((hop) => hop.function);
    assert.equal(names[0], 'kmem_alloc');
    assert.equal(names.at(-1), 'shrink_folio_list');
    assert.ok(names.includes('__alloc_pages_slowpath'));
    assert.deepEqual(answer.resolved, { shrink_page_list: 'shrink_folio_list' });
  });

  it('tells what to ask instead of a question that has no answer', async () => {
    const ask = (params: object): Promise<TraceAnswer> =>
      connection.sendRequest(TRACE, {
        uri: uri('fs/xfs/kmem.c'),
        from: 'kmem_alloc',
        to: 'shrink_page_list',
        ...params,
      });
    const misspelt = await ask({ from: 'kmem_aloc' });
    assert.match(misspelt.why, /^No function kmem_aloc here\. Perhaps kmem_alloc/);
    assert.equal(misspelt.instead?.[0]?.from, 'kmem_alloc');
    const turned = await ask({ from: 'shrink_slab', to: 'drop_slab_node' });
    assert.match(turned.why, /the other way round/);
    assert.deepEqual(turned.instead, [{ from: 'drop_slab_node', to: 'shrink_slab', via: [], masks: [] }]);
    const detour = await ask({ via: ['xfs_vm_writepages'] });
    assert.match(detour.why, /passes xfs_vm_writepages; there is one that does not/);
    assert.deepEqual(detour.instead?.[0]?.via, []);
  });

  it('lives on after nonsense', async () => {
    const nothing = await connection.sendRequest('textDocument/hover', {
      textDocument: { uri: 'file:///nowhere/x.c' },
      position: { line: 9, character: 9 },
    });
    assert.equal(nothing, null);
    const answer = await connection.sendRequest<TraceAnswer>(TRACE, {
      uri: uri('fs/xfs/kmem.c'),
      from: 'no_such_function',
      to: 'kmalloc',
    });
    assert.match(answer.why, /no_such_function/);
  });
});
