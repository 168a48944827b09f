import type { Connection, TextDocuments } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type CompletionData, completionHelp, completions } from './completion';
import { isKernelLog } from './kernelLogs';
import { pathOf } from './openTexts';
import { runSafe } from './runSafe';
import { signatureHelp } from './signatureHelp';
import type { TreePlace, TreeSessions } from './treeSessions';

/** Answers for what a person sees while writing C: flags that are completed, and which argument is the mask. */
export function serveWriting(
  connection: Connection,
  documents: TextDocuments<TextDocument>,
  trees: TreeSessions,
  isBeside: () => boolean,
): void {
  const log = (text: string): void => connection.console.error(text);
  const placeOf = (uri: string): TreePlace | null => {
    const path = pathOf(uri);
    return path === null ? null : trees.placeOf(path);
  };
  connection.onCompletion(({ textDocument: { uri }, position }, token) =>
    runSafe(
      () => {
        const document = documents.get(uri);
        const place = placeOf(uri);
        const vocabulary = place?.session.vocabulary();
        if (!document || isKernelLog(document) || !place || !vocabulary) return [];
        const index = place.session.index();
        const file = index?.fileByPath(place.path);
        const items = completions(document, position, { vocabulary, index, file, isBeside: isBeside() });
        return items.map((item) => ({ ...item, data: { ...(item.data as CompletionData), uri } }));
      },
      [],
      'completion',
      log,
      token,
    ),
  );
  connection.onCompletionResolve((item, token) =>
    runSafe(
      () => {
        const { uri } = (item.data ?? {}) as { readonly uri?: unknown };
        const vocabulary = typeof uri === 'string' ? placeOf(uri)?.session.vocabulary() : null;
        return vocabulary ? completionHelp(item, vocabulary) : item;
      },
      item,
      'completion help',
      log,
      token,
    ),
  );
  connection.onSignatureHelp(({ textDocument: { uri }, position }, token) =>
    runSafe(
      () => {
        const document = documents.get(uri);
        const place = placeOf(uri);
        const index = place?.session.index();
        // Another tool's help tells the parameters of every function, and an editor shows one help only.
        if (!document || isKernelLog(document) || !place || !index || isBeside()) return null;
        const { path, session } = place;
        return signatureHelp(document, position, {
          index,
          file: index.fileByPath(path),
          vocabulary: session.vocabulary(),
        });
      },
      null,
      'signature',
      log,
      token,
    ),
  );
}
