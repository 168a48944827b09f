import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { recordedMasks, toInodes } from '../../picture/recordedAnswers';
import { eventually, extension } from './editing';

/** What another part of the extension hands to the command; here with recorded answers. */
const subject = { uri: toInodes.hops[0]!.uri, from: 'fs/xfs/kmem.c:kmem_alloc', to: 'prune_icache_sb' };

describe('the picture in the editor', () => {
  before(() => extension().activate());

  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('draws a path that it is given, beside the editor, and asks nothing that it knows', async () => {
    const asked: (readonly string[])[] = [];
    await showPicture(toInodes, asked);
    const tab = await eventually('the picture is there', pictureTab);
    assert.equal(tab.label, 'kmem_alloc → prune_icache_sb');
    assert.deepEqual(asked, []);
  });

  it('asks once for the masks that it compares where the answer has others', async () => {
    const asked: (readonly string[])[] = [];
    const paths = toInodes.paths.map((path) => ({ ...path, verdicts: { GFP_KERNEL: 'open' as const } }));
    await showPicture({ ...toInodes, paths }, asked);
    await eventually('the picture is there', pictureTab);
    assert.deepEqual(asked, [[...recordedMasks]]);
  });

  it('is there while that is worked out', async () => {
    const paths = toInodes.paths.map((path) => ({ ...path, verdicts: { GFP_KERNEL: 'open' as const } }));
    const ask = () => new Promise<never>(() => {});
    await vscode.commands.executeCommand('gfpLens.showPicture', { ...subject, answer: { ...toInodes, paths }, ask });
    await eventually('the picture is there', pictureTab);
  });

  it('draws what it has where asking fails', async () => {
    const paths = toInodes.paths.map((path) => ({ ...path, verdicts: {} }));
    const ask = () => Promise.reject(new Error('no server'));
    await vscode.commands.executeCommand('gfpLens.showPicture', { ...subject, answer: { ...toInodes, paths }, ask });
    await eventually('the picture is there', pictureTab);
  });
});

function showPicture(answer: typeof toInodes, asked: (readonly string[])[]): Thenable<unknown> {
  const ask = (masks: readonly string[]) => {
    asked.push(masks);
    return Promise.resolve(toInodes);
  };
  return vscode.commands.executeCommand('gfpLens.showPicture', { ...subject, answer, ask });
}

function pictureTab(): vscode.Tab | undefined {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  return tabs.find(
    ({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith('gfpLens.picture'),
  );
}
