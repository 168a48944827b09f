import assert from 'node:assert/strict';
import type {
  CodeLens,
  CompletionItem,
  Hover,
  InlayHint,
  PublishDiagnosticsParams,
  SignatureHelp,
} from 'vscode-languageserver';
import {
  CALLERS_BY_MASK,
  type CallersByMaskAnswer,
  GATES,
  type GateAnswer,
  TRACE,
  type TraceAnswer,
} from '../../server/src/protocol';
import { LspClient, uriOf } from './lspClient';
import { type TemporaryTree, temporaryTree } from './trees';

const whole = { start: { line: 0, character: 0 }, end: { line: 1000, character: 0 } };

/** What is left in Latin letters where code, the kernel's own names and links are taken away. */
function latinIn(text: string): string[] {
  const words = text
    .replace(/``[^`]*``|`[^`]*`|\]\([^)]*\)/g, ' ')
    .replace(/\b(?:GFP Lens|gfp|kswapd|I\/O|inode|dentry|buffer|OOM killer|Linux|RHEL)\b/g, ' ')
    .replace(/[\w\\]*(?:GFP|CONFIG)[\w\\]*|[\w./\\-]+\.[ch](?::\d+)?/g, ' ');
  return words.match(/[A-Za-z]{2,}/g) ?? [];
}

