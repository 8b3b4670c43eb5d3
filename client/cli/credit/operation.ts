import type { Command } from 'commander';
import { InvalidInput, parseBusinessId } from '../..';
import type { Cli } from '../cli';
import { parseTyped } from '../errors';
import { EXIT, exitStatusOf } from '../exit-status';
import { jsonOption } from '../options';
import { creditAcceptAsIs } from './accept-as-is';
import { creditCancel } from './cancel';
import { followOperation } from './follow';
import { operationPage } from './operation-page';
import { creditRetryCompensation } from './retry-compensation';
import { creditRetryVerification } from './retry-verification';

interface OperationOptions {
  readonly business?: string;
  readonly watch?: true;
}

/** `wabactl credit operation`: where the newest share or revoke of a business stands, and the verbs that steer it. */
export function creditOperation(cli: Cli): Command {
  const operation = cli
    .command('operation', 'show where the newest share or revoke of a business stands, or steer it', [
      'wabactl credit operation --business 506914307656634',
      'wabactl credit operation --business 506914307656634 --watch',
      'wabactl credit operation retry-verification --business 506914307656634 --reason "Meta was slow"',
    ])
    // Not a required option: commander would then ask for it before each verb.
    .option('--business <id>', "the customer's business")
    .option('--watch', 'follow the operation until it ends')
    .addOption(jsonOption())
    .action(async (options: OperationOptions) => {
      if (options.business === undefined) {
        throw new InvalidInput('--business', 'is missing', 'Give --business <id>. Add --help to see how it is used.');
      }
      const { business, watch } = options;
      const businessId = parseTyped(() => parseBusinessId(business));
      await cli.withMigrations(async (migrations) => {
        const state = watch
          ? await followOperation(cli, migrations, businessId, { until: 'terminal' })
          : await migrations.credit.get(businessId);
        cli.print(state, () => operationPage(cli, state, new Date()));
        return watch ? exitStatusOf(state) : EXIT.done;
      });
    });
  for (const make of [creditRetryVerification, creditRetryCompensation, creditAcceptAsIs, creditCancel]) {
    operation.addCommand(make(cli));
  }
  return operation;
}
