import type { CancellationToken, Connection, DocumentLink, TextDocuments } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { followLogLink, logLinks } from './logLinks';
import { pathOf } from './openTexts';
import { runSafe } from './runSafe';
import type { TreeSession } from './treeSession';
import type { TreeSessions } from './treeSessions';

/** How often a link that was followed looks whether the index has come further, and how long, in ms. */
const LOOK_AGAIN = 250;
const PATIENCE = 120_000;

/** True for a document that holds what a kernel printed, as VS Code and others name its language. */
export function isKernelLog({ languageId }: TextDocument): boolean {
  return languageId === 'kernel-log' || languageId === 'dmesg';
}

/** The tree that a log is read against: the one around it, else the one that is open. Null where there is none. */
export function treeOfLog(trees: TreeSessions, uri: string): TreeSession | null {
  const path = pathOf(uri);
  return (path === null ? null : trees.placeOf(path)?.session) ?? trees.all()[0] ?? null;
}

/** Answers for the links of kernel logs. A link carries the log's address until its target is known. */
export function serveLogLinks(
  connection: Connection,
  documents: TextDocuments<TextDocument>,
  trees: TreeSessions,
): void {
  const log = (text: string): void => connection.console.error(text);
  connection.onDocumentLinks(({ textDocument: { uri } }, token) =>
    runSafe<DocumentLink[]>(
      () => {
        const document = documents.get(uri);
        const session = document !== undefined && isKernelLog(document) ? treeOfLog(trees, uri) : null;
        if (document === undefined || session === null) return [];
        return logLinks(session.index(), document, !session.isIncomplete).map((link) =>
          link.target === undefined ? { ...link, data: { ...link.data, uri } } : link,
        );
      },
      [],
      'links',
      log,
      token,
    ),
  );
  connection.onDocumentLinkResolve((link, token) =>
    runSafe(() => resolved(trees, link, token), link, 'link', log, token),
  );
}

async function resolved(trees: TreeSessions, link: DocumentLink, token: CancellationToken): Promise<DocumentLink> {
  const { uri } = (link.data ?? {}) as { readonly uri?: unknown };
  if (typeof uri !== 'string') return link;
  for (const end = Date.now() + PATIENCE; ; ) {
    const session = treeOfLog(trees, uri);
    const index = session?.index();
    const found = index ? followLogLink(index, link) : link;
    const mayCome = session?.isIncomplete === true && session.isReading;
    if (found.target !== undefined || !mayCome || token.isCancellationRequested || Date.now() > end) return found;
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN));
  }
}
