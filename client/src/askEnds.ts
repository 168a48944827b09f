import { l10n, type Uri } from 'vscode';
import { FUNCTION_NAMES } from '../../server/src/protocol';
import { functionAtCursor } from './functionAtCursor';
import { partsOf } from './functionName';
import { pickFunction } from './functionPicker';
import { reclaimEnds } from './reclaimEnds';
import type { RunningServer } from './runningServer';

/** What the ends are asked for. `steps`: how many questions there are in all, with those that come after the ends. */
export interface AskedEnds {
  readonly title: string;
  readonly steps: number;
}

/** Asks for the two ends of a path, with completion from the tree that holds `uri`; undefined where the person left. */
export async function askEnds(
  server: RunningServer,
  uri: Uri,
  { title, steps }: AskedEnds,
): Promise<{ readonly from: string; readonly to: string } | undefined> {
  const namesFor = (prefix: string): Promise<string[]> =>
    server.client.sendRequest(FUNCTION_NAMES, { uri: uri.toString(), prefix });
  const here = await functionAtCursor(server);
  const from = await pickFunction({
    title: l10n.t('{0} (1/{1}): from', title, steps),
    placeholder: l10n.t('Function that allocates, for example kmem_alloc'),
    offered: here === null ? [] : [{ name: here, words: l10n.t('at the cursor') }],
    namesFor,
  });
  if (from === undefined) return undefined;
  const to = await pickFunction({
    title: l10n.t('{0} (2/{1}): from {2} to', title, steps, partsOf(from).bare),
    placeholder: l10n.t('Function to arrive at'),
    offered: reclaimEnds,
    namesFor,
  });
  return to === undefined ? undefined : { from, to };
}
