import { say } from './words';

/** What one side of a gate does, as `flow/sides.ts` has it: code as it is, the few words in the reader's language. */
export function sideWords(does: string): string {
  switch (does) {
    case 'go on':
      return say('go on');
    case 'the value is true':
      return say('the value is true');
    case 'the value is false':
      return say('the value is false');
    default:
      return does;
  }
}
