// Why a function of ctags is not among ours, read off the source around its line.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const falseAlarms = new Set([
  'ctags gives the macro as the name; we have the function that it makes',
  'the use of a macro at file level that makes no function',
  'inside one of our functions: a loop macro, or ctags lost its place',
  'in the body of a macro',
  'under #if 0',
  'a declaration without a body',
  'a type whose name a macro makes',
  'in a comment',
  'C++',
]);

/** True where ctags is mistaken, or means the same function by another name. */
export function isFalseAlarm(reason) {
  return falseAlarms.has(reason);
}

/** `tag` as from ctags; `lines` are those of the tree, `ours` the exported definitions. */
export function reasonOf(tag, lines, ours) {
  const { file, line, name } = tag;
  const text = lines.text(tag);
  if (inMacroBody(lines, tag)) return 'in the body of a macro';
  if (/^\s*(\*|\/\/|\/\*)/.test(text)) return 'in a comment';
  if (underIfZero(lines, tag)) return 'under #if 0';
  if (ours.startingAt(file, line) !== undefined && ours.macros.has(name)) {
    return 'ctags gives the macro as the name; we have the function that it makes';
  }
  if (ours.around(file, line) !== undefined)
    return 'inside one of our functions: a loop macro, or ctags lost its place';
  if (lines.range(file, 1, Number.POSITIVE_INFINITY).some((each) => /^\s*(class \w|public|private\b.*:)/.test(each)))
    return 'C++';
  const next = afterHead(lines, tag);
  if (next === ';') return 'a declaration without a body';
  if (ours.macros.has(name)) {
    if (new RegExp(`\\b(struct|union|enum)\\s+${name}\\b`).test(text)) return 'a type whose name a macro makes';
    return next === '{' ? 'a function that a macro makes' : 'the use of a macro at file level that makes no function';
  }
  const head = lines.range(file, line - 1, line).join(' ');
  if (new RegExp(`\\b(struct|union|enum)\\s+\\w+\\s+${name}\\b`).test(head)) {
    return 'returns a struct, union or enum by value';
  }
  if (next !== '{') return 'old-style parameters, or words between head and body';
  if (conditionsWithin(lines, tag) > 0) return '#if inside the head or the body';
  return 'other';
}

/** The lines of a tree's files, each file read once while its tags last. */
export class SourceLines {
  #root;
  #file = null;
  #lines = [];

  constructor(root) {
    this.#root = root;
  }

  /** The line of a tag; lines are 1-based, '' beyond the end. */
  text({ file, line }) {
    return this.range(file, line, line)[0] ?? '';
  }

  /** Lines `from` to `to`, both included. */
  range(file, from, to) {
    if (this.#file !== file) {
      this.#file = file;
      this.#lines = readFileSync(join(this.#root, file), 'latin1').split('\n');
    }
    return this.#lines.slice(Math.max(0, from - 1), to);
  }
}

/** True where the lines before end in backslashes up to a `#define`. */
function inMacroBody(lines, { file, line }) {
  let at = line;
  while (at > 1 && /\\\s*$/.test(lines.range(file, at - 1, at - 1)[0] ?? '')) at--;
  return /^\s*#\s*define\b/.test(lines.range(file, at, at)[0] ?? '');
}

/** True where the innermost open conditions above hold `#if 0`, or the other side of `#if 1`. */
function underIfZero(lines, { file, line }) {
  const open = [];
  for (const text of lines.range(file, 1, line - 1)) {
    const [, word, rest] = /^\s*#\s*(if|ifdef|ifndef|else|elif|endif)\b(.*)/.exec(text) ?? [];
    if (word === 'endif') open.pop();
    else if (word === 'else' || word === 'elif') open.push(otherSide(open.pop()));
    else if (word !== undefined) open.push(word === 'if' ? rest.replace(/\/\*.*/, '').trim() : '?');
  }
  return open.includes('0');
}

function otherSide(condition) {
  return condition === '1' ? '0' : '?';
}

/**
 * The first character after the parenthesis that closes the parameter list, white space, comments and
 * other sides of an `#if` aside; '' where none closes.
 */
function afterHead(lines, { file, line }) {
  const text = lines
    .range(file, line, line + 60)
    .join('\n')
    .replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')
    .replace(/^\s*#\s*el[\s\S]*?^\s*#\s*endif.*|^\s*#.*/gm, '');
  let depth = 0;
  for (let at = text.indexOf('('); at >= 0 && at < text.length; at++) {
    if (text[at] === '(') depth++;
    if (text[at] === ')') depth--;
    if (depth === 0) return text.slice(at + 1).trimStart()[0] ?? '';
  }
  return '';
}

function conditionsWithin(lines, { file, line, end }) {
  return lines.range(file, line, end).filter((text) => /^\s*#\s*(if|else|elif|endif)/.test(text)).length;
}
