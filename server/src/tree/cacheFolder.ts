/** Where snapshots live when nobody says otherwise. */
import { homedir } from 'node:os';
import { join } from 'node:path';

/** What of the process decides the folder; given by tests, else taken from the process. */
export interface CacheFolderFacts {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

const APPLICATION = 'gfp-lens';

/**
 * The user's cache folder of this application, absolute; it may not exist yet.
 *
 * Linux and others: `$XDG_CACHE_HOME/gfp-lens`, else `~/.cache/gfp-lens` (a relative XDG_CACHE_HOME is ignored, as the
 * XDG Base Directory Specification asks); macOS: `~/Library/Caches/gfp-lens`; Windows: `%LOCALAPPDATA%\gfp-lens`.
 */
export function cacheFolder(
  facts: CacheFolderFacts = { platform: process.platform, env: process.env, home: homedir() },
): string {
  const { platform, env, home } = facts;
  if (platform === 'win32') return join(env.LOCALAPPDATA || join(home, 'AppData', 'Local'), APPLICATION);
  if (platform === 'darwin') return join(home, 'Library', 'Caches', APPLICATION);
  const xdg = env.XDG_CACHE_HOME;
  return join(xdg?.startsWith('/') ? xdg : join(home, '.cache'), APPLICATION);
}
