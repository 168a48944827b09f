import * as vscode from 'vscode';

/** Longest part of a text that is looked at, in UTF-16 units. */
const LOOKED_AT = 20_000;

/**
 * A frame (`shrink_node+0x2a5/0x6f0`), a printk time at the beginning of a line, syslog's `kernel:`, or a mask behind its
 * field: what hardly any other text has.
 */
const MARKS =
  /\b\w+\+0x[0-9a-f]+\/0x[0-9a-f]+|^(?:<\d+>)?\[ *\d+\.\d{6}\] |^\w{3} [ \d]\d [\d:]{8} \S+ kernel: |\bgfp_(?:mask|flags)=/m;

/** Gives a log that is pasted into an untitled document its language. A language that a person chose stays. */
export function recognisePastedLogs(): vscode.Disposable {
  return vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
    if (document.uri.scheme !== 'untitled' || document.languageId !== 'plaintext') return;
    const pasted = contentChanges.some(({ text }) => text.includes('\n') || text.length > 40);
    if (!pasted || !contentChanges.some(({ text }) => MARKS.test(text.slice(0, LOOKED_AT)))) return;
    void vscode.languages.setTextDocumentLanguage(document, 'kernel-log');
  });
}
