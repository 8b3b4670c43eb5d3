/**
 * Every problem that the API answers with (RFC 9457), as one table: the answers, the OpenAPI document and the page that
 * `type` points to are made from it.
 */
import { z } from 'zod';
import { creditOutcomeSchema } from '../../../domain/credit/state';
import { outcomeSchema } from '../../../domain/state';

interface ProblemKind {
  readonly status: number;
  readonly title: string;
  /** What it means and what to do, for the page of problems. */
  readonly about: string;
  /** Seconds after which trying again may help (`Retry-After`). */
  readonly retryAfterS?: number;
}

const TABLE = {
  'invalid-input': {
    status: 422,
    title: 'The request is not valid',
    about:
      'Something in the path, the query, a header or the body is missing or wrong; nothing was sent to Temporal. `errors` ' +
      'lists every fault with its place and its fix, `field` and `fix` repeat the first.',
  },
  'idempotency-key-reused': {
    status: 422,
    title: 'The idempotency key was used for another request',
    about:
      'The `Idempotency-Key` of this request belongs to one with another body or path. Use a new key for a new request, ' +
      'and the same body to repeat one.',
  },
  'malformed-request': {
    status: 400,
    title: 'The request cannot be read',
    about: 'The body is no JSON, or the HTTP request itself is broken.',
  },
  unauthorized: {
    status: 401,
    title: 'Nobody is signed in',
    about: 'The request carries no API key that is known and not expired. Send one as `Authorization: Bearer <key>`.',
  },
  forbidden: {
    status: 403,
    title: 'This is not allowed',
    about:
      'Who makes the request has a role without this permission, or the request comes from a web page of another site, ' +
      'or names a host that this server does not answer for. `fix` says which roles could, and `field` names what in the ' +
      'body takes the permission, where it is not the whole request.',
  },
  'not-found': {
    status: 404,
    title: 'There is no such thing',
    about:
      'There is no run of this account (of this kind: dry runs are separate, `?dryRun=true`), or it has not got that far. ' +
      'Runs are kept for as long as the Temporal namespace retains them; evidence files outlive them. Of a live read of ' +
      'Meta: it shows no account or line of credit with this id to this token, or no worker has a token of this name.',
  },
  'unknown-path': {
    status: 404,
    title: 'There is no such path',
    about: 'The API has no such path; `/openapi.json` and `/docs` list all of them.',
  },
  'evidence-not-on-this-host': {
    status: 404,
    title: 'The evidence file is not on this host',
    about:
      'Workers write evidence files into `EVIDENCE_DIR`, and this host does not have the one that is asked for. Share the ' +
      'folder between workers and the API, or fetch the file where the worker runs.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'The path does not take this method',
    about: 'The header `Allow` lists the methods that it takes.',
  },
  conflict: {
    status: 409,
    title: 'Another run is in the way',
    about:
      'A run of this account or business exists and asks for something else; nothing was started. `otherRun` names it. ' +
      'Look at it, wait for its end or end it, then start again.',
  },
  'verb-refused': {
    status: 409,
    title: 'The run refused',
    about:
      'The run cannot take this now, and nothing was changed: the phase does not allow it, the digest or the wait that it ' +
      'was decided on is outdated, or a second person must decide. `detail` is the reason. Read the run again.',
  },
  'run-closed': {
    status: 409,
    title: 'The run has ended',
    about: 'The run ended before the decision reached it. `closedRun` says how: its phase and its outcome.',
  },
  'request-timeout': {
    status: 408,
    title: 'The request took too long to arrive',
    about: 'The connection was closed before the whole request had come. Send it again.',
  },
  'payload-too-large': {
    status: 413,
    title: 'The body is too large',
    about: 'No request of this API needs that much.',
  },
  'unsupported-media-type': {
    status: 415,
    title: 'The body is not JSON',
    about: 'Send bodies with `Content-Type: application/json`.',
  },
  'headers-too-large': {
    status: 431,
    title: 'The headers are too large',
    about: 'No request of this API needs that much.',
  },
  'rate-limited': {
    status: 429,
    title: 'Too many requests',
    about: 'Wait for as many seconds as `Retry-After` says.',
    retryAfterS: 10,
  },
  internal: {
    status: 500,
    title: 'Something is wrong with this server',
    about: 'A bug, or a setting. The log has more under the `requestId` of this answer.',
  },
  'read-failed': {
    status: 502,
    title: 'Meta could not be asked',
    about:
      'A worker asked Meta and got no answer that can be used: `detail` is what Meta or the worker said, `fix` what helps. ' +
      'Nothing was changed.',
  },
  'payload-key-missing': {
    status: 500,
    title: 'This server cannot decrypt the run',
    about: 'What Temporal keeps is encrypted under a key that this process lacks. Give it the workers’ `PAYLOAD_KEYS`.',
  },
  'temporal-unavailable': {
    status: 503,
    title: 'Temporal does not answer',
    about:
      'The Temporal server cannot be reached or refuses this client. Runs go on as soon as it is back; nothing is lost. ' +
      'A start that ended so may have happened: repeat it, it is never started twice.',
    retryAfterS: 5,
  },
  'no-worker': {
    status: 503,
    title: 'No worker answers',
    about:
      'Temporal answers, but no worker polls, so an open run can be neither read nor told anything. Lists and closed runs ' +
      'can still be read. A verb that ended so may still take effect once a worker runs: repeat it with the same ' +
      '`Idempotency-Key`, or read the run first.',
    retryAfterS: 10,
  },
  stopping: {
    status: 503,
    title: 'This server is stopping',
    about: 'The process is being stopped or replaced. Try again; another one answers.',
    retryAfterS: 5,
  },
} as const satisfies Record<string, ProblemKind>;

