import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually, extension, hoverText, positionOf, serverProcesses, workspaceFile } from './editing';

const call = { path: 'fs/xfs/kmem.c', after: 'ptr = ', name: 'kmalloc' };
const field = { path: 'mm/vmscan.c', after: 'ret = shrinker', name: 'scan_objects' };

describe('beside another C extension', () => {
  before(async () => {
    await eventually('the server starts', () => extension().isActive && serverProcesses().length > 0);
    await vscode.workspace.openTextDocument(workspaceFile(call.path));
    await eventually('the index answers', async () => (await definitions(field)).length > 1);
  });

  after(() => setCoexist(undefined));

  it('leaves the definition behind a plain call to the other one', async () => {
    assert.deepEqual(await definitions(call), ['fs/xfs/kmem.c']);
  });

  it('answers what the other one cannot know: the functions stored in a field', async () => {
    assert.deepEqual(await definitions(field), ['fs/super.c', 'fs/xfs/xfs_buf.c', 'mm/vmscan.c']);
  });

  it('shows a short hover under its own name beside the one of the other', async () => {
    const document = await vscode.workspace.openTextDocument(workspaceFile('mm/vmscan.c'));
    const text = await hoverText(document.uri, positionOf(document, 'may_enter_fs', '__GFP_FS'));
    assert.match(text, /other: __GFP_FS/);
    const [own = ''] = /\*\*GFP Lens\*\*[\s\S]*/.exec(text) ?? [];
    assert.match(own, /`__GFP_FS` = `0x80`/);
    assert.ok(own.split('\n').filter((line) => line !== '').length <= 5, own);
  });

  it('answers everything once the setting says so, without a restart', async () => {
    const before = serverProcesses();
    await setCoexist('never');
    await eventually('GFP Lens answers', async () => (await definitions(call)).includes('include/linux/slab.h'));
    await setCoexist('always');
    await eventually('GFP Lens is silent again', async () => (await definitions(call)).length === 1);
    assert.deepEqual(serverProcesses(), before);
  });
});

function setCoexist(value: string | undefined): Thenable<void> {
  return vscode.workspace.getConfiguration('gfpLens').update('coexist', value, vscode.ConfigurationTarget.Global);
}

async function definitions({ path, after, name }: typeof call): Promise<string[]> {
  const document = await vscode.workspace.openTextDocument(workspaceFile(path));
  const places = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(
    'vscode.executeDefinitionProvider',
    document.uri,
    positionOf(document, after, name),
  );
  return places.map((place) => vscode.workspace.asRelativePath('uri' in place ? place.uri : place.targetUri)).sort();
}
