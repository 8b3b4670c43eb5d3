/**
 * Writes that must not happen twice: what is known before the call is sent, and what its answer proves.
 *
 * A write has one attempt, so nothing that shows that it was not sent may be lost in a thrown failure.
 */
import type { NotSentYet, Refused } from './contract';
import { detailsOf, problemOf, waitOf } from './failures';
import { isGraphError, type GraphError } from './graph/errors';
import type { Attempt } from './guards';
import { RunsUnreadableError } from './runs';

/** The pause after an API, or Temporal, that did not answer before anything was sent. */
const UNAVAILABLE_WAIT_MS = 30_000;

/** A write whose answer was lost: it may have happened. */
export interface Unknown {
  readonly kind: 'unknown';
  readonly message: string;
}

/** Whether a revoke of the business's credit is open, so that nothing is to be sent now. */
export async function isRevokeOpen(attempt: Attempt, businessId: string | null): Promise<boolean> {
  return businessId !== null && (await attempt.deps.runs.isRevokeOpen(businessId));
}

/** A refusal of our own, before anything was sent. */
export function refusedBeforeSending(kind: string, message: string): Refused {
  const details = { kind, httpStatus: null, code: null, subcode: null, fbtraceId: null };
  return { kind: 'refused', sent: false, message, details };
}

/**
 * Runs the looks before a write. Throttled or without an answer: nothing was sent, wait and come again. Refused: nothing
 * was sent, and a person has to see to it.
 */
export async function waitBeforeSending<T>(look: () => Promise<T>): Promise<T | NotSentYet | Refused> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof RunsUnreadableError) return unavailable(error.message);
    if (isGraphError(error)) return nothingHappened(error, { sent: false });
    throw error;
  }
}

/**
 * Sends a write, once, and says what its answer proves. Only a refusal proves that nothing happened; an answer that
 * cannot be read, or an error that is not Meta's, proves nothing.
 */
export async function sendOnce<A, R>(
  attempt: Attempt,
  send: () => Promise<A>,
  answered: (answer: A) => R,
): Promise<R | NotSentYet | Refused | Unknown> {
  // Temporal has given up on this attempt, and the run may have gone on without it: from here nothing is sent.
  if (attempt.read.signal?.aborted) return unavailable('The attempt was cancelled before anything was sent.');
  let answer: A;
  try {
    answer = await send();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (!isGraphError(error)) return { kind: 'unknown', message };
    const problem = problemOf(error);
    return problem === 'wait' || problem === 'again' || problem === 'refused'
      ? // Without an answer of Meta's the client itself would not send it.
        nothingHappened(error, { sent: error.httpStatus !== undefined })
      : { kind: 'unknown', message };
  }
  return answered(answer);
}

/** `sent`: whether the call that failed is the write itself. */
function nothingHappened(error: GraphError, { sent }: { sent: boolean }): NotSentYet | Refused {
  switch (problemOf(error)) {
    case 'wait':
      return { kind: 'not-sent-yet', why: 'throttled', waitMs: waitOf(error), text: error.message };
    case 'refused':
    case 'invalid':
      return { kind: 'refused', sent, message: error.message, details: detailsOf(error) };
    case 'again':
    case 'lost':
    case 'aborted':
      return unavailable(error.message);
  }
}

function unavailable(text: string): NotSentYet {
  return { kind: 'not-sent-yet', why: 'unavailable', waitMs: UNAVAILABLE_WAIT_MS, text };
}
