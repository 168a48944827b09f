import { folded } from './rewriting';

/** Words that say how a variable is stored or used, not what it is. */
const NOT_A_TYPE =
  /\b(?:const|volatile|static|extern|register|inline|restrict|__restrict__|auto|__extension__|_Atomic)\b/g;

/** A type as spelled, without storage class and qualifiers, white space folded. */
export function plainType(text: string): string {
  return folded(text.replace(NOT_A_TYPE, ' '))
    .replace(/ ?\* ?(?=\*)/g, '*')
    .replace(/(\w)\*/g, '$1 *')
    .replace(/\* +\*/g, '**');
}
