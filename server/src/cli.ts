import { Command, CommanderError } from 'commander';
import { registerDecode } from './commands/decodeCommand';
import { registerEdges } from './commands/edges';
import { registerExport } from './commands/exportCommand';
import { CommandFailure } from './commands/failure';
import { registerGates } from './commands/gatesCommand';
import { registerHazards } from './commands/hazardsCommand';
import { registerIndex } from './commands/indexCommand';
import { registerLsp } from './commands/lspCommand';
import { registerMask } from './commands/maskCommand';
import { registerTrace } from './commands/traceCommand';

/** Entry of `gfp-lens`. Ends with 0 answered, 1 not there, 2 bad usage or unreadable input. */
async function main(): Promise<void> {
  const program = new Command('gfp-lens')
    .description('Who allocates with which gfp mask, how it reaches reclaim, and which flag opens or closes the way.')
    .version(process.env.GFP_LENS_VERSION ?? '0.0.0')
    .exitOverride()
    .configureOutput({ outputError: () => {} });
  registerDecode(program);
  registerIndex(program);
  registerEdges(program);
  registerTrace(program);
  registerGates(program);
  registerHazards(program);
  registerMask(program);
  registerExport(program);
  registerLsp(program);
  for (const command of program.commands) command.exitOverride().configureOutput({ outputError: () => {} });
  try {
    await program.parseAsync();
  } catch (error) {
    process.exitCode = statusOf(error);
  }
}

function statusOf(error: unknown): number {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return 0;
    process.stderr.write(`gfp-lens: ${error.message.replace(/^error: /, '')}; see gfp-lens --help\n`);
    return 2;
  }
  const status = error instanceof CommandFailure ? error.status : 2;
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`gfp-lens: ${message.split('\n')[0]}\n`);
  return status;
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // A reader such as `head` may go away.
  if (error.code === 'EPIPE') process.exit(0);
});
void main();
