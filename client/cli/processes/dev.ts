import type { Command } from 'commander';
import type { Cli } from '../cli';

/**
 * `wabactl dev`: run everything in the foreground: a Temporal server, the simulator, a worker, the API and sample
 * migrations.
 */
export const dev = (cli: Cli): Command =>
  cli
    .command(
      'dev',
      'run everything in the foreground: a Temporal server, the simulator, a worker, the API and sample migrations',
      ['wabactl dev'],
    )
    .action(async () => {
      cli.status = await cli.context.runProcess('dev');
    });
