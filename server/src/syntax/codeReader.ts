/** Source code of a tree by definition: what `flow/` reads. Nothing in here throws on input; null is "could not be read". */
import type { CodeNames } from '../index/codeNames';
import type { DefId, FileId, KernelIndex } from '../index/kernelIndex';
import type { Expression, FunctionSyntax, MacroSyntax } from './ast';

export interface CodeReader {
  readonly index: KernelIndex;
  readonly names: CodeNames;
  /** Text of a file as it is now (an open document before the file on disk), without byte order mark, `\n` line ends. */
  text(file: FileId): string | null;
  /** The lines of a definition; null where its file cannot be read. */
  definitionText(def: DefId): string | null;
  /** The syntax of a function, from a bounded cache. A definition that a macro made (`SYSCALL_DEFINE3`) is read where it is used. */
  functionSyntax(def: DefId): FunctionSyntax | null;
  macroSyntax(def: DefId): MacroSyntax | null;
  /** Syntax of an expression on its own (`GFP_KERNEL & ~__GFP_FS`); null where it is none. Offsets are in `text`. */
  expression(text: string): Expression | null;
}
