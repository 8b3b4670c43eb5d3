/**
 * Who pays for the clone. Where Meta leaves it unfunded, the line named is shared with the owner's business by the same
 * operation that people start by hand, under the same id, so that one credit operation of a business runs at a time.
 */
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import {
  ApplicationFailure,
  ChildWorkflowCancellationType,
  ChildWorkflowFailure,
  condition,
  ParentClosePolicy,
  setHandler,
  startChild,
  type ChildWorkflowHandle,
} from '@temporalio/workflow';
import type { NotSentYet } from '../../activities/contract';
import type { PrepareShareResult } from '../../activities/credit/contract';
import { shareSummary } from '../../domain/credit/input';
import type { CreditRunState } from '../../domain/credit/state';
import { creditLineWorkflowId, WORKFLOW_TYPES } from '../../domain/ids';
import { allocationMadeSignal, linesRevokedSignal } from '../messages';
import { reading, throwIfInterrupted, waitToSend } from '../runs/interruptible';
import { known } from '../runs/known';
import type { shareCreditLine } from '../share-credit-line.workflow';
import { awaitFunding, prepareShare } from './proxies';
import type { MigrationRun } from './run';
import { help } from './sentences';
import { clearToWrite } from './waits';

type Share = ChildWorkflowHandle<typeof shareCreditLine>;

/** How long Meta may take to show a credit operation of the business that is open, before it is looked at again. */
const TAKEN_WAIT_MS = 5_000;

/**
 * Hears of the business's credit operations: a share that this run started tells what it made, so that an abandoned run
 * can list it; a revoke that was forced past this run tells that nothing is to be shared again unasked.
 */
export function listenToCredit(run: MigrationRun): void {
  setHandler(allocationMadeSignal, (allocation) => run.noteAllocation(allocation));
  setHandler(linesRevokedSignal, ({ businessId, workflowId }) => {
    run.revokedBy = workflowId;
    run.note(`The lines of business ${businessId} were revoked by ${workflowId}.`);
  });
}

/** Whether the clone was found without anybody who pays for it, although the start names a line that is to. */
export function isUnfunded({ input, verification }: MigrationRun): boolean {
  return input.extendedCreditId !== undefined && verification?.cloneFundedBy === 'nobody';
}

/**
 * Gives Meta the time of `fundingGrace` to fund the clone by itself, then shares the line named. Returns null where the
 * clone is to be verified anew, else where the run goes.
 */
export async function fundClone(run: MigrationRun): Promise<'needs-operator' | null> {
  const businessId = run.source?.ownerBusinessId ?? run.input.businessId ?? null;
  const destinationWabaId = known(run.destinationWabaId);
  const graceMs = run.policyMs('fundingGrace');
  if (run.revokedBy !== null) return wasRevoked(run, run.revokedBy);
  const grace = `Nobody pays for the clone yet; Meta has ${run.input.policy.fundingGrace} to fund it by itself.`;
  run.note(grace);
  run.waitFor(grace, new Date(Date.now() + graceMs));
  const asked = { run: run.ref, destinationWabaId, ownerBusinessId: businessId, graceMs };
  const { kind } = await reading(run, () => awaitFunding(asked));
  run.waitFor(null);
  // Funded: seen by the next verification. Not readable: that one says so. Without an owner nothing can be shared.
  if (kind !== 'unfunded' || businessId === null) return null;

  const share = await startShare(run, businessId, await prepare(run, businessId, destinationWabaId));
  if ('revokedBy' in share) return wasRevoked(run, share.revokedBy);
  try {
    const state = await endOfShare(run, share);
    run.waitFor(null);
    adoptAllocations(run, state);
    const reason = state.outcome?.reason ?? 'the share has completed';
    if (state.outcome?.allocationId == null) return notFunded(run, share, `ended completed: ${reason}`);
    run.note(`The clone is funded: ${reason}`);
    return null;
  } catch (error) {
    if (!(error instanceof ChildWorkflowFailure)) throw error;
    return shareFailed(run, share, error);
  }
}

