/**
 * What names mean in a file, beyond the call graph: the questions that reading one function asks of the whole tree. Types are as
 * spelled, white space folded: `gfp_t`, `struct scan_control` (of a union as well), `unsigned int`; whether it is a pointer is
 * not told. `packedNames.ts` answers them from an index.
 */
import type { DefId, FileId } from './kernelIndex';

export interface CodeNames {
  /**
   * The functions and macros that `name` means in the file: its own, what it sees through its includes, the global function;
   * those that the configuration leaves out (`defIsExcluded`) only where nothing else is there. Usually one; empty where nothing
   * defines it, and for a macro that is a plain number (see `enumerator`).
   */
  definitions(name: string, from: FileId): readonly DefId[];
  /** Type that a function is declared to return; null where it is not known, void, or `def` is a macro. */
  returnType(def: DefId): string | null;
  /** Type of `field` in `type` (`struct x`, or a typedef that leads to one), anonymous members looked into; null where it is not known. */
  fieldType(type: string, field: string, from: FileId): string | null;
  /** Type of a variable of the file or the tree; null where there is none or it is not known. */
  variableType(name: string, from: FileId): string | null;
  /** What a typedef stands for (`struct x`, another typedef, `unsigned int`); null where it is none. */
  typedefTarget(name: string, from: FileId): string | null;
  /**
   * Value of an enumeration constant, or of a macro that is a plain number (`#define X 0x10`); undefined where there is none of that
   * name, null where its value is not known or depends on the configuration.
   */
  enumerator(name: string, from: FileId): bigint | null | undefined;
  /**
   * Reads ahead what questions from a file will need: the headers that it sees, a quarter of a second for the first file of a tree.
   * In steps of a few milliseconds; nothing depends on it.
   */
  prepare?(from: FileId): Generator<void>;
}
