/** Looks that are repeated until something shows: their retries are the looks, so that none costs history. */
import { pauseAfter } from '../cadence';
import { applicationFailure } from '../failures';
import type { Attempt } from '../guards';
import type { Tolerance } from '../account/parts';

/**
 * What a look may take for unreadable. Refusals always; an API that does not answer only once the patience is over, for
 * until then it is simply asked again. Throttling is waited for, however long.
 */
export function lookTolerance(attempt: Attempt, patienceMs: number): Tolerance {
  return { unavailable: attempt.ageMs >= patienceMs, throttled: false };
}

/**
 * Fails with `NotYetConfirmed`, to be looked at again, as long as there is patience left; then it returns, and what was
 * seen last counts.
 */
export function lookAgainWithin(attempt: Attempt, patienceMs: number, text: string): void {
  const leftMs = patienceMs - attempt.ageMs;
  if (leftMs <= 0) return;
  const pauseMs = pauseAfter(attempt.ageMs, attempt.deps.poll, { fast: true });
  throw applicationFailure('NotYetConfirmed', `${text} (look ${attempt.number})`, {
    nextRetryDelayMs: Math.min(pauseMs, leftMs),
  });
}
