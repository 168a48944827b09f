import { l10n, type Uri } from 'vscode';
import { FUNCTION_NAMES } from '../../server/src/protocol';
import { functionAtCursor } from './functionAtCursor';
import { partsOf } from './functionName';
import { pickFunction } from './functionPicker';
import { reclaimEnds } from './reclaimEnds';
import type { RunningServer } from './runningServer';

/** Asks for the two ends of a path, with completion from the tree that holds `uri`; undefined where the person left. */
export async function askEnds(
  server: RunningServer,
  uri: Uri,
  title: string,
): Promise<{ readonly from: string; readonly to: string } | undefined> {
  const namesFor = (prefix: string): Promise<string[]> =>
    server.client.sendRequest(FUNCTION_NAMES, { uri: uri.toString(), prefix });
  const here = await functionAtCursor(server);
  const from = await pickFunction({
    title: l10n.t('{0} (1/2): from', title),
    placeholder: l10n.t('Function that allocates, for example kmem_alloc'),
    offered: here === null ? [] : [{ name: here, words: l10n.t('at the cursor') }],
    namesFor,
  });
  if (from === undefined) return undefined;
  const to = await pickFunction({
    title: l10n.t('{0} (2/2): from {1} to', title, partsOf(from).bare),
    placeholder: l10n.t('Function to arrive at'),
    offered: reclaimEnds,
    namesFor,
  });
  return to === undefined ? undefined : { from, to };
}
