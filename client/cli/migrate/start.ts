import type { Command } from 'commander';
import { InvalidInput, parseStartInput, type StartInput } from '../..';
import type { Cli } from '../cli';
import type { CliSettings } from '../context';
import { parseTyped } from '../errors';
import { EXIT, exitStatusOf } from '../exit-status';
import {
  byOption,
  collect,
  jsonOption,
  policyOption,
  readTestMessage,
  typedOnly,
  type PolicyOptions,
} from '../options';
import { startedText } from '../started';
import { followMigration } from './follow';
import { statePage } from './state-page';

interface StartOptions {
  readonly waba: string;
  readonly to: string;
  readonly creditLine?: string;
  readonly business?: string;
  readonly approval?: 'manual' | 'auto';
  readonly tokenRef?: string;
  readonly creditMethod?: 'attach' | 'share-then-attach';
  readonly customerTokenRef?: string;
  readonly dryRun?: true;
  readonly acceptOrphan?: string[];
  readonly policy?: PolicyOptions;
  readonly testMessageTo?: string;
  readonly testMessageTemplate?: string;
  readonly by: string;
  readonly wait?: true;
}

/** `wabactl migrate start`: starts a migration or a dry run. */
export const migrateStart = (cli: Cli): Command =>
  cli
    .command('start', 'start a migration; the same start again answers with the run that is there', [
      'wabactl migrate start --waba 102290129340398 --to INR --dry-run --wait',
      'wabactl migrate start --waba 102290129340398 --to INR --credit-line 1972385232742146 --business 506914307656634',
      'wabactl migrate start --waba 102290129340398 --to INR --approval auto --policy migrationDeadline=3d --wait',
    ])
    .requiredOption('--waba <id>', 'id of the WABA whose currency is to change')
    .requiredOption('--to <currency>', 'the new currency, as in INR')
    .option('--credit-line <id>', 'the line of credit that is to pay for the clone')
    .option('--business <id>', 'the business that must own the WABA')
    .option('--approval <mode>', 'manual: a person approves the move; auto: it goes on where everything matches')
    .option('--token-ref <name>', 'name of the token on the workers (default: default)')
    .option(
      '--credit-method <method>',
      'how the line is shared where Meta leaves the clone unfunded: attach or share-then-attach (default: attach)',
    )
    .option('--customer-token-ref <name>', "name of the customer's token on the workers; share-then-attach needs it")
    .option('--dry-run', "assess only: nothing is changed on Meta's side")
    .option('--accept-orphan <waba>', 'a clone left behind by an earlier run that you know of; repeatable', collect)
    .addOption(policyOption())
    .option('--test-message-to <number>', 'send a test message there at the end, as in +15551234567')
    .option('--test-message-template <name:lang>', 'the template of the test message, as in order_update:en_US')
    .addOption(byOption())
    .option('--wait', 'follow the run; end when it ends, or with status 3 when a person is needed')
    .addOption(jsonOption())
    .action(async (options: StartOptions) => {
      const input = readStartInput(options, cli.readSettings());
      await cli.withMigrations(async (migrations) => {
        const result = await migrations.start(input);
        if (options.wait === undefined) {
          cli.print(result, () => startedText(cli, result));
          return EXIT.done;
        }
        const dryRun = options.dryRun ?? false;
        const state = await followMigration(cli, migrations, result.wabaId, { dryRun, until: 'person' });
        cli.print(state, () => statePage(cli, state, new Date()));
        return exitStatusOf(state);
      });
    });

function readStartInput(options: StartOptions, settings: CliSettings): StartInput {
  const testMessage = readTestMessage(options.testMessageTo, options.testMessageTemplate);
  const input = {
    wabaId: options.waba,
    targetCurrency: options.to,
    startedBy: options.by,
    ...typedOnly({
      extendedCreditId: options.creditLine,
      businessId: options.business,
      approval: options.approval,
      tokenRef: options.tokenRef,
      creditMethod: options.creditMethod,
      customerTokenRef: options.customerTokenRef,
      dryRun: options.dryRun,
      acceptOrphans: options.acceptOrphan,
      policy: settings.requireSecondPerson ? withSecondPerson(options) : options.policy,
      testMessage,
    }),
  };
  // As it was typed: a server that demands a second person tells a default from a wish.
  parseTyped(() => parseStartInput(input));
  return input;
}

/** The policy under `REQUIRE_SECOND_PERSON`. A start that asks for the opposite is refused rather than changed. */
function withSecondPerson({ policy, approval }: StartOptions): PolicyOptions {
  if (approval === 'auto') {
    const fix = 'Leave it out: who did not start the migration approves it.';
    throw new InvalidInput('--approval', 'cannot be auto while REQUIRE_SECOND_PERSON is true', fix);
  }
  if (policy?.['secondPerson'] === false) {
    throw new InvalidInput(
      '--policy secondPerson',
      'cannot be false while REQUIRE_SECOND_PERSON is true',
      'Leave it out.',
    );
  }
  return { ...policy, secondPerson: true };
}
