import type { LanguageClient } from 'vscode-languageclient/node';
import type { IndexStates } from './indexStates';

/** What the commands need of a server that has been started. */
export interface RunningServer {
  readonly client: LanguageClient;
  readonly states: IndexStates;
}
