/** What a share tells the migration that started it. */
import { getExternalWorkflowHandle, workflowInfo } from '@temporalio/workflow';
import { allocationMadeSignal } from '../messages';
import type { Effect } from './effects';

/** Tells the migration, if one started this share, which allocation was made; one that has ended need not know. */
export async function tellParent(businessId: string, { thing, state, id }: Effect): Promise<void> {
  const { parent } = workflowInfo();
  if (parent === undefined || thing !== 'allocation' || state !== 'made' || id === null) return;
  await getExternalWorkflowHandle(parent.workflowId, parent.runId)
    .signal(allocationMadeSignal, { id, businessId })
    .catch(() => undefined);
}
