import type { CodeNames } from './codeNames';
import type { DefId, KernelIndex, Overlaid } from './kernelIndex';
import { namesAlone } from './namesAlone';

/**
 * Names in open texts: definitions as they are now, types and constants as they were saved. `base` answers for the index
 * below.
 */
export function namesOverlaid(index: KernelIndex, overlaid: Overlaid, base: CodeNames): CodeNames {
  const alone = namesAlone(index);
  return {
    ...base,
    definitions(name, from) {
      const here = alone.definitions(name, from);
      // What the open text itself defines; a definition that it had and has no more must not come back.
      if (here.some((def) => index.defFile(def) === from)) return here;
      if (overlaid.base.fileByPath(index.filePath(from)) === undefined) return here;
      const found: DefId[] = [];
      for (const def of base.definitions(name, from)) {
        const now = overlaid.now(def);
        if (now !== undefined) found.push(now);
      }
      return found.length > 0 ? found : here;
    },
    returnType(def) {
      const before = overlaid.before(def);
      return before === undefined ? null : base.returnType(before);
    },
  };
}
