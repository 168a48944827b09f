// The messages of vscode.l10n.t(...) in TypeScript sources.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/**
 * Every message below `folder`, sorted, as a bundle of @vscode/l10n: English by key, which is English too.
 * A call whose message is no literal goes to `problems`: nothing could translate it.
 */
export function sourceMessages(folder, problems) {
  const found = new Map();
  for (const file of typescriptFiles(folder)) {
    const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
    const visit = (node) => {
      if (ts.isCallExpression(node) && /(^|\.)l10n\.t$/.test(node.expression.getText())) {
        const entry = messageOf(node.arguments[0]);
        const { line } = source.getLineAndCharacterOfPosition(node.getStart());
        if (entry === null) problems.push(`${file}:${line + 1}: the message of l10n.t is no literal`);
        else found.set(entry.key, entry.message);
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return Object.fromEntries([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** A literal, or `{ message, comment }`, whose comment is part of the key. */
function messageOf(argument) {
  if (argument === undefined) return null;
  if (ts.isStringLiteralLike(argument)) return { key: argument.text, message: argument.text };
  if (!ts.isObjectLiteralExpression(argument)) return null;
  const property = (name) => argument.properties.find((each) => each.name?.getText() === name)?.initializer;
  const message = property('message');
  if (message === undefined || !ts.isStringLiteralLike(message)) return null;
  const comment = property('comment');
  const comments = comment === undefined ? [] : ts.isArrayLiteralExpression(comment) ? comment.elements : [comment];
  const words = comments.filter(ts.isStringLiteralLike).map((each) => each.text);
  return { key: words.length === 0 ? message.text : `${message.text}/${words.join('')}`, message: message.text };
}

function typescriptFiles(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? typescriptFiles(path) : entry.name.endsWith('.ts') ? [path] : [];
  });
}
