import { Language, Parser } from 'web-tree-sitter';
import { FlatTree } from './flatTree';

/** Where the two WebAssembly files are: this room reads no files itself. */
export interface ParserFiles {
  /** Path or URL of `web-tree-sitter.wasm`. */
  readonly runtime: string;
  /** Bytes or path of `tree-sitter-c.wasm`. */
  readonly grammar: Uint8Array | string;
}

/**
 * A tree-sitter parser of C. Made once, by an asynchronous start; after that everything is synchronous. It holds memory
 * outside of the heap until `delete()`.
 */
export class CParser {
  private constructor(
    private readonly parser: Parser,
    private readonly flat: FlatTree,
  ) {}

  /** Loads runtime and grammar; throws where either file can't be read. */
  static async load(files: ParserFiles): Promise<CParser> {
    await Parser.init({ locateFile: () => files.runtime });
    const language = await Language.load(files.grammar);
    const parser = new Parser();
    parser.setLanguage(language);
    return new CParser(parser, new FlatTree(language));
  }

  /**
   * Parses a text. The arrays are valid until the next call; null where parsing took longer than `budgetMs` or failed.
   */
  parse(text: string, budgetMs = 2000): FlatTree | null {
    const deadline = performance.now() + budgetMs;
    let rounds = 0;
    // The parser asks every hundred operations (lib/src/parser.c of tree-sitter); reading the clock costs more than those.
    const isLate = (): boolean => (++rounds & 63) === 0 && performance.now() > deadline;
    const tree = this.parser.parse(
      text,
      null,
      text.length > BUDGETED_LENGTH ? { progressCallback: isLate } : undefined,
    );
    if (tree === null) {
      // Otherwise the next parse would go on where this one was stopped.
      this.parser.reset();
      return null;
    }
    try {
      this.flat.read(tree, text);
      return this.flat;
    } finally {
      tree.delete();
    }
  }

  delete(): void {
    this.parser.delete();
  }
}

/** A shorter text is parsed before a clock could tell. */
const BUDGETED_LENGTH = 20_000;
