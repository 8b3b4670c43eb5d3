/** Meta's proof of a share: the allocation's `receiving_credential` is the account's `primary_funding_id`. */
import type { Attempt } from '../guards';
import type { VerifyFundingInput, VerifyFundingResult } from './contract';
import { lookAtFunding, payerText } from './funding-look';
import { lookAgainWithin, lookTolerance } from './looks';

/**
 * Waits until the allocation pays for the account. Reads only: running twice changes nothing; its retries are the looks.
 *
 * How long Meta takes to show it is not documented, so whatever else is seen is looked at again until `verifyMs` have
 * passed; then a person is told what was seen last.
 */
export async function verifyFunding(attempt: Attempt, input: VerifyFundingInput): Promise<VerifyFundingResult> {
  const { run, wabaId, lineId, allocationId, verifyMs } = input;
  const asked = { wabaId, businessId: run.businessId, lineId, allocationId };
  const payer = await lookAtFunding(attempt, asked, lookTolerance(attempt, verifyMs));
  if (payer.by === 'our-line') return { kind: 'verified', allocationId: payer.allocation.id };
  const wanted = allocationId === null ? `an allocation of line ${lineId}` : `allocation ${allocationId}`;
  const text = `${payerText(wabaId, payer)}; ${wanted} was expected to`;
  lookAgainWithin(attempt, verifyMs, text);
  return { kind: 'not-verified', text };
}
