/** Runs the syntax of a C function with real numbers: what `soundness.test.ts` holds the interpreter against. */
import type { Block, Expression, FunctionSyntax, Statement } from '../../server/src/syntax/ast';

/** A place that holds something. */
export interface Cell {
  type: string;
  value: Held;
}
export type Struct = Map<string, Cell>;
type Held = bigint | Cell | Struct;

export interface World {
  /** Names of flags. */
  readonly values: ReadonlyMap<string, bigint>;
  functionOf(name: string): FunctionSyntax | null;
  /** Of a field of a struct. */
  fields(type: string): readonly (readonly [name: string, type: string])[];
  /** Macros, and functions that no text defines: what the call gives, or undefined for a name that is neither. */
  callOther(name: string, args: readonly Expression[], at: Machine): Held | undefined;
  /** Told of the value of each expression of the function that was started, after it was evaluated. */
  told(expression: Expression, value: bigint): void;
}

export class TooLong extends Error {}

class Jump extends Error {
  constructor(
    readonly kind: 'break' | 'continue' | 'goto' | 'return',
    readonly label: string,
    readonly value: Held,
  ) {
    super(kind);
  }
}

const STEPS = 2000;

export class Machine {
  private scopes: Map<string, Cell>[] = [];
  private depth = 0;
  steps = STEPS;

  constructor(private readonly world: World) {}

  run(syntax: FunctionSyntax, args: readonly Held[]): Held {
    const outer = this.scopes;
    const frame = new Map<string, Cell>();
    syntax.parameters.forEach(({ name, type }, i) => {
      frame.set(name, { type, value: stored(type, args[i] ?? 0n) });
    });
    this.scopes = [frame];
    this.depth++;
    try {
      this.top(syntax.body.statements);
      return 0n;
    } catch (jump) {
      if (jump instanceof Jump && jump.kind === 'return') return stored(syntax.returnType, jump.value);
      throw jump;
    } finally {
      this.depth--;
      this.scopes = outer;
    }
  }

  private top(statements: readonly Statement[]): void {
    for (let at = 0; at < statements.length; ) {
      try {
        this.statement(statements[at]!);
        at++;
      } catch (jump) {
        if (!(jump instanceof Jump) || jump.kind !== 'goto') throw jump;
        this.scopes.length = 1;
        at = statements.findIndex((one) => one.kind === 'label' && one.name === jump.label);
      }
    }
  }

  private statement(statement: Statement): void {
    if (--this.steps < 0) throw new TooLong();
    switch (statement.kind) {
      case 'block':
        this.block(statement);
        return;
      case 'declaration': {
        const cell = this.fresh(statement.type);
        const value = statement.value === null ? null : this.evaluate(statement.value);
        if (value !== null) cell.value = value instanceof Map ? copied(value) : stored(statement.type, value);
        this.scopes.at(-1)!.set(statement.name, cell);
        return;
      }
      case 'expression':
        this.evaluate(statement.expression);
        return;
      case 'if':
        if (this.truth(statement.condition)) this.statement(statement.then);
        else if (statement.otherwise !== null) this.statement(statement.otherwise);
        return;
      case 'while':
        while (this.truth(statement.condition!)) if (!this.round(statement.body)) return;
        return;
      case 'do':
        do if (!this.round(statement.body)) return;
        while (this.truth(statement.condition));
        return;
      case 'for':
        for (const one of statement.init) this.statement(one);
        for (; this.truth(statement.condition!); this.evaluate(statement.step!))
          if (!this.round(statement.body)) return;
        return;
      case 'switch':
        this.switch(this.evaluate(statement.value) as bigint, (statement.body as Block).statements);
        return;
      case 'goto':
        throw new Jump('goto', statement.name ?? '', 0n);
      case 'break':
      case 'continue':
        throw new Jump(statement.kind, '', 0n);
      case 'return':
        throw new Jump('return', '', statement.value === null ? 0n : this.evaluate(statement.value));
      default:
        return;
    }
  }

