import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../bootstrap/projectRoot.mjs';

/** The kernels that the suites read. */
export const kernelVersions = ['5.10', '6.1'];

/** Versions whose tree is not on this machine. */
export function missingKernelTrees() {
  return kernelVersions.filter((version) => kernelTree(version) === null);
}

/** The folder of a kernel's whole tree, null where it is not on this machine. */
export function kernelTree(version) {
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  const folder = join(process.env.KERNEL_TREES || join(cache, 'kernel-trees'), `linux-source-${version}`);
  return existsSync(join(folder, '.complete')) ? folder : null;
}

/** Fetches the missing trees. Gives false where one could not be had; the script has then said why. */
export function fetchKernelTrees() {
  return missingKernelTrees().every((version) => {
    const script = join(projectRoot, 'scripts/kernel-tree.sh');
    return spawnSync(script, [version], { stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
  });
}
