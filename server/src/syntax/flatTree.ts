import type { Language, Tree } from 'web-tree-sitter';

/**
 * A tree-sitter tree as parallel arrays in the order in which nodes begin, parents first: each step of a cursor crosses into
 * WebAssembly, so the tree is read once, and everything else works on these arrays. They are reused by the next parse.
 *
 * Anonymous nodes are kept where they say something (operators, `static`, `->`); brackets and commas are not.
 */
export class FlatTree {
  count = 0;
  /** Grammar symbol by node: index into `types`. */
  symbol = new Uint16Array(4096);
  /** Offsets in the parsed text, UTF-16 units. */
  start = new Int32Array(4096);
  end = new Int32Array(4096);
  /** The node behind the last one of this subtree. The first child of `n` is `n + 1`, the next sibling of `n` is `next[n]`. */
  next = new Int32Array(4096);
  /** Index into `fields`, 0 for none; only known for children of nodes that have several of a kind. */
  field = new Uint16Array(4096);
  /** 1: a node that the parser made up. */
  missing = new Uint8Array(4096);
  readonly types: readonly string[];
  readonly fields: readonly (string | null)[];
  /** By symbol, see KEEP ... FIELDS. */
  private readonly plan: Uint8Array;
  /** Length of an anonymous token by symbol, 0 for nodes. */
  private readonly lengths: Uint8Array;
  private readonly parents: number[] = [];

  constructor(language: Language) {
    this.types = language.types;
    this.fields = language.fields;
    this.plan = new Uint8Array(this.types.length);
    this.lengths = new Uint8Array(this.types.length);
    this.types.forEach((type, symbol) => {
      const isNamed = language.nodeTypeIsNamed(symbol);
      let plan = isNamed || KEPT_TOKENS.has(type) ? KEEP : 0;
      if (FIELD_PARENTS.has(type)) plan |= FIELDS;
      if (LEAVES.has(type) || WORDS.has(type) || !isNamed) plan |= LEAF;
      if (WORDS.has(type)) plan |= IS_WORD;
      this.lengths[symbol] = isNamed ? 0 : type.length;
      this.plan[symbol] = plan;
    });
  }

  /** Reads the tree of `text`; what was in the arrays before is gone. */
  read(tree: Tree, text: string): void {
    const cursor = tree.walk();
    const hasErrors = tree.rootNode.hasError;
    const { plan, parents } = this;
    parents.length = 0;
    this.count = 0;
    let wantsField = false;
    let isFirst = false;
    try {
      // Hot loop: one round a node. Nothing here may allocate.
      for (;;) {
        const symbol = cursor.nodeTypeId;
        const what = symbol === ERROR ? KEEP : plan[symbol]!;
        let isOpen = false;
        if (what & KEEP || (hasErrors && cursor.nodeIsMissing)) {
          const node = this.count++;
          if (node === this.symbol.length) this.grow();
          this.symbol[node] = symbol;
          const isMissing = hasErrors && cursor.nodeIsMissing;
          // Each question to the cursor costs more than these: a node begins where its first child does, a word ends where it ends.
          const start = isFirst ? this.start[parents.at(-1)!]! : cursor.startIndex;
          this.start[node] = start;
          const length = isMissing ? 0 : symbol === ERROR ? 0 : this.lengths[symbol]!;
          this.end[node] =
            length > 0 ? start + length : what & IS_WORD && !isMissing ? endOfWord(text, start) : cursor.endIndex;
          this.field[node] = wantsField ? cursor.currentFieldId : 0;
          this.missing[node] = isMissing ? 1 : 0;
          if (!(what & LEAF) && cursor.gotoFirstChild()) {
            parents.push(node);
            isOpen = true;
          } else this.next[node] = node + 1;
        }
        isFirst = isOpen;
        if (!isOpen) {
          while (!cursor.gotoNextSibling()) {
            const parent = parents.pop();
            if (parent === undefined) return;
            this.next[parent] = this.count;
            cursor.gotoParent();
          }
        }
        const parent = parents.at(-1);
        if (parent === undefined) return;
        wantsField = this.symbol[parent] !== ERROR && (plan[this.symbol[parent]!]! & FIELDS) !== 0;
      }
    } finally {
      cursor.delete();
    }
  }

  /** Type of a node as the grammar names it: `call_expression`, `ERROR`. */
  type(node: number): string {
    const symbol = this.symbol[node]!;
    return symbol === ERROR ? 'ERROR' : this.types[symbol]!;
  }

  private grow(): void {
    const size = this.symbol.length * 2;
    this.symbol = grown(this.symbol, new Uint16Array(size));
    this.start = grown(this.start, new Int32Array(size));
    this.end = grown(this.end, new Int32Array(size));
    this.next = grown(this.next, new Int32Array(size));
    this.field = grown(this.field, new Uint16Array(size));
    this.missing = grown(this.missing, new Uint8Array(size));
  }
}

/** The symbol of ERROR nodes in every grammar (ts_builtin_sym_error, lib/src/parser.h of tree-sitter). */
const ERROR = 0xffff;

const KEEP = 1;
/** Children carry their fields. */
const FIELDS = 2;
/** Children, if any, say nothing. */
const LEAF = 4;
/** Ends where the word ends. */
const IS_WORD = 8;

const WORDS: ReadonlySet<string> = new Set([
  'identifier',
  'type_identifier',
  'field_identifier',
  'statement_identifier',
]);

/** End of the word at `start`; at least one unit, since a name may begin with a letter that is none in ASCII. */
function endOfWord(text: string, start: number): number {
  let i = start + 1;
  for (;;) {
    const c = text.charCodeAt(i);
    const isWord =
      (c >= 97 && c <= 122) || c === 95 || (c >= 65 && c <= 90) || (c >= 48 && c <= 57) || c === 36 || c > 127;
    if (!isWord) return i;
    i++;
  }
}

const OPERATORS = '! ~ - + * & ++ -- | ^ / % << >> == != < > <= >= && || = |= &= ^= += -= *= /= %= <<= >>= . ->';
const KEPT_TOKENS: ReadonlySet<string> = new Set([...OPERATORS.split(' '), '...', 'case', 'default', 'static']);

/** Nodes whose children can't be told apart by their place alone. */
const FIELD_PARENTS: ReadonlySet<string> = new Set([
  'if_statement',
  'for_statement',
  'conditional_expression',
  'case_statement',
  'declaration',
  'function_definition',
  'init_declarator',
  'parameter_declaration',
  'initializer_pair',
  'array_declarator',
  'abstract_array_declarator',
]);

const LEAVES: ReadonlySet<string> = new Set([
  'string_literal',
  'concatenated_string',
  'char_literal',
  'field_declaration_list',
  'enumerator_list',
  'gnu_asm_expression',
  'attribute_specifier',
  'comment',
]);

function grown<T extends Uint8Array | Uint16Array | Int32Array>(old: T, larger: T): T {
  larger.set(old);
  return larger;
}