/** The last part of a problem's `type`. These names are part of the public contract. */
export type ProblemType = keyof typeof TABLE;

/** All problems by the last part of their `type`. */
export const PROBLEMS: Readonly<Record<ProblemType, ProblemKind>> = TABLE;

/** All problems, in the order of the table. */
export const PROBLEM_TYPES = Object.keys(PROBLEMS) as ProblemType[];

/** The media type of a problem document. */
export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

/** The path of the page of problems, to which every `type` points. */
export const PROBLEMS_PATH = '/problems';

/** What a problem document says in `type`: the same on every host, and a page on each. */
export const problemUri = (type: ProblemType): string => `${PROBLEMS_PATH}#${type}`;

const faultSchema = z.object({
  in: z.enum(['path', 'query', 'header', 'body']),
  field: z.string().describe('a path into that part, as in policy.maxResumes'),
  message: z.string(),
  fix: z.string(),
});

const runRef = { workflowId: z.string(), runId: z.string() };

/** A problem document. Extension members are absent where they say nothing. */
export const problemSchema = z.object({
  type: z.string().describe('where the problem is explained, relative to this server'),
  title: z.string(),
  status: z.number().int().min(400).max(599),
  detail: z.string().describe('what happened, to which account or business'),
  field: z.string().nullable().describe('the part of the input that was wrong, where one was'),
  fix: z.string().nullable().describe('what to do about it, where that is known'),
  requestId: z.string().describe('under which the log has more; also in the header X-Request-Id'),
  errors: z
    .array(faultSchema)
    .optional()
    .describe('every fault of the request: of `invalid-input`, or of `forbidden` where a field is why'),
  otherRun: z
    .object({ ...runRef, workflowType: z.string() })
    .optional()
    .describe('the run that is in the way, of `conflict`'),
  closedRun: z
    .object({ ...runRef, phase: z.string(), outcome: z.union([outcomeSchema, creditOutcomeSchema]).nullable() })
    .optional()
    .describe('how the run ended, of `run-closed`'),
});
/** A problem document. */
export type Problem = z.infer<typeof problemSchema>;
