import * as vscode from 'vscode';

/** How much of a text is looked at, in lines and in UTF-16 units: a log may be large. */
const LINES = 400;
const LOOKED_AT = 20_000;

/**
 * A frame (`shrink_node+0x2a5/0x6f0`), a printk time at the beginning of a line, syslog's `kernel:`, or a mask behind its
 * field: what hardly any other text has.
 */
const MARKS =
  /\b\w+\+0x[0-9a-f]+\/0x[0-9a-f]+|^(?:<\d+>)?\[ *\d+\.\d{6}\] |^\w{3} [ \d]\d [\d:]{8} \S+ kernel: |\bgfp_(?:mask|flags)=/m;

/** True for a document without a language of its own whose beginning reads like a kernel's log. */
export function readsLikeKernelLog(document: vscode.TextDocument): boolean {
  const isPlain = document.languageId === 'plaintext' || document.languageId === 'log';
  if (!isPlain || !/^(?:file|untitled)$/.test(document.uri.scheme)) return false;
  return MARKS.test(document.getText(new vscode.Range(0, 0, LINES, 0)).slice(0, LOOKED_AT));
}

/** Gives logs their language: files when they are opened, untitled documents when a log is pasted into one. */
export function recogniseLogs(): vscode.Disposable {
  const recognise = (document: vscode.TextDocument): void => {
    if (readsLikeKernelLog(document)) void vscode.languages.setTextDocumentLanguage(document, 'kernel-log');
  };
  // A person who chose another language for a document chooses it after this.
  vscode.workspace.textDocuments.forEach(recognise);
  return vscode.Disposable.from(
    vscode.workspace.onDidOpenTextDocument(recognise),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      const isPasted = contentChanges.some(({ text }) => text.includes('\n') || text.length > 40);
      if (document.uri.scheme === 'untitled' && isPasted) recognise(document);
    }),
  );
}
