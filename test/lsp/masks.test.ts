import assert from 'node:assert/strict';
import type { CodeLens, Hover, InlayHint } from 'vscode-languageserver';
import {
  CALLERS_BY_MASK,
  type CallersByMaskAnswer,
  GATES,
  type GateAnswer,
  MASK_NAMES,
  type MaskName,
  TRACE,
  type TraceAnswer,
} from '../../server/src/protocol';
import { LspClient, uriOf } from './lspClient';
import { type TemporaryTree, temporaryTree } from './trees';

const all = { start: { line: 0, character: 0 }, end: { line: 1000, character: 0 } };

describe('the language server on masks and gates', function () {
  this.timeout(60_000);
  let tree: TemporaryTree;
  let client: LspClient;
  let refreshed: string[];

  const start = async (options: object = {}): Promise<void> => {
    refreshed = [];
    const workspace = { inlayHint: { refreshSupport: true }, codeLens: { refreshSupport: true } };
    client = await LspClient.start({
      options: { cacheDir: tree.cacheDir, ...options },
      capabilities: { workspace },
      prepare: (connection) => {
        for (const method of ['workspace/inlayHint/refresh', 'workspace/codeLens/refresh'])
          connection.onRequest(method, () => {
            refreshed.push(method);
            return null;
          });
      },
    });
  };
  const ask = <R>(method: string, params: object): Promise<R> => client.connection.sendRequest(method, params);
  const at = (path: string) => ({ textDocument: { uri: uriOf(path) } });
  /** The parser is loaded beside the index: the first answer may come before it. */
  const settled = async <R>(get: () => Promise<R>, isThere: (answer: R) => boolean): Promise<R> => {
    for (let round = 0; ; round++) {
      const answer = await get();
      if (isThere(answer) || round > 100) return answer;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  const hover = (path: string, after: string, needle = after) =>
    settled(
      () => ask<Hover | null>('textDocument/hover', { ...at(path), position: client.position(path, after, needle) }),
      (answer) => answer !== null,
    );
  const hints = (path: string) =>
    settled(
      () => ask<InlayHint[] | null>('textDocument/inlayHint', { ...at(path), range: all }),
      (answer) => (answer?.length ?? 0) > 0,
    );

  beforeEach(() => {
    tree = temporaryTree();
  });
  afterEach(async () => {
    await client.stop();
    tree.cleanup();
  });

  it('carries masks along a trace, and judges its gates', async () => {
    await start();
    const kmem = tree.path('fs/xfs/kmem.c');
    await client.open(kmem);
    await client.ready();
    const { paths } = await settled(
      () =>
        ask<TraceAnswer>(TRACE, { uri: uriOf(kmem), from: 'kmem_alloc', to: 'shrink_page_list', masks: ['GFP_NOFS'] }),
      (answer) => answer.paths[0]?.hops.some(({ mask }) => mask !== null) === true,
    );
    assert.deepEqual(paths[0]!.verdicts, { GFP_NOFS: 'open' });
    const closed = paths[0]!.gates.filter(({ outcomes }) => outcomes.GFP_NOFS === 'closed');
    assert.match(closed.map(({ condition }) => condition).join('; '), /may_enter_fs/);
  });

  it('gives the functions of a path alone where they are asked for, and the same ones with their masks', async () => {
    await start();
    const kmem = tree.path('fs/xfs/kmem.c');
    await client.open(kmem);
    await client.ready();
    const question = { uri: uriOf(kmem), from: 'kmem_alloc', to: 'shrink_page_list', masks: ['GFP_NOFS'] };
    const [early, whole] = await Promise.all([
      ask<TraceAnswer>(TRACE, { ...question, pathsOnly: true }),
      settled(
        () => ask<TraceAnswer>(TRACE, question),
        (answer) => answer.paths[0]?.hops.some(({ mask }) => mask !== null) === true,
      ),
    ]);
    const names = ({ paths }: TraceAnswer): string[][] => paths.map(({ hops }) => hops.map((hop) => hop.function));
    assert.deepEqual(names(early), names(whole));
    assert.ok(early.paths[0]!.hops.every(({ mask, guards }) => mask === null && guards.length === 0));
    const wrong = await ask<TraceAnswer>(TRACE, { ...question, masks: ['GFP_NOPE', 'GFP_NOFS'], pathsOnly: true });
    assert.match(wrong.why, /GFP_NOPE is not a gfp name/);
    assert.deepEqual(wrong.instead?.[0]?.masks, ['GFP_NOFS']);
  });

  it('answers from the interpreter: hover, hints, lenses, gates, callers, names', async () => {
    await start();
    const [kmem, vmscan] = [tree.path('fs/xfs/kmem.c'), tree.path('mm/vmscan.c')];
    await client.open(kmem);
    await client.open(vmscan);
    await client.ready();
    const { value } = (await hover(kmem, 'kmalloc(size, lflags)', 'lflags'))!.contents as { value: string };
    assert.match(value, /not known: `__GFP_FS`/);
    assert.match(value, /kmem\.h/);
    const shown = await hints(kmem);
    assert.match(String(shown?.[0]?.label), /^→ GFP_NOFS\|__GFP_NOWARN \(unknown: __GFP_FS/);
    const lenses = (await ask<CodeLens[] | null>('textDocument/codeLens', at(vmscan))) ?? [];
    const words = await Promise.all(
      lenses.map(async (lens) => (await ask<CodeLens>('codeLens/resolve', lens)).command?.title),
    );
    assert.ok(words.includes('2 callers · GFP_KERNEL 1, not known 1'), words.join('\n'));
    const gates = await ask<GateAnswer[]>(GATES, { uri: uriOf(vmscan), masks: ['GFP_NOFS', 'GFP_KERNEL'] });
    const test = gates.find(({ condition }) => condition === 'gfp_mask & __GFP_FS');
    assert.deepEqual(test?.outcomes, { GFP_NOFS: 'closed', GFP_KERNEL: 'open' });
    const names = await ask<MaskName[]>(MASK_NAMES, { uri: uriOf(kmem) });
    assert.deepEqual(
      names.slice(0, 5).map(({ name }) => name),
      ['GFP_KERNEL', 'GFP_NOFS', 'GFP_NOIO', 'GFP_NOWAIT', 'GFP_ATOMIC'],
    );
    const position = client.position(vmscan, 'shrink_slab(GFP_KERNEL', 'shrink_slab');
    const callers = await ask<CallersByMaskAnswer>(CALLERS_BY_MASK, { uri: uriOf(vmscan), position });
    assert.equal(callers.function, 'shrink_slab');
    assert.deepEqual(
      callers.groups.map(({ mask, callers: found }) => [mask, found.map((caller) => caller.function)]),
      [
        ['GFP_KERNEL', ['drop_slab_node']],
        ['not known', ['shrink_node_memcgs']],
      ],
    );
    assert.ok(refreshed.includes('workspace/inlayHint/refresh'));
  });

  it('follows what is typed', async () => {
    await start();
    const kmem = tree.path('fs/xfs/kmem.c');
    await client.open(kmem);
    await client.ready();
    await hints(kmem);
    await client.edit(kmem, (text) => text.replace('kmem_flags_convert(flags)', 'kmem_flags_convert(KM_NOFS)'));
    const shown = await hints(kmem);
    assert.equal(shown?.[0]?.label, '→ GFP_NOFS|__GFP_NOWARN');
  });

  it('shows nothing that a setting turns off', async () => {
    await start({ inlayHints: { masks: false, gates: false }, codeLens: false });
    const kmem = tree.path('fs/xfs/kmem.c');
    await client.open(kmem);
    await client.ready();
    assert.notEqual(await hover(kmem, 'kmalloc(size, lflags)', 'lflags'), null);
    assert.deepEqual(await ask('textDocument/inlayHint', { ...at(kmem), range: all }), []);
    assert.equal(await ask('textDocument/codeLens', at(kmem)), null);
  });

  it('lives on in a tree without gfp flags, and on documents that are in none', async () => {
    tree.cleanup();
    tree = temporaryTree('empty');
    await start();
    const near = tree.path('mm/near.c');
    await client.open(near, 'int f(gfp_t gfp) { return gfp & __GFP_FS; }\n');
    await client.ready();
    for (const uri of [uriOf(near), 'file:///nowhere/x.c', 'untitled:1']) {
      const textDocument = { uri };
      assert.equal(await ask('textDocument/hover', { textDocument, position: all.start }), null);
      assert.equal(await ask('textDocument/inlayHint', { textDocument, range: all }), null);
      assert.equal(await ask('textDocument/codeLens', { textDocument }), null);
      assert.deepEqual(await ask(GATES, { uri, masks: ['GFP_NOFS'] }), []);
      assert.deepEqual(await ask(MASK_NAMES, { uri }), []);
      assert.deepEqual((await ask<CallersByMaskAnswer>(CALLERS_BY_MASK, { uri, position: all.start })).groups, []);
      await ask('textDocument/semanticTokens/range', { textDocument, range: all });
      await ask('textDocument/documentHighlight', { textDocument, position: all.start });
    }
  });
});
