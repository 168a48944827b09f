import * as vscode from 'vscode';
import { askEnds } from './askEnds';
import { functionAtCursor } from './functionAtCursor';
import { inTree } from './inTree';
import { kernelTreeOf } from './kernelTree';
import { maskNames, pickMasks } from './maskPicker';
import type { Question } from './pathView/question';
import type { Meanwhile } from './pathView/readAhead';
import { PAGE_RECLAIM } from './reclaimEnds';
import type { RunningServer } from './runningServer';
import { waitForIndex } from './waitForIndex';

/** What the commands that ask for a path need. `ask` shows the answer. */
export interface TraceCommandParts {
  /** Null outside of kernel trees. */
  readonly running: () => RunningServer | null;
  readonly ask: (question: Question) => Promise<void>;
  /** Searches while masks are chosen. */
  readonly meanwhile: Meanwhile;
  /** Brings the view of the answer to the screen without the keyboard. */
  readonly showView: () => void;
}

/** Registers the commands that ask for a path. */
export function registerTraceCommands({ running, ask, meanwhile, showView }: TraceCommandParts): vscode.Disposable {
  const asking =
    (question: (server: RunningServer, uri: vscode.Uri) => Promise<Question | null>) => (): Promise<void> =>
      inTree(running(), async (server, uri) => {
        const asked = await question(server, uri);
        if (asked !== null) await ask(asked);
      });
  return vscode.Disposable.from(
    vscode.commands.registerCommand(
      'gfpLens.tracePath',
      asking((server, uri) => tracePath(server, uri, { meanwhile, showView })),
    ),
    vscode.commands.registerCommand('gfpLens.traceToReclaim', asking(traceToReclaim)),
  );
}

async function tracePath(
  server: RunningServer,
  uri: vscode.Uri,
  { meanwhile, showView }: Pick<TraceCommandParts, 'meanwhile' | 'showView'>,
): Promise<Question | null> {
  const title = vscode.l10n.t('Trace Allocation Path');
  const ends = await askEnds(server, uri, { title, steps: 3 });
  if (ends === undefined) return null;
  const question: Question = { tree: await treeOf(uri), ...ends, via: [], masks: [] };
  const names = maskNames(server.client, uri);
  const reading = meanwhile.begin(server, question, names);
  // The editor needs its time for a view that was not open yet: as long as a mask is chosen nobody waits for it.
  showView();
  const masks = await pickMasks(vscode.l10n.t('{0} (3/3): with', title), names);
  reading.dispose();
  return masks === undefined ? null : { ...question, masks };
}

async function traceToReclaim(server: RunningServer, uri: vscode.Uri): Promise<Question | null> {
  await waitForIndex(server.states, uri);
  const from = await functionAtCursor(server);
  if (from !== null) return { tree: await treeOf(uri), from, to: PAGE_RECLAIM.name, via: [], masks: [] };
  const words = vscode.l10n.t('Put the cursor into a function, or on the name of one, first.');
  void vscode.window.showInformationMessage(words);
  return null;
}

/** The top of the tree that holds a file, as questions name it. */
async function treeOf(uri: vscode.Uri): Promise<string> {
  return ((await kernelTreeOf(uri)) ?? uri).toString();
}
