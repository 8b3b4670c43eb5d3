/** The DELETEs of a revoke, one record after the other: each sent once, its lost answer decided by reading. */
import { isDeleted, type AllocationView } from '../../domain/credit/funding';
import { reading, throwIfInterrupted, waitToSend } from '../runs/interruptible';
import { known } from '../runs/known';
import { once } from '../runs/once';
import { confirmGone, recordsNow } from './looks';
import { deleteAllocation } from './proxies';
import type { RevokeRun } from './revoke-run';

/** The first DELETE, and one more where reading shows that the first did not happen. */
const MAX_LOST = 2;

/** Deletes one record; what became of it is on the report, or waits to be confirmed. A cancellation ends the step. */
export async function deleteOne(run: RevokeRun, { id, lineId }: AllocationView): Promise<void> {
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
        return isGone(run, id, lost);
      case 'not-attributable':
        run.report.notAttributable.push(id);
        return run.note(`Allocation ${id} was not deleted: ${answer.text}`);
      case 'not-sent-yet':
        await waitToSend(run, answer);
        continue;
      case 'refused':
        run.noteTrace(answer.details.fbtraceId);
        run.deleteSent ||= answer.sent;
        // Somebody else may have deleted it between the look and the call, which is a reason to refuse it.
        if (answer.sent && (await confirmGone(run, id, 0)).kind === 'deleted') return isGone(run, id, lost);
        return fail(run, id, answer.message);
      case 'unknown': {
        run.deleteSent = true;
        lost += 1;
        run.note(`Whether allocation ${id} was deleted is not known, for the answer was lost (${answer.message}).`);
        const seen = await confirmGone(run, id, run.patienceMs('settleFor'));
        if (seen.kind === 'deleted') return isRevoked(run, id);
        if (seen.kind === 'unreadable' || lost >= MAX_LOST) return fail(run, id, seen.text);
      }
    }
  }
}

/** Waits until every record that was deleted reads so; one that does not counts as not revoked. */
export async function confirmAll(run: RevokeRun): Promise<void> {
  run.allSent = true;
  const patienceMs = run.patienceMs('verifyFor');
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
  for (const { id } of run.targets()) if (!run.tells(id)) run.report.failed.push({ id, why });
}

/** Looks at the records of the business once more: one that the report does not name still pays, and is listed. */
export async function listOthers(run: RevokeRun): Promise<void> {
  const now = await reading(run, () => recordsNow(run));
  if ('unread' in now) {
    run.othersUnread = now.unread;
    return;
  }
  for (const record of now.radius.allocations) {
    if (isDeleted(record) || run.tells(record.id)) continue;
    if (run.isOurs(record)) fail(run, record.id, 'it came to be while the revoke ran, or was listed only later');
    else run.report.notAttributable.push(record.id);
  }
}

/** A record that somebody else has deleted, or this run where an earlier DELETE of its own lost its answer. */
function isGone(run: RevokeRun, id: string, lost: number): void {
  (lost > 0 ? run.report.revoked : run.report.alreadyRevoked).push(id);
  run.note(`Allocation ${id} reads DELETED.`);
}

function isRevoked(run: RevokeRun, id: string): void {
  run.report.revoked.push(id);
  run.note(`Allocation ${id} reads DELETED: revoked.`);
}

function fail(run: RevokeRun, id: string, why: string): void {
  run.report.failed.push({ id, why });
  run.note(`Allocation ${id} was not revoked: ${why}`);
}
