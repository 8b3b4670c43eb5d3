/** Follows a migration or a dry run until it ends or, where asked for, a person is needed, and shows it on the way. */
import type { StateDocument } from '../../../domain/state';
import type { WabaMigrations, WaitUntil } from '../..';
import type { Cli } from '../cli';
import { follow } from '../terminal/follow';
import type { Headline } from '../terminal/progress';
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

const migrationHeadline: Headline<StateDocument> = (cli, { wabaId, targetCurrency, phase }) =>
  `WABA ${wabaId} to ${targetCurrency}: ${paintPhase(cli, phase)}`;
