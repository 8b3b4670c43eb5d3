/** Whether a sharing record is gone: it stays readable by its id and then reads `DELETED`. */
import { isDeleted } from '../../domain/credit/funding';
import type { Attempt } from '../guards';
import { readPart } from '../account/parts';
import type { ConfirmDeletedInput, ConfirmDeletedResult } from './contract';
import { lookAgainWithin, lookTolerance } from './looks';

/**
 * Waits until the record reads `DELETED`. Reads only: running twice changes nothing; its retries are the looks.
 *
 * A record that cannot be found is not one that is gone: code 100/33 means missing or not permitted.
 */
export async function confirmDeleted(
  attempt: Attempt,
  { allocationId, patienceMs }: ConfirmDeletedInput,
): Promise<ConfirmDeletedResult> {
  const record = await readPart(
    () => attempt.deps.graph.getAllocation(attempt.read, allocationId),
    lookTolerance(attempt, patienceMs),
  );
  const status = record.ok ? (record.value.requestStatus ?? null) : null;
  if (isDeleted({ status })) return { kind: 'deleted', text: `Allocation ${allocationId} reads ${status}` };
  const text = record.ok
    ? `Allocation ${allocationId} reads ${status ?? 'no status, which is an active record'}, not DELETED`
    : `Allocation ${allocationId} cannot be read: ${record.why}`;
  lookAgainWithin(attempt, patienceMs, text);
  return { kind: record.ok ? 'still-there' : 'unreadable', text };
}
