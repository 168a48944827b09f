import type { Connection, WorkDoneProgressServerReporter } from 'vscode-languageserver';
import type { IndexState } from '../protocol';
import { say } from './words';

/**
 * Shows the reading of each tree as work-done progress that can be cancelled. Gives the function that hears of every
 * state; a client without the capability sees nothing.
 */
export function indexProgress(connection: Connection, cancel: (root: string) => void): (state: IndexState) => void {
  const bars = new Map<string, ProgressBar>();
  return (state) => {
    if (state.state === 'notice') return;
    const bar = bars.get(state.root);
    if (state.state === 'reading' || state.state === 'linking') {
      if (bar) bar.report(state);
      // A few files that changed are read in passing: the status tells it.
      else if (state.incomplete) bars.set(state.root, new ProgressBar(connection, state, () => cancel(state.root)));
    } else if (bar) {
      bars.delete(state.root);
      bar.end();
    }
  };
}

/** The client gives its consent first; what happens meanwhile is told when it has come. */
class ProgressBar {
  private reporter: WorkDoneProgressServerReporter | null = null;
  private hasEnded = false;

  constructor(
    connection: Connection,
    private last: IndexState,
    cancel: () => void,
  ) {
    connection.window.createWorkDoneProgress().then(
      (reporter) => {
        reporter.begin(say('GFP Lens: reading the kernel tree'), 0, wordsOf(this.last), true);
        if (this.hasEnded) reporter.done();
        else this.reporter = reporter;
        reporter.token.onCancellationRequested(cancel);
      },
      // A client that refuses gets no progress.
      () => {},
    );
  }

  report(state: IndexState): void {
    this.last = state;
    this.reporter?.report(percentage(state), wordsOf(state));
  }

  end(): void {
    this.hasEnded = true;
    this.reporter?.done();
  }
}

function percentage({ state, done, total }: IndexState): number {
  if (state === 'linking') return 99;
  return total === 0 ? 0 : Math.min(98, Math.floor((done / total) * 100));
}

function wordsOf({ state, done, total }: IndexState): string {
  if (state === 'linking') return say('resolving calls');
  if (total === 0) return say('looking for files');
  return say('{0} of {1} files', done.toLocaleString('en-US'), total.toLocaleString('en-US'));
}
