/** What a revoke tells the migrations that it was forced past. */
import { getExternalWorkflowHandle, workflowInfo } from '@temporalio/workflow';
import { linesRevokedSignal } from '../messages';
import type { RevokeRun } from './revoke-run';

/**
 * Tells every open migration of the business that its lines were revoked: one that finds its clone unfunded then asks a
 * person, where it would share the line again by itself. It is told while this run is open, for no share starts before
 * that; one that has ended need not know.
 */
export async function tellForcedRuns(run: RevokeRun): Promise<void> {
  const { businessId } = run;
  const { workflowId } = workflowInfo();
  for (const open of run.radius?.openRuns ?? []) {
    const told = await getExternalWorkflowHandle(open.workflowId, open.runId)
      .signal(linesRevokedSignal, { businessId, workflowId })
      .then(() => true)
      .catch(() => false);
    if (told) run.note(`${open.workflowId} is still open: it asks a person before it shares a line with the business.`);
  }
}
