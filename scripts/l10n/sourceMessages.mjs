// The messages of vscode.l10n.t(...), or of another function, in TypeScript sources.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** How the client says its messages, and how the server does: `server/src/text/say.ts`. */
export const CLIENT = { call: /(^|\.)l10n\.t$/, table: /^$/ };
export const SERVER = { call: /(^|\.)say$/, table: /^toSay$/ };

/**
 * Every message below `folder`, sorted, as a bundle of @vscode/l10n: English by key, which is English too.
 * A call whose message is no literal goes to `problems`: nothing could translate it.
 *
 * @param {{call: RegExp, table: RegExp}} said the function whose first argument is a message, and the one around tables of them
 */
export function sourceMessages(folder, problems, said = CLIENT) {
  const found = new Map();
  for (const file of typescriptFiles(folder)) {
    const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
    const problem = (node, words) => {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      problems.push(`${file}:${line + 1}: ${words}`);
    };
    const visit = (node) => {
      const callee = ts.isCallExpression(node) ? node.expression.getText() : '';
      if (callee !== '' && said.call.test(callee)) {
        const entry = messageOf(node.arguments[0]);
        if (entry === null) problem(node, `the message of ${callee} is no literal`);
        else found.set(entry.key, entry.message);
      }
      if (callee !== '' && said.table.test(callee)) {
        const words = wordsIn(node.arguments[0]);
        if (words === null) problem(node, `${callee} marks something else than literals`);
        else for (const text of words) found.set(text, text);
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return sorted(found);
}

/** Bundles as one, sorted by key. */
export function joinedBundles(...bundles) {
  return sorted(bundles.flatMap((bundle) => Object.entries(bundle)));
}

function sorted(entries) {
  return Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
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

/** The literals that are values of an object, elements of a list, or the argument itself; null where something is none. */
function wordsIn(argument) {
  if (argument === undefined) return null;
  if (ts.isStringLiteralLike(argument)) return [argument.text];
  const parts = ts.isArrayLiteralExpression(argument)
    ? argument.elements
    : ts.isObjectLiteralExpression(argument)
      ? argument.properties.map((each) => each.initializer)
      : [undefined];
  const words = parts.map(wordsIn);
  return words.includes(null) ? null : words.flat();
}

function typescriptFiles(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? typescriptFiles(path) : entry.name.endsWith('.ts') ? [path] : [];
  });
}