describe('the language of the editor', function () {
  this.timeout(60_000);
  let tree: TemporaryTree;
  let client: LspClient;
  let logged: string[];
  let problems: string[];
  let [kmem, vmscan, pageAlloc] = ['', '', ''];

  const start = async (locale: string): Promise<void> => {
    tree = temporaryTree();
    [logged, problems] = [[], []];
    client = await LspClient.start({
      options: { cacheDir: tree.cacheDir, hazards: 'all' },
      locale,
      prepare: (connection) => {
        connection.onNotification('window/logMessage', ({ message }: { message: string }) => void logged.push(message));
        connection.onNotification('textDocument/publishDiagnostics', ({ diagnostics }: PublishDiagnosticsParams) => {
          problems = diagnostics.map(({ message }) => String(message));
        });
      },
    });
    [kmem, vmscan, pageAlloc] = ['fs/xfs/kmem.c', 'mm/vmscan.c', 'mm/page_alloc.c'].map(tree.path) as [
      string,
      string,
      string,
    ];
    for (const path of [kmem, vmscan, pageAlloc]) await client.open(path);
    await client.ready();
    // The parser is loaded beside the index: the first answers may come before it.
    for (let round = 0; round < 100; round++) {
      if ((await hintsOf(kmem)).length > 0) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  const stop = async (): Promise<void> => {
    await client.stop();
    tree.cleanup();
  };
  const ask = <R>(method: string, params: object): Promise<R> => client.connection.sendRequest(method, params);
  const at = (path: string, after: string, needle = after) => ({
    textDocument: { uri: uriOf(path) },
    position: client.position(path, after, needle),
  });
  const hintsOf = async (path: string): Promise<InlayHint[]> =>
    (await ask<InlayHint[] | null>('textDocument/inlayHint', { textDocument: { uri: uriOf(path) }, range: whole })) ??
    [];
  const hover = async (path: string, after: string, needle = after): Promise<string> => {
    const answer = await ask<Hover | null>('textDocument/hover', at(path, after, needle));
    return (answer?.contents as { readonly value: string } | undefined)?.value ?? '';
  };
  const trace = (params: object): Promise<TraceAnswer> =>
    ask(TRACE, { uri: uriOf(kmem), from: 'kmem_alloc', to: 'shrink_page_list', ...params });

  describe('which is Chinese', () => {
    before(() => start('zh-cn'));
    after(stop);

    it('is spoken by hovers', async () => {
      const onMask = await hover(kmem, 'kmalloc(size, lflags)', 'lflags');
      assert.match(onMask, /^\*\*gfp 掩码\*\* `lflags`/);
      assert.match(onMask, /- 未知：`__GFP_FS`/);
      assert.match(onMask, /✓ 直接回收 · ✓ 唤醒 kswapd/);
      assert.match(onMask, /\[第 \d+ 行\]\(file:/);
      assert.deepEqual(latinIn(onMask), []);
      const onParameter = await hover(vmscan, 'shrink_slab(gfp_t', 'gfp_mask');
      assert.match(onParameter, /`gfp_mask：参数，由调用者决定`/);
      assert.match(onParameter, /\*\*调用者传入\*\* 2 个调用者/);
    });

    it('is spoken by hovers on names, but for the tree’s own comments', async () => {
      const onName = await hover(vmscan, 'shrink_slab(GFP_KERNEL', 'GFP_KERNEL');
      assert.match(onName, /- ✓ \*\*进入文件系统\*\*：回收可以回写文件脏页/);
      assert.match(onName, /，读自 include\/linux\//);
    });

    it('is spoken by the hover on a mask in a log', async () => {
      const uri = 'untitled:log';
      await client.openAs(uri, 'kernel-log', 'XFS: deadlock (mode:0x250)\n Not tainted 3.10.0-327.el7.x86_64 #1\n');
      const answer = await ask<Hover>('textDocument/hover', {
        textDocument: { uri },
        position: { line: 0, character: 22 },
      });
      const { value } = answer.contents as { readonly value: string };
      assert.match(value, /此日志由 3\.10\.0-327\.el7/);
      assert.match(value, /\| `__GFP_IO` \| `0x40` \| 回收可以发起物理 I\/O/);
      assert.deepEqual(
        latinIn(value).filter((word) => !/^el|^x86/.test(word)),
        [],
      );
    });

    it('is spoken where a trace has no answer', async () => {
      assert.match((await trace({ from: 'kmem_aloc' })).why, /^此处没有函数 kmem_aloc。是否要找 kmem_alloc/);
      const turned = await trace({ from: 'shrink_slab', to: 'drop_slab_node' });
      assert.equal(
        turned.why.replace(/：.*；/, '：…；'),
        '没有从 shrink_slab 到 drop_slab_node 的路径：…；反方向有路径，从 drop_slab_node 到 shrink_slab。',
      );
      const wrong = await trace({ masks: ['GFP_NOPE'] });
      assert.match(wrong.why, /^GFP_NOPE 不是内核 \S+ 的 gfp 名字/);
    });

    it('is spoken by hints, lenses, call hierarchy, and while C is written', async () => {
      const hints = await hintsOf(kmem);
      assert.match(String(hints[0]?.label), /^→ GFP_NOFS\|__GFP_NOWARN（未知：__GFP_FS/);
      assert.equal(hints[0]?.tooltip, '此 gfp 掩码的已知部分。');
      const lenses = await ask<CodeLens[]>('textDocument/codeLens', { textDocument: { uri: uriOf(vmscan) } });
      const titles = await Promise.all(
        lenses.map(async (lens) => (await ask<CodeLens>('codeLens/resolve', lens)).command?.title),
      );
      assert.ok(titles.includes('2 个调用者 · GFP_KERNEL 1, 未知 1'), titles.join('\n'));
      const [item] = await client.prepare(vmscan, 'do_shrink_slab(');
      const [incoming] = await client.incoming(item!);
      assert.match(incoming?.from.detail ?? '', /^直接调用 · mm\/vmscan\.c$/);
      const help = await ask<SignatureHelp | null>(
        'textDocument/signatureHelp',
        at(kmem, 'kmalloc(size, lflags)', 'size'),
      );
      assert.equal(help?.signatures[0]?.documentation, 'gfp 掩码是第 2 个参数。');
      const items = await ask<CompletionItem[]>(
        'textDocument/completion',
        at(vmscan, 'shrink_slab(GFP_KERNEL', 'FP_KERNEL'),
      );
      const nofs = items.find(({ label }) => label === 'GFP_NOFS');
      assert.equal(nofs?.labelDetails?.description, '直接回收, 唤醒 kswapd, 发起 I/O');
    });

    it('is spoken by problems', async () => {
      const made = tree.path('mm/made.c');
      const code = 'void *make(spinlock_t *lock)\n{\n\tvoid *one;\n\n\tspin_lock(lock);\n';
      await client.open(
        made,
        `#include <linux/slab.h>\n\n${code}\tone = kmalloc(8, GFP_KERNEL);\n\tspin_unlock(lock);\n\treturn one;\n}\n`,
      );
      for (let round = 0; round < 200 && problems.length === 0; round++)
        await new Promise((resolve) => setTimeout(resolve, 50));
      assert.deepEqual(problems, ['GFP_KERNEL 可能睡眠，而 spin_lock(lock) 在此处仍然有效。']);
    });

    it('leaves alone what clients compare', async () => {
      const { paths } = await trace({ masks: ['GFP_NOFS'] });
      assert.deepEqual(paths[0]?.verdicts, { GFP_NOFS: 'open' });
      const hows = new Set(paths[0]?.hops.map(({ how }) => how.split(' ')[0]));
      for (const how of hows) assert.ok(['direct', 'macro', 'callback', 'via', ''].includes(how!), how);
      const gates = await ask<GateAnswer[]>(GATES, { uri: uriOf(pageAlloc), masks: ['GFP_NOFS'] });
      assert.ok(gates.some(({ when }) => when.set === 'go on' || when.clear === 'go on'));
      const callers = await ask<CallersByMaskAnswer>(CALLERS_BY_MASK, {
        uri: uriOf(vmscan),
        position: client.position(vmscan, 'shrink_slab(gfp_t', 'shrink_slab'),
      });
      assert.ok(callers.groups.every(({ mask, isKnown }) => isKnown || /^(?:未知|自身的参数)$/.test(mask)));
    });
  });

  describe('which nobody has translated to', () => {
    before(() => start('de'));
    after(stop);

    it('is English, and the log says so in one line', async () => {
      assert.match(await hover(kmem, 'kmalloc(size, lflags)', 'lflags'), /^\*\*gfp mask\*\* `lflags`\n\n/);
      assert.match((await trace({ from: 'kmem_aloc' })).why, /^No function kmem_aloc here\. Perhaps kmem_alloc/);
      assert.equal(logged.filter((line) => /no messages in "de"/.test(line)).length, 1);
    });
  });
});
