/** What can go wrong in a call to Meta's Graph API: one class, its kind decided by one pure table (`classify.ts`). */

/** The kinds of failure that callers decide by. */
export const GRAPH_ERROR_KINDS = [
  /** Refused for its rate; nothing happened. Wait `waitMs`. */
  'throttled',
  /** Not sent: our own count says that Meta would throttle it. Wait `waitMs`. */
  'over-budget',
  /** Not sent, or a read that failed in passing: may be tried again. */
  'unavailable',
  /** A write whose answer was lost: it may have happened. Read, then decide; never repeat blindly. */
  'outcome-unknown',
  /** The token is missing, expired or wrong. */
  'auth',
  /** The token may not do this. */
  'permission',
  /** Code 100 subcode 33: missing or not permitted; Meta does not say which. */
  'missing-or-forbidden',
  /** A parameter or a field that Meta does not take. */
  'parameter',
  /** The account is locked, restricted or not eligible. */
  'policy',
  /** Nobody pays. */
  'billing',
  /** A number is in the wrong state. */
  'number',
  /** A message or template was refused. */
  'message',
  /** Any other refusal with Meta's envelope. */
  'refused',
  /** A read succeeded and its answer has not the shape that it must have. */
  'invalid-answer',
  /** The caller aborted the call. */
  'aborted',
] as const;

/** The kind of a failed call. */
export type GraphErrorKind = (typeof GRAPH_ERROR_KINDS)[number];

/** A failed call. Its message names the call without host, query or token, and Meta's own message. */
export class GraphError extends Error {
  override readonly name = 'GraphError';
  readonly kind: GraphErrorKind;
  readonly httpStatus: number | undefined;
  readonly code: number | undefined;
  readonly subcode: number | undefined;
  readonly fbtraceId: string | undefined;
  /** How long to wait before the next call, in milliseconds; only for `throttled` and `over-budget`. */
  readonly waitMs: number | undefined;

  constructor(
    kind: GraphErrorKind,
    message: string,
    facts: {
      httpStatus?: number | undefined;
      code?: number | undefined;
      subcode?: number | undefined;
      fbtraceId?: string | undefined;
      waitMs?: number | undefined;
      cause?: unknown;
    } = {},
  ) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.kind = kind;
    this.httpStatus = facts.httpStatus;
    this.code = facts.code;
    this.subcode = facts.subcode;
    this.fbtraceId = facts.fbtraceId;
    this.waitMs = facts.waitMs;
  }
}

/** Whether a caught value is a failed Graph call. */
export function isGraphError(error: unknown): error is GraphError {
  return error instanceof GraphError;
}
