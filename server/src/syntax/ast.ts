/**
 * The syntax of one C function, as everything above this folder sees it: plain objects, made from a tree-sitter tree that is
 * freed at once. Offsets are UTF-16 units in the text of the file, also where the dialect rewrote it; `end` is exclusive.
 *
 * What could not be read is `unknown`, in place, so that the rest of the function keeps its meaning.
 */

/** A stretch of the file's text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export type Expression =
  | NameExpression
  | NumberExpression
  | (Span & { readonly kind: 'string' })
  | UnaryExpression
  | BinaryExpression
  | AssignExpression
  | CallExpression
  | MemberExpression
  | IndexExpression
  | ConditionalExpression
  | CastExpression
  | CommaExpression
  | InitializerExpression
  | (Span & { readonly kind: 'sizeof' })
  /** `({ ... })`: the value is that of the last expression statement. */
  | (Span & { readonly kind: 'statements'; readonly body: Block })
  /** A type where a value is expected: a macro's argument (`kmalloc_obj(struct foo)`), an operand of `typeof`. */
  | (Span & { readonly kind: 'type'; readonly text: string })
  /** The condition of an `#if` around statements: `#ifdef X` as `defined(X)`. The span is that of the directive. */
  | (Span & { readonly kind: 'configured'; readonly condition: string })
  | (Span & { readonly kind: 'unknown' });

export interface NameExpression extends Span {
  readonly kind: 'name';
  readonly name: string;
}

export interface NumberExpression extends Span {
  readonly kind: 'number';
  /** Value of an integer or character constant; null for a floating one or one that could not be read. */
  readonly value: bigint | null;
}

export interface UnaryExpression extends Span {
  readonly kind: 'unary';
  /** `++`/`--` before and behind the operand are told apart by `postfix`. */
  readonly operator: '!' | '~' | '-' | '+' | '*' | '&' | '++' | '--';
  readonly postfix: boolean;
  readonly operand: Expression;
}

export interface BinaryExpression extends Span {
  readonly kind: 'binary';
  readonly operator:
    | '|'
    | '&'
    | '^'
    | '+'
    | '-'
    | '*'
    | '/'
    | '%'
    | '<<'
    | '>>'
    | '=='
    | '!='
    | '<'
    | '>'
    | '<='
    | '>='
    | '&&'
    | '||';
  readonly left: Expression;
  readonly right: Expression;
}

export interface AssignExpression extends Span {
  readonly kind: 'assign';
  /** `=` for plain assignment, else the binary operator: `|` for `|=`. */
  readonly operator: '=' | '|' | '&' | '^' | '+' | '-' | '*' | '/' | '%' | '<<' | '>>';
  readonly target: Expression;
  readonly value: Expression;
}

export interface CallExpression extends Span {
  readonly kind: 'call';
  readonly callee: Expression;
  readonly args: readonly Expression[];
}

export interface MemberExpression extends Span {
  readonly kind: 'member';
  readonly object: Expression;
  readonly field: string;
  /** `->` rather than `.`. */
  readonly arrow: boolean;
}

export interface IndexExpression extends Span {
  readonly kind: 'index';
  readonly object: Expression;
  readonly at: Expression;
}

export interface ConditionalExpression extends Span {
  readonly kind: 'conditional';
  readonly condition: Expression;
  /** Null for GNU's `a ?: b`. */
  readonly whenTrue: Expression | null;
  readonly whenFalse: Expression;
}

export interface CastExpression extends Span {
  readonly kind: 'cast';
  /** As spelled, white space folded to one blank: `gfp_t`, `struct foo *`. `(__force gfp_t)` gives `gfp_t`. */
  readonly type: string;
  readonly value: Expression;
}

export interface CommaExpression extends Span {
  readonly kind: 'comma';
  readonly left: Expression;
  readonly right: Expression;
}

/** `{ .gfp_mask = x, [3] = y, z }` and compound literals. */
export interface InitializerExpression extends Span {
  readonly kind: 'initializer';
  /** Type of a compound literal, else null. */
  readonly type: string | null;
  readonly items: readonly {
    /** `.a.b` as ['a', 'b']; null for a positional or an array element. */
    readonly fields: readonly string[] | null;
    readonly value: Expression;
  }[];
}

