/** Variables of one name in two blocks are two variables: the second one gets a name of its own. */
import type { Block, Expression, FunctionSyntax, Statement } from '../syntax/ast';
import type { Frame } from './frame';
import { visitExpression, visitStatement } from './walk';

/** Stands in no name of C. */
const MARK = '\u00b7';

/** A name as it is written, without what was put behind it here. */
export function writtenName(name: string): string {
  const at = name.indexOf(MARK);
  return at < 0 ? name : name.slice(0, at);
}

/** The name of a macro's local where the macro stands at one place: macros in a macro's argument have locals of their own. */
export function nameInMacro(name: string, place: string): string {
  return `${name}${MARK}${place}`;
}

/** A name as environments keep it: that of a macro's local is not that of the function's. */
export function ownName(name: string, frame: Frame): string {
  for (let macro = frame.macro; macro !== null; macro = macro.outer)
    if (macro.locals.has(name)) return nameInMacro(name, macro.place);
  return name;
}

/** Names that are declared in a block, or in an expression's statements. */
export function declaredIn(part: { readonly block: Block } | { readonly expression: Expression }): Set<string> {
  const names = new Set<string>();
  const visitor = {
    statement: (one: Statement): void => {
      if (one.kind === 'declaration') names.add(one.name);
    },
  };
  if ('block' in part) visitStatement(part.block, visitor);
  else visitExpression(part.expression, visitor);
  return names;
}

export interface Addressed {
  /** Roots of what `&` is put before. */
  readonly exposed: ReadonlySet<string>;
  /** Declared types of the variables of which the address is an argument of calls and nothing else: whether it is kept is for those to say. */
  readonly handed: ReadonlyMap<string, string>;
}

/** The variables of a function with names of their own of which the address is taken. */
export function addressedIn({ body, parameters }: FunctionSyntax): Addressed {
  const exposed = new Set<string>();
  const handed = new Set<string>();
  const types = new Map(parameters.map(({ name, type }) => [name, type]));
  const arguments_ = new Set<Expression>();
  visitStatement(body, {
    statement: (one) => {
      if (one.kind === 'declaration') types.set(one.name, one.type);
    },
    expression: (one) => {
      if (one.kind === 'call') for (const arg of one.args) arguments_.add(arg);
      if (one.kind !== 'unary' || one.operator !== '&') return;
      let at: Expression = one.operand;
      while ((at.kind === 'member' && !at.arrow) || at.kind === 'index') at = at.object;
      if (at.kind === 'name') (arguments_.has(one) && at === one.operand ? handed : exposed).add(at.name);
    },
  });
  const handedAlone = [...handed].filter((name) => !exposed.has(name) && types.has(name));
  return {
    exposed: new Set([...exposed, ...handed].filter((name) => !handedAlone.includes(name))),
    handed: new Map(handedAlone.map((name) => [name, types.get(name)!])),
  };
}

/** The function with a different name for each of its variables; itself where they have that already. */
export function withOwnNames(syntax: FunctionSyntax): FunctionSyntax {
  const taken = new Set(syntax.parameters.map(({ name }) => name));
  let isTwice = false;
  visitStatement(syntax.body, {
    statement: (one) => {
      if (one.kind !== 'declaration') return;
      if (taken.has(one.name)) isTwice = true;
      taken.add(one.name);
    },
  });
  if (!isTwice) return syntax;
  const renamer = new Renamer(syntax.parameters.map(({ name }) => name));
  // A parameter's block is the body's own: C allows no second variable of that name there.
  return { ...syntax, body: renamer.block(syntax.body) };
}

class Renamer {
  private readonly used = new Map<string, number>();
  private scopes: Map<string, string>[];

  constructor(parameters: readonly string[]) {
    this.scopes = [new Map(parameters.map((name) => [name, name]))];
    for (const name of parameters) this.used.set(name, 1);
  }

  block(block: Block): Block {
    return this.inside(() => ({ ...block, statements: block.statements.map((one) => this.statement(one)) }));
  }

