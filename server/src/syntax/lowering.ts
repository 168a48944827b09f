import type { Span } from './ast';
import type { FlatTree } from './flatTree';
import { folded, type Mark } from './rewriting';

/**
 * One reading of a parsed text into plain objects: the tree, the file's text, and how offsets in the two relate. `text` is the
 * file as it is; names and numbers are taken from there, types from the rewritten text, where attributes are gone.
 */
export class Lowering {
  /** Places that could not be read. */
  readonly problems: Span[] = [];
  private depth = 0;

  constructor(
    readonly tree: FlatTree,
    readonly text: string,
    readonly parsed: string,
    /** Offset in `text` of the first unit of `parsed`. */
    readonly base: number,
    readonly marks: ReadonlyMap<number, Mark>,
  ) {}

  start(node: number): number {
    return this.base + this.tree.start[node]!;
  }

  end(node: number): number {
    return this.base + this.tree.end[node]!;
  }

  span(node: number): Span {
    return { start: this.start(node), end: this.end(node) };
  }

  /** The file's own text at a node. */
  source(node: number): string {
    return this.text.slice(this.start(node), this.end(node));
  }

  /** The rewritten text at a node, white space folded. */
  foldedText(node: number): string {
    return folded(this.parsed.slice(this.tree.start[node]!, this.tree.end[node]!));
  }

  markAt(node: number): Mark | undefined {
    return this.marks.size === 0 ? undefined : this.marks.get(this.start(node));
  }

  type(node: number): string {
    return this.tree.type(node);
  }

  /** Children that are named and no comments; ERROR and MISSING nodes are noted as problems and left out. */
  children(node: number): number[] {
    const { next } = this.tree;
    const found: number[] = [];
    for (let child = node + 1; child < next[node]!; child = next[child]!) {
      if (this.isReadable(child)) found.push(child);
    }
    return found;
  }

  /** The child that has a field; undefined where there is none. */
  fieldChild(node: number, field: string): number | undefined {
    const { next, field: fields, fields: names } = this.tree;
    for (let child = node + 1; child < next[node]!; child = next[child]!) {
      if (names[fields[child]!] === field && this.isReadable(child)) return child;
    }
    return undefined;
  }

  /** False for what is no operand or statement; notes what could not be read. */
  isReadable(node: number): boolean {
    if (this.tree.missing[node] === 1) {
      this.problem(node);
      return false;
    }
    const type = this.type(node);
    if (type === 'ERROR') {
      this.problem(node);
      return false;
    }
    return type !== 'comment';
  }

  problem(node: number): void {
    const span = this.span(node);
    const last = this.problems.at(-1);
    if (last?.start !== span.start || last.end !== span.end) this.problems.push(span);
  }

  /** Runs `read` one level deeper; null where code is nested so deep that the stack would not do (input is any text). */
  deeper<T>(read: () => T): T | null {
    if (this.depth >= MAX_DEPTH) return null;
    this.depth++;
    try {
      return read();
    } finally {
      this.depth--;
    }
  }
}

/** Far above what people write; an `else if` chain and a chain of `|` count one level a link. */
const MAX_DEPTH = 700;
