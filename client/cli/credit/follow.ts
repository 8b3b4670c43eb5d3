/** Follows a credit operation until it ends or, where asked for, a person is needed, and shows it on the way. */
import type { CreditStateDocument } from '../../../domain/credit/state';
import type { WabaMigrations, WaitUntil } from '../..';
import type { Cli } from '../cli';
import { follow } from '../terminal/follow';
import { operationHeadline } from './operation-page';

/** Follows a credit operation, the newest of the business where no run is named; answers with its last state. */
export async function followOperation(
  cli: Cli,
  migrations: WabaMigrations,
  businessId: string,
  choice: { readonly runId?: string; readonly until: WaitUntil },
): Promise<CreditStateDocument> {
  return follow(cli, operationHeadline, (options) => migrations.credit.wait(businessId, { ...options, ...choice }));
}