  private block({ statements }: Block): void {
    const depth = this.scopes.length;
    this.scopes.push(new Map());
    try {
      for (const one of statements) this.statement(one);
    } finally {
      this.scopes.length = Math.min(depth, this.scopes.length);
    }
  }

  /** False where the loop is left. */
  private round(body: Statement): boolean {
    if (--this.steps < 0) throw new TooLong();
    try {
      this.statement(body);
    } catch (jump) {
      if (!(jump instanceof Jump)) throw jump;
      if (jump.kind === 'break') return false;
      if (jump.kind !== 'continue') throw jump;
    }
    return true;
  }

  private switch(value: bigint, statements: readonly Statement[]): void {
    const isIt = (one: Statement): boolean =>
      one.kind === 'case' && one.value !== null && (this.evaluate(one.value) as bigint) === value;
    let at = statements.findIndex(isIt);
    if (at < 0) at = statements.findIndex((one) => one.kind === 'case' && one.value === null);
    if (at < 0) return;
    try {
      this.block({ kind: 'block', start: 0, end: 0, statements: statements.slice(at) });
    } catch (jump) {
      if (!(jump instanceof Jump) || jump.kind !== 'break') throw jump;
    }
  }

  truth(expression: Expression): boolean {
    return isTrue(this.evaluate(expression));
  }

  evaluate(expression: Expression): Held {
    if (--this.steps < 0) throw new TooLong();
    const value = this.compute(expression);
    if (this.depth === 1 && typeof value === 'bigint') this.world.told(expression, value);
    return value;
  }

  private compute(expression: Expression): Held {
    switch (expression.kind) {
      case 'number':
        return expression.value ?? 0n;
      case 'name': {
        const cell = this.find(expression.name);
        if (cell !== null) return cell.value;
        if (expression.name === 'true') return 1n;
        return this.world.values.get(expression.name) ?? 0n;
      }
      case 'member':
        return this.cellOf(expression).value;
      case 'unary':
        return this.unary(expression);
      case 'binary':
        return this.binary(expression.operator, expression.left, expression.right);
      case 'assign': {
        const given = this.evaluate(expression.value);
        const cell = this.cellOf(expression.target);
        if (given instanceof Map) copyInto(cell.value as Struct, copied(given));
        else if (expression.operator === '=') cell.value = stored(cell.type, given);
        else cell.value = stored(cell.type, combined(expression.operator, cell.value as bigint, given as bigint));
        return cell.value;
      }
      case 'conditional': {
        if (expression.whenTrue === null) {
          const value = this.evaluate(expression.condition);
          return isTrue(value) ? value : this.evaluate(expression.whenFalse);
        }
        return this.truth(expression.condition)
          ? this.evaluate(expression.whenTrue)
          : this.evaluate(expression.whenFalse);
      }
      case 'statements':
        return this.lastOf(expression.body);
      case 'call':
        return this.call(expression.callee, expression.args);
      case 'initializer':
        return this.struct(expression, expression.type ?? 'struct box');
      case 'cast':
        return stored(expression.type, this.evaluate(expression.value));
      default:
        throw new Error(`no ${expression.kind} here`);
    }
  }

  private lastOf({ statements }: Block): Held {
    const depth = this.scopes.length;
    this.scopes.push(new Map());
    try {
      let last: Held = 0n;
      for (const one of statements) {
        if (one.kind === 'expression') last = this.evaluate(one.expression);
        else this.statement(one);
      }
      return last;
    } finally {
      this.scopes.length = Math.min(depth, this.scopes.length);
    }
  }

  private unary({ operator, operand, postfix }: Extract<Expression, { kind: 'unary' }>): Held {
    switch (operator) {
      case '!':
        return this.truth(operand) ? 0n : 1n;
      case '~':
        return BigInt.asUintN(32, ~(this.evaluate(operand) as bigint));
      case '&':
        return this.cellOf(operand);
      case '*':
        return (this.evaluate(operand) as Cell).value;
      default: {
        const cell = this.cellOf(operand);
        const before = cell.value;
        cell.value = stored(cell.type, (before as bigint) + (operator === '++' ? 1n : -1n));
        return postfix ? before : cell.value;
      }
    }
  }

