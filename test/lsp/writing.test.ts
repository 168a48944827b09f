import assert from 'node:assert/strict';
import type { CompletionItem, SignatureHelp } from 'vscode-languageserver/node';
import { LspClient, uriOf } from './lspClient';
import { type TemporaryTree, temporaryTree } from './trees';

/** Allocators in the forms that kernels give them; `|` in a test stands for the cursor. */
const ALLOCATORS = `
static inline void *plain_alloc(size_t size, gfp_t flags)
{
	return kmalloc(size, flags);
}
#define hooked_alloc(...) hooks(plain_alloc(__VA_ARGS__))
#define typed_alloc(type, flags) ((type *)plain_alloc(sizeof(type), (flags)))
#define zeroed_alloc(size, flags) hooked_alloc(size, (flags) | __GFP_ZERO)
#define other_alloc plain_alloc
void unmasked(int a, int b);
`;

describe('writing C with the language server', function () {
  this.timeout(60_000);
  let tree: TemporaryTree;
  let client: LspClient;
  let path: string;

  before(async () => {
    tree = temporaryTree();
    tree.write('include/linux/forms.h', ALLOCATORS);
    path = tree.write('mm/written.c', '#include <linux/forms.h>\n');
    client = await LspClient.start({ options: { cacheDir: tree.cacheDir } });
    await client.open(path);
    await client.ready();
  });

  after(async () => {
    await client.stop();
    tree.cleanup();
  });

  describe('completion', () => {
    for (const [what, line] of [
      ['behind GFP_', 'x = GFP_|'],
      ['behind __GFP_', 'if (mask & __GFP_|'],
      ['behind an operator', 'x = GFP_KERNEL | |'],
      ['behind ~', 'x = GFP_KERNEL & ~|'],
      ['where a variable named for its mask is set', 'sc->gfp_mask = |'],
      ['in the argument that is the mask', 'p = plain_alloc(8, |'],
      ['through a macro with any arguments', 'p = hooked_alloc(8, |'],
      ['through a macro with a type', 'p = typed_alloc(struct page, |'],
      ['through macros that add a flag', 'p = zeroed_alloc(8, |'],
      ['through a macro that is another name', 'p = other_alloc(8, G|'],
    ] as const) {
      it(`offers flags ${what}`, async () => {
        const names = (await complete(line)).map(({ label }) => label);
        assert.ok(names.includes('GFP_NOFS') && names.includes('__GFP_IO'), names.join());
      });
    }

    for (const [what, line] of [
      ['in another argument', 'p = plain_alloc(|'],
      ['in a call without a mask', 'unmasked(1, |'],
      ['behind a finished operand', 'p = plain_alloc(8, flags |'],
      ['in a comment', '/* GFP_|'],
      ['in a string', 'printk("GFP_|'],
      ['elsewhere', 'return |'],
    ] as const) {
      it(`offers none ${what}`, async () => assert.deepEqual(await complete(line), []));
    }

    it("tells each flag's value, its effect and, when asked, the tree's own words", async () => {
      const items = await complete('x = GFP_|');
      const nofs = items.find(({ label }) => label === 'GFP_NOFS')!;
      assert.equal(nofs.detail, '0xc40');
      assert.equal(nofs.labelDetails?.description, 'direct reclaim, wake kswapd, start I/O');
      const flag = items.find(({ label }) => label === '__GFP_FS')!;
      const resolved = await client.connection.sendRequest<CompletionItem>('completionItem/resolve', flag);
      assert.match((resolved.documentation as { value: string }).value, /lets reclaim call into file systems/);
    });
  });

  describe('signature help', () => {
    for (const [line, label, mask] of [
      ['p = plain_alloc(|', 'plain_alloc(size_t size, gfp_t flags)', 2],
      ['p = hooked_alloc(8, |', 'hooked_alloc(size_t size, gfp_t flags)', 2],
      ['p = typed_alloc(struct page, |', 'typed_alloc(type, gfp_t flags)', 2],
    ] as const) {
      it(`${line}: argument ${mask}`, async () => {
        const [signature] = (await help(line))?.signatures ?? [];
        assert.equal(signature?.label, label);
        assert.equal(signature?.documentation, `The gfp mask is argument ${mask}.`);
      });
    }

    it('decodes what is written of the mask', async () => {
      const answer = await help('p = plain_alloc(8, GFP_NOFS|');
      const { documentation } = answer!.signatures[0]!.parameters![1]!;
      assert.match((documentation as { value: string }).value, /`GFP_NOFS` = `0xc40`/);
      assert.equal(answer?.activeParameter, 1);
    });

    it('says nothing of calls without a mask', async () => assert.equal(await help('unmasked(1, |'), null));
  });

  describe('beside another tool', () => {
    it('leaves completion behind a prefix and signatures to another tool', async () => {
      await client.connection.sendNotification('workspace/didChangeConfiguration', {
        settings: { gfpLens: { coexist: 'always' } },
      });
      assert.deepEqual(await complete('x = GFP_|'), []);
      assert.equal(await help('p = plain_alloc(8, |'), null);
      assert.ok((await complete('p = plain_alloc(8, |')).length > 0);
    });
  });

  /** Puts a line with one cursor `|` (the last one) into a function of the open file. */
  async function write(line: string) {
    const at = line.lastIndexOf('|');
    const written = line.slice(0, at) + line.slice(at + 1);
    await client.edit(path, () => `#include <linux/forms.h>\nvoid f(void)\n{\n\t${written}\n}\n`);
    return { textDocument: { uri: uriOf(path) }, position: { line: 3, character: at + 1 } };
  }

  async function complete(line: string): Promise<CompletionItem[]> {
    return client.connection.sendRequest('textDocument/completion', await write(line));
  }

  async function help(line: string): Promise<SignatureHelp | null> {
    return client.connection.sendRequest('textDocument/signatureHelp', await write(line));
  }
});
