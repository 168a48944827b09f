/** `#if` whose condition nobody can tell, around whole statements: either branch may be what is compiled, and both are read. */
import { branchFate } from '../outline/conditions';
import { CLOSE, CLOSE_BRACE, CLOSE_SQUARE, DOT, OPEN, OPEN_BRACE, OPEN_SQUARE, SEMICOLON } from './dialectTokens';
import { type ConditionJudge, conditionText, DIRECTIVE_LINE } from './directives';
import { DIRECTIVE, type Tokens, WORD } from './lexer';

export interface ChoiceEdge {
  /** Where the first branch begins, where the next one does, where the last one ends. */
  readonly edge: 'open' | 'elif' | 'else' | 'close';
  /** Of the branch that begins; null for `#else` and `#endif`. */
  readonly condition: string | null;
}

interface Group {
  readonly directives: number[];
  readonly edges: ChoiceEdge[];
  isOpen: boolean;
}

/** The directives around such branches, by token. All others choose one branch, or stand where no statement begins. */
export function choicesIn(tokens: Tokens, isOff: ConditionJudge): ReadonlyMap<number, ChoiceEdge> {
  const found = new Map<number, ChoiceEdge>();
  const groups: Group[] = [];
  for (let i = 0; i < tokens.count; i++) {
    if (tokens.kind[i] !== DIRECTIVE) continue;
    const [, keyword, rest] = DIRECTIVE_LINE.exec(tokens.text.slice(tokens.start[i]!, tokens.end[i]!)) ?? [];
    if (keyword === undefined) continue;
    if (keyword.startsWith('if')) groups.push({ directives: [], edges: [], isOpen: true });
    const group = groups.at(-1);
    if (group === undefined) continue;
    group.directives.push(i);
    const edge = edgeOf(keyword);
    const condition = edge === 'open' || edge === 'elif' ? conditionText(keyword, rest!) : null;
    group.edges.push({ edge, condition });
    if (condition !== null) group.isOpen &&= isUnknown(condition, isOff);
    if (keyword !== 'endif') continue;
    groups.pop();
    if (!group.isOpen || !isAroundStatements(group, tokens)) continue;
    group.directives.forEach((directive, at) => {
      found.set(directive, group.edges[at]!);
    });
  }
  return found;
}

function edgeOf(keyword: string): ChoiceEdge['edge'] {
  if (keyword.startsWith('if')) return 'open';
  if (keyword.startsWith('elif')) return 'elif';
  return keyword === 'else' ? 'else' : 'close';
}

function isUnknown(condition: string, isOff: ConditionJudge): boolean {
  return branchFate(condition) === 'conditional' && isOff(condition) === null;
}

function isAroundStatements({ directives }: Group, tokens: Tokens): boolean {
  const before = codeBeside(tokens, directives[0]!, -1);
  if (before !== SEMICOLON && before !== OPEN_BRACE && before !== CLOSE_BRACE) return false;
  if (isWordBeside(tokens, directives.at(-1)!, /^(?:else|while)$/)) return false;
  return directives.slice(1).every((end, at) => isStatements(tokens, directives[at]! + 1, end));
}

/** True for tokens `[from, to)` that are no statement, or whole ones: no brackets that others close, no `case`. */
function isStatements(tokens: Tokens, from: number, to: number): boolean {
  let depth = 0;
  let last = SEMICOLON;
  let isFirst = true;
  for (let i = from; i < to; i++) {
    if (tokens.kind[i] === DIRECTIVE) continue;
    const code = tokens.code[i]!;
    if (code === OPEN || code === OPEN_BRACE || code === OPEN_SQUARE) depth++;
    else if (code === CLOSE || code === CLOSE_BRACE || code === CLOSE_SQUARE) depth--;
    if (depth < 0) return false;
    if (depth === 0 && isWord(tokens, i, /^(?:case|default)$/)) return false;
    // `[X] = {..}`, `.x = {..}`: items of an initialiser.
    if (isFirst && (code === OPEN_SQUARE || code === DOT || isWord(tokens, i, /^else$/))) return false;
    isFirst = false;
    last = code;
  }
  return depth === 0 && (last === SEMICOLON || last === CLOSE_BRACE);
}

function isWord({ text, kind, start, end }: Tokens, i: number, words: RegExp): boolean {
  return kind[i] === WORD && words.test(text.slice(start[i]!, end[i]!));
}

/** Of the next token before (-1) or behind (1) a directive that is none itself. */
function codeBeside(tokens: Tokens, directive: number, step: -1 | 1): number {
  const at = beside(tokens, directive, step);
  return at < 0 || at >= tokens.count ? 0 : tokens.code[at]!;
}

function isWordBeside(tokens: Tokens, directive: number, words: RegExp): boolean {
  const at = beside(tokens, directive, 1);
  return at < tokens.count && isWord(tokens, at, words);
}

function beside({ kind, count }: Tokens, directive: number, step: -1 | 1): number {
  let at = directive + step;
  while (at >= 0 && at < count && kind[at] === DIRECTIVE) at += step;
  return at;
}