  private inside<T>(read: () => T): T {
    this.scopes.push(new Map());
    try {
      return read();
    } finally {
      this.scopes.pop();
    }
  }

  private declare(name: string): string {
    const count = (this.used.get(name) ?? 0) + 1;
    this.used.set(name, count);
    const own = count === 1 ? name : `${name}${MARK}${count}`;
    this.scopes.at(-1)!.set(name, own);
    return own;
  }

  private nameOf(name: string): string {
    for (let at = this.scopes.length - 1; at >= 0; at--) {
      const own = this.scopes[at]!.get(name);
      if (own !== undefined) return own;
    }
    return name;
  }

  private optional(expression: Expression | null): Expression | null {
    return expression === null ? null : this.expression(expression);
  }

  private statement(statement: Statement): Statement {
    switch (statement.kind) {
      case 'block':
        return this.block(statement);
      case 'declaration': {
        // The variable is there already in its own initialiser, but nothing reads it there.
        const value = this.optional(statement.value);
        return { ...statement, value, name: this.declare(statement.name) };
      }
      case 'expression':
        return { ...statement, expression: this.expression(statement.expression) };
      case 'if':
        return {
          ...statement,
          condition: this.expression(statement.condition),
          // biome-ignore lint/suspicious/noThenProperty: a branch of an `if`; nobody awaits it.
          then: this.inside(() => this.statement(statement.then)),
          otherwise: statement.otherwise === null ? null : this.inside(() => this.statement(statement.otherwise!)),
        };
      case 'while':
        return {
          ...statement,
          condition: this.optional(statement.condition),
          body: this.inside(() => this.statement(statement.body)),
        };
      case 'do':
        return {
          ...statement,
          body: this.inside(() => this.statement(statement.body)),
          condition: this.expression(statement.condition),
        };
      case 'for':
        return this.inside(() => ({
          ...statement,
          init: statement.init.map((one) => this.statement(one)),
          condition: this.optional(statement.condition),
          step: this.optional(statement.step),
          body: this.inside(() => this.statement(statement.body)),
        }));
      case 'each':
      case 'scope':
        return {
          ...statement,
          args: statement.args.map((one) => this.expression(one)),
          body: this.inside(() => this.statement(statement.body)),
        };
      case 'switch':
        return {
          ...statement,
          value: this.expression(statement.value),
          body: this.inside(() => this.statement(statement.body)),
        };
      case 'case':
        return { ...statement, value: this.optional(statement.value), to: this.optional(statement.to) };
      case 'return':
        return { ...statement, value: this.optional(statement.value) };
      default:
        return statement;
    }
  }

  private expression(at: Expression): Expression {
    switch (at.kind) {
      case 'name': {
        const name = this.nameOf(at.name);
        return name === at.name ? at : { ...at, name };
      }
      case 'unary':
        return { ...at, operand: this.expression(at.operand) };
      case 'binary':
      case 'comma':
        return { ...at, left: this.expression(at.left), right: this.expression(at.right) };
      case 'assign':
        return { ...at, target: this.expression(at.target), value: this.expression(at.value) };
      case 'call':
        return { ...at, callee: this.expression(at.callee), args: at.args.map((one) => this.expression(one)) };
      case 'member':
        return { ...at, object: this.expression(at.object) };
      case 'index':
        return { ...at, object: this.expression(at.object), at: this.expression(at.at) };
      case 'conditional':
        return {
          ...at,
          condition: this.expression(at.condition),
          whenTrue: this.optional(at.whenTrue),
          whenFalse: this.expression(at.whenFalse),
        };
      case 'cast':
        return { ...at, value: this.expression(at.value) };
      case 'initializer':
        return { ...at, items: at.items.map((item) => ({ ...item, value: this.expression(item.value) })) };
      case 'statements':
        return { ...at, body: this.block(at.body) };
      default:
        return at;
    }
  }
}