  private binary(operator: string, left: Expression, right: Expression): bigint {
    if (operator === '&&') return this.truth(left) && this.truth(right) ? 1n : 0n;
    if (operator === '||') return this.truth(left) || this.truth(right) ? 1n : 0n;
    const a = this.evaluate(left) as bigint;
    return combined(operator, a, this.evaluate(right) as bigint);
  }

  private call(callee: Expression, args: readonly Expression[]): Held {
    const name = callee.kind === 'name' ? callee.name : '';
    const other = this.world.callOther(name, args, this);
    if (other !== undefined) return other;
    const syntax = this.world.functionOf(name);
    if (syntax === null) throw new Error(`no function ${name}`);
    return this.run(
      syntax,
      args.map((arg) => this.evaluate(arg)),
    );
  }

  cellOf(expression: Expression): Cell {
    switch (expression.kind) {
      case 'name': {
        const cell = this.find(expression.name);
        if (cell === null) throw new Error(`no ${expression.name}`);
        return cell;
      }
      case 'member': {
        const object = expression.arrow ? (this.evaluate(expression.object) as Cell) : this.cellOf(expression.object);
        return (object.value as Struct).get(expression.field)!;
      }
      case 'unary':
        return this.evaluate(expression.operand) as Cell;
      default:
        throw new Error(`no place: ${expression.kind}`);
    }
  }

  private find(name: string): Cell | null {
    for (let at = this.scopes.length - 1; at >= 0; at--) {
      const cell = this.scopes[at]!.get(name);
      if (cell !== undefined) return cell;
    }
    return null;
  }

  /** A new variable; masks hold anything. */
  fresh(type: string): Cell {
    const fields = this.world.fields(type);
    if (fields.length === 0) return { type, value: 0n };
    return { type, value: new Map(fields.map(([name, one]) => [name, { type: one, value: 0n }])) };
  }

  private struct(expression: Extract<Expression, { kind: 'initializer' }>, type: string): Struct {
    const made = this.fresh(type).value as Struct;
    const names = [...made.keys()];
    expression.items.forEach(({ fields, value }, i) => {
      const cell = made.get(fields === null ? names[i]! : fields[0]!)!;
      cell.value = stored(cell.type, this.evaluate(value));
    });
    return made;
  }
}

/** The fields stay where pointers to them lead. */
function copyInto(to: Struct, from: Struct): void {
  for (const [name, { value }] of from) {
    const cell = to.get(name)!;
    if (value instanceof Map && cell.value instanceof Map) copyInto(cell.value, value);
    else cell.value = value;
  }
}

export function copied(from: Struct): Struct {
  return new Map([...from].map(([name, cell]) => [name, { ...cell }]));
}

export function stored(type: string, value: Held): Held {
  if (typeof value !== 'bigint') return value;
  if (type === 'bool') return value === 0n ? 0n : 1n;
  return type === 'int' ? BigInt.asIntN(32, value) : BigInt.asUintN(32, value);
}

function isTrue(value: Held): boolean {
  return typeof value !== 'bigint' || value !== 0n;
}

function combined(operator: string, a: bigint, b: bigint): bigint {
  const yes = (truth: boolean): bigint => (truth ? 1n : 0n);
  switch (operator) {
    case '|':
      return a | b;
    case '&':
      return a & b;
    case '^':
      return a ^ b;
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '==':
      return yes(a === b);
    case '!=':
      return yes(a !== b);
    case '<':
      return yes(a < b);
    case '<=':
      return yes(a <= b);
    case '>':
      return yes(a > b);
    case '>=':
      return yes(a >= b);
    default:
      throw new Error(`no ${operator} here`);
  }
}
