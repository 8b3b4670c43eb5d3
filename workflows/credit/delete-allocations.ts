/** The DELETEs of a revoke, one record after the other: each sent once, its lost answer decided by reading. */
import type { AllocationView } from '../../domain/credit/funding';
import { throwIfInterrupted, waitToSend } from '../runs/interruptible';
import { known } from '../runs/known';
import { once } from '../runs/once';
import { confirmGone } from './looks';
import { deleteAllocation } from './proxies';
import type { RevokeRun } from './revoke-run';

/** The first DELETE, and one more where reading shows that the first did not happen. */
const MAX_LOST = 2;

/** Deletes one record; what became of it is on the report, or waits to be confirmed. A cancellation ends the step. */
export async function deleteOne(run: RevokeRun, { id, lineId }: AllocationView): Promise<void> {
  const { report } = run;
  const summary = `Delete allocation ${id}`;
  for (let lost = 0; ;) {
    throwIfInterrupted(run);
    const answer = await once(() =>
      deleteAllocation.executeWithOptions({ summary }, [{ run: known(run.ref), allocationId: id, lineId }]),
    );
    switch (answer.kind) {
      case 'deleted':
        run.deleteSent = true;
        run.unconfirmed.push(id);
        return run.note(`Allocation ${id} was deleted.`);
      case 'already-deleted':
        // Deleted by this run where its own DELETE lost its answer.
        (lost > 0 ? report.revoked : report.alreadyRevoked).push(id);
        return run.note(`Allocation ${id} reads DELETED.`);
      case 'not-attributable':
        report.notAttributable.push(id);
        return run.note(`Allocation ${id} was not deleted: ${answer.text}`);
      case 'not-sent-yet':
        await waitToSend(run, answer);
        continue;
      case 'refused':
        run.noteTrace(answer.details.fbtraceId);
        run.deleteSent ||= answer.sent;
        return fail(run, id, answer.message);
      case 'unknown': {
        run.deleteSent = true;
        lost += 1;
        run.note(`Whether allocation ${id} was deleted is not known, for the answer was lost (${answer.message}).`);
        const seen = await confirmGone(run, id, run.policyMs('settleFor'));
        if (seen.kind === 'deleted') return isRevoked(run, id);
        if (seen.kind === 'unreadable' || lost >= MAX_LOST) return fail(run, id, seen.text);
      }
    }
  }
}

/** Waits until every record that was deleted reads so; one that does not counts as not revoked. */
export async function confirmAll(run: RevokeRun): Promise<void> {
  run.allSent = true;
  const patienceMs = run.policyMs('verifyFor');
  const confirmed = await Promise.all(
    run.unconfirmed.map(async (id) => ({ id, seen: await confirmGone(run, id, patienceMs) })),
  );
  for (const { id, seen } of confirmed) {
    if (seen.kind === 'deleted') isRevoked(run, id);
    else fail(run, id, `Meta said that it was deleted, but: ${seen.text}`);
  }
}

/** Lists every record whose fate is open as not revoked. */
export function failTheRest(run: RevokeRun, why: string): void {
  const { revoked, alreadyRevoked, failed, notAttributable } = run.report;
  const told = new Set([...revoked, ...alreadyRevoked, ...failed.map(({ id }) => id), ...notAttributable]);
  for (const { id } of run.targets()) if (!told.has(id)) failed.push({ id, why });
}

function isRevoked(run: RevokeRun, id: string): void {
  run.report.revoked.push(id);
  run.note(`Allocation ${id} reads DELETED: revoked.`);
}

function fail(run: RevokeRun, id: string, why: string): void {
  run.report.failed.push({ id, why });
  run.note(`Allocation ${id} was not revoked: ${why}`);
}
