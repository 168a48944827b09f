import * as vscode from 'vscode';
import { REBUILD_INDEX, STOP_INDEX } from '../../server/src/protocol';
import { inTree } from './inTree';
import type { RunningServer } from './runningServer';

/** Registers the commands that read a tree again and that stop its reading. `running` gives null outside of kernel trees. */
export function registerIndexCommands(running: () => RunningServer | null): vscode.Disposable {
  const ask = (request: string) => () =>
    inTree(running(), async ({ client }, uri) => {
      await client.sendRequest(request, { uri: uri.toString() });
    });
  return vscode.Disposable.from(
    vscode.commands.registerCommand('gfpLens.rebuildIndex', ask(REBUILD_INDEX)),
    vscode.commands.registerCommand('gfpLens.stopIndex', ask(STOP_INDEX)),
  );
}
