import type { Command } from 'commander';
import type { Cli } from '../cli';

/** `wabactl simulator`: run the simulator of Meta's Graph API in the foreground. */
export const simulator = (cli: Cli): Command =>
  cli
    .command('simulator', "run the simulator of Meta's Graph API in the foreground", [
      'SIMULATOR_PORT=4000 wabactl simulator',
    ])
    .action(async () => {
      cli.status = await cli.context.runProcess('simulator');
    });
