import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  eventually,
  extension,
  hoverText,
  positionOf,
  serverProcesses,
  show,
  tellMemory,
  workspaceFile,
} from './editing';

describe('the sample tree in the editor', () => {
  after(() => tellMemory('after the tests of a kernel tree'));

  it('starts one server when the folder is opened, before any file is', async () => {
    await eventually('the extension wakes', () => extension().isActive);
    await eventually('the server starts', () => serverProcesses().length > 0);
    assert.equal(vscode.window.activeTextEditor, undefined);
  });

  it('has no more than one server, whatever is opened', async () => {
    for (const path of ['mm/vmscan.c', 'mm/slub.c', 'include/linux/slab.h']) await show(path);
    await eventually('call hierarchy answers', async () => (await callItems('mm/vmscan.c', 'shrink_slab(')).length > 0);
    assert.equal(serverProcesses().length, 1);
  });

  describe('hover', () => {
    it("tells a flag's value and the tree's own words for it", async () => {
      const text = await hoverIn('mm/vmscan.c', 'may_enter_fs', '__GFP_FS');
      assert.match(text, /`__GFP_FS` = `0x80`/);
      assert.match(text, /lets reclaim call into file systems/);
    });

    it('decodes an expression made of gfp names', async () => {
      const text = await hoverIn('fs/xfs/kmem.h', 'gfp_t lflags', '__GFP_NOWARN');
      assert.match(text, /`GFP_KERNEL\|__GFP_NOWARN` = `0x2cc0`/);
    });

    it('works in headers', async () => {
      assert.match(await hoverIn('include/linux/slab.h', 'kzalloc', '__GFP_ZERO'), /`__GFP_ZERO` = `0x100`/);
    });

    it('says nothing of other names', async () => {
      assert.equal(await hoverIn('mm/vmscan.c', 'static int kswapd', 'kthread_should_stop'), '');
    });
  });

  describe('call hierarchy', () => {
    it('goes up, and tells how each caller calls', async () => {
      const [item] = await callItems('fs/xfs/xfs_aops.c', 'xfs_vm_writepage(');
      const calls = await vscode.commands.executeCommand<vscode.CallHierarchyIncomingCall[]>(
        'vscode.provideIncomingCalls',
        item,
      );
      const pageout = calls.find(({ from }) => from.name === 'pageout');
      assert.match(pageout?.from.detail ?? '', /^via address_space_operations\.writepage/);
    });

    it('goes down, through calls and through fields', async () => {
      const [item] = await callItems('mm/vmscan.c', 'do_shrink_slab(');
      const kinds = (await outgoing(item)).map(({ to }) => `${to.name}: ${to.detail}`);
      assert.ok(kinds.includes('super_cache_scan: via shrinker.scan_objects · fs/super.c'), kinds.join('\n'));
      assert.ok(
        kinds.some((kind) => kind.startsWith('xfs_buftarg_shrink_scan: via shrinker.scan_objects')),
        kinds.join('\n'),
      );
    });

    it('tells macros from functions', async () => {
      const [item] = await callItems('mm/vmscan.c', 'do_shrink_slab(');
      const macro = (await outgoing(item)).find(({ to }) => to.name === 'min_t');
      assert.match(macro?.to.detail ?? '', /^macro · /);
    });
  });

  describe('definition and implementation', () => {
    for (const command of ['vscode.executeDefinitionProvider', 'vscode.executeImplementationProvider']) {
      it(`${command} goes from a call through a field to the functions stored there`, async () => {
        const places = await placesAt(command, 'mm/vmscan.c', 'ret = shrinker', 'scan_objects');
        assert.deepEqual(places.sort(), ['fs/super.c', 'fs/xfs/xfs_buf.c']);
      });
    }

    it('goes to the function from its call', async () => {
      const places = await placesAt('vscode.executeDefinitionProvider', 'fs/xfs/kmem.c', 'ptr = ', 'kmalloc');
      assert.deepEqual(places, ['include/linux/slab.h']);
    });
  });

  describe('Trace to Reclaim from Here', () => {
    it('walks from the call in fs/xfs to reclaim, a call at a time, and back', async () => {
      await traceFrom('void *', 'kmem_alloc');
      const stops = await walkHops('gfpLens.nextHop');
      const road = ['kmalloc(', '__alloc_pages_slowpath(', 'try_to_free_pages(', 'shrink_node(', 'shrink_folio_list('];
      assert.deepEqual(
        road.filter((call) => stops.some((stop) => stop.text.includes(call))),
        road,
      );
      assert.equal(stops[0]?.path, 'fs/xfs/kmem.c');
      assert.equal(stops.at(-1)?.path, 'mm/vmscan.c');
      assert.deepEqual(await walkHops('gfpLens.previousHop'), stops.reverse());
    });

    it('begins at the function around the cursor where no function stands there', async () => {
      await traceFrom('kmem_alloc', 'retries');
    });

    it('is copied as Mermaid, and as a link that names no folder', async () => {
      await vscode.commands.executeCommand('gfpLens.copyPathAsMermaid');
      const chart = await vscode.env.clipboard.readText();
      assert.match(chart, /^flowchart TD\n {2}n0\["kmem_alloc<br\/>fs\/xfs\/kmem\.c:14/);
      await vscode.commands.executeCommand('gfpLens.copyPathLink');
      assert.match(
        await vscode.env.clipboard.readText(),
        /^[\w-]+:\/\/gfp-lens\.gfp-lens\/trace\?from=(fs\/xfs\/kmem\.c:)?kmem_alloc&to=shrink_page_list$/,
      );
    });
  });

  describe('a kernel log', () => {
    it('is known by its text, whatever the file is called', async () => {
      const { document } = await show('logs/xfs-deadlock-6.1.log');
      await eventually('the language changes', () => document.languageId === 'kernel-log');
    });

    it('links the functions of its frames to their definitions', async () => {
      const uri = workspaceFile('logs/xfs-deadlock-6.1.log');
      const links = await eventually('there are links', async () => {
        const found = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
          'vscode.executeLinkProvider',
          uri,
          99,
        );
        return found.length > 0 && found;
      });
      const targets = links.map(({ target }) => `${vscode.workspace.asRelativePath(target!.path)}#${target!.fragment}`);
      assert.ok(
        targets.some((target) => /^fs\/xfs\/kmem\.c#L\d+$/.test(target)),
        targets.join('\n'),
      );
      assert.ok(
        targets.some((target) => /^mm\/vmscan\.c#L\d+$/.test(target)),
        targets.join('\n'),
      );
    });

    it('is known when it is pasted into an untitled document, and its masks are decoded', async () => {
      const document = await vscode.workspace.openTextDocument({ content: '' });
      const edit = new vscode.WorkspaceEdit();
      const text =
        '[ 1.000000] a: page allocation failure: order:4, mode:0x250\n[ 1.1] Not tainted 3.10.0-327.el7.x86_64 #1\n';
      edit.insert(document.uri, new vscode.Position(0, 0), text);
      await vscode.workspace.applyEdit(edit);
      await eventually('the language changes', () => document.languageId === 'kernel-log');
      await eventually('the mask is decoded', async () =>
        (await hoverText(document.uri, positionOf(document, 'mode', '0x250'))).includes(
          '`GFP_NOFS|__GFP_NOWARN` = `0x250`',
        ),
      );
    });
  });

  it('starts the server again when it is killed, and answers as before', async () => {
    const [killed] = serverProcesses();
    process.kill(Number(killed), 'SIGKILL');
    await eventually('another server runs', () => serverProcesses().some((pid) => pid !== killed));
    await eventually('hovers are back', async () =>
      (await hoverIn('include/linux/slab.h', 'kzalloc', '__GFP_ZERO')).includes('`0x100`'),
    );
    await eventually('call hierarchy is back', async () => (await callItems('mm/vmscan.c', 'shrink_slab(')).length > 0);
    assert.equal(serverProcesses().length, 1);
  });

  it('answers on while a function is half written', async () => {
    const { document } = await show('mm/vmscan.c');
    const edit = new vscode.WorkspaceEdit();
    const half =
      'static int half(struct folio *f) {\n\tif (f->mapping->a_ops->writepage(kmalloc(8, GFP_NOFS | \n\n#if 0\n';
    edit.insert(document.uri, new vscode.Position(102, 0), half);
    await vscode.workspace.applyEdit(edit);
    const before = serverProcesses();
    assert.match(await hoverText(document.uri, positionOf(document, 'int half', 'GFP_NOFS')), /`GFP_NOFS` = `0xc40`/);
    assert.ok((await callItems('mm/vmscan.c', 'shrink_slab(')).length > 0);
    assert.match(await hoverIn('mm/vmscan.c', 'drop_slab_node', 'GFP_KERNEL'), /`GFP_KERNEL` = `0xcc0`/);
    assert.deepEqual(serverProcesses(), before);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });
});

async function hoverIn(path: string, after: string, name: string): Promise<string> {
  const document = await vscode.workspace.openTextDocument(workspaceFile(path));
  return hoverText(document.uri, positionOf(document, after, name));
}

async function callItems(path: string, name: string): Promise<vscode.CallHierarchyItem[]> {
  const document = await vscode.workspace.openTextDocument(workspaceFile(path));
  return vscode.commands.executeCommand<vscode.CallHierarchyItem[]>(
    'vscode.prepareCallHierarchy',
    document.uri,
    positionOf(document, name, name),
  );
}

function outgoing(item: vscode.CallHierarchyItem | undefined): Thenable<vscode.CallHierarchyOutgoingCall[]> {
  return vscode.commands.executeCommand<vscode.CallHierarchyOutgoingCall[]>('vscode.provideOutgoingCalls', item);
}

async function placesAt(command: string, path: string, after: string, name: string): Promise<string[]> {
  const document = await vscode.workspace.openTextDocument(workspaceFile(path));
  const places = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(
    command,
    document.uri,
    positionOf(document, after, name),
  );
  return places.map((place) => vscode.workspace.asRelativePath('uri' in place ? place.uri : place.targetUri));
}

/** Traces from a place in fs/xfs/kmem.c, and waits until the first call is shown. */
async function traceFrom(after: string, name: string): Promise<void> {
  const editor = await show('fs/xfs/kmem.c');
  const cursor = positionOf(editor.document, after, name);
  editor.selection = new vscode.Selection(cursor, cursor);
  await vscode.commands.executeCommand('gfpLens.traceToReclaim');
  await eventually('the call in kmem_alloc is shown', () => cursorLine()?.text.includes('ptr = kmalloc('));
}

/** The lines that the hops stand on, from the one that is shown to the end that `step` leads to. */
async function walkHops(step: string): Promise<{ path: string; text: string }[]> {
  const stops: { path: string; text: string }[] = [];
  for (let last = ''; ; ) {
    const here = cursorLine();
    if (here === null || here.key === last) return stops;
    stops.push({ path: here.path, text: here.text });
    last = here.key;
    await vscode.commands.executeCommand(step);
  }
}

function cursorLine(): { path: string; text: string; key: string } | null {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return null;
  const path = vscode.workspace.asRelativePath(editor.document.uri);
  const { line } = editor.selection.active;
  return { path, text: editor.document.lineAt(line).text, key: `${path}:${line}` };
}
