/**
 * The statuses of a migration that Meta's page "Change billing currency via API" lists. Others may come: they are
 * carried as they came and mean "keep polling".
 */
export const MIGRATION_STATUSES = [
  'INITIATED',
  'ACCEPTED',
  'IN_PROGRESS',
  'READY_TO_COMPLETE',
  'COMPLETED',
  'FAILED',
  'FAILED_TO_COMPLETE',
  'REJECTED',
] as const;

/** A status that Meta's page lists. */
export type MigrationStatus = (typeof MIGRATION_STATUSES)[number];

/** Whether Meta's page lists this status. */
export function isListedStatus(status: string): status is MigrationStatus {
  return (MIGRATION_STATUSES as readonly string[]).includes(status);
}

/** Whether polling for the clone ends at this status. */
export function endsCloning(status: string): boolean {
  return ['READY_TO_COMPLETE', 'COMPLETED', 'FAILED', 'FAILED_TO_COMPLETE', 'REJECTED'].includes(status);
}

/**
 * Whether polling for the move of the numbers ends at this status. READY_TO_COMPLETE and IN_PROGRESS do not: what Meta
 * shows while numbers move is not documented, so neither means that `resume_migration` was not called.
 */
export function endsMoving(status: string): boolean {
  return ['COMPLETED', 'FAILED_TO_COMPLETE'].includes(status);
}
