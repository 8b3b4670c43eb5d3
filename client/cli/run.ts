/** `wabactl`: parses what was typed, runs one command, and answers with the exit status. */
import { CommanderError, type Command } from 'commander';
import { account } from './account';
import { addApiOption } from './api-option';
import { Cli } from './cli';
import type { CliContext } from './context';
import { credit } from './credit';
import { doctor } from './doctor';
import { complaintLine, complaintOf } from './errors';
import { EXIT } from './exit-status';
import { keys } from './keys';
import { migrate } from './migrate';
import { api } from './processes/api';
import { codecServer } from './processes/codec-server';
import { dev } from './processes/dev';
import { simulator } from './processes/simulator';
import { worker } from './processes/worker';
import { withoutTokens } from './terminal/paint';

/** Everything that can be typed. */
export function createProgram(cli: Cli): Command {
  const migrations = migrate(cli);
  const creditLines = credit(cli);
  const look = account(cli);
  const examine = doctor(cli);
  const program = cli
    .group('wabactl', 'Durable currency migrations of WhatsApp Business Accounts.')
    .version(cli.context.version)
    .addCommand(migrations)
    .addCommand(creditLines)
    .addCommand(look)
    .addCommand(keys(cli))
    .addCommand(examine)
    .addCommand(dev(cli))
    .addCommand(worker(cli))
    .addCommand(api(cli))
    .addCommand(codecServer(cli))
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
  addApiOption(cli, program, [migrations, creditLines, look, examine]);
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
