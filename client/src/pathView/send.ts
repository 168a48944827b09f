import type * as vscode from 'vscode';
import type { TraceAnswer } from '../../../server/src/protocol';
import type { Question } from './question';

/** How a question is sent. The paths alone are handed to `early` where they are there before the whole answer. */
export interface Sending {
  readonly early?: (answer: TraceAnswer) => void;
  readonly token?: vscode.CancellationToken;
}
export type Send = (question: Question, sending?: Sending) => Promise<TraceAnswer>;
