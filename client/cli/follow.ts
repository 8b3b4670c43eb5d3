/** Follows a run until it ends or, where asked for, a person is needed, and shows it on the way. */
import type { WabaMigrations, WaitOptions, WaitUntil } from '..';
import type { CreditStateDocument } from '../../domain/credit/state';
import type { StateDocument } from '../../domain/state';
import type { Cli } from './cli';
import { operationHeadline } from './credit-operation-page';
import { createProgress, type Headline } from './progress';
import { paintPhase } from './state-page';

/** Follows a migration or a dry run; answers with its last state. */
export async function followMigration(
  cli: Cli,
  migrations: WabaMigrations,
  wabaId: string,
  choice: { readonly dryRun: boolean; readonly until: WaitUntil },
): Promise<StateDocument> {
  return follow(cli, migrationHeadline, (options) => migrations.wait(wabaId, { ...options, ...choice }));
}

/** Follows a credit operation, the newest of the business where no run is named; answers with its last state. */
export async function followOperation(
  cli: Cli,
  migrations: WabaMigrations,
  businessId: string,
  choice: { readonly runId?: string; readonly until: WaitUntil },
): Promise<CreditStateDocument> {
  return follow(cli, operationHeadline, (options) => migrations.credit.wait(businessId, { ...options, ...choice }));
}

const migrationHeadline: Headline<StateDocument> = (cli, { wabaId, targetCurrency, phase }) =>
  `WABA ${wabaId} to ${targetCurrency}: ${paintPhase(cli, phase)}`;

async function follow<D extends StateDocument | CreditStateDocument>(
  cli: Cli,
  headline: Headline<D>,
  wait: (options: WaitOptions<D>) => Promise<D>,
): Promise<D> {
  const progress = await createProgress(cli, headline);
  const { signal } = cli.context;
  try {
    return await wait({
      ...(signal === undefined ? {} : { signal }),
      onChange: (state) => progress.show(state),
      onTrouble: (error) => progress.trouble(error),
    });
  } finally {
    progress.end();
  }
}
