import type { Command } from 'commander';
import type { Cli } from '../cli';

/** `wabactl api`: serve the HTTP API in the foreground; it holds no token of Meta. */
export const api = (cli: Cli): Command =>
  cli
    .command('api', 'serve the HTTP API in the foreground; it holds no token of Meta', [
      'TEMPORAL_ADDRESS=temporal.example:7233 PORT=3000 wabactl api',
    ])
    .action(async () => {
      cli.status = await cli.context.runProcess('api');
    });
