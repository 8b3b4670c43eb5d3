import type { Command } from 'commander';
import { InvalidInput, parseBusinessId, parseRevokeRequest, type RevokeRequest } from '../..';
import type { Cli } from '../cli';
import { parseTyped } from '../errors';
import { EXIT } from '../exit-status';
import { byOption, collect, jsonOption, typedOnly } from '../options';
import { radiusPage } from './business-page';
import { printStarted } from './started';

interface RevokeOptions {
  readonly business: string;
  readonly dryRun?: true;
  readonly confirm?: string;
  readonly radius?: string;
  readonly forceRun?: string[];
  readonly verifyFor?: string;
  readonly settleFor?: string;
  readonly by: string;
  readonly wait?: true;
}

/** `wabactl credit revoke`: takes our funding from a business, after a look at what that stops. */
export const creditRevoke = (cli: Cli): Command =>
  cli
    .command('revoke', "revoke our lines from a customer's business: every WABA of it loses its funding", [
      'wabactl credit revoke --business 506914307656634 --dry-run',
      'wabactl credit revoke --business 506914307656634 --confirm 506914307656634 --radius <digest> --wait',
      'wabactl credit revoke --business 506914307656634 --confirm 506914307656634 --radius <digest> --force-run migrate-waba/102290129340398',
    ])
    .requiredOption('--business <id>', "the customer's business")
    .option('--dry-run', 'only show what a revoke would stop, with the digest that it asks for')
    .option('--confirm <id>', 'the id of the business again')
    .option('--radius <digest>', 'the digest that --dry-run prints; where it has changed, a person is asked')
    .option('--force-run <workflow id>', 'an open migration of the business that does not stop it; repeatable', collect)
    .option(
      '--verify-for <duration>',
      'how long a record may take to be gone before it counts as failed (default: 10m)',
    )
    .option('--settle-for <duration>', 'how long a call whose answer was lost may take to show (default: 5m)')
    .addOption(byOption())
    .option('--wait', 'follow the operation; end when it ends, or with status 3 when a person is needed')
    .addOption(jsonOption())
    .action(async (options: RevokeOptions) => {
      if (options.dryRun === true) return showRadius(cli, options);
      const request = readRevoke(options);
      await cli.withMigrations(async (migrations) => {
        const run = await migrations.credit.revoke(request);
        return printStarted(cli, migrations, run, { businessId: request.businessId, wait: options.wait ?? false });
      });
    });

async function showRadius(cli: Cli, options: RevokeOptions): Promise<void> {
  const businessId = parseTyped(() => parseBusinessId(options.business));
  for (const [name, value] of [
    ['--confirm', options.confirm],
    ['--radius', options.radius],
    ['--force-run', options.forceRun],
    ['--verify-for', options.verifyFor],
    ['--settle-for', options.settleFor],
    ['--wait', options.wait],
  ] as const) {
    if (value !== undefined) throw new InvalidInput(name, 'cannot be given beside --dry-run', 'Leave one of them out.');
  }
  await cli.withMigrations(async ({ credit }) => {
    const radius = await credit.radius(businessId);
    cli.print(radius, () => radiusPage(cli, radius));
    return EXIT.done;
  });
}

function readRevoke({ business, confirm, radius, forceRun, verifyFor, settleFor, by }: RevokeOptions): RevokeRequest {
  parseTyped(() => parseBusinessId(business));
  const look = `Look first with: wabactl credit revoke --business ${business} --dry-run`;
  if (confirm === undefined)
    throw new InvalidInput('--confirm', 'is missing', `${look}. It prints the command to go on.`);
  if (radius === undefined) throw new InvalidInput('--radius', 'is missing', `${look}. It prints the digest.`);
  const request = {
    businessId: business,
    confirm,
    radius,
    startedBy: by,
    ...typedOnly({ forceRuns: forceRun, verifyFor, settleFor }),
  };
  parseTyped(() => parseRevokeRequest(request));
  return request;
}
