import type { Command } from 'commander';
import type { Cli } from '../cli';
import { EXIT } from '../exit-status';
import { jsonOption } from '../options';
import { linesPage } from './line-pages';

/** `wabactl credit lines`: our lines of credit. */
export const creditLines = (cli: Cli): Command =>
  cli
    .command('lines', 'list our lines of credit, read live: legal entity, balance, available credit', [
      'wabactl credit lines',
      'wabactl credit lines --json',
    ])
    .addOption(jsonOption())
    .action(async () => {
      await cli.withMigrations(async ({ credit }) => {
        const answer = await credit.lines();
        cli.print(answer, () => linesPage(cli, answer));
        return EXIT.done;
      });
    });
