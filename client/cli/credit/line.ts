import type { Command } from 'commander';
import { parseQuestion } from '../..';
import type { Cli } from '../cli';
import { parseTyped } from '../errors';
import { EXIT } from '../exit-status';
import { jsonOption } from '../options';
import { linePage } from './line-pages';

/** `wabactl credit line`: one line in full. */
export const creditLine = (cli: Cli): Command =>
  cli
    .command('line', 'show one line of credit, read live: every field, its allocations, its invoice groups', [
      'wabactl credit line 1972385232742146',
    ])
    .argument('<ID>', 'id of the line')
    .addOption(jsonOption())
    .action(async (id: string) => {
      const { lineId } = parseTyped(() => parseQuestion({ kind: 'credit-line', lineId: id }));
      await cli.withMigrations(async ({ credit }) => {
        const answer = await credit.line(lineId);
        cli.print(answer, () => linePage(cli, answer));
        return EXIT.done;
      });
    });
