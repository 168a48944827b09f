/**
 * Import this first in a test of client code that needs nothing of the editor but translated words: `vscode` then is what an editor in
 * English would give. Anything else of it is missing, so that code which needs a real editor fails here.
 */
import Module from 'node:module';

export const l10n = {
  t: (message: string, ...values: readonly unknown[]): string =>
    message.replace(/\{(\d+)\}/g, (_, at: string) => String(values[Number(at)])),
};

const loader = Module as unknown as { _load: (request: string, ...rest: unknown[]) => unknown };
const load = loader._load;
loader._load = function (this: unknown, request, ...rest) {
  return request === 'vscode' ? { l10n } : load.call(this, request, ...rest);
};
