/** The write of a revoke: deletes one sharing record of the business. */
import { isDeleted } from '../../domain/credit/funding';
import type { Attempt } from '../guards';
import { sendOnce, waitBeforeSending } from '../send-once';
import type { DeleteAllocationInput, DeleteAllocationResult } from './contract';

/**
 * Deletes a record, once, if it is the business's. Its accounts lose their funding at once, all of them.
 *
 * If it runs twice: the second finds the record `DELETED` and sends nothing. The record is read in the same activity,
 * for one that Meta does not show to be this business's may be another customer's.
 */
export async function deleteAllocation(
  attempt: Attempt,
  { run, allocationId }: DeleteAllocationInput,
): Promise<DeleteAllocationResult> {
  const { graph } = attempt.deps;
  const held = await waitBeforeSending(async (): Promise<DeleteAllocationResult | undefined> => {
    const record = await graph.getAllocation(attempt.read, allocationId);
    if (isDeleted({ status: record.requestStatus ?? null })) return { kind: 'already-deleted' };
    if (record.receivingBusinessId === run.businessId) return undefined;
    const shown = record.receivingBusinessId;
    const text =
      shown === undefined
        ? `Meta does not show whose allocation ${allocationId} is, so it was not touched`
        : `Allocation ${allocationId} is business ${shown}'s, not ${run.businessId}'s, so it was not touched`;
    return { kind: 'not-attributable', text };
  });
  if (held !== undefined) return held;
  return sendOnce(
    attempt,
    () => graph.deleteAllocation(attempt.write, allocationId),
    () => ({ kind: 'deleted' as const }),
  );
}
