import { l10n } from 'vscode';
import { sideWords } from '../sideWords';
import type { LensWords } from './lensMarks';

/** The lens's words in the language of the editor. */
export function lensWords(): LensWords {
  return {
    open: (bits) => l10n.t('open: {0}', bits),
    closed: (bits) => l10n.t('closed: {0}', bits),
    undecided: (bits) => l10n.t('depends on {0}', bits),
    under: (outcome, mask) => {
      if (outcome === 'open') return l10n.t('Under {0} this gate is open.', mask);
      if (outcome === 'closed') return l10n.t('Under {0} this gate is closed.', mask);
      return l10n.t('{0} does not decide this gate.', mask);
    },
    set: (bits, deed) => l10n.t('With {0}: {1}', bits, sideWords(deed)),
    clear: (bits, deed) => l10n.t('Without {0}: {1}', bits, sideWords(deed)),
  };
}
