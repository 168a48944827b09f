import * as vscode from 'vscode';
import { TRACE, type TraceAnswer } from '../../../server/src/protocol';
import { type PictureSubject, subjectFrom } from '../../picture/messages';
import { askEnds } from '../askEnds';
import { inTree } from '../inTree';
import type { AnsweredAt } from '../pathView/answeredAt';
import type { RunningServer } from '../runningServer';
import { waitForIndex } from '../waitForIndex';
import { whileTracing } from '../whileTracing';
import { fillPicture, PICTURE, type PictureRequest, showPicture, standardMasks } from './showPicture';

/** How many different paths one picture shows. */
const PATHS = 3;

/**
 * Registers the command that draws a path, and what brings pictures back after a reload of the window. `running` gives null
 * outside of kernel trees. The command draws the request that it is given, else the path that a person means (`answered`, which gets
 * what a menu hands over), and asks for both ends where there is none.
 */
export function registerPicture(
  context: vscode.ExtensionContext,
  running: () => RunningServer | null,
  answered: (given: unknown) => Promise<AnsweredAt | null>,
): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand('gfpLens.showPicture', async (given?: PictureRequest) => {
      if (typeof given?.ask === 'function') return showPicture(context, given);
      const meant = await answered(given);
      if (meant !== null) return draw(context, pictureOf(meant, running));
      return inTree(running(), (server, uri) => askAndShow(context, server, uri));
    }),
    vscode.window.registerWebviewPanelSerializer(PICTURE, {
      async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
        const subject = subjectFrom(state);
        if (subject === null) panel.dispose();
        else fillPicture(context, panel, { ...subject, ask: (masks) => ask(running(), subject, masks) });
      },
    }),
  );
}

/** The picture of what the path view shows. */
function pictureOf({ question, answer, at }: AnsweredAt, running: () => RunningServer | null): PictureRequest {
  const { from, to, via, tree, masks } = question;
  // A place in the tree; the top folder itself belongs to the tree around it, if there is one.
  const subject = { from, to, via, uri: vscode.Uri.joinPath(vscode.Uri.parse(tree), 'Makefile').toString() };
  const start = at === null ? {} : { at };
  return { ...subject, ...start, answer, masks, ask: (others) => ask(running(), subject, others) };
}

async function askAndShow(context: vscode.ExtensionContext, server: RunningServer, uri: vscode.Uri): Promise<void> {
  const ends = await askEnds(server, uri, { title: vscode.l10n.t('Show Picture of the Path'), steps: 2 });
  if (ends === undefined) return;
  await waitForIndex(server.states, uri);
  const subject = { ...ends, uri: uri.toString() };
  const askAgain = (masks: readonly string[]): Promise<TraceAnswer> => ask(server, subject, masks);
  const answer = await whileTracing(`${ends.from} → ${ends.to}`, () => askAgain(standardMasks));
  await draw(context, { ...subject, answer, ask: askAgain });
}

/** Draws paths, or says why there are none. */
async function draw(context: vscode.ExtensionContext, request: PictureRequest): Promise<void> {
  const { paths, why, incomplete } = request.answer;
  if (paths.length > 0) return showPicture(context, request);
  void vscode.window.showInformationMessage([why, incomplete ?? ''].join(' ').trim());
}

function ask(
  server: RunningServer | null,
  { uri, from, to, via = [] }: Omit<PictureSubject, 'answer'>,
  masks: readonly string[],
): Promise<TraceAnswer> {
  if (server === null) throw new Error(vscode.l10n.t('Open a file or folder of a Linux kernel tree first.'));
  return server.client.sendRequest<TraceAnswer>(TRACE, { uri, from, to, via, masks, paths: PATHS });
}
