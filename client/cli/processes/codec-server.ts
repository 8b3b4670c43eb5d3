import type { Command } from 'commander';
import type { Cli } from '../cli';

/** `wabactl codec-server`: show encrypted payloads in Temporal's Web UI and CLI to who may see them. */
export const codecServer = (cli: Cli): Command =>
  cli
    .command('codec-server', "show encrypted payloads in Temporal's Web UI and CLI to who may see them", [
      'TEMPORAL_UI_URL=http://localhost:8080 CODEC_PORT=8081 wabactl codec-server',
    ])
    .action(async () => {
      cli.status = await cli.context.runProcess('codec-server');
    });
