import * as vscode from 'vscode';
import type { RunningServer } from '../runningServer';
import { registerTraceCommands } from '../traceCommands';
import { whileTracing } from '../whileTracing';
import { type AnsweredAt, answeredBy } from './answeredAt';
import { askServer } from './askServer';
import { LinkHandler } from './linkHandler';
import { registerPathCommands } from './pathCommands';
import { PathModel, type Position } from './pathModel';
import { PathTree } from './pathTree';
import type { Question } from './question';
import { questionDetails, questionTitle } from './questionWords';
import { Meanwhile, readAhead } from './readAhead';
import { Remembered } from './remembered';
import type { Row } from './row';
import { unansweredWords } from './unansweredRows';
import { Walk } from './walk';

/** The path view as the rest of the client sees it. */
export interface PathView extends vscode.Disposable {
  /** The question of a row that a menu hands over, else the one that is shown, with its answer; null where there is none. */
  answered(row?: unknown): Promise<AnsweredAt | null>;
  /** Asks a question and shows its answer in the view. */
  ask(question: Question): Promise<void>;
  /** Answers links; registered already. */
  readonly links: vscode.UriHandler;
  /** To be called once a server runs for the first time: links may have waited for it. */
  serverStarted(): void;
}

/** Registers the view `gfpLens.path` with its commands, and the handler of links. `running` gives null outside of kernel trees. */
export function registerPathView(
  context: vscode.ExtensionContext,
  log: vscode.LogOutputChannel,
  running: () => RunningServer | null,
): PathView {
  const starting = new Starting(running);
  const meanwhile = new Meanwhile();
  const model = new PathModel(new Remembered(context.workspaceState), async (question, sending = {}) => {
    const known = meanwhile.take(question);
    if (known === null) return askServer(await starting.server(), question, sending);
    const { early, ...rest } = sending;
    void known.then((paths) => paths !== null && early?.(paths));
    return askServer(await starting.server(), question, rest);
  });
  const tree = new PathTree(model);
  const view = vscode.window.createTreeView('gfpLens.path', { treeDataProvider: tree, showCollapseAll: true });
  // Rows that only follow must not steal the keyboard, nor open a view that was closed.
  const follow = (position: Position): void => {
    const row = view.visible ? tree.rowAt(position) : null;
    if (row !== null && view.selection[0]?.id !== row.id) void reveal(view, row, { select: true, focus: false });
  };
  const walk = new Walk(model, follow);
  const catchUp = view.onDidChangeVisibility(() => {
    if (model.position !== null) follow(model.position);
  });
  const shown = vscode.Disposable.from(
    model.onDidArrive(async (answered) => {
      // The rows first: an editor that opens at the same time holds them up by half a second.
      await tree.drawn();
      if (model.position === null && model.current?.question === answered.question)
        await walk.go({ ...model.current, path: 0, stop: { kind: 'hop', hop: 0 } }, 'look');
    }),
    model.onDidComplete(({ before, now }) => void walk.complete(before, now)),
    model.onDidChange(() => {
      view.message = unansweredWords(model.unanswered);
      // The question's own row is long: in a narrow view its masks are beyond the edge.
      view.description = model.current === null ? '' : questionDetails(model.current.question);
    }),
  );
  const asking = async (question: Question): Promise<void> => {
    const began = Date.now();
    const title = questionTitle(question);
    void openView({ preserveFocus: false });
    const answer = await whileTracing(title, () => model.ask(question));
    const words = answer === null ? 'no answer' : `${answer.paths.length} paths with masks`;
    log.info(`${title}: ${words} after ${Date.now() - began} ms`);
  };
  const links = new LinkHandler(context.globalState, asking);
  const parts = vscode.Disposable.from(
    view,
    shown,
    catchUp,
    walk,
    registerTraceCommands({ running, ask: asking, meanwhile, showView: () => void openView({ preserveFocus: true }) }),
    registerPathCommands({ model, walk, ask: asking, running }),
    vscode.window.registerUriHandler(links),
  );
  let ahead: vscode.Disposable | null = null;
  return {
    links,
    answered: (row) => answeredBy(model, row),
    ask: asking,
    serverStarted: () => {
      starting.started();
      const server = running();
      if (server !== null) ahead ??= readAhead(server, model.remembered);
      void links.treeOpened();
    },
    dispose: () => {
      ahead?.dispose();
      parts.dispose();
    },
  };
}

function openView(options: { readonly preserveFocus: boolean }): Thenable<unknown> {
  return vscode.commands.executeCommand('gfpLens.path.focus', options);
}

/** How long a question waits for the server that a folder has just started, in ms. */
const START = 10_000;

/** A question may come before the folder has been found to be a kernel tree: after a reload, by a link. */
class Starting {
  private readonly waiting = new Set<() => void>();

  constructor(private readonly running: () => RunningServer | null) {}

  async server(): Promise<RunningServer | null> {
    if (this.running() === null) {
      await new Promise<void>((resolve) => {
        this.waiting.add(resolve);
        setTimeout(resolve, START);
      });
    }
    return this.running();
  }

  started(): void {
    for (const go of this.waiting) go();
    this.waiting.clear();
  }
}

async function reveal(
  view: vscode.TreeView<Row>,
  row: Row,
  options: { readonly select: boolean; readonly focus: boolean },
): Promise<void> {
  try {
    await view.reveal(row, options);
  } catch {
    // The tree was drawn anew meanwhile: the next step finds its row again.
  }
}
