import type { Command } from 'commander';
import { parseShareStart, type ShareStart } from '../..';
import type { Cli } from '../cli';
import { parseTyped } from '../errors';
import { byOption, jsonOption, typedOnly } from '../options';
import { printStarted } from './started';

interface ShareOptions {
  readonly business: string;
  readonly waba: string;
  readonly currency: string;
  readonly creditLine?: string;
  readonly method?: 'attach' | 'share-then-attach';
  readonly customerTokenRef?: string;
  readonly assignSystemUser?: true;
  readonly verifyFor?: string;
  readonly settleFor?: string;
  readonly by: string;
  readonly wait?: true;
}

/** `wabactl credit share`: lets one of our lines pay for a customer's account. */
export const creditShare = (cli: Cli): Command =>
  cli
    .command('share', "let a line of ours pay for a customer's WABA; what fails halfway is taken back", [
      'wabactl credit share --business 506914307656634 --waba 102290129340398 --currency INR --wait',
      'wabactl credit share --business 506914307656634 --waba 102290129340398 --currency INR --credit-line 1972385232742146 --assign-system-user',
      'wabactl credit share --business 506914307656634 --waba 102290129340398 --currency INR --method share-then-attach --customer-token-ref acme',
    ])
    .requiredOption('--business <id>', "the customer's business; it must own the WABA")
    .requiredOption('--waba <id>', 'the WABA that the line is to pay for')
    .requiredOption('--currency <currency>', "the WABA's billing currency, as in INR")
    .option('--credit-line <id>', 'the line to share; needed where more than one is ours')
    .option(
      '--method <method>',
      "attach: one call; share-then-attach: two, with the customer's token (default: attach)",
    )
    .option('--customer-token-ref <name>', "name of the customer's token on the workers; share-then-attach needs it")
    .option('--assign-system-user', 'assign our system user to the WABA where it is not; taken back with the rest')
    .option('--verify-for <duration>', 'how long the funding may take to show before a person is asked (default: 10m)')
    .option('--settle-for <duration>', 'how long a call whose answer was lost may take to show (default: 5m)')
    .addOption(byOption())
    .option('--wait', 'follow the operation; end when it ends, or with status 3 when a person is needed')
    .addOption(jsonOption())
    .action(async (options: ShareOptions) => {
      const input = readShare(options);
      await cli.withMigrations(async (migrations) => {
        const run = await migrations.credit.share(input);
        return printStarted(cli, migrations, run, { businessId: input.businessId, wait: options.wait ?? false });
      });
    });

function readShare(options: ShareOptions): ShareStart {
  return parseTyped(() =>
    parseShareStart({
      businessId: options.business,
      wabaId: options.waba,
      currency: options.currency,
      startedBy: options.by,
      ...typedOnly({
        extendedCreditId: options.creditLine,
        method: options.method,
        customerTokenRef: options.customerTokenRef,
        assignSystemUser: options.assignSystemUser,
        verifyFor: options.verifyFor,
        settleFor: options.settleFor,
      }),
    }),
  );
}
