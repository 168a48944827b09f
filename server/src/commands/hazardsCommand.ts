import type { Command } from 'commander';
import { underFolders } from '../flow/gateScan';
import { hazardsOf } from '../hazards/functionHazards';
import type { Hazard } from '../hazards/hazard';
import type { DefId } from '../index/kernelIndex';
import { type HazardReport, hazardsText } from '../render/hazardsText';
import { LinedSource } from '../text/linedSource';
import { type CommonOptions, definitionsOf, openIndex, treeOf, withCommonOptions } from './commonOptions';
import { CommandFailure } from './failure';
import { type FlowEngine, openFlowEngine } from './flowEngine';
import { foldersOf } from './folders';
import { printJson } from './output';

interface HazardsOptions extends CommonOptions {
  readonly under?: string;
  readonly function?: string;
}

export function registerHazards(program: Command): void {
  withCommonOptions(program.command('hazards'))
    .option('--under <folders>', 'only files below these folders, separated by commas')
    .option('--function <function>', 'only this function: `name` or `file.c:name`')
    .description('masks that are likely wrong or misleading (docs/HAZARDS.md)')
    .addHelpText('after', '\nExample:\n  gfp-lens hazards --under fs/xfs,mm --tree ~/src/linux')
    .action(hazards);
}

async function hazards(options: HazardsOptions): Promise<void> {
  if (options.under === undefined && options.function === undefined)
    throw new CommandFailure(2, 'give --under FOLDERS or --function NAME: functions are interpreted one by one');
  const { index } = await openIndex(treeOf(options), options);
  const isUnder = underFolders(index, foldersOf(options.under));
  const all = options.function === undefined ? allDefinitions(index.defCount) : definitionsOf(index, options.function);
  const { engine } = await openFlowEngine(index, options.config);
  const reports: HazardReport[] = [];
  let file = -1;
  let lines: LinedSource | null = null;
  for (const def of all) {
    if (!isUnder(index.defFile(def))) continue;
    for (const hazard of hazardsOf(engine, def)) {
      if (lines === null || index.defFile(def) !== file) {
        file = index.defFile(def);
        lines = new LinedSource(engine.code.text(index.defFile(def)) ?? '');
      }
      reports.push(reportOf(hazard, def, { engine }, lines));
    }
  }
  if (options.json) printJson({ hazards: reports });
  else process.stdout.write(hazardsText(reports));
}

function* allDefinitions(count: number): Iterable<DefId> {
  for (let def = 0; def < count; def++) yield def as DefId;
}

function reportOf(
  hazard: Hazard,
  def: DefId,
  { engine }: Pick<FlowEngine, 'engine'>,
  lines: LinedSource,
): HazardReport {
  const { index } = engine.code;
  const { line, column } = lines.positionOf(hazard.span.start);
  const { related } = hazard;
  return {
    file: index.filePath(index.defFile(def)),
    line,
    column,
    endColumn: column + hazard.span.end - hazard.span.start,
    function: index.defName(def),
    code: hazard.code,
    message: hazard.message,
    related: related === null ? null : { line: lines.positionOf(related.span.start).line, message: related.message },
    fix: hazard.fix?.title ?? null,
  };
}
