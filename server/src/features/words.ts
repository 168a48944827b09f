import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as l10n from '@vscode/l10n';
import type { Say } from '../text/say';

/** The tags of simplified Chinese that name no country, or another one, and how the bundle is called. */
const SAME_LANGUAGE: ReadonlyMap<string, string> = new Map([
  ['zh', 'zh-cn'],
  ['zh-hans', 'zh-cn'],
  ['zh-hans-cn', 'zh-cn'],
  ['zh-sg', 'zh-cn'],
]);

/** The language server's voice: the editor's language, as `speak` has set it; English until then. */
export const say: Say = (message, ...values) => l10n.t(message, ...values);

/**
 * Speaks the editor's language from now on. Without a bundle of that language the server speaks English, and the log says so.
 *
 * @param locale of `initialize`: `zh-cn`, `zh-CN`, `zh_CN.UTF-8`; undefined: English
 * @param folder holds `bundle.l10n.LANGUAGE.json`, as VS Code reads them too
 */
export function speak(locale: string | undefined, folder: string, log: (text: string) => void): void {
  l10n.config({ contents: {} });
  const language = languageOf(locale);
  if (language === 'en' || language.startsWith('en-')) return;
  try {
    const contents: unknown = JSON.parse(readFileSync(join(folder, `bundle.l10n.${language}.json`), 'utf8'));
    if (typeof contents !== 'object' || contents === null) throw new Error('it holds no messages');
    l10n.config({ contents: contents as l10n.l10nJsonFormat });
  } catch (error) {
    log(`no messages in "${language}", English is spoken: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** A tag as bundles have it in their names; English for everything that is none. */
function languageOf(locale: string | undefined): string {
  const tag = (typeof locale === 'string' ? locale : '').toLowerCase().replace(/\..*/, '').replaceAll('_', '-');
  // It becomes a part of a path.
  if (!/^[a-z]{2,8}(?:-[a-z0-9]{1,8}){0,4}$/.test(tag)) return 'en';
  return SAME_LANGUAGE.get(tag) ?? tag;
}