export interface Block extends Span {
  readonly kind: 'block';
  readonly statements: readonly Statement[];
}

/** One declared variable; a declaration of several is several in a row. */
export interface Declaration extends Span {
  readonly kind: 'declaration';
  readonly name: string;
  /** Offset of the name. */
  readonly nameStart: number;
  /** As spelled without storage class and qualifiers, white space folded: `gfp_t`, `struct scan_control`, `struct foo *`. */
  readonly type: string;
  readonly isStatic: boolean;
  readonly value: Expression | null;
}

export type Statement =
  | Block
  | Declaration
  | (Span & { readonly kind: 'expression'; readonly expression: Expression })
  | (Span & {
      readonly kind: 'if';
      readonly condition: Expression;
      readonly then: Statement;
      readonly otherwise: Statement | null;
    })
  /** `while`, and loop macros that the dialect turned into one; the condition is null where it is not known. */
  | (Span & { readonly kind: 'while'; readonly condition: Expression | null; readonly body: Statement })
  | (Span & { readonly kind: 'do'; readonly body: Statement; readonly condition: Expression })
  | (Span & {
      readonly kind: 'for';
      readonly init: readonly Statement[];
      readonly condition: Expression | null;
      readonly step: Expression | null;
      readonly body: Statement;
    })
  /**
   * `list_for_each_entry(pos, head, member) body`: any number of rounds. `args` as spelled; what the macro itself evaluates is
   * not known here. `macro` is the loop macro's name.
   */
  | (Span & {
      readonly kind: 'each';
      readonly macro: string;
      readonly args: readonly Expression[];
      readonly body: Statement;
    })
  /**
   * `scoped_guard(mutex, &lock) body`: the body runs once, within the scope that the macro opens; `guard(mutex)(&lock);` is an
   * expression statement whose callee is a call.
   */
  | (Span & {
      readonly kind: 'scope';
      readonly macro: string;
      readonly args: readonly Expression[];
      readonly body: Statement;
    })
  | (Span & { readonly kind: 'switch'; readonly value: Expression; readonly body: Statement })
  /** `case x:`, `case 1 ... 3:` (`to`), `default:` (`value` null); stands in the block of the switch before what it labels. */
  | (Span & { readonly kind: 'case'; readonly value: Expression | null; readonly to: Expression | null })
  | (Span & { readonly kind: 'label'; readonly name: string })
  /** `name` is null for a computed goto. */
  | (Span & { readonly kind: 'goto'; readonly name: string | null })
  | (Span & { readonly kind: 'break' })
  | (Span & { readonly kind: 'continue' })
  | (Span & { readonly kind: 'return'; readonly value: Expression | null })
  | (Span & { readonly kind: 'empty' })
  | (Span & { readonly kind: 'unknown' });

export interface Parameter {
  /** Empty where it has none. */
  readonly name: string;
  readonly nameStart: number;
  /** As in `Declaration`. */
  readonly type: string;
}

/** A function's definition. */
export interface FunctionSyntax extends Span {
  readonly name: string;
  readonly nameStart: number;
  readonly returnType: string;
  readonly parameters: readonly Parameter[];
  readonly isVariadic: boolean;
  readonly body: Block;
  /** Places that could not be read (ERROR and MISSING nodes), in order; empty where all was understood. */
  readonly problems: readonly Span[];
}

/** A macro's definition, its body read as what it turned out to be. Offsets are in the file that defines it. */
export interface MacroSyntax extends Span {
  readonly name: string;
  /** Null for an object-like macro. */
  readonly parameters: readonly string[] | null;
  readonly isVariadic: boolean;
  readonly body:
    | { readonly kind: 'expression'; readonly expression: Expression }
    | { readonly kind: 'statements'; readonly block: Block }
    | { readonly kind: 'empty' }
    /** A type, an attribute, a piece of a loop's head: nothing that has a value. */
    | { readonly kind: 'other' };
}
