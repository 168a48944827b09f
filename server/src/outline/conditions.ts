import { IntColumn } from '../text/column';
import type { NameTable } from '../text/nameTable';

/**
 * `#if` stacks as a tree of interned nodes: node `i` is `text[i]` inside node `parent[i]`; node 0 is "no condition".
 * One number per definition or call then says under which conditions it stands.
 */
export class ConditionTable {
  readonly parent = new IntColumn();
  readonly text = new IntColumn();
  private readonly known = new Map<number, number>();

  constructor(private readonly names: NameTable) {
    this.parent.push(-1);
    this.text.push(-1);
  }

  child(parent: number, text: string): number {
    const name = this.names.internText(text);
    const key = parent * 0x4000000 + name;
    const found = this.known.get(key);
    if (found !== undefined) return found;
    const id = this.parent.push(parent);
    this.text.push(name);
    this.known.set(key, id);
    return id;
  }
}

/** `defined(X)` conditions are shown as kernel people write them; `#else` of a chain is the negation of each branch before. */
export function negated(text: string): string {
  const simple = /^(!?)(defined\(\w+\)|\w+)$/.exec(text);
  if (simple) return simple[1] ? simple[2]! : `!${simple[2]}`;
  return `!(${text})`;
}

/** What is known of a branch of `#if` without a configuration: that it is no code, that it is always code, nothing. */
export type BranchFate = 'skip' | 'always' | 'conditional';

/**
 * What is decided without a configuration: `#if 0` is no code; text for the assembler, for C++ or for the linker
 * script is not C (kernel: include/linux/linkage.h and every asm/ header guard with `__ASSEMBLY__`).
 */
export function branchFate(text: string): BranchFate {
  const flat = text.replace(/\s+/g, '');
  if (flat === '0') return 'skip';
  if (flat === '1') return 'always';
  const guard = /^(!?)(?:defined\(?)?(__ASSEMBLY__|__ASSEMBLER__|__cplusplus|__DTS__|LINKER_SCRIPT)\)?$/.exec(flat);
  if (!guard) return 'conditional';
  return guard[1] ? 'always' : 'skip';
}