/** Waits for the end of the share. An abandonment does not: the share goes on by itself. */
async function endOfShare(run: MigrationRun, share: Share): Promise<CreditRunState> {
  let hasEnded = false;
  const result = share.result().finally(() => (hasEnded = true));
  result.catch(() => undefined);
  await condition(() => hasEnded || run.abandonment !== null);
  if (!hasEnded) throwIfInterrupted(run);
  return await result;
}

async function prepare(run: MigrationRun, businessId: string, wabaId: string): Promise<PrepareShareResult> {
  const { targetCurrency, extendedCreditId, creditMethod, tokenRef, customerTokenRef, startedBy } = run.input;
  return await reading(run, () =>
    prepareShare({
      run: run.ref,
      businessId,
      wabaId,
      currency: targetCurrency,
      extendedCreditId: known(extendedCreditId ?? null),
      method: creditMethod,
      tokenRef,
      customerTokenRef: customerTokenRef ?? null,
      startedBy,
    }),
  );
}

/**
 * Starts the share, as soon as no other credit operation of the business is open. It outlives this run. Where that other
 * one was a revoke which was forced past this run, nothing is started.
 */
async function startShare(
  run: MigrationRun,
  businessId: string,
  share: PrepareShareResult,
): Promise<Share | { readonly revokedBy: string }> {
  const workflowId = creditLineWorkflowId(businessId);
  const taken: NotSentYet = {
    kind: 'not-sent-yet',
    why: 'credit-operation-open',
    waitMs: TAKEN_WAIT_MS,
    text: `The clone is to be funded by a share, but another credit operation of business ${businessId} is open (${workflowId}).`,
  };
  for (;;) {
    await clearToWrite(run);
    const { revokedBy } = run;
    if (revokedBy !== null) return { revokedBy };
    try {
      const child: Share = await startChild<typeof shareCreditLine>(WORKFLOW_TYPES.shareCreditLine, {
        workflowId,
        args: [share.input],
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
        parentClosePolicy: ParentClosePolicy.ABANDON,
        cancellationType: ChildWorkflowCancellationType.ABANDON,
        memo: { inputDigest: share.inputDigest, startedBy: share.input.startedBy },
        staticSummary: shareSummary(share.input),
      });
      run.note(`Nobody pays for the clone: the line is shared by ${workflowId}.`);
      run.waitFor(`The share of the line (${workflowId}) is under way.`);
      return child;
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
      await waitToSend(run, taken);
    }
  }
}

/** Somebody has taken the funding from the business knowing of this run: whether it is to come back, a person says. */
function wasRevoked(run: MigrationRun, revokedBy: string): 'needs-operator' {
  run.revokedBy = null;
  const what = `Nobody pays for the clone: ${revokedBy} revoked the lines of the business while this run was open, so nothing is shared unasked.`;
  return run.stopFor(`${what} ${help('verify', 'looks again and shares the line anew where nobody pays')}`, 'verify');
}

/** A share that did not complete: what it leaves is listed, and a person sees to it. */
function shareFailed(run: MigrationRun, share: Share, error: ChildWorkflowFailure): 'needs-operator' {
  const { cause } = error;
  const state = cause instanceof ApplicationFailure ? (cause.details?.[0] as CreditRunState | undefined) : undefined;
  if (state !== undefined) adoptAllocations(run, state);
  const why = state?.outcome?.reason ?? cause?.message ?? error.message;
  return notFunded(run, share, `ended ${state?.phase ?? 'badly'}: ${why}`);
}

function notFunded(run: MigrationRun, { workflowId }: Share, ended: string): 'needs-operator' {
  const what = `The clone is not proven to be funded: the share ${workflowId} ${ended}`;
  return run.stopFor(`${what} ${help('verify', 'looks again and shares anew where nobody pays')}`, 'verify');
}

/** Keeps what the share made and what it leaves; what it took back is gone. */
function adoptAllocations(run: MigrationRun, { businessId, outcome }: CreditRunState): void {
  for (const { kind, id } of [...(outcome?.made ?? []), ...(outcome?.left ?? [])])
    if (kind === 'allocation' && !run.allocations.some((known) => known.id === id))
      run.noteAllocation({ id, businessId });
  for (const { kind, id } of outcome?.undone ?? []) if (kind === 'allocation') run.forgetAllocation(id);
}
