/** What a migration asks about its clone: whether Meta has funded it by itself. */
import type { Attempt } from '../guards';
import { readPart } from '../account/parts';
import type { AwaitFundingInput, AwaitFundingResult } from './contract';
import { lookAgainWithin, lookTolerance } from './looks';

/**
 * Waits until somebody pays for the clone, for as long as `graceMs`. Reads only: running twice changes nothing; its
 * retries are the looks. Where Meta refuses to show the funding, waiting shows nothing either.
 */
export async function awaitFunding(attempt: Attempt, input: AwaitFundingInput): Promise<AwaitFundingResult> {
  const { destinationWabaId, graceMs } = input;
  const clone = await readPart(
    () => attempt.deps.graph.getWaba(attempt.read, destinationWabaId),
    lookTolerance(attempt, graceMs),
  );
  if (!clone.ok || !clone.value.fundingReadable) return { kind: 'unknown' };
  if (clone.value.primaryFundingId !== undefined) return { kind: 'funded' };
  lookAgainWithin(attempt, graceMs, `Nobody pays for WABA ${destinationWabaId} yet`);
  return { kind: 'unfunded' };
}
