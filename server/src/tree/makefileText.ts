/** Cuts a Makefile into the statements that Kbuild facts come from, without evaluating anything. */

export type MakeStatement =
  | {
      readonly kind: 'assign';
      /** As written: `obj-$(CONFIG_X)`, `ccflags-y`. */
      readonly name: string;
      /** `+` appends, `=` (also `:=`, `::=`) replaces, `?` only sets what is not set. */
      readonly op: '+' | '=' | '?';
      readonly value: string;
    }
  | { readonly kind: 'include'; readonly value: string }
  | { readonly kind: 'if'; readonly test: string }
  /** `test` is the `ifeq …` after `else`, or null. */
  | { readonly kind: 'else'; readonly test: string | null }
  | { readonly kind: 'endif' };

const NAME = /^(?:[^\s:=+?$]|\$\([^()]*(?:\([^()]*(?:\([^()]*\))?[^()]*\)[^()]*)*\)|\$\{[^{}]*\})+/;
/^((?:[^\s:=+?$]|\$\([^()]*(?:\([^()]*(?:\([^()]*\))?[^()]*\)[^()]*)*\))+)\s*(\+|\?|:{0,3})=\s*(.*)$/;
/** What stands behind a tab is a recipe's line, except these, which people indent inside `ifdef`. */
const INDENTED = /^(?:[\w./-]+-(?:y|m|objs)|[\w./-]+-\$[({].*?|if(?:eq|neq|def|ndef)\b.*|else\b.*|endif\b.*)/;

/** Statements in order; rules, recipes, comments and `define` blocks are left out. Continued lines are joined. */
export function makeStatements(text: string): MakeStatement[] {
  const statements: MakeStatement[] = [];
  let inDefine = false;
  for (const line of logicalLines(text)) {
    const first = line.charCodeAt(0);
    const trimmed = line.trim();
    if (trimmed === '' || (first === 9 /* tab */ && !INDENTED.test(trimmed))) continue;
    if (inDefine) {
      inDefine = !trimmed.startsWith('endef');
      continue;
    }
    if (trimmed.startsWith('define ')) {
      inDefine = true;
      continue;
    }
    const statement = statementOf(trimmed);
    if (statement !== undefined) statements.push(statement);
  }
  return statements;
}

function statementOf(line: string): MakeStatement | undefined {
  const word = /^-?[a-z]+/.exec(line)?.[0];
  const after = word === undefined ? '' : line.slice(word.length);
  const plain = !/^\s*[:+?]?=/.test(after);
  if (word !== undefined && plain && (after === '' || /^[\s(]/.test(after))) {
    if (word === 'ifeq' || word === 'ifneq' || word === 'ifdef' || word === 'ifndef') return { kind: 'if', test: line };
    if (word === 'else') return { kind: 'else', test: after.trim() === '' ? null : after.trim() };
    if (word === 'endif') return { kind: 'endif' };
    if (word === 'include' || word === '-include') return { kind: 'include', value: after.trim() };
  }
  const rest = line.replace(/^(?:export|override)\s+/, '');
  const name = NAME.exec(rest)?.[0];
  const found = name === undefined ? null : /^\s*(\+|\?|:{0,3})=\s*(.*)$/.exec(rest.slice(name.length));
  if (name === undefined || found === null) return undefined;
  const op = found[1] === '+' || found[1] === '?' ? found[1] : '=';
  return { kind: 'assign', name, op, value: (found[2] ?? '').trim() };
}

function* logicalLines(text: string): Generator<string> {
  let pending = '';
  for (let from = 0; from < text.length; ) {
    let to = text.indexOf('\n', from);
    if (to < 0) to = text.length;
    let line = text.slice(from, to > from && text.charCodeAt(to - 1) === 13 ? to - 1 : to);
    from = to + 1;
    const continued = line.endsWith('\\');
    if (continued) line = line.slice(0, -1);
    const joined = pending === '' ? line : `${pending} ${line}`;
    if (continued && from < text.length) {
      pending = joined;
      continue;
    }
    pending = '';
    yield withoutComment(joined);
  }
}

function withoutComment(line: string): string {
  let at = line.indexOf('#');
  while (at > 0 && line.charCodeAt(at - 1) === 92 /* \ */) at = line.indexOf('#', at + 1);
  return at < 0 ? line : line.slice(0, at);
}
