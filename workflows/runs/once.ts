/** Answers of writes that are attempted once: what a failure of the activity itself says about the write. */
import { ActivityFailure, ApplicationFailure } from '@temporalio/workflow';
import type { NotSentYet } from '../../activities/contract';
import type { FailureType } from '../../domain/failures';

/** Thrown by an activity before it makes any call: another worker may do better in a while. */
const BEFORE_ANY_CALL: readonly FailureType[] = ['WrongGraph', 'TokenMissing', 'PayloadKeyMissing'];
const RETRY_IN_MS = 15_000;

/** A write whose answer was lost: it may have happened. */
export interface Unknown {
  readonly kind: 'unknown';
  readonly message: string;
}

/**
 * Runs a write once. A worker that could not begin is `not-sent-yet`; one that vanished in the middle (a timeout, a
 * crash) is `unknown`, never a failure: the write may have happened. A refusal by the reset guard is passed on.
 */
export async function once<T>(write: () => Promise<T>): Promise<T | NotSentYet | Unknown> {
  try {
    return await write();
  } catch (error) {
    if (!(error instanceof ActivityFailure)) throw error;
    const type = failureTypeOf(error);
    if (type === 'RunWasReset') throw error;
    const message = failureMessageOf(error);
    if (BEFORE_ANY_CALL.includes(type as FailureType)) {
      return { kind: 'not-sent-yet', why: 'unavailable', waitMs: RETRY_IN_MS, text: message };
    }
    return { kind: 'unknown', message };
  }
}

/** The `ApplicationFailure` type behind a failed activity, if it has one. */
export function failureTypeOf(error: ActivityFailure): string | undefined {
  return error.cause instanceof ApplicationFailure ? (error.cause.type ?? undefined) : undefined;
}

/** What a failed activity says, without the words that Temporal wraps around it. */
export function failureMessageOf(error: ActivityFailure): string {
  return error.cause?.message ?? error.message;
}
