import type { Command } from 'commander';
import { type CommonOptions, existingFolder, openIndex, withCommonOptions } from './commonOptions';
import { printJson } from './output';

export function registerIndex(program: Command): void {
  withCommonOptions(program.command('index'))
    .argument('<dir>', 'folder of a kernel tree, or any folder that holds C')
    .description('read a whole tree and keep what was learnt for the next question')
    .addHelpText('after', '\nExample:\n  gfp-lens index ~/src/linux')
    .action(async (folder: string, options: CommonOptions) => {
      const root = existingFolder(folder, 'index');
      const { index, report } = await openIndex(root, options);
      const answer = {
        tree: root,
        kernel: index.kernelVersion,
        ...report.counts,
        readFiles: report.readFiles,
        reusedFiles: report.reusedFiles,
        failedFiles: report.failedFiles,
        wallMs: report.wallMs,
        peakRssBytes: process.resourceUsage().maxRSS * 1024,
        snapshot: report.snapshot,
        snapshotBytes: report.snapshotBytes,
      };
      if (options.json) {
        printJson(answer);
        return;
      }
      const { counts } = report;
      const lines = [
        `${index.kernelVersion ? `Linux ${index.kernelVersion}` : 'no kernel tree, read as plain C'} in ${root}`,
        `  ${counts.files} files, ${(counts.bytes / 1e6).toFixed(0)} MB: ${report.readFiles} read, ${report.reusedFiles} from the snapshot, ${(report.wallMs / 1000).toFixed(1)} s`,
        `  ${counts.functions} functions, ${counts.macros} macros, ${counts.calls} calls, ${counts.indirectCalls} calls through fields, ${counts.assignments} functions stored in fields`,
        ...report.failedFiles.map(({ file, why }) => `  not read: ${file}: ${why}`),
      ];
      process.stdout.write(`${lines.join('\n')}\n`);
    });
}
