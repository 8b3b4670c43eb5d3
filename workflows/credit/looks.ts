/** The looks on which a credit operation decides. One that fails for good decides nothing, and a person is asked. */
import { ActivityFailure } from '@temporalio/workflow';
import type { Radius } from '../../domain/credit/funding';
import type { ConfirmDeletedResult, SettleShareResult, VerifyFundingResult } from '../../activities/credit/contract';
import { known } from '../runs/known';
import { failureMessageOf, failureTypeOf } from '../runs/once';
import type { Effect } from './effects';
import { confirmDeleted, readRadius, settleShare, verifyFunding, within } from './proxies';
import type { RevokeRun } from './revoke-run';
import type { CreditRun } from './run';
import type { ShareRun } from './share-run';

/** Whether a call whose answer was lost did something, or whether what it did is still there. */
export async function settle(run: ShareRun, { call }: Effect): Promise<SettleShareResult> {
  const settleMs = run.patienceMs('settleFor');
  const asked = { run: known(run.ref), call, wabaId: run.input.wabaId, facts: known(run.facts), settleMs };
  return await orElse(settleShare.executeWithOptions(within(settleMs), [asked]), (text) => ({
    kind: 'undecidable',
    allocationId: null,
    text,
  }));
}

/** Meta's proof that the allocation pays for the account, waited for as long as the policy says. */
export async function verify(run: ShareRun): Promise<VerifyFundingResult> {
  const verifyMs = run.patienceMs('verifyFor');
  const { wabaId } = run.input;
  const asked = {
    run: known(run.ref),
    wabaId,
    lineId: known(run.lineId),
    allocationId: run.namedAllocation,
    verifyMs,
  };
  return await orElse(verifyFunding.executeWithOptions(within(verifyMs), [asked]), (text) => ({
    kind: 'not-verified',
    text,
  }));
}

/** Whether a record reads `DELETED`, waited for as long as `patienceMs`. */
export async function confirmGone(
  run: CreditRun,
  allocationId: string,
  patienceMs: number,
): Promise<ConfirmDeletedResult> {
  const asked = { run: known(run.ref), allocationId, patienceMs };
  return await orElse(confirmDeleted.executeWithOptions(within(patienceMs), [asked]), (text) => ({
    kind: 'unreadable',
    text,
  }));
}

/** Our records for the business of a revoke as they are now; why where they cannot be read in time. */
export async function recordsNow(run: RevokeRun): Promise<{ readonly radius: Radius } | { readonly unread: string }> {
  const { businessId, tokenRef } = run.input;
  const options = { summary: 'Look whether another record has come', ...within(run.patienceMs('settleFor')) };
  const look = async (): Promise<{ readonly radius: Radius } | { readonly unread: string }> => {
    const { radius, graphOrigin } = await readRadius.executeWithOptions(options, [
      { businessId, tokenRef, evidenceNumber: null },
    ]);
    const { graphOrigin: expected } = known(run.ref);
    return graphOrigin === expected ? { radius } : { unread: `it was read on ${graphOrigin}, not on ${expected}` };
  };
  return await orElse(look(), (unread) => ({ unread }));
}

async function orElse<T>(look: Promise<T>, undecided: (text: string) => T): Promise<T> {
  try {
    return await look;
  } catch (error) {
    if (!(error instanceof ActivityFailure) || failureTypeOf(error) === 'RunWasReset') throw error;
    return undecided(failureMessageOf(error));
  }
}
