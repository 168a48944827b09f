import type { Command } from 'commander';
import type { MemoryIndex } from '../index/memoryIndex';
import { traceDot, traceMermaid, traceText } from '../render/traceText';
import type { MaskQuestion } from '../trace/maskedPath';
import { resolveName } from '../trace/successor';
import { noPathWords, traceReport } from '../trace/traceReport';
import { type CommonOptions, definitionsOf, openIndex, treeOf, withCommonOptions } from './commonOptions';
import { CommandFailure } from './failure';
import { flowEngineIfAny } from './flowEngine';
import { askedMasks, collect } from './maskOption';
import { printJson } from './output';

interface TraceOptions extends CommonOptions {
  readonly from: string;
  readonly to: string;
  readonly via?: string;
  readonly paths: string;
  readonly format: string;
  readonly mask: readonly string[];
}

const FORMATS = ['text', 'json', 'dot', 'mermaid'];

export function registerTrace(program: Command): void {
  withCommonOptions(program.command('trace'))
    .requiredOption('--from <function>', 'where the path begins: `name` or `file.c:name`')
    .requiredOption('--to <function>', 'where it ends')
    .option('--via <functions>', 'functions on the way, in order, separated by commas')
    .option(
      '--mask <mask>',
      'the mask on entry, or that the first function asks with; repeat it to compare',
      collect,
      [],
    )
    .option('--paths <n>', 'how many different paths', '1')
    .option('--format <name>', 'text, json, dot or mermaid', 'text')
    .description('how one function reaches another, hop by hop, and what the gfp mask opens and closes on the way')
    .addHelpText(
      'after',
      '\nExamples:\n  gfp-lens trace --from kmem_alloc --to shrink_page_list --tree ~/src/linux\n  gfp-lens trace --from kmem_alloc --to super_cache_scan --mask GFP_NOFS --mask GFP_KERNEL',
    )
    .action(trace);
}

async function trace(options: TraceOptions): Promise<void> {
  const format = options.json ? 'json' : options.format;
  if (!FORMATS.includes(format)) throw new CommandFailure(2, `--format ${format}: one of ${FORMATS.join(', ')}`);
  const count = Number(options.paths);
  if (!Number.isInteger(count) || count < 1 || count > 50)
    throw new CommandFailure(2, `--paths ${options.paths}: a whole number from 1 to 50`);
  const { index } = await openIndex(treeOf(options), options);
  const resolved: Record<string, string> = {};
  const end = (query: string) => {
    const { defs, found } = resolveName(index, query);
    if (found !== null) resolved[query] = found;
    return { text: query, defs: defs.length > 0 ? defs : definitionsOf(index, query) };
  };
  const from = end(options.from);
  const to = end(options.to);
  const via = (options.via ?? '')
    .split(',')
    .filter((name) => name !== '')
    .map((name) => end(name).defs);
  const masks = await maskQuestion(index, options);
  const report = traceReport(index, { from, to, via, paths: count, resolved, ...(masks === null ? {} : { masks }) });
  if (report.paths.length === 0) throw new CommandFailure(1, noPath(index, options, from.defs, to.defs));
  if (format === 'json') printJson(report);
  else
    process.stdout.write(
      format === 'dot' ? traceDot(report) : format === 'mermaid' ? traceMermaid(report) : traceText(report),
    );
}

/** Masks are carried where the tree has gfp flags; a folder without them still has paths. */
async function maskQuestion(index: MemoryIndex, options: TraceOptions): Promise<MaskQuestion | null> {
  const flow = await flowEngineIfAny(index, options.config);
  if (flow === null && options.mask.length > 0)
    throw new CommandFailure(
      2,
      `--mask: ${index.root} has no gfp flags (include/linux/gfp.h), so no mask can be carried`,
    );
  return flow && { ...flow, asked: askedMasks(options.mask, flow.vocabulary) };
}

function noPath(index: MemoryIndex, options: TraceOptions, from: readonly number[], to: readonly number[]): string {
  return `no path from ${options.from} to ${options.to} in ${index.root}: ${noPathWords(index, from, to)}`;
}
