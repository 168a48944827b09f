import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { assignmentRows, callRows, functionRows, underFolders } from '../index/exportRows';
import { type CommonOptions, openIndex, treeOf, withCommonOptions } from './commonOptions';
import { CommandFailure } from './failure';
import { writeJsonLines } from './jsonLines';
import { printJson } from './output';

interface ExportOptions extends CommonOptions {
  readonly out: string;
  readonly under?: string;
  readonly format: string;
}

export function registerExport(program: Command): void {
  withCommonOptions(program.command('export'))
    .requiredOption('--out <dir>', 'folder that the files are written to')
    .option('--under <folders>', 'only rows whose own file lies under one of these folders, separated by commas')
    .option('--format <name>', 'jsonl', 'jsonl')
    .description('write functions, calls and stored functions as files for other tools')
    .addHelpText('after', '\nExample:\n  gfp-lens export --out /tmp/graph --under mm,include')
    .action(async (options: ExportOptions) => {
      if (options.format !== 'jsonl')
        throw new CommandFailure(2, `--format ${options.format}: this version writes jsonl`);
      const { index } = await openIndex(treeOf(options), options);
      const under = underFolders((options.under ?? '').split(','));
      try {
        mkdirSync(options.out, { recursive: true });
      } catch (error) {
        throw new CommandFailure(2, `--out ${options.out}: ${(error as Error).message}`);
      }
      const written = {
        functions: writeJsonLines(join(options.out, 'functions.jsonl'), functionRows(index, under)),
        calls: writeJsonLines(join(options.out, 'calls.jsonl'), callRows(index, under)),
        assignments: writeJsonLines(join(options.out, 'assignments.jsonl'), assignmentRows(index, under)),
      };
      if (options.json) printJson(written);
      else
        process.stdout.write(
          `${written.functions} functions, ${written.calls} calls, ${written.assignments} assignments in ${options.out}\n`,
        );
    });
}
