/** The branches of each `#if` of a stretch of code that are read; everything else of the preprocessor is taken out. */
import { branchFate } from '../outline/conditions';
import { type ChoiceEdge, choicesIn } from './choices';
import { type ConditionJudge, conditionText, DIRECTIVE_LINE } from './directives';
import { DIRECTIVE, PUNCTUATION, punctuation, type Tokens } from './lexer';
import type { Rewriting } from './rewriting';

/** What is going on at one level of `#if`. */
interface Level {
  /** A branch was taken, so that all further ones are left out. */
  isTaken: boolean;
  /** The branch that is being read is kept. */
  isKept: boolean;
}

/**
 * The tokens that are read: without preprocessor lines and the branches that are left out, which are blanked in the text. Of branches that
 * are whole statements under a condition that nobody can tell, each becomes a block with a mark. Else the branch that is read is
 * the first one that is not off, so that code which opens a brace in either branch stays balanced; a branch that began before the stretch
 * (`#else` without an `#if`) is the one that is read.
 */
export function keepBranches(tokens: Tokens, rewriting: Rewriting, isOff: ConditionJudge): Tokens {
  const { text, kind, start, end } = tokens;
  const choices = choicesIn(tokens, isOff);
  const levels: Level[] = [];
  const read = new TokenList(text, tokens.count + choices.size);
  let isKept = true;
  for (let i = 0; i < tokens.count; i++) {
    if (kind[i] === DIRECTIVE) {
      rewriting.blank(start[i]!, end[i]!);
      const edge = choices.get(i);
      if (edge === undefined) {
        const directive = DIRECTIVE_LINE.exec(text.slice(start[i]!, end[i]!));
        if (directive !== null) follow(levels, directive[1]!, directive[2]!, isOff);
        isKept = levels.every((level) => level.isKept);
      } else if (isKept) brace(edge, start[i]!, end[i]!, rewriting, read);
      continue;
    }
    if (isKept) read.add(kind[i]!, start[i]!, end[i]!, tokens.code[i]!);
    else rewriting.blank(start[i]!, end[i]!);
  }
  return read.tokens;
}

/** Braces in the place of a directive: `{` for `#if`, `}{` for `#else`, `}` for `#endif`. */
function brace(
  { edge, condition }: ChoiceEdge,
  start: number,
  end: number,
  rewriting: Rewriting,
  read: TokenList,
): void {
  let at = start;
  const put = (character: string): void => {
    rewriting.put(at, character);
    read.add(PUNCTUATION, at, at + 1, punctuation(character));
    at++;
  };
  if (edge !== 'open') put('}');
  if (edge === 'close') return;
  rewriting.mark(at, { kind: 'choice', end, edge, condition });
  put('{');
}

/** Tokens that are made one after the other. */
class TokenList {
  readonly tokens: Tokens;

  constructor(text: string, most: number) {
    const numbers = (): Int32Array => new Int32Array(most);
    this.tokens = { text, count: 0, kind: new Uint8Array(most), start: numbers(), end: numbers(), code: numbers() };
  }

  add(kind: number, start: number, end: number, code: number): void {
    const { tokens } = this;
    const at = tokens.count++;
    tokens.kind[at] = kind;
    tokens.start[at] = start;
    tokens.end[at] = end;
    tokens.code[at] = code;
  }
}

function follow(levels: Level[], keyword: string, rest: string, isOff: ConditionJudge): void {
  const level = levels.at(-1);
  switch (keyword) {
    case 'if':
    case 'ifdef':
    case 'ifndef': {
      const isOn = !isKnownOff(conditionText(keyword, rest), isOff);
      levels.push({ isTaken: isOn, isKept: isOn });
      return;
    }
    case 'endif':
      levels.pop();
      return;
    default: {
      if (level === undefined) {
        // The stretch begins inside a branch: that one is read.
        levels.push({ isTaken: true, isKept: false });
        return;
      }
      level.isKept = !level.isTaken && (keyword === 'else' || !isKnownOff(conditionText(keyword, rest), isOff));
      level.isTaken ||= level.isKept;
    }
  }
}

function isKnownOff(condition: string, isOff: ConditionJudge): boolean {
  const fate = branchFate(condition);
  return fate === 'skip' || (fate === 'conditional' && isOff(condition) === true);
}
