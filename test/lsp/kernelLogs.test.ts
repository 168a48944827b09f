import assert from 'node:assert/strict';
import type { DocumentLink, Hover } from 'vscode-languageserver/node';
import { LspClient } from './lspClient';
import { type TemporaryTree, temporaryTree } from './trees';

const uri = 'untitled:Untitled-1';

describe('a kernel log in the language server', function () {
  this.timeout(60_000);
  let tree: TemporaryTree;
  let client: LspClient;

  before(async () => {
    tree = temporaryTree();
    client = await LspClient.start({ options: { cacheDir: tree.cacheDir } });
  });

  after(async () => {
    await client.stop();
    tree.cleanup();
  });

  describe('without a kernel tree', () => {
    it('decodes a mask for the kernel that the log names', async () => {
      const text = await hoverIn(
        'XFS: deadlock in kmem_alloc (mode:0x250)\n  Not tainted 3.10.0-327.el7.x86_64 #1\n',
        'mode:',
      );
      assert.match(text, /^`GFP_NOFS\|__GFP_NOWARN` = `0x250`/);
      assert.match(text, /The log was printed by 3\.10\.0-327\.el7\.x86\\_64\./);
    });

    it('says that it cannot know where the log names none, and what the number means where', async () => {
      const text = await hoverIn('XFS: deadlock in kmem_alloc (mode:0x250)\n', 'mode:');
      assert.match(text, /The log names no kernel/);
      assert.match(text, /- 2\.6\.32 to 3\.10, el7: `GFP_NOFS\|__GFP_NOWARN`/);
    });

    it('has no links', async () => assert.deepEqual(await linksIn(' kmem_alloc+0x6e/0x100 [xfs]\n'), []));

    it('does not hang on 20 MB', async () => {
      const block = ' shrink_node+0x2a5/0x6f0\n[1.0] order:4, mode:0x40c40(GFP_NOFS|__GFP_COMP), nodemask=(null)\n';
      const large = block.repeat(Math.ceil((20 << 20) / block.length));
      const started = Date.now();
      assert.match(await hoverIn(large, 'mode:', uri, large.length - block.length), /GFP_NOFS\|__GFP_COMP/);
      await client.connection.sendRequest('textDocument/documentLink', { textDocument: { uri } });
      assert.ok(Date.now() - started < 5_000, `${Date.now() - started} ms`);
    });
  });

  describe('with a kernel tree open', () => {
    before(async () => {
      await client.open(tree.path('mm/vmscan.c'));
      await client.ready();
    });

    const frames = [
      [' shrink_node+0x2a5/0x6f0', 'mm/vmscan.c'],
      ['RIP: 0010:shrink_node+0x2a5/0x6f0', 'mm/vmscan.c'],
      [' [<ffffffffa03b1a51>] kmem_alloc+0x6e/0x100 [xfs]', 'fs/xfs/kmem.c'],
      [' ? __alloc_pages_slowpath.constprop.0+0x394/0xd10', 'mm/page_alloc.c'],
    ] as const;
    for (const [line, file] of frames) {
      it(`links ${line.trim()} to its definition`, async () => {
        const [link, ...more] = await linksIn(`${line}\n`);
        assert.deepEqual(more, []);
        assert.match(link?.target ?? '', new RegExp(`/${file}#L\\d+$`));
        const { start, end } = link!.range;
        assert.match(line.slice(start.character, end.character), /^\w+$/);
      });
    }

    it('gives no link to what the tree does not define', async () => {
      assert.deepEqual(await linksIn(' system_call_fastpath+0x16/0x1b\n'), []);
    });

    it('decodes with the tree where the log is of its version', async () => {
      const text = await hoverIn(
        'gfp_mask=0xcc0(GFP_KERNEL), order=0\nComm: a Not tainted 6.1.0-mini #1\n',
        'gfp_mask',
      );
      assert.match(text, /`GFP_KERNEL` = `0xcc0`/);
      assert.match(text, /read from include\/linux\/gfp/);
    });

    it("does not decode another version's log with the tree", async () => {
      const text = await hoverIn('(mode:0x250)\nComm: a Not tainted 3.10.0-327.el7.x86_64 #1\n', 'mode:');
      assert.match(text, /^`GFP_NOFS\|__GFP_NOWARN`/);
      assert.match(text, /RHEL 7/);
    });
  });

  it('gives links that find their target later while the tree is being read', async () => {
    const fresh = await LspClient.start({ options: { cacheDir: `${tree.cacheDir}-2` } });
    try {
      await fresh.open(tree.path('fs/xfs/kmem.c'));
      await fresh.openAs(uri, 'kernel-log', ' shrink_node+0x2a5/0x6f0\n');
      const request = { textDocument: { uri } };
      const [link] = await fresh.connection.sendRequest<DocumentLink[]>('textDocument/documentLink', request);
      const followed =
        link?.target === undefined
          ? await fresh.connection.sendRequest<DocumentLink>('documentLink/resolve', link)
          : link;
      assert.match(followed.target ?? '', /mm\/vmscan\.c#L\d+$/);
    } finally {
      await fresh.stop();
    }
  });

  async function linksIn(text: string): Promise<DocumentLink[]> {
    await client.openAs(uri, 'kernel-log', text);
    return client.connection.sendRequest('textDocument/documentLink', { textDocument: { uri } });
  }

  async function hoverIn(text: string, needle: string, address = uri, from = 0): Promise<string> {
    await client.openAs(address, 'kernel-log', text);
    const before = text.slice(0, text.indexOf(needle, from)).split('\n');
    const position = { line: before.length - 1, character: before.at(-1)!.length + 2 };
    const hover = await client.connection.sendRequest<Hover | null>('textDocument/hover', {
      textDocument: { uri: address },
      position,
    });
    return (hover?.contents as { value: string } | undefined)?.value ?? '';
  }
});
