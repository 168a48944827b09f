import type { Command } from 'commander';
import type { Engine } from '../flow/frame';
import { entryWith, type Gate, gatesOf } from '../flow/functionGates';
import { scanGates, underFolders } from '../flow/gateScan';
import { flagsIn, type Vocabulary } from '../gfp/vocabulary';
import type { DefId } from '../index/kernelIndex';
import { gatesText } from '../render/gatesText';
import { type GateReport, GateReporter } from '../trace/gateReport';
import { type CommonOptions, definitionsOf, openIndex, treeOf, withCommonOptions } from './commonOptions';
import { CommandFailure } from './failure';
import { openFlowEngine } from './flowEngine';
import { type AskedMask, askedMasks, collect } from './maskOption';
import { printJson } from './output';

interface GatesOptions extends CommonOptions {
  readonly flag?: string;
  readonly under?: string;
  readonly function?: string;
  readonly mask: readonly string[];
}

export function registerGates(program: Command): void {
  withCommonOptions(program.command('gates'))
    .option('--flag <flag>', 'only gates that ask for this flag, or for one of those in this mask')
    .option('--under <folders>', 'only files below these folders, separated by commas')
    .option('--function <function>', 'only the gates of this function: `name` or `file.c:name`')
    .option('--mask <mask>', 'what becomes of each gate under this mask; may be repeated', collect, [])
    .description('the branches that a gfp flag opens or closes')
    .addHelpText(
      'after',
      '\nExample:\n  gfp-lens gates --flag __GFP_FS --under mm,fs --mask GFP_NOFS --tree ~/src/linux',
    )
    .action(gates);
}

async function gates(options: GatesOptions): Promise<void> {
  const { index } = await openIndex(treeOf(options), options);
  const { engine, vocabulary } = await openFlowEngine(index, options.config);
  const masks = askedMasks(options.mask, vocabulary);
  const flags = options.flag === undefined ? null : namesOf(options.flag, vocabulary);
  const under = foldersOf(options.under);
  const found = new Map<DefId, readonly Gate[]>();
  if (options.function === undefined) {
    scanGates(engine, { under }, (def, { gates: own }) => found.set(def, own));
  } else {
    const isUnder = underFolders(index, under);
    for (const def of definitionsOf(index, options.function))
      if (isUnder(index.defFile(def))) found.set(def, gatesOf(engine, def)?.gates ?? []);
  }
  const reporter = new GateReporter(engine.code);
  const reports = [...found]
    .flatMap(([def, own]) => reported(engine, reporter, def, own, masks))
    .filter(({ bits }) => flags === null || bits.some((bit) => flags.has(bit)))
    .sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line || a.column - b.column));
  if (options.json) printJson({ gates: reports });
  else
    process.stdout.write(
      gatesText(
        reports,
        masks.map(({ text }) => text),
      ),
    );
}

/** The gates of one function with what becomes of each under every mask. */
function reported(
  engine: Engine,
  reporter: GateReporter,
  def: DefId,
  own: readonly Gate[],
  masks: readonly AskedMask[],
): GateReport[] {
  const under = masks.map(({ text, known }) => ({
    text,
    outcomes: new Map(
      (gatesOf(engine, def, entryWith(known))?.gates ?? []).map(({ span, outcome }) => [span.start, outcome]),
    ),
  }));
  return own.map((gate) => {
    const outcomes = Object.fromEntries(
      under.map(({ text, outcomes: found }) => [text, found.get(gate.span.start) ?? 'unknown'] as const),
    );
    return reporter.report(gate, masks.length === 0 ? null : outcomes);
  });
}

function namesOf(text: string, vocabulary: Vocabulary): ReadonlySet<string> {
  // A flag that this configuration lacks has no bit.
  if (vocabulary.values.get(text) === 0n) return new Set([text]);
  const [mask] = askedMasks([text], vocabulary, '--flag');
  return new Set(flagsIn(mask!.value, vocabulary).map(({ name }) => name));
}

function foldersOf(text: string | undefined): string[] {
  if (text === undefined) return [];
  const folders = text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
  if (folders.length === 0) throw new CommandFailure(2, '--under: give folders of the tree, separated by commas');
  return folders;
}
