/** Frames of a stack trace in a kernel log: `shrink_node+0x2a5/0x6f0`, wherever they stand in a line. */

export interface KernelFrame {
  /** Without what the compiler added: `__alloc_pages_slowpath` of `__alloc_pages_slowpath.constprop.0`. */
  readonly function: string;
  /** UTF-16 offsets of that name in the text; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
  /** Bytes from the function's first instruction, and the function's length. */
  readonly offset: number;
  readonly size: number;
  /** `xfs` of `[xfs]`; null for code that is built in. */
  readonly module: string | null;
  /** False behind `? `: the unwinder found the address on the stack and can't tell whether it was a call. */
  readonly isReliable: boolean;
}

/** Longest name that is looked for; KSYM_NAME_LEN is 512 (include/linux/kallsyms.h, since 6.1). */
const LONGEST_NAME = 512;

/** What stands behind the name: `+0x1d/0x30 [module]`, newer kernels with the module's taints or build id in the brackets. */
const BEHIND = /\+0x([0-9a-f]{1,8})\/0x([0-9a-f]{1,8})(?:\)?[ \t]+\[(\w[\w-]{0,63})[^\]\n]{0,80}\])?/y;

/**
 * The frames between two offsets, in order. Linear in the text, whatever stands in it: the name is looked for backwards
 * from its offset.
 */
export function* framesIn(text: string, from = 0, to = text.length): Generator<KernelFrame> {
  for (let plus = text.indexOf('+0x', from); plus >= 0 && plus < to; plus = text.indexOf('+0x', plus + 1)) {
    BEHIND.lastIndex = plus;
    const behind = BEHIND.exec(text);
    const name = behind === null ? null : nameBefore(text, plus);
    if (behind === null || name === null) continue;
    yield {
      function: name.text,
      start: name.start,
      end: name.start + name.text.length,
      offset: Number.parseInt(behind[1]!, 16),
      size: Number.parseInt(behind[2]!, 16),
      module: behind[3] ?? null,
      isReliable: !/\?[ \t]+\.?$/.test(text.slice(Math.max(0, name.start - 4), name.start)),
    };
  }
}

/** The symbol that ends at an offset; ppc64 writes a dot before it, compilers a dot and words behind it. */
function nameBefore(text: string, end: number): { readonly text: string; readonly start: number } | null {
  let start = end;
  const first = Math.max(0, end - LONGEST_NAME);
  while (start > first && isOfSymbol(text.charCodeAt(start - 1))) start--;
  const symbol = text.slice(start, end);
  const name = /^\.?([A-Za-z_]\w*)(?:[.$][\w.$]*)?$/.exec(symbol);
  return name === null ? null : { text: name[1]!, start: start + (symbol.startsWith('.') ? 1 : 0) };
}

/** Letters, digits, `_`, `.` and `$`. */
function isOfSymbol(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 95 ||
    code === 46 ||
    code === 36
  );
}
