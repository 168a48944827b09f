/** Real kernel trees on this machine, for the suites that read them. */
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Path of `linux-source-VERSION` under KERNEL_TREES, else under the user's cache folder; null where it is not there. */
export function realTree(version: string): string | null {
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  const folder = join(process.env.KERNEL_TREES || join(cache, 'kernel-trees'), `linux-source-${version}`);
  return existsSync(join(folder, 'Makefile')) ? folder : null;
}
