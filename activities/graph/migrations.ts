/**
 * The three calls of Meta's page "Change billing currency via API". None is in Meta's list of calls that count against
 * an hourly budget, and none has an idempotency key.
 */
import type { GraphApi } from './api';
import { unlistedBucket, wabaBucket } from './budgets';
import type { Caller } from './caller';
import { initiatedMigration, migrationNode } from './schemas';

type MigrationCalls = Pick<GraphApi, 'initiateMigration' | 'getMigration' | 'resumeMigration'>;

/** The calls of a migration. */
export function migrationCalls(caller: Caller): MigrationCalls {
  return {
    initiateMigration: (call, wabaId, intent) =>
      caller.write(
        call,
        {
          method: 'POST',
          path: [wabaId, 'set_payment_method_migration_intent'],
          // "If the WABA uses credit card billing, omit this parameter": absent, not empty.
          body: {
            currency: intent.currency,
            ...(intent.extendedCreditId ? { extended_credit_id: intent.extendedCreditId } : {}),
          },
          bucket: wabaBucket(wabaId, false),
        },
        initiatedMigration,
      ),
    getMigration: (call, migrationId) =>
      caller.read(
        call,
        { method: 'GET', path: [migrationId], bucket: unlistedBucket(migrationId, call.budgetOf) },
        migrationNode(migrationId),
      ),
    resumeMigration: (call, migrationId) =>
      caller.write(
        call,
        {
          method: 'POST',
          path: [migrationId, 'resume_migration'],
          bucket: unlistedBucket(migrationId, call.budgetOf),
        },
        migrationNode(migrationId),
      ),
  };
}
