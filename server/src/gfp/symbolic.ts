/** A mask in names, as the kernel prints it. */
import { toHex, type Vocabulary } from './vocabulary';

/**
 * Names joined by `|`, as `%pGg` prints a mask: largest combinations first, each taken out of what is left, and the
 * bits without a name as one hexadecimal number at the end (format_flags() in lib/vsprintf.c).
 *
 * Zero is printed as tracing does: `none`, or the name of the combination that is zero (`GFP_NOWAIT` before 4.4).
 * Flags that the kernel's table forgets are named here all the same.
 */
export function symbolic(value: bigint, vocabulary: Vocabulary): string {
  if (value === 0n) return vocabulary.values.get('GFP_NOWAIT') === 0n ? 'GFP_NOWAIT' : 'none';
  const words: string[] = [];
  let rest = value;
  for (const entry of vocabulary.printOrder) {
    if ((rest & entry.value) !== entry.value) continue;
    words.push(entry.name);
    rest &= ~entry.value;
    if (rest === 0n) break;
  }
  if (rest !== 0n) words.push(toHex(rest));
  return words.join('|');
}
