/**
 * How a failed call becomes a failure that Temporal retries or hands to the workflow: the one place where activities
 * make an `ApplicationFailure`.
 */
import { Context } from '@temporalio/activity';
import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import { BENIGN_FAILURES, failure, type FailureType, type GraphFailureDetails } from '../domain/failures';
import { isGraphError, type GraphError, type GraphErrorKind } from './graph/errors';
import { RunsUnreadableError } from './runs';

/** An `ApplicationFailure` of the closed set, with the category that Temporal logs it under. */
export function applicationFailure(
  type: FailureType,
  message: string,
  more: { details?: unknown[]; nextRetryDelayMs?: number } = {},
): ApplicationFailure {
  const category = BENIGN_FAILURES.includes(type) ? { category: ApplicationFailureCategory.BENIGN } : {};
  return ApplicationFailure.create({ ...failure(type, message, more), ...category });
}

/** What a caller can do about a failed call. */
export type GraphProblem =
  /** Nothing happened; wait `waitMs` and call again. */
  | 'wait'
  /** A read that failed in passing, or a call that was not sent: call again. */
  | 'again'
  /** Meta said no: calling again changes nothing. */
  | 'refused'
  /** The answer cannot be understood. */
  | 'invalid'
  /** A write that may have happened. */
  | 'lost'
  /** We stopped it ourselves. */
  | 'aborted';

const PROBLEMS = {
  throttled: 'wait',
  'over-budget': 'wait',
  unavailable: 'again',
  'outcome-unknown': 'lost',
  auth: 'refused',
  permission: 'refused',
  'missing-or-forbidden': 'refused',
  parameter: 'refused',
  policy: 'refused',
  billing: 'refused',
  number: 'refused',
  message: 'refused',
  refused: 'refused',
  'invalid-answer': 'invalid',
  aborted: 'aborted',
} as const satisfies Record<GraphErrorKind, GraphProblem>;

/** What a caller can do about this failed call. */
export function problemOf(error: GraphError): GraphProblem {
  return PROBLEMS[error.kind];
}

/** How long to wait before the next call where Meta gave no time: a minute, the unit in which Meta counts. */
export const DEFAULT_WAIT_MS = 60_000;

/** The wait that a throttled or over-budget call asks for, in milliseconds. */
export function waitOf(error: GraphError): number {
  return Math.max(1, error.waitMs ?? DEFAULT_WAIT_MS);
}

/** The facts about a refusal that history may keep. */
export function detailsOf(error: GraphError): GraphFailureDetails {
  return {
    kind: error.kind,
    httpStatus: error.httpStatus ?? null,
    code: error.code ?? null,
    subcode: error.subcode ?? null,
    fbtraceId: error.fbtraceId ?? null,
  };
}

const HOUR_MS = 3_600_000;

/**
 * The pause before an activity of many calls is tried again after throttling. Its calls all count again, and 200 an
 * hour are all that an account without numbers has: so the pause doubles, up to the hour after which the whole budget
 * is back, else an activity that needs most of it would burn every call that comes free and never end.
 */
export function throttlePause(waitMs: number, attempt: number): number {
  return Math.max(waitMs, Math.min(HOUR_MS, waitMs * 2 ** Math.min(attempt - 1, 20)));
}

/**
 * What to throw for an error that left an activity. Reads only: a write maps its own refusals, since whether it was
 * sent must not be lost.
 */
export async function failureOf(error: unknown, attempt: { number: number; manyCalls: boolean }): Promise<unknown> {
  if (error instanceof RunsUnreadableError) return applicationFailure('GraphUnavailable', error.message);
  if (!isGraphError(error)) return error;
  const details = [detailsOf(error)];
  switch (problemOf(error)) {
    case 'wait': {
      const waitMs = waitOf(error);
      const nextRetryDelayMs = attempt.manyCalls ? throttlePause(waitMs, attempt.number) : waitMs;
      return applicationFailure('Throttled', error.message, { details, nextRetryDelayMs });
    }
    case 'refused':
      return applicationFailure('GraphRefused', error.message, { details });
    case 'invalid':
      return applicationFailure('GraphAnswerInvalid', error.message, { details });
    case 'aborted':
      // A cancelled activity must end as Temporal's cancellation, or it would be retried.
      if (Context.current().cancellationSignal.aborted) return Context.current().cancelled.catch((why: unknown) => why);
      return applicationFailure('GraphUnavailable', error.message, { details });
    case 'again':
    case 'lost':
      return applicationFailure('GraphUnavailable', error.message, { details });
  }
}
