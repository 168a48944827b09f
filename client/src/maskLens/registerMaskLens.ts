import * as vscode from 'vscode';
import { GATES, type GateAnswer } from '../../../server/src/protocol';
import { inTree } from '../inTree';
import { maskNames } from '../maskPicker';
import type { RunningServer } from '../runningServer';
import { chooseMask } from './chooseMask';
import { maskLens } from './maskLens';

/** Registers the mask lens: the commands that choose a mask and that turn it off. `running` gives null outside of kernel trees. */
export function registerMaskLens(running: () => RunningServer | null): vscode.Disposable {
  const lens = maskLens(async (uri, mask) => {
    const server = running();
    if (server === null) return [];
    return server.client.sendRequest<GateAnswer[]>(GATES, { uri, masks: [mask] });
  });
  let states: RunningServer['states'] | null = null;
  let listener: vscode.Disposable | null = null;
  const choose = async (server: RunningServer, uri: vscode.Uri): Promise<void> => {
    const mask = await chooseMask(maskNames(server.client, uri), lens.mask());
    if (mask === undefined) return;
    // The part of a tree that is read so far may not show what a name in the file means.
    if (states !== server.states) {
      listener?.dispose();
      states = server.states;
      listener = states.onDidChange(({ state }) => {
        if (state === 'ready' && lens.mask() !== null) lens.refresh();
      });
    }
    lens.look(mask);
  };
  return vscode.Disposable.from(
    lens,
    new vscode.Disposable(() => listener?.dispose()),
    vscode.commands.registerCommand('gfpLens.maskLens', () => inTree(running(), choose)),
    vscode.commands.registerCommand('gfpLens.maskLensOff', () => lens.look(null)),
  );
}
