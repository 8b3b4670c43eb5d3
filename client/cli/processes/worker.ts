import type { Command } from 'commander';
import type { Cli } from '../cli';

/** `wabactl worker`: run a worker in the foreground: it executes migrations and holds Meta's tokens. */
export const worker = (cli: Cli): Command =>
  cli
    .command('worker', "run a worker in the foreground: it executes migrations and holds Meta's tokens", [
      'TEMPORAL_ADDRESS=temporal.example:7233 GRAPH_TOKENS_FILE=tokens.json wabactl worker',
    ])
    .action(async () => {
      cli.status = await cli.context.runProcess('worker');
    });
