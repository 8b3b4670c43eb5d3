/** Turns what was thrown into a problem document: one table for the client's errors, one for Fastify's own. */
import {
  InvalidInput,
  isConflict,
  isRunClosed,
  isWabaMigrationsError,
  type ClientErrorType,
  type WabaMigrationsError,
} from '../..';
import { PROBLEMS, problemUri, type Problem, type ProblemType } from './index';
import { Refused, type Fault } from './refused';

/** The problem of each error of the client; complete by type, so that a new error is not forgotten here. */
export const PROBLEM_OF_ERROR = {
  'invalid-input': 'invalid-input',
  'idempotency-key-reused': 'idempotency-key-reused',
  conflict: 'conflict',
  'not-found': 'not-found',
  'verb-refused': 'verb-refused',
  'run-closed': 'run-closed',
  'read-failed': 'read-failed',
  'temporal-unavailable': 'temporal-unavailable',
  'no-worker': 'no-worker',
  'payload-key-missing': 'payload-key-missing',
  // What the client over HTTP says, where a server is given that one.
  unauthorized: 'unauthorized',
  forbidden: 'forbidden',
  'api-unavailable': 'temporal-unavailable',
} as const satisfies Record<ClientErrorType, ProblemType>;

/** Fastify's own refusals that have a problem of their own, by code; others go by their status. */
const PROBLEM_OF_CODE: Readonly<Record<string, ProblemType>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'payload-too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported-media-type',
  FST_CSRF_MISSING_SECRET: 'forbidden',
  FST_CSRF_INVALID_TOKEN: 'forbidden',
};

const FIX_OF_CODE: Readonly<Record<string, string>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'Send JSON, with the header Content-Type: application/json.',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'Send {}, or leave the header Content-Type out.',
  FST_CSRF_MISSING_SECRET: 'Send the csrfToken of GET /v1/session as the header X-CSRF-Token.',
  FST_CSRF_INVALID_TOKEN: 'Send the csrfToken of GET /v1/session as the header X-CSRF-Token.',
};

/**
 * The problem document of anything that was thrown. What is not known to be safe to show is not shown. `place` is the part
 * of the request that the client was given.
 */
export function problemOf(error: unknown, requestId: string, place: Fault['in'] = 'body'): Problem {
  if (error instanceof Refused) return fromRefused(error, requestId);
  if (isWabaMigrationsError(error)) return fromClient(error, requestId, place);
  return fromFastify(error, requestId);
}

function problem(
  type: ProblemType,
  detail: string,
  requestId: string,
  more: { field?: string | null; fix?: string | null } = {},
): Problem {
  const { status, title } = PROBLEMS[type];
  return { type: problemUri(type), title, status, detail, field: more.field ?? null, fix: more.fix ?? null, requestId };
}

function fromRefused({ type, message, fix, faults }: Refused, requestId: string): Problem {
  const [first] = faults;
  const shown = problem(type, message, requestId, { field: first?.field ?? null, fix: fix ?? first?.fix ?? null });
  return faults.length === 0 ? shown : { ...shown, errors: [...faults] };
}

function fromClient(error: WabaMigrationsError, requestId: string, place: Fault['in']): Problem {
  const { message, field, fix } = error;
  const shown = problem(PROBLEM_OF_ERROR[error.type], message, requestId, { field, fix });
  if (error instanceof InvalidInput) {
    const detail = `${error.field} ${message}`;
    return { ...shown, detail, errors: [{ in: place, field: error.field, message, fix: error.fix }] };
  }
  if (isConflict(error)) return { ...shown, otherRun: error.other };
  if (isRunClosed(error)) {
    const { workflowId, runId, phase, outcome } = error.state;
    return { ...shown, closedRun: { workflowId, runId, phase, outcome } };
  }
  return shown;
}

function fromFastify(error: unknown, requestId: string): Problem {
  const { statusCode = 500, code = '', message } = error as { statusCode?: number; code?: string; message: string };
  const type = PROBLEM_OF_CODE[code] ?? (statusCode < 500 ? 'malformed-request' : 'internal');
  // The message of an error that nobody foresaw may quote a payload.
  if (type === 'internal') return problem(type, 'The request failed for a reason that is in the log', requestId);
  return problem(type, message, requestId, { fix: FIX_OF_CODE[code] ?? null });
}
