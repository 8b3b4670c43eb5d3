/** A workflow of a service that is on Temporal itself: it wants an account moved before it bills in the new currency. */
import { proxyActivities } from '@temporalio/workflow';
import type { createMigrationActivities } from '../../../examples/migration-activities';

const { startMigration, awaitMigration } = proxyActivities<ReturnType<typeof createMigrationActivities>>({
  startToCloseTimeout: '1 minute',
  scheduleToCloseTimeout: '30 days',
  retry: { initialInterval: '1s', maximumInterval: '2s' },
});

/** How the service's workflow saw the migration end. */
export interface Billed {
  readonly migrationRunId: string;
  readonly phase: string;
}

/** Starts the migration of an account and waits until it has ended. */
export async function billInRupees({ wabaId, extendedCreditId }: Wanted): Promise<Billed> {
  const startedBy = 'billing-service';
  const start = { wabaId, targetCurrency: 'INR', extendedCreditId, approval: 'auto', startedBy } as const;
  const { runId } = await startMigration(start);
  const { phase } = await awaitMigration(wabaId);
  return { migrationRunId: runId, phase };
}

/** Which account, and which line pays for it then. */
export interface Wanted {
  readonly wabaId: string;
  readonly extendedCreditId: string;
}
