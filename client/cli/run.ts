/** `wabactl`: parses what was typed, runs one command, and answers with the exit status. */
import { CommanderError, type Command } from 'commander';
import { api } from './api';
import { addApiOption } from './api-option';
import { Cli } from './cli';
import { creditConfirmRadius } from './credit-confirm-radius';
import { creditLine } from './credit-line';
import { creditLines } from './credit-lines';
import { creditOperation } from './credit-operation';
import { creditRevoke } from './credit-revoke';
import { creditShare } from './credit-share';
import { creditShow } from './credit-show';
import { dev } from './dev';
import { doctor } from './doctor';
import { complaintLine, complaintOf } from './errors';
import { EXIT } from './exit-status';
import type { CliContext } from './context';
import { keysCreate } from './keys-create';
import { keysList } from './keys-list';
import { keysRevoke } from './keys-revoke';
import { migrateAbandon } from './migrate-abandon';
import { migrateApprove } from './migrate-approve';
import { migrateAttach } from './migrate-attach';
import { migrateConclude } from './migrate-conclude';
import { migrateList } from './migrate-list';
import { migratePause } from './migrate-pause';
import { migrateReject } from './migrate-reject';
import { migrateReport } from './migrate-report';
import { migrateRetry } from './migrate-retry';
import { migrateShow } from './migrate-show';
import { migrateStart } from './migrate-start';
import { migrateUnpause } from './migrate-unpause';
import { migrateWaive } from './migrate-waive';
import { withoutTokens } from './paint';
import { simulator } from './simulator';
import { worker } from './worker';

/** Everything that can be typed. */
export function createProgram(cli: Cli): Command {
  const migrate = cli.group('migrate', 'move WhatsApp Business Accounts to another billing currency');
  for (const make of [
    migrateStart,
    migrateShow,
    migrateList,
    migrateReport,
    migrateApprove,
    migrateReject,
    migrateWaive,
    migrateRetry,
    migrateAttach,
    migratePause,
    migrateUnpause,
    migrateAbandon,
    migrateConclude,
  ]) {
    migrate.addCommand(make(cli));
  }
  const credit = cli.group('credit', "share and revoke lines of credit, and see who funds a customer's accounts");
  for (const make of [
    creditLines,
    creditLine,
    creditShow,
    creditShare,
    creditRevoke,
    creditOperation,
    creditConfirmRadius,
  ]) {
    credit.addCommand(make(cli));
  }
  const keys = cli.group('keys', 'API keys: who may use the HTTP API, and for what');
  for (const make of [keysCreate, keysList, keysRevoke]) keys.addCommand(make(cli));
  const examine = doctor(cli);
  const program = cli
    .group('wabactl', 'Durable currency migrations of WhatsApp Business Accounts.')
    .version(cli.context.version)
    .addCommand(migrate)
    .addCommand(credit)
    .addCommand(keys)
    .addCommand(examine)
    .addCommand(dev(cli))
    .addCommand(worker(cli))
    .addCommand(api(cli))
    .addCommand(simulator(cli))
    .addHelpText(
      'after',
      [
        '',
        'Exit status: 0 done; 1 ended badly or refused; 2 wrong usage or settings, nothing was contacted;',
        '3 a person is needed. Temporal is found by TEMPORAL_ADDRESS, temporal.toml, or a running `npm start`.',
        'With --api or WABA_API_URL the HTTP API is used in its place, with the key in WABA_API_KEY.',
        '',
        'Examples:',
        '  $ wabactl migrate start --waba 102290129340398 --to INR --dry-run --wait',
        '  $ wabactl migrate list --needs-operator',
        '  $ wabactl credit lines',
      ].join('\n'),
    );
  addApiOption(cli, program, [migrate, credit, examine]);
  return program;
}

/**
 * Runs the command line. `argv` is what was typed after `wabactl`. Never throws and never exits the process; answers
 * with the exit status.
 */
export async function runCli(argv: readonly string[], context: CliContext): Promise<number> {
  const cli = new Cli(context, argv.includes('--json'));
  try {
    await createProgram(cli).parseAsync([...argv], { from: 'user' });
    return cli.status;
  } catch (error) {
    // Commander throws for --help and --version too, after it has printed them.
    if (error instanceof CommanderError && error.exitCode === 0) return EXIT.done;
    const complaint = complaintOf(error);
    if (cli.json) cli.print({ error: complaint.document }, () => '');
    context.stderr.write(`${withoutTokens(complaintLine(complaint))}\n`);
    if (context.env['LOG_LEVEL'] === 'debug' && error instanceof Error) context.stderr.write(`${error.stack}\n`);
    return complaint.status;
  }
}
