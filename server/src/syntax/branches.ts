/** One branch of each `#if` of a stretch of code; everything else of the preprocessor is taken out. */
import { branchFate, negated } from '../outline/conditions';
import { DIRECTIVE, type Tokens } from './lexer';
import type { Rewriting } from './rewriting';

/** Whether a condition (`#ifdef X` as `defined(X)`) is known to be false; null where that is not known. */
export type ConditionJudge = (condition: string) => boolean | null;

/** What is going on at one level of `#if`. */
interface Level {
  /** A branch was taken, so that all further ones are left out. */
  isTaken: boolean;
  /** The branch that is being read is kept. */
  isKept: boolean;
}

/**
 * Drops preprocessor lines and the branches that are not read from `tokens`, and blanks them in the text. The branch that
 * is read is the first one that is not off, so that code which opens a brace in either branch stays balanced. A branch that began
 * before the stretch (`#else` without an `#if`) is the one that is read.
 */
export function keepOneBranch(tokens: Tokens, rewriting: Rewriting, isOff: ConditionJudge): void {
  const { text, kind, start, end, code } = tokens;
  const levels: Level[] = [];
  let kept = 0;
  let isKept = true;
  for (let i = 0; i < tokens.count; i++) {
    if (kind[i] === DIRECTIVE) {
      const directive = DIRECTIVE_LINE.exec(text.slice(start[i]!, end[i]!));
      if (directive !== null) follow(levels, directive[1]!, directive[2]!, isOff);
      isKept = levels.every((level) => level.isKept);
      rewriting.blank(start[i]!, end[i]!);
      continue;
    }
    if (!isKept) {
      rewriting.blank(start[i]!, end[i]!);
      continue;
    }
    kind[kept] = kind[i]!;
    start[kept] = start[i]!;
    end[kept] = end[i]!;
    code[kept] = code[i]!;
    kept++;
  }
  tokens.count = kept;
}

const DIRECTIVE_LINE = /^#\s*(if|ifdef|ifndef|elif|elifdef|elifndef|else|endif)\b([\s\S]*)$/;

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

function conditionText(keyword: string, rest: string): string {
  const text = rest
    .replace(/\/\*[\s\S]*?(?:\*\/|$)|\/\/[^\n]*/g, ' ')
    .replace(/\\\r?\n/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  if (keyword.endsWith('ifdef') || keyword === 'elifdef') return `defined(${text})`;
  if (keyword.endsWith('ndef')) return negated(`defined(${text})`);
  return text;
}
