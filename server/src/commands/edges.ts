import type { Command } from 'commander';
import type { CallId, DefId } from '../index/kernelIndex';
import type { MemoryIndex } from '../index/memoryIndex';
import { type CommonOptions, definitionsOf, openIndex, treeOf, withCommonOptions } from './commonOptions';
import { printJson } from './output';

interface Place {
  readonly name: string;
  readonly file: string;
  readonly line: number;
}

/** One edge as in the JSON contract of `callers` and `callees`. */
export interface Edge {
  readonly caller: Place;
  readonly callee: Place | null;
  readonly calleeName?: string;
  readonly kind: string;
  readonly site: { readonly file: string; readonly line: number; readonly column: number };
  readonly through: string | null;
  readonly condition: string | null;
}

export function registerEdges(program: Command): void {
  withCommonOptions(program.command('callers'))
    .argument('<function>', '`name` or `file.c:name`')
    .description('who calls a function, with the line of each call')
    .addHelpText('after', '\nExample:\n  gfp-lens callers mm/vmscan.c:shrink_node --tree ~/src/linux')
    .action((query: string, options: CommonOptions) => printEdges('callers', query, options));
  withCommonOptions(program.command('callees'))
    .argument('<function>', '`name` or `file.c:name`')
    .description('what a function calls, macros and calls through fields included')
    .addHelpText('after', '\nExample:\n  gfp-lens callees do_try_to_free_pages --json')
    .action((query: string, options: CommonOptions) => printEdges('callees', query, options));
}

async function printEdges(direction: 'callers' | 'callees', query: string, options: CommonOptions): Promise<void> {
  const { index } = await openIndex(treeOf(options), options);
  const defs = definitionsOf(index, query);
  const edges =
    direction === 'callers'
      ? defs.flatMap((def) => callersOf(index, def))
      : defs.flatMap((def) => calleesOf(index, def));
  const definitions = defs.map((def) => ({ file: index.filePath(index.defFile(def)), line: index.defLine(def) }));
  const name = index.defName(defs[0]!);
  if (options.json) {
    printJson({ function: name, definitions, edges });
    return;
  }
  const lines = definitions.map(({ file, line }) => `${name}  ${file}:${line}`);
  for (const edge of edges) {
    const other = direction === 'callers' ? edge.caller.name : (edge.callee?.name ?? edge.calleeName ?? '?');
    const how = edge.kind === 'ops' ? `via ${edge.through}` : edge.kind;
    lines.push(
      `  ${other.padEnd(36)} ${`${edge.site.file}:${edge.site.line}`.padEnd(36)} ${how}${edge.condition ? `  if ${edge.condition}` : ''}`,
    );
  }
  lines.push(edges.length === 0 ? `  no ${direction} in this tree` : `  ${edges.length} ${direction}`);
  process.stdout.write(`${lines.join('\n')}\n`);
}

/** Calls of `def`, through fields that hold it too. */
export function callersOf(index: MemoryIndex, def: DefId): Edge[] {
  const edges = Array.from(index.callsTo(def), (call) => edgeOf(index, call, def));
  const slots = new Set(index.assignmentsOf(def).map(({ slot }) => slot));
  for (const slot of slots) for (const call of Array.from(index.slotCalls(slot))) edges.push(edgeOf(index, call, def));
  return edges;
}

export function calleesOf(index: MemoryIndex, def: DefId): Edge[] {
  const edges: Edge[] = [];
  const { from, to } = index.callsOf(def);
  for (let call = from; call < to; call++) {
    if (!index.isCall(call)) continue;
    const targets = index.targets(call);
    if (targets.length === 0) edges.push(edgeOf(index, call, null));
    for (let i = 0; i < targets.length; i++) edges.push(edgeOf(index, call, targets[i]!));
  }
  return edges;
}

function edgeOf(index: MemoryIndex, call: CallId, callee: DefId | null): Edge {
  const site = index.callSite(call);
  const slot = index.callSlot(call);
  return {
    caller: placeOf(index, index.callCaller(call)),
    callee: callee === null ? null : placeOf(index, callee),
    ...(callee === null ? { calleeName: index.nameText(index.callCalleeName(call)) } : {}),
    kind: index.callKind(call),
    site: { file: index.filePath(site.file), line: site.line, column: site.column },
    through: slot === undefined ? null : index.slotName(slot),
    condition: index.callCondition(call),
  };
}

function placeOf(index: MemoryIndex, def: DefId): Place {
  return { name: index.defName(def), file: index.filePath(index.defFile(def)), line: index.defLine(def) };
}
