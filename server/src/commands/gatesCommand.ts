import type { Command } from 'commander';
import type { Engine } from '../flow/frame';
import { entryWith, type Gate, gatesOf } from '../flow/functionGates';
import { scanGates, underFolders } from '../flow/gateScan';
import type { Outcome } from '../flow/outcome';
import { flagsIn, type Vocabulary } from '../gfp/vocabulary';
import type { DefId } from '../index/kernelIndex';
import type { MemoryIndex } from '../index/memoryIndex';
import { gatesText } from '../render/gatesText';
import { type GateReport, GateReporter, withOutcomes } from '../trace/gateReport';
import { type CommonOptions, definitionsOf, openIndex, treeOf, withCommonOptions } from './commonOptions';
import { type FlowEngine, openFlowEngine, vocabularyOf } from './flowEngine';
import { foldersOf } from './folders';
import { type GateKeeper, gateKeeper, type KeptGate } from './keptGates';
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
  const { index, report } = await openIndex(treeOf(options), options);
  const vocabulary = vocabularyOf(index, options.config);
  const masks = askedMasks(options.mask, vocabulary);
  const flags = options.flag === undefined ? null : namesOf(options.flag, vocabulary);
  const under = foldersOf(options.under);
  const question = { index, under, function: options.function, keeper: gateKeeper(report, vocabulary) };
  const flow = once(() => openFlowEngine(index, options.config));
  const found = (await gatesFor(question, flow)).filter(
    ({ report: { bits } }) => flags === null || bits.some((bit) => flags.has(bit)),
  );
  const reports = (
    masks.length === 0 ? found.map((gate) => gate.report) : underMasks((await flow()).engine, found, masks)
  )
    .slice()
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

interface GatesQuestion {
  readonly index: MemoryIndex;
  readonly under: readonly string[];
  readonly function: string | undefined;
  readonly keeper: GateKeeper | null;
}

/** The gates that are asked for, without a mask: from what is kept, else from the code. */
async function gatesFor(question: GatesQuestion, flow: () => Promise<FlowEngine>): Promise<readonly KeptGate[]> {
  const { index, under, keeper } = question;
  const isUnder = underFolders(index, under);
  if (question.function !== undefined) {
    const defs = definitionsOf(index, question.function).filter((def) => isUnder(index.defFile(def)));
    const { engine } = await flow();
    const reporter = new GateReporter(engine.code);
    return defs.flatMap((def) => kept(reporter, gatesOf(engine, def)?.gates ?? []));
  }
  const known = keeper?.read() ?? null;
  if (known !== null) return known.filter(({ def }) => isUnder(index.defFile(def)));
  const { engine } = await flow();
  const reporter = new GateReporter(engine.code);
  const found: KeptGate[] = [];
  scanGates(engine, { under }, (_, { gates: own }) => found.push(...kept(reporter, own)));
  if (under.length === 0) keeper?.write(found);
  return found;
}

function kept(reporter: GateReporter, gates: readonly Gate[]): KeptGate[] {
  return gates.map((gate) => ({
    def: gate.def,
    start: gate.span.start,
    // What becomes of it is a question to a mask.
    report: { ...reporter.report(gate, null), outcome: 'unknown' },
  }));
}

/** The gates with what becomes of each under every mask. */
function underMasks(engine: Engine, gates: readonly KeptGate[], masks: readonly AskedMask[]): GateReport[] {
  const known = new Map<string, ReadonlyMap<number, Outcome>>();
  const outcomesUnder = (def: DefId, { text, known: mask }: AskedMask): ReadonlyMap<number, Outcome> => {
    const key = `${def} ${text}`;
    let outcomes = known.get(key);
    if (outcomes === undefined) {
      const own = gatesOf(engine, def, entryWith(mask))?.gates ?? [];
      outcomes = new Map(own.map(({ span, outcome }) => [span.start, outcome]));
      known.set(key, outcomes);
    }
    return outcomes;
  };
  return gates.map(({ def, start, report }) =>
    withOutcomes(
      report,
      Object.fromEntries(masks.map((mask) => [mask.text, outcomesUnder(def, mask).get(start) ?? 'unknown'] as const)),
    ),
  );
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

function namesOf(text: string, vocabulary: Vocabulary): ReadonlySet<string> {
  // A flag that this configuration lacks has no bit.
  if (vocabulary.values.get(text) === 0n) return new Set([text]);
  const [mask] = askedMasks([text], vocabulary, '--flag');
  return new Set(flagsIn(mask!.value, vocabulary).map(({ name }) => name));
}
