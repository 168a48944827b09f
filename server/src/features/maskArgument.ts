import { posix } from 'node:path';
import { tokenizeC } from '../gfp/cTokens';
import { isGfpName } from '../gfp/expressionAt';
import { argumentsIn, readHead } from '../gfp/functionHead';
import type { DefId, FileId, KernelIndex } from '../index/kernelIndex';

/** A function or macro that is given a gfp mask. */
export interface MaskSignature {
  /** As they are spelled where they are declared: `size_t size`, `gfp_t flags`. */
  readonly parameters: readonly string[];
  /** Which of them is the mask, from 0. */
  readonly mask: number;
}

/** How far a macro is followed, and how many definitions of one name are compared. */
const MAX_NESTING = 6;
const MAX_DEFINITIONS = 8;
/** Lines of a file that hold a head, from the definition's line on. */
const HEAD_LINES = 60;

/** Code that is no kernel code; it counts only for callers that live there. */
const ELSEWHERE = /^(?:tools|samples|scripts|Documentation|usr)\//;

export interface MaskArgumentContext {
  readonly index: KernelIndex;
  /** The file that the call stands in, where the index knows it. */
  readonly file: FileId | undefined;
  /** The text of a file of the tree, null where it can't be read. */
  readonly textOf: (path: string) => string | null;
}

/**
 * The parameters of `name` and which one is the mask, read from its definition in the tree; macros are followed to what
 * they pass their arguments on to. Null where there is no mask, and where definitions that may be meant disagree.
 */
export function maskSignature(name: string, context: MaskArgumentContext, nesting = 0): MaskSignature | null {
  if (nesting > MAX_NESTING) return null;
  const signatures = meantBy(name, context).map((def) => signatureOf(def, name, context, nesting));
  const [first] = signatures;
  if (first === undefined || first === null) return null;
  return signatures.every((other) => other?.mask === first.mask) ? first : null;
}

/** Those of the same file; else those that the configuration does not exclude. */
function meantBy(name: string, { index, file }: MaskArgumentContext): readonly DefId[] {
  const all = index.lookup(name);
  const own = all.filter((def) => index.defFile(def) === file);
  if (own.length > 0) return own;
  const isApart = file !== undefined && ELSEWHERE.test(index.filePath(file));
  const near = isApart ? all : all.filter((def) => !ELSEWHERE.test(index.filePath(index.defFile(def))));
  const visible = near.filter((def) => isVisible(index, def, file));
  const built = visible.filter((def) => !index.defIsExcluded(def));
  return (built.length > 0 ? built : visible).slice(0, MAX_DEFINITIONS);
}

/**
 * True for a function that is global, and for what a header defines that the file may include: one of the shared include
 * folders, or one that is private to the file's own folder.
 */
function isVisible(index: KernelIndex, def: DefId, file: FileId | undefined): boolean {
  const path = index.filePath(index.defFile(def));
  if (/^(?:arch\/[^/]+\/)?include\//.test(path)) return true;
  const isOfFile = index.defIsStatic(def) || index.defKind(def) === 'macro';
  const folder = file === undefined ? '' : posix.dirname(index.filePath(file));
  return !isOfFile || (path.endsWith('.h') && posix.dirname(path) === folder);
}

function signatureOf(def: DefId, name: string, context: MaskArgumentContext, nesting: number): MaskSignature | null {
  const { index, textOf } = context;
  const text = textOf(index.filePath(index.defFile(def)));
  const head = text === null ? null : readHead(linesFrom(text, index.defLine(def)), name);
  switch (head?.kind) {
    case 'function': {
      const mask = head.parameters.findIndex(({ isMask }) => isMask);
      return mask < 0 ? null : { parameters: head.parameters.map(({ text: spelled }) => spelled), mask };
    }
    case 'alias':
      return maskSignature(head.of, context, nesting + 1);
    case 'macro':
      return throughMacro(head.names, head.body, context, nesting);
    default:
      return null;
  }
}

/** The first call of a macro's body that takes one of its parameters, or `__VA_ARGS__`, as its mask. */
function throughMacro(
  names: readonly string[],
  body: string,
  context: MaskArgumentContext,
  nesting: number,
): MaskSignature | null {
  const tokens = tokenizeC(body);
  for (const [i, token] of tokens.entries()) {
    const parenthesis = tokens[i + 1];
    if (token.kind !== 'name' || parenthesis?.text !== '(') continue;
    const passed = argumentsIn(body, parenthesis.end)?.texts.map(plain) ?? [];
    if (!passed.some((text) => text === '__VA_ARGS__' || names.includes(text))) continue;
    const callee = maskSignature(token.text, context, nesting + 1);
    const found = callee === null ? null : mapped(names, passed, callee);
    if (found !== null) return found;
  }
  return null;
}

/** The callee's mask seen from the macro's own parameters. */
function mapped(names: readonly string[], passed: readonly string[], callee: MaskSignature): MaskSignature | null {
  const rest = passed.indexOf('__VA_ARGS__');
  if (rest >= 0 && callee.mask >= rest) {
    const fixed = names.filter((name) => name !== '...');
    return {
      parameters: [...fixed, ...callee.parameters.slice(rest)],
      mask: fixed.length + callee.mask - rest,
    };
  }
  const mask = names.indexOf(passed[callee.mask] ?? '');
  // The callee's words tell more than a macro's bare names.
  const parameters = names.map((name) => callee.parameters[passed.indexOf(name)] ?? name);
  return mask < 0 ? null : { parameters, mask };
}

/** `(flags)`, `##__VA_ARGS__` and `(flags) | __GFP_ZERO` as `flags`, `__VA_ARGS__`, `flags`; else as it stands. */
function plain(argument: string): string {
  const tokens = tokenizeC(argument).filter(({ text }) => text !== '#');
  const names = tokens.filter(({ kind, text }) => kind === 'name' && !isGfpName(text));
  const isMask = tokens.every(({ kind, text }) => kind === 'name' || '|&~()'.includes(text));
  return isMask && names.length === 1 ? names[0]!.text : argument;
}

function linesFrom(text: string, line: number): string {
  let start = 0;
  for (let i = 1; i < line && start >= 0; i++) start = text.indexOf('\n', start) + 1 || -1;
  if (start < 0) return '';
  let end = start;
  for (let i = 0; i < HEAD_LINES && end >= 0; i++) end = text.indexOf('\n', end + 1);
  return text.slice(start, end < 0 ? text.length : end);
}
