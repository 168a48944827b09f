import assert from 'node:assert/strict';
import {
  type CodeAction,
  type Diagnostic,
  DiagnosticSeverity,
  type PublishDiagnosticsParams,
} from 'vscode-languageserver';
import type { ServerOptions } from '../../server/src/protocol';
import { LspClient, uriOf } from './lspClient';
import { type TemporaryTree, temporaryTree } from './trees';

const code = `#include <linux/slab.h>
#include <linux/sched/mm.h>

void *make(spinlock_t *lock, int n)
{
	unsigned int flags = memalloc_nofs_save();
	void *one;

	spin_lock(lock);
	one = kmalloc(n, GFP_KERNEL);
	spin_unlock(lock);
	kfree(kmalloc(n, GFP_NOFS));
	memalloc_nofs_restore(flags);
	return one;
}
`;

describe('the language server on hazards', function () {
  this.timeout(60_000);
  let tree: TemporaryTree;
  let client: LspClient;
  let published: PublishDiagnosticsParams[];

  const start = async (options: ServerOptions): Promise<string> => {
    published = [];
    client = await LspClient.start({
      options: { cacheDir: tree.cacheDir, ...options },
      prepare: (connection) => {
        connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
          published.push(params);
        });
      },
    });
    const path = tree.path('mm/made.c');
    await client.open(path, code);
    return path;
  };
  /** The last report that fits. */
  const reported = async (fits: (diagnostics: readonly Diagnostic[]) => boolean): Promise<Diagnostic[]> => {
    for (let round = 0; round < 400; round++) {
      const last = published.at(-1);
      if (last !== undefined && fits(last.diagnostics)) return last.diagnostics;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`not reported: ${JSON.stringify(published)}`);
  };
  const lines = (diagnostics: readonly Diagnostic[]): string[] =>
    diagnostics.map(({ range, code: name }) => `${range.start.line + 1} ${name}`);
  const fixesAt = (path: string, diagnostic: Diagnostic): Promise<CodeAction[]> =>
    client.connection.sendRequest('textDocument/codeAction', {
      textDocument: { uri: uriOf(path) },
      range: diagnostic.range,
      context: { diagnostics: [diagnostic] },
    });

  beforeEach(() => {
    tree = temporaryTree();
  });
  afterEach(async () => {
    await client.stop();
    tree.cleanup();
  });

  it('says nothing unless it is asked to', async () => {
    await start({});
    await client.ready();
    await new Promise((resolve) => setTimeout(resolve, 1500));
    assert.deepEqual(published, []);
  });

  it('reports mistakes, as a warning that names the lock', async () => {
    await start({ hazards: 'mistakes' });
    const [sleeps, ...rest] = await reported((all) => all.length > 0);
    assert.deepEqual(rest, []);
    assert.equal(sleeps!.code, 'sleeps-under-lock');
    assert.equal(sleeps!.severity, DiagnosticSeverity.Warning);
    assert.match(String(sleeps!.message), /^GFP_KERNEL may sleep, and spin_lock\(lock\) is still in force here\.$/);
    assert.equal(sleeps!.relatedInformation?.[0]?.location.range.start.line, 8);
  });

  it('follows the setting, the text, and the document', async () => {
    const path = await start({ hazards: 'mistakes' });
    await reported((all) => all.length === 1);
    await client.connection.sendNotification('workspace/didChangeConfiguration', {
      settings: { gfpLens: { hazards: 'all' } },
    });
    const all = await reported((found) => found.length === 3);
    assert.deepEqual(lines(all), ['10 sleeps-under-lock', '10 narrowed-by-scope', '12 given-by-scope']);
    assert.deepEqual(
      all.map(({ severity }) => severity),
      [DiagnosticSeverity.Warning, DiagnosticSeverity.Hint, DiagnosticSeverity.Information],
    );
    await client.edit(path, (text) => text.replace('GFP_KERNEL', 'GFP_NOWAIT'));
    assert.deepEqual(lines(await reported((found) => found.length === 1)), ['12 given-by-scope']);
    await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri: uriOf(path) } });
    await reported((found) => found.length === 0);
  });

  it('offers what a code means to a client that can show it', async () => {
    const path = await start({ hazards: 'mistakes', commands: ['gfpLens.explainHazard'] });
    const [sleeps] = await reported((found) => found.length === 1);
    const actions = await fixesAt(path, sleeps!);
    assert.deepEqual(
      actions.map(({ title, command }) => [title, command?.command, command?.arguments]),
      [['What sleeps-under-lock means', 'gfpLens.explainHazard', ['sleeps-under-lock']]],
    );
  });

  it('offers a fix that changes the mask and nothing else, and none where a person has to think', async () => {
    const path = await start({ hazards: 'all' });
    const [sleeps, , given] = await reported((found) => found.length === 3);
    assert.deepEqual(await fixesAt(path, sleeps!), []);
    const [fix] = await fixesAt(path, given!);
    assert.equal(fix?.title, 'Use GFP_KERNEL');
    assert.deepEqual(fix?.edit?.changes?.[uriOf(path)], [{ range: given!.range, newText: 'GFP_KERNEL' }]);
    await client.edit(path, (text) => `\n${text}`);
    assert.deepEqual(await fixesAt(path, given!), []);
  });
});
