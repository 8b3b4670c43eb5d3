/** Turns problem documents (RFC 9457), and answers that are none, into the errors that every client throws. */
import { z } from 'zod';
import { creditOutcomeSchema } from '../../domain/credit/state';
import { CREDIT_PHASES } from '../../domain/credit/phases';
import type { CreditVerb } from '../../domain/credit/verbs';
import { PHASES } from '../../domain/phases';
import { outcomeSchema } from '../../domain/state';
import type { Verb } from '../../domain/verbs';
import {
  ApiUnavailable,
  Conflict,
  Forbidden,
  IdempotencyKeyReused,
  InvalidInput,
  NotFound,
  NoWorker,
  PayloadKeyMissing,
  ReadFailed,
  RunClosed,
  TemporalUnavailable,
  Unauthorized,
  VerbRefused,
  type WabaMigrationsError,
} from '../errors';
import type { components } from './openapi';

/** What was asked, for messages. */
export interface Asked {
  /** As in `migration of WABA 102290129340398`. */
  readonly subject: string;
  /** The verb that was given, where one was. */
  readonly verb?: Verb | CreditVerb;
}

const runRef = { workflowId: z.string(), runId: z.string() };
const closedRunSchema = z.union([
  z.object({ ...runRef, phase: z.enum(PHASES), outcome: outcomeSchema.nullable() }),
  z.object({ ...runRef, phase: z.enum(CREDIT_PHASES), outcome: creditOutcomeSchema.nullable() }),
]);

type Documented = components['schemas']['Problem'];

/** A problem document as this client reads it: a newer server may say more. */
const problemSchema = z.object({
  type: z.string(),
  detail: z.string(),
  fix: z.string().nullable().catch(null),
  errors: z.array(z.object({ field: z.string(), message: z.string(), fix: z.string() })).optional(),
  otherRun: z.object({ ...runRef, workflowType: z.string() }).optional(),
  closedRun: closedRunSchema.optional().catch(undefined),
}) satisfies z.ZodType<
  { [K in 'type' | 'detail' | 'fix' | 'otherRun' | 'closedRun']?: Documented[K] | undefined },
  unknown
>;
type Problem = z.infer<typeof problemSchema>;

/** The error that an answer which is not a success stands for; `body` is what it said, parsed where it was JSON. */
export function errorOf(response: Response, body: unknown, asked: Asked): WabaMigrationsError {
  const parsed = problemSchema.safeParse(body);
  return parsed.success ? fromProblem(parsed.data, response, asked) : fromStranger(response);
}

function fromProblem(problem: Problem, response: Response, { subject, verb }: Asked): WabaMigrationsError {
  const { detail, fix } = problem;
  const type = problem.type.split('#').at(-1) ?? '';
  switch (type) {
    case 'invalid-input':
    case 'payload-too-large':
    case 'headers-too-large':
      return invalidInput(problem);
    case 'idempotency-key-reused':
      return new IdempotencyKeyReused(subject);
    case 'conflict':
      if (problem.otherRun !== undefined) return new Conflict(detail, fix ?? 'Look at it.', problem.otherRun);
      break;
    case 'verb-refused':
      if (verb !== undefined) return new VerbRefused(verb, detail, fix);
      break;
    case 'run-closed':
      if (problem.closedRun !== undefined) return new RunClosed(detail, problem.closedRun);
      break;
    case 'not-found':
    case 'evidence-not-on-this-host':
      return new NotFound(detail, fix);
    case 'read-failed':
      return new ReadFailed(detail, fix);
    case 'temporal-unavailable':
      return new TemporalUnavailable(detail, fix);
    case 'no-worker':
      return new NoWorker(detail, fix);
    case 'payload-key-missing':
      return new PayloadKeyMissing(detail, fix);
    case 'unauthorized':
      return new Unauthorized(detail, fix);
    case 'forbidden':
      return new Forbidden(detail, fix);
  }
  return new ApiUnavailable(`The API answered ${response.status} ${type}: ${detail}`, fix);
}

function invalidInput({ detail, fix, errors: [first] = [] }: Problem): InvalidInput {
  return first === undefined
    ? new InvalidInput('input', detail, fix ?? 'Correct it.')
    : new InvalidInput(first.field, first.message, first.fix);
}

/** An answer of somebody else: a proxy, another program, a server of another version. */
function fromStranger(response: Response): ApiUnavailable {
  const { status, headers } = response;
  if (status >= 300 && status < 400) {
    const location = headers.get('location') ?? 'somewhere else';
    return new ApiUnavailable(`The API redirects to ${location}`, 'Use the address that answers itself.');
  }
  return new ApiUnavailable(
    `The API answered ${status} and no problem document`,
    'Is its address right? Where a proxy stands before it, look at the proxy.',
  );
}
