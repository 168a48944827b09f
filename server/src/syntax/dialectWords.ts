/**
 * Words that the dialect knows without a tree. Everything else is learned from the tree's own macros (`macroShapes.ts`). Each entry
 * is a word of the language or of the compiler, which no header defines.
 */

/** Statements and operators of C: never a macro's name, never a type. */
export const KEYWORDS: ReadonlySet<string> = new Set([
  'if',
  'else',
  'for',
  'while',
  'do',
  'switch',
  'case',
  'default',
  'break',
  'continue',
  'return',
  'goto',
  'sizeof',
]);

/** Words that begin a statement which can't be an expression, hence no argument either. */
export const STATEMENT_WORDS: ReadonlySet<string> = new Set([
  'if',
  'else',
  'for',
  'while',
  'do',
  'switch',
  'case',
  'default',
  'break',
  'continue',
  'return',
  'goto',
]);

/** Words that only a type begins with. */
export const TYPE_WORDS: ReadonlySet<string> = new Set([
  'struct',
  'union',
  'enum',
  'const',
  'volatile',
  'unsigned',
  'signed',
  'int',
  'char',
  'short',
  'long',
  'float',
  'double',
  'void',
  // C99 and C23; grammar keywords of tree-sitter-c.
  '_Bool',
  'bool',
  '__int128',
  'static',
  'extern',
  'register',
  'inline',
  'restrict',
  // GCC's spelling for headers that must do without extensions (GCC manual, "Alternate Keywords").
  '__const',
  '__const__',
  '__signed__',
  '__signed',
  '__volatile__',
  '__volatile',
  '__auto_type',
]);

/** GCC's `typeof` and its spellings; C23's `typeof_unqual`. */
export const TYPEOF_WORDS: ReadonlySet<string> = new Set([
  'typeof',
  '__typeof__',
  '__typeof',
  'typeof_unqual',
  '__typeof_unqual__',
  '__typeof_unqual',
]);

/** Operators that give a constant of a type or an expression which is not evaluated. */
export const SIZEOF_WORDS: ReadonlySet<string> = new Set([
  'sizeof',
  'offsetof',
  '__builtin_offsetof',
  '_Alignof',
  'alignof',
  '__alignof__',
  '__alignof',
]);

/** GCC's `asm` and its spellings, and the words that may follow it. */
export const ASM_WORDS: ReadonlySet<string> = new Set(['asm', '__asm__', '__asm']);
export const ASM_QUALIFIERS: ReadonlySet<string> = new Set([
  'volatile',
  '__volatile__',
  '__volatile',
  'goto',
  'inline',
  '__inline',
  '__inline__',
]);

/** GCC's words that say nothing about the meaning of code (GCC manual, "Alternate Keywords"), with or without an argument list. */
export const ATTRIBUTE_WORDS: ReadonlySet<string> = new Set([
  '__attribute__',
  '__attribute',
  '__extension__',
  '__restrict',
  '__restrict__',
  '__inline',
  '__inline__',
  '__const',
  '__const__',
  '__volatile__',
  '__volatile',
  '__declspec',
  '_Noreturn',
  '__thread',
  '_Thread_local',
  '_Alignas',
  'alignas',
]);

/** A name that is a type by the kernel's and POSIX's naming: `gfp_t`, `u8`, `__be32`, `__s64`. Used where no typedef is known. */
export function looksLikeType(name: string): boolean {
  return /^(?:\w+_t|_*[us](?:8|16|32|64)|__(?:be|le|sum|wsum)(?:16|32|64)?|_*u?int(?:8|16|32|64)|u?(?:long|int|short|char)|bool)$/.test(
    name,
  );
}

/** A name that is an attribute by the kernel's naming: `__user`, `__always_unused`, not `__u32`. Used where no macro is known. */
export function looksLikeAttribute(name: string): boolean {
  return (
    /^__[a-z][a-z_]*[a-z]$/.test(name) && !looksLikeType(name) && !/^__(?:kernel|builtin|func|function)/.test(name)
  );
}

/** Words behind which an expression begins. */
export const BEFORE_EXPRESSION: ReadonlySet<string> = new Set(['return', 'case', 'else', 'do', 'goto', 'sizeof']);

/** Words that a tag follows. */
export const TAGS: ReadonlySet<string> = new Set(['struct', 'union', 'enum']);
