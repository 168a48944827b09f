/** What a person asks of a tree: the paths between two functions. */
export interface Question {
  /** The top folder of the kernel tree, as a URI. */
  readonly tree: string;
  /** `name` or `file.c:name`, as a trace takes it. */
  readonly from: string;
  readonly to: string;
  /** Functions to pass on the way, in order. */
  readonly via: readonly string[];
  /** Masks on entry: none (what the path itself tells), one, or several to compare. */
  readonly masks: readonly string[];
}

/** A question before its tree is known: what a link carries. */
export type OpenQuestion = Omit<Question, 'tree'>;

/** Far above what a person asks, far below what could do harm. */
const MAX_NAME = 300;
const MAX_MASK = 200;
const MAX_VIA = 10;
const MAX_MASKS = 5;

/** Equal for equal questions, different for different ones. */
export function keyOf({ tree, from, to, via, masks }: Question): string {
  return JSON.stringify([tree, from, to, via, masks]);
}

/** True for `kmem_alloc` and `fs/xfs/kmem.c:kmem_alloc`: nothing else is a function to ask for. */
export function isFunctionName(text: unknown): text is string {
  if (typeof text !== 'string' || text.length > MAX_NAME) return false;
  const parts = /^(?:([\w.+-]+(?:\/[\w.+-]+)*):)?[A-Za-z_]\w*$/.exec(text);
  return parts !== null && !(parts[1] ?? '').split('/').includes('..');
}

/** True for what can be a mask, such as `0x250` or `GFP_KERNEL & ~__GFP_FS`; whether it is one, the tree's vocabulary tells. */
export function isMaskText(text: unknown): text is string {
  return typeof text === 'string' && text.length <= MAX_MASK && /^[\w|&~^() ]*\w[\w|&~^() ]*$/.test(text);
}

/** The question in a value from outside (a link, stored state); null where it is none. Fields that no question has are dropped. */
export function openQuestionOf(value: unknown): OpenQuestion | null {
  if (typeof value !== 'object' || value === null) return null;
  const { from, to, via = [], masks = [] } = value as Record<string, unknown>;
  if (!isFunctionName(from) || !isFunctionName(to)) return null;
  if (!Array.isArray(via) || via.length > MAX_VIA || !via.every(isFunctionName)) return null;
  if (!Array.isArray(masks) || masks.length > MAX_MASKS || !masks.every(isMaskText)) return null;
  return { from, to, via: [...via], masks: [...masks] };
}

/** The same with its tree, as it is stored between two sessions of the editor. */
export function questionOf(value: unknown): Question | null {
  const open = openQuestionOf(value);
  const tree = open === null ? null : (value as Record<string, unknown>).tree;
  return open !== null && typeof tree === 'string' && tree.startsWith('file:') ? { tree, ...open } : null;
}
