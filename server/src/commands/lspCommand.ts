import type { Command } from 'commander';
import { startServer } from '../main';

export function registerLsp(program: Command): void {
  program
    .command('lsp')
    .option('--stdio', 'talk over standard input and output (the only way from the command line)')
    .description('the language server, for any editor that speaks the protocol')
    .addHelpText('after', '\nExample:\n  gfp-lens lsp --stdio')
    .action(() => startServer());
}
