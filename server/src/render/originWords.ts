import type { Origin } from '../flow/origins';
import { inEnglish, type Say } from '../text/say';

/** A note on where bits come from: code as it is, a sentence in the reader's language. */
export function originWords({ what, sentence, assumes }: Origin, say: Say = inEnglish): string {
  switch (sentence?.kind) {
    case undefined:
      return what;
    case 'variable':
      return say('{0}: a variable of the tree', sentence.of);
    case 'parameter':
      return say('{0}: parameter, the caller decides', sentence.of);
    case 'object':
      return say("{0}: what the caller's object holds", sentence.of);
    case 'assumed':
      return say('{0}: as with {1}, which is assumed', sentence.of, assumes ?? '');
  }
}
