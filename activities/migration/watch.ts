/** Watches, while a person decides, whether what was verified is still so. Its retries are the re-checks. */
import { changedParts } from '../../domain/digest';
import type { WatchInput, WatchResult } from '../contract';
import { applicationFailure, problemOf } from '../failures';
import { takeFingerprint } from '../account/fingerprint';
import { isGraphError } from '../graph/errors';
import type { Attempt } from '../guards';

/**
 * Ends when a part of the fingerprint has changed. Reads only: running twice changes nothing.
 *
 * The first attempt does not look: the verification was made a moment ago. What cannot be read is looked at again
 * later: a refusal says nothing about the account.
 */
export async function watchFingerprint(attempt: Attempt, input: WatchInput): Promise<WatchResult> {
  const { run, migrationId, destinationWabaId, recheckMs: nextRetryDelayMs } = input;
  const nothing = (text: string) => applicationFailure('NothingChanged', text, { nextRetryDelayMs });
  if (attempt.number === 1) throw nothing('Verified just now');
  try {
    const now = await takeFingerprint(
      attempt,
      { wabaId: run.wabaId, destinationWabaId, migrationId },
      input.fingerprint,
    );
    const changed = changedParts(input.fingerprint, now);
    if (changed.length > 0) return { changed };
  } catch (error) {
    if (!isGraphError(error)) throw error;
    const problem = problemOf(error);
    if (problem === 'wait' || problem === 'aborted') throw error;
    throw applicationFailure('GraphUnavailable', `Looked at again later: ${error.message}`, { nextRetryDelayMs });
  }
  throw nothing('Nothing changed');
}
