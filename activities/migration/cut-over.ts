/** The irreversible write: tells Meta to move the numbers, after a last look. */
import { changedParts, REPEAT_FIELDS } from '../../domain/digest';
import type { CutOverInput, CutOverResult } from '../contract';
import { takeFingerprint } from '../account/fingerprint';
import type { Attempt } from '../guards';
import { isRevokeOpen, sendOnce, waitBeforeSending } from '../send-once';

/**
 * Calls `resume_migration`, once, if everything is still as it was approved.
 *
 * If it runs twice: a second resume of one READY_TO_COMPLETE is not documented, so it has one attempt. The look before
 * the call is made in the same activity, so that nothing stands between them but the call; whatever stops it before the
 * POST comes back as a value that says so.
 */
export async function cutOver(attempt: Attempt, input: CutOverInput): Promise<CutOverResult> {
  const { run, migrationId, destinationWabaId, ownerBusinessId, fingerprint: approved } = input;
  let statusBefore = '';
  const held = await waitBeforeSending(async (): Promise<CutOverResult | undefined> => {
    if (await isRevokeOpen(attempt, ownerBusinessId)) {
      const text = `The credit of business ${ownerBusinessId} is being revoked; no number moves until that has ended.`;
      return { kind: 'not-sent-yet', why: 'revoke-open', waitMs: 60_000, text };
    }
    const now = await takeFingerprint(attempt, { wabaId: run.wabaId, destinationWabaId, migrationId }, approved);
    statusBefore = now.migrationStatus;
    if (!isReady(now.migrationStatus, input)) return { kind: 'not-ready', status: now.migrationStatus };
    const changed =
      input.attempt === 'first' ? changedParts(approved, now) : changedParts(approved, now, REPEAT_FIELDS);
    return changed.length > 0 ? { kind: 'drifted', changed } : undefined;
  });
  if (held !== undefined) return held;

  const result = await sendOnce(
    attempt,
    () => attempt.deps.graph.resumeMigration({ ...attempt.write, budgetOf: run.wabaId }, migrationId),
    ({ status }) => ({ kind: 'sent' as const, status, statusBefore }),
  );
  return result.kind === 'unknown' ? { ...result, statusBefore } : result;
}

/** Meta's page: resume from READY_TO_COMPLETE, and again only after FAILED_TO_COMPLETE. */
function isReady(status: string, { attempt, allowReady }: CutOverInput): boolean {
  if (attempt === 'first') return status === 'READY_TO_COMPLETE';
  return status === 'FAILED_TO_COMPLETE' || (allowReady && status === 'READY_TO_COMPLETE');
}
