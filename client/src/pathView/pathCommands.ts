import * as vscode from 'vscode';
import { maskNames, pickMasks } from '../maskPicker';
import type { RunningServer } from '../runningServer';
import { answeredBy, questionMeant } from './answeredAt';
import { copyMarkdown } from './copy/copyMarkdown';
import { copyMermaid } from './copy/copyMermaid';
import { copyText } from './copy/copyText';
import type { Answered, PathModel } from './pathModel';
import type { Question } from './question';
import { questionTitle } from './questionWords';
import type { Row, RowTarget } from './row';
import { traceLink } from './traceLink';
import type { Walk } from './walk';

/** What the commands of the path view work on. `ask` shows the answer to a question. */
export interface PathCommandParts {
  readonly model: PathModel;
  readonly walk: Walk;
  readonly ask: (question: Question) => Promise<void>;
  readonly running: () => RunningServer | null;
}

/** Registers the commands of the path view. From a menu of the view they mean the row, else the question that is shown. */
export function registerPathCommands({ model, walk, ask, running }: PathCommandParts): vscode.Disposable {
  const onQuestion = (command: (question: Question) => Promise<unknown>) => async (row?: Row) => {
    const question = questionMeant(model, row);
    if (question !== null) await command(question);
  };
  const copy = (render: (answered: Answered) => string) => async (row?: Row) => {
    const answered = await answeredBy(model, row);
    if (answered === null) return;
    const { question, answer } = answered;
    if (answer.paths.length === 0) return void vscode.window.showInformationMessage(answer.why);
    await copyOut(render(answered), questionTitle(question, answer.resolved));
  };
  const commands: Readonly<Record<string, (argument?: Row) => unknown>> = {
    'gfpLens.nextHop': () => walk.step('hop', 1),
    'gfpLens.previousHop': () => walk.step('hop', -1),
    'gfpLens.nextGate': () => walk.step('gate', 1),
    'gfpLens.previousGate': () => walk.step('gate', -1),
    'gfpLens.askQuestion': onQuestion(ask),
    'gfpLens.changeMask': onQuestion(async (question) => {
      const server = running();
      if (server === null) return;
      const names = maskNames(server.client, vscode.Uri.parse(question.tree));
      const masks = await pickMasks(questionTitle(question), names);
      if (masks !== undefined) await ask({ ...question, masks });
    }),
    'gfpLens.pinPath': onQuestion((question) => model.pin(question)),
    'gfpLens.unpinPath': onQuestion((question) => model.unpin(question)),
    'gfpLens.copyPathAsText': copy(({ question, answer }) => copyText(question, answer)),
    'gfpLens.copyPathAsMarkdown': copy(({ question, answer }) => copyMarkdown(question, answer)),
    'gfpLens.copyPathAsMermaid': copy(({ question, answer }) => copyMermaid(question, answer)),
    'gfpLens.copyPathLink': onQuestion((question) =>
      copyOut(traceLink(vscode.env.uriScheme, question), questionTitle(question)),
    ),
    'gfpLens.clearPath': () => model.clear(),
    'gfpLens.forgetRecentPaths': () => model.forgetRecent(),
  };
  return vscode.Disposable.from(
    ...Object.entries(commands).map(([name, run]) => vscode.commands.registerCommand(name, run)),
    vscode.commands.registerCommand('gfpLens.openStop', (target: RowTarget) => walk.open(target)),
  );
}

async function copyOut(text: string, what: string): Promise<void> {
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage(vscode.l10n.t('Copied: {0}', what), 5_000);
}
