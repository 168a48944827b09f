import { l10n } from 'vscode';

/** What one side of a gate does (`GateAnswer.when`): code as it is, the few words in the language of the editor. */
export function sideWords(does: string): string {
  switch (does) {
    case 'go on':
      return l10n.t('go on');
    case 'the value is true':
      return l10n.t('the value is true');
    case 'the value is false':
      return l10n.t('the value is false');
    case 'goes on to the call':
      return l10n.t('goes on to the call');
    case 'does not reach the call':
      return l10n.t('does not reach the call');
    case 'depends on more':
      return l10n.t('depends on more');
    default:
      return does;
  }
}
