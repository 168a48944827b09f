/**
 * Import this first in a test of client code that holds state: besides translated words `vscode` has events, cancellation and commands that
 * do nothing.
 */
import Module from 'node:module';
import { l10n } from './vscodeStub';

class EventEmitter<T> {
  private readonly listeners = new Set<(value: T) => void>();
  readonly event = (listener: (value: T) => void): void => void this.listeners.add(listener);
  fire(value: T): void {
    for (const listener of this.listeners) listener(value);
  }
}

class CancellationTokenSource {
  readonly token = { isCancellationRequested: false };
  cancel(): void {
    this.token.isCancellationRequested = true;
  }
  dispose(): void {}
}

class Disposable {
  constructor(readonly dispose: () => void) {}
}

/** Enough of one for a question's tree. */
const Uri = {
  parse: (text: string): { toString(): string } => ({ toString: () => text }),
  joinPath: (base: object, ...parts: string[]): { toString(): string } => ({
    toString: () => [String(base), ...parts].join('/'),
  }),
};

/** Progress is shown to nobody. */
const window = { withProgress: async <T>(_: object, task: () => Promise<T>): Promise<T> => task() };
const ProgressLocation = { Window: 10 };

const commands = { executeCommand: async (): Promise<void> => {} };

const loader = Module as unknown as { _load: (request: string, ...rest: unknown[]) => unknown };
const load = loader._load;
loader._load = function (this: unknown, request, ...rest) {
  return request === 'vscode'
    ? { l10n, EventEmitter, CancellationTokenSource, Disposable, ProgressLocation, Uri, commands, window }
    : load.call(this, request, ...rest);
};
