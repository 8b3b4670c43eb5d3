import type { Command } from 'commander';
import { parseBusinessId } from '../..';
import type { Cli } from '../cli';
import { parseTyped } from '../errors';
import { EXIT } from '../exit-status';
import { jsonOption } from '../options';
import { businessPage } from './business-page';

/** `wabactl credit show`: who funds a business. */
export const creditShow = (cli: Cli): Command =>
  cli
    .command('show', "show our allocations to a customer's business, and which of its WABAs is funded by what", [
      'wabactl credit show --business 506914307656634',
    ])
    .requiredOption('--business <id>', "the customer's business")
    .addOption(jsonOption())
    .action(async (options: { readonly business: string }) => {
      const businessId = parseTyped(() => parseBusinessId(options.business));
      await cli.withMigrations(async ({ credit }) => {
        const answer = await credit.business(businessId);
        cli.print(answer, () => businessPage(cli, answer));
        return EXIT.done;
      });
    });
