/**
 * Revokes every line of ours from a customer's business, which defunds all its accounts: the runbook. One function per
 * phase, in order; each returns the move to the next, and which there are is in `domain/credit/phases.ts`.
 */
import { revokeInputSchema, type RevokeStart } from '../domain/credit/input';
import type { CreditRunState } from '../domain/credit/state';
import { counted } from '../domain/counted';
import { conduct } from './credit/conduct';
import { confirmAll, deleteOne, failTheRest, listOthers } from './credit/delete-allocations';
import { tellForcedRuns } from './credit/forced-runs';
import { moveTo, type After, type Move } from './credit/moves';
import { readRadius } from './credit/proxies';
import { RevokeRun } from './credit/revoke-run';
import { parseStart } from './runs/parse-start';
import { Interrupted, reading } from './runs/interruptible';

/**
 * Revokes every line from a business. Returns the final state (`completed`); throws an `ApplicationFailure` of type
 * CreditLineRefused or CreditLineFailed (something stayed) whose details hold it.
 */
export async function revokeCreditLine(start: RevokeStart): Promise<CreditRunState> {
  const input = parseStart(revokeInputSchema, start);
  return await conduct(() => new RevokeRun(input), { steps: { checking, writing, verifying }, cancelled, wasReset });
}

/** Reads what would be defunded: it must be what was seen when the revoke was asked for, or confirmed since. */
async function checking(run: RevokeRun): After<'checking'> {
  const { businessId, tokenRef, forceRuns } = run.input;
  const evidenceNumber = run.evidencePath === null ? run.nextEvidenceNumber() : null;
  const { graphOrigin, runId, dashboardUrl, radius, evidencePath } = await reading(run, () =>
    readRadius({ businessId, tokenRef, evidenceNumber }),
  );
  // The first look decides which run may write: a reset after it never does.
  run.ref ??= { businessId, tokenRef, customerTokenRef: null, graphOrigin, checkedRunId: runId };
  run.dashboardUrl = dashboardUrl ?? null;
  run.evidencePath ??= evidencePath;
  run.adopt(radius);

  const targets = run.targets();
  if (targets.length === 0) return await nothingToRevoke(run);

  const inTheWay = radius.openRuns.filter(({ workflowId }) => !forceRuns.includes(workflowId));
  if (inTheWay.length > 0) {
    const names = inTheWay.map(({ workflowId, phase }) => `${workflowId} (${phase ?? 'phase unknown'})`).join(', ');
    const force = inTheWay.map(({ workflowId }) => `--force-run ${workflowId}`).join(' ');
    const what = `Nothing was revoked: ${counted(inTheWay.length, 'migration')} of the business would lose the funding: ${names}.`;
    return moveTo('refused', `${what} End them first, or start again with ${force}.`);
  }
  if (radius.digest !== (run.confirmedRadius ?? run.input.radius)) {
    const what = `What would be defunded is not what was confirmed: now ${counted(targets.length, 'allocation')} with ${counted(radius.wabas.length, 'account')} and ${counted(radius.numbers, 'number')}, digest ${radius.digest}.`;
    const help = 'confirm-radius with this digest goes on; cancel ends this run, and nothing was revoked.';
    return run.stopFor({ sentence: `${what} ${help}`, verbs: ['confirm-radius', 'cancel'], retry: 'checking' });
  }
  return moveTo('writing', `Revokes ${counted(targets.length, 'allocation')} of business ${businessId}.`);
}

/** Deletes the records, one after the other; one that stays does not keep the others. */
async function writing(run: RevokeRun): After<'writing'> {
  try {
    for (const allocation of run.targets()) await deleteOne(run, allocation);
  } catch (error) {
    if (!(error instanceof Interrupted) || !run.deleteSent) throw error;
    run.wasCut = true;
  }
  return moveTo(
    'verifying',
    run.wasCut ? 'Cancelled: no further record is revoked.' : 'Waits until every record reads DELETED.',
  );
}

/** Confirms what was deleted, and tells record by record what became of it. */
async function verifying(run: RevokeRun): After<'verifying'> {
  await tellForcedRuns(run);
  await confirmAll(run);
  if (run.wasCut) failTheRest(run, 'cancelled before it was revoked');
  await listOthers(run);
  return run.isClean
    ? moveTo('completed', `${counted(run.report.revoked.length, 'allocation')} of business ${run.businessId} revoked.`)
    : moveTo('failed', run.whatStayed(), run.wasCut ? (run.cancellation?.by ?? null) : null);
}

/** No live record of the business: that is the end, but where something may be hidden or shows only now. */
async function nothingToRevoke(run: RevokeRun): Promise<Move<'completed' | 'failed'>> {
  await listOthers(run);
  if (!run.isClean) return moveTo('failed', run.whatStayed());
  return moveTo('completed', `Business ${run.businessId} has no live allocation of ours; there was nothing to revoke.`);
}

/** A cancellation before the first DELETE. */
function cancelled(run: RevokeRun): Move<'refused'> {
  return moveTo('refused', 'Cancelled before anything was revoked.', run.cancellation?.by ?? null);
}

/** A run that was reset deletes nothing more; what it does not know to be gone counts as not revoked. */
async function wasReset(run: RevokeRun, message: string): Promise<Move<'failed'>> {
  if (run.deleteSent) await tellForcedRuns(run);
  failTheRest(run, 'the run was reset before it was seen to be gone');
  return moveTo('failed', message);
}
