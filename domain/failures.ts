/**
 * The closed set of failures that cross between activities and workflows, and how Temporal is to treat each.
 *
 * Activities and workflows both build theirs with `ApplicationFailure.create(failure(...))`, so that type, retryability
 * and delay are decided here and nowhere else.
 */

/** Every `ApplicationFailure` type with whether Temporal gives up at once. */
export const FAILURES = {
  // polls: thrown to be tried again, which is how a poll costs no history
  StillInProgress: { nonRetryable: false },
  NothingChanged: { nonRetryable: false },
  NotYetConfirmed: { nonRetryable: false },
  // Meta's answers to reads
  Throttled: { nonRetryable: false },
  GraphUnavailable: { nonRetryable: false },
  GraphRefused: { nonRetryable: true },
  GraphAnswerInvalid: { nonRetryable: true },
  // this worker is not the one to do it
  WrongGraph: { nonRetryable: false },
  TokenMissing: { nonRetryable: false },
  PayloadKeyMissing: { nonRetryable: false },
  EvidenceNotWritten: { nonRetryable: false },
  // another system that is to be told something did not take it
  HookUnanswered: { nonRetryable: false },
  // the run is not the one to do it
  RunWasReset: { nonRetryable: true },
  InvalidInput: { nonRetryable: true },
  // how a migration ends badly
  MigrationRejected: { nonRetryable: true },
  MigrationFailed: { nonRetryable: true },
  MigrationAbandoned: { nonRetryable: true },
  // how a credit operation ends badly
  CreditLineRefused: { nonRetryable: true },
  CreditLineCompensated: { nonRetryable: true },
  CreditLineFailed: { nonRetryable: true },
  // an update handler's "no"
  VerbRefused: { nonRetryable: true },
} as const satisfies Record<string, { readonly nonRetryable: boolean }>;

/** The type of an `ApplicationFailure` of this program. */
export type FailureType = keyof typeof FAILURES;

/** Failures that are part of the plan: logged quietly, counted as no error (Temporal's category BENIGN). */
export const BENIGN_FAILURES: readonly FailureType[] = [
  'StillInProgress',
  'NothingChanged',
  'NotYetConfirmed',
  'Throttled',
];

/** Facts about a refusal of Meta that are safe to keep: no URL, no header, no text that a person wrote. */
export interface GraphFailureDetails {
  readonly kind: string;
  readonly httpStatus: number | null;
  readonly code: number | null;
  readonly subcode: number | null;
  readonly fbtraceId: string | null;
}

/** What `ApplicationFailure.create` takes, without the category (an enum of Temporal's; see {@link BENIGN_FAILURES}). */
export interface FailureOptions {
  readonly type: FailureType;
  readonly message: string;
  readonly nonRetryable: boolean;
  readonly details: unknown[];
  readonly nextRetryDelay?: number;
}

/** The options of a failure. `nextRetryDelayMs`: when to try again, in place of the activity's own backoff. */
export function failure(
  type: FailureType,
  message: string,
  more: { details?: unknown[]; nextRetryDelayMs?: number } = {},
): FailureOptions {
  const { nonRetryable } = FAILURES[type];
  const delay =
    more.nextRetryDelayMs === undefined ? {} : { nextRetryDelay: Math.max(1, Math.ceil(more.nextRetryDelayMs)) };
  return { type, message, nonRetryable, details: more.details ?? [], ...delay };
}
