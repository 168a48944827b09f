import { DefFlag } from '../outline/rows';
import { edgeKind } from './callees';
import { EdgeKind } from './edges';
import type { IndexCounts } from './kernelIndex';
import { valueAt } from './packedColumn';
import type { PackedTree } from './packTree';

/** How much of everything a tree has; `bytes` of source text. */
export function countRows(stored: {
  readonly tree: PackedTree;
  readonly paths: readonly string[];
  readonly bytes: number;
}): IndexCounts {
  const { columns, callees, storedSlot } = stored.tree;
  const flags = columns['defs.flags']!;
  let macros = 0;
  for (let def = 0; def < flags.length; def++) if (valueAt(flags, def) & DefFlag.Macro) macros++;
  let calls = 0;
  let indirectCalls = 0;
  for (const packed of callees.kind) {
    const edge = edgeKind(packed);
    if (edge === EdgeKind.Ops) indirectCalls++;
    else if (edge !== EdgeKind.None) calls++;
  }
  return {
    files: stored.paths.length,
    bytes: stored.bytes,
    functions: flags.length - macros,
    macros,
    calls,
    indirectCalls,
    assignments: storedSlot.length,
  };
}
