import type { Command } from 'commander';
import { builtinVocabulary, NEWEST_LAYOUT } from '../gfp/builtinVocabulary';
import { decode } from '../gfp/decode';
import type { Vocabulary } from '../gfp/vocabulary';
import { decodeText } from '../render/decodeText';
import { readTreeVocabulary } from '../tree/gfpHeaders';
import { findKernelRoot } from '../tree/root';
import { existingFolder } from './commonOptions';
import { CommandFailure } from './failure';
import { printJson } from './output';

interface DecodeOptions {
  readonly tree?: string;
  readonly kernel?: string;
  readonly config?: string;
  readonly json?: boolean;
}

export function registerDecode(program: Command): void {
  program
    .command('decode')
    .argument('<mask>', '`0x250`, `592`, `GFP_NOFS|__GFP_NOWARN`, or a log line that holds a mask')
    .option('--kernel <version>', 'the kernel that printed it, such as 3.10.0-327.el7 or 6.1')
    .option('--tree <dir>', "read the flags from this tree's own headers")
    .option('--config <file>', 'a kernel .config')
    .option('--json', 'print one JSON document')
    .description('what a gfp mask means on one kernel')
    .addHelpText('after', '\nExample:\n  gfp-lens decode 0x250 --kernel 3.10.0-327.el7.x86_64')
    .action((mask: string, options: DecodeOptions) => {
      const outcome = decode(mask, vocabularyOf(options));
      if (!outcome.ok) throw new CommandFailure(2, outcome.error.message);
      if (options.json) printJson(outcome.result);
      else process.stdout.write(decodeText(outcome.result, { width: process.stdout.columns ?? 100 }));
    });
}

function vocabularyOf(options: DecodeOptions): Vocabulary {
  if (options.kernel !== undefined) {
    const found = builtinVocabulary(options.kernel);
    if (!found.ok) throw new CommandFailure(2, found.message);
    return found.vocabulary;
  }
  const root = options.tree === undefined ? findKernelRoot(process.cwd()) : existingFolder(options.tree, '--tree');
  const vocabulary = root === null ? null : readTreeVocabulary(root, options.config);
  if (vocabulary) return vocabulary;
  if (options.tree !== undefined)
    throw new CommandFailure(
      2,
      `--tree ${options.tree}: no gfp flags in include/linux/gfp.h; give the folder of a kernel tree`,
    );
  const newest = builtinVocabulary(NEWEST_LAYOUT);
  if (!newest.ok) throw new CommandFailure(2, newest.message);
  return newest.vocabulary;
}
