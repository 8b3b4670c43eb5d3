/** What a revoke would defund: the radius, and the digest by which a person says that it was seen. */
import { radiusContent, type Radius } from '../../domain/credit/funding';
import { sha256Of } from '../canonical-hash';
import { applicationFailure } from '../failures';
import type { Attempt } from '../guards';
import { readBusiness } from './business-credit';
import type { ReadRadiusInput, ReadRadiusResult } from './contract';
import { writeFirstEvidence } from './evidence';

/** Reads the radius of a revoke. Reads only: running twice reads again and writes the same evidence file. */
export async function readRadius(attempt: Attempt, input: ReadRadiusInput): Promise<ReadRadiusResult> {
  const { businessId, evidenceNumber } = input;
  const radius = await lookAtRadius(attempt, businessId);
  const evidencePath =
    evidenceNumber === null
      ? null
      : await writeFirstEvidence(attempt, { number: evidenceNumber, operation: 'revoke', businessId, before: radius });
  const { graph, dashboardUrl } = attempt.deps;
  const known = dashboardUrl !== undefined && { dashboardUrl };
  return { graphOrigin: graph.origin, runId: attempt.runId, ...known, radius, evidencePath };
}

/**
 * Reads the radius: our allocations to the business, its accounts and their numbers, its open migrations.
 *
 * Accounts and numbers that are not shown are named in it. Our allocations are what is deleted: where Meta refuses to
 * show them it fails with `GraphRefused`, for an empty radius would say that there is nothing to revoke.
 */
export async function lookAtRadius(attempt: Attempt, businessId: string): Promise<Radius> {
  const [{ credit, unreadAllocations }, openRuns] = await Promise.all([
    readBusiness(attempt, businessId),
    attempt.deps.runs.openMigrations(businessId),
  ]);
  if (unreadAllocations.length > 0) {
    throw applicationFailure(
      'GraphRefused',
      `What a revoke of business ${businessId} would delete cannot be read: ${unreadAllocations.join('; ')}`,
    );
  }
  const radius = { ...credit, openRuns, numbers: countNumbers(credit.wabas) };
  return { ...radius, digest: sha256Of(radiusContent(radius)) };
}

/** Numbers of accounts that our allocations fund, or may fund. */
function countNumbers(wabas: Radius['wabas']): number {
  return wabas
    .filter(({ fundedBy }) => fundedBy === 'our-line' || fundedBy === 'unreadable')
    .reduce((sum, { numbers }) => sum + (numbers ?? 0), 0);
}
