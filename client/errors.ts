/**
 * What a call of the client can end with, as one small tree: every error names the thing, says what to do, and turns
 * into the `{type, message, field, fix}` that the command line and the HTTP API print.
 */
import type { CreditStateDocument } from '../domain/credit/state';
import type { CreditVerb } from '../domain/credit/verbs';
import type { StateDocument } from '../domain/state';
import type { Verb } from '../domain/verbs';
import { showCommand } from './run-names';

/** The types of the client's errors. */
export const CLIENT_ERROR_TYPES = [
  'invalid-input',
  'idempotency-key-reused',
  'conflict',
  'not-found',
  'verb-refused',
  'run-closed',
  'read-failed',
  'temporal-unavailable',
  'no-worker',
  'payload-key-missing',
  'unauthorized',
  'forbidden',
  'api-unavailable',
] as const;
/** The type of an error of the client. */
export type ClientErrorType = (typeof CLIENT_ERROR_TYPES)[number];

/** An error as programs read it. */
export interface ErrorDocument {
  readonly type: string;
  readonly message: string;
  /** The part of the input that was wrong, where one was. */
  readonly field: string | null;
  /** What to do about it, where that is known. */
  readonly fix: string | null;
}

/** The root of the tree; never thrown itself. */
export abstract class WabaMigrationsError extends Error {
  abstract readonly type: ClientErrorType;
  readonly field: string | null = null;

  constructor(
    message: string,
    /** What to do about it. */
    readonly fix: string | null,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = new.target.name;
  }

  /** The error as programs read it; no stack and no cause, which may quote a payload. */
  toJSON(): ErrorDocument {
    return { type: this.type, message: this.message, field: this.field, fix: this.fix };
  }
}

/** The input is wrong; nothing was contacted. `field` is a path into it, as in `policy.maxResumes`. */
export class InvalidInput extends WabaMigrationsError {
  readonly type = 'invalid-input';

  constructor(
    override readonly field: string,
    message: string,
    override readonly fix: string,
  ) {
    super(message, fix);
  }
}

/** The idempotency key belongs to another request: nothing was started or told. */
export class IdempotencyKeyReused extends WabaMigrationsError {
  readonly type = 'idempotency-key-reused';

  constructor(subject: string) {
    super(
      `The ${subject} knows this idempotency key from another request`,
      'Use a new key for a new request, and the same request to repeat one.',
    );
  }
}

/** Another run holds the id and asks for something else; nothing was started. */
export class Conflict extends WabaMigrationsError {
  readonly type = 'conflict';

  constructor(
    message: string,
    fix: string,
    /** The run that is in the way. */
    readonly other: { readonly workflowId: string; readonly runId: string; readonly workflowType: string },
  ) {
    super(message, fix);
  }
}

/** No such run, line of credit or token, or it has nothing of the kind that was asked for. */
export class NotFound extends WabaMigrationsError {
  readonly type = 'not-found';
}

/** The workflow refused the verb and wrote nothing; the message is its reason. */
export class VerbRefused extends WabaMigrationsError {
  readonly type = 'verb-refused';

  constructor(
    readonly verb: Verb | CreditVerb,
    message: string,
    fix: string | null,
    options?: ErrorOptions,
  ) {
    super(message, fix, options);
  }
}

/** How a run ended, in short. */
export type ClosedRun =
  | Pick<StateDocument, 'workflowId' | 'runId' | 'phase' | 'outcome'>
  | Pick<CreditStateDocument, 'workflowId' | 'runId' | 'phase' | 'outcome'>;

/** The run has ended, so no verb reaches it. */
export class RunClosed extends WabaMigrationsError {
  readonly type = 'run-closed';

  constructor(
    message: string,
    /** How it ended. */
    readonly state: ClosedRun,
  ) {
    super(message, `Read how it ended with: ${showCommand(state.workflowId)}`);
  }
}

/** A worker asked Meta and got no answer that can be used: Meta refused, or the worker could not ask. */
export class ReadFailed extends WabaMigrationsError {
  readonly type = 'read-failed';
}

/** Temporal cannot be reached, or refuses this client. */
export class TemporalUnavailable extends WabaMigrationsError {
  readonly type = 'temporal-unavailable';
}

/** Temporal answers, but nobody polls the workflows' task queue, so a run can be neither read nor told anything. */
export class NoWorker extends WabaMigrationsError {
  readonly type = 'no-worker';
}

/** What Temporal keeps of the run is encrypted under a key that this process does not have. */
export class PayloadKeyMissing extends WabaMigrationsError {
  readonly type = 'payload-key-missing';
}

/** Over HTTP only: the API knows no key like the one that was given, or wants one. */
export class Unauthorized extends WabaMigrationsError {
  readonly type = 'unauthorized';
}

/** Over HTTP only: the key's role may not do this. */
export class Forbidden extends WabaMigrationsError {
  readonly type = 'forbidden';
}

/** Over HTTP only: the API cannot be reached, is too busy, or answers with what this client does not understand. */
export class ApiUnavailable extends WabaMigrationsError {
  readonly type = 'api-unavailable';
}

/** Whether an error is one of the client's own. */
export const isWabaMigrationsError = (error: unknown): error is WabaMigrationsError =>
  error instanceof WabaMigrationsError;
/** Whether an error says that the input is wrong. */
export const isInvalidInput = (error: unknown): error is InvalidInput => error instanceof InvalidInput;
/** Whether an error says that an idempotency key belongs to another request. */
export const isIdempotencyKeyReused = (error: unknown): error is IdempotencyKeyReused =>
  error instanceof IdempotencyKeyReused;
/** Whether an error says that another run is in the way. */
export const isConflict = (error: unknown): error is Conflict => error instanceof Conflict;
/** Whether an error says that there is no such run. */
export const isNotFound = (error: unknown): error is NotFound => error instanceof NotFound;
/** Whether an error says that the workflow refused a verb. */
export const isVerbRefused = (error: unknown): error is VerbRefused => error instanceof VerbRefused;
/** Whether an error says that the run has ended. */
export const isRunClosed = (error: unknown): error is RunClosed => error instanceof RunClosed;
/** Whether an error says that Meta did not answer a live read. */
export const isReadFailed = (error: unknown): error is ReadFailed => error instanceof ReadFailed;
/** Whether an error says that Temporal cannot be reached. */
export const isTemporalUnavailable = (error: unknown): error is TemporalUnavailable =>
  error instanceof TemporalUnavailable;
/** Whether an error says that no worker polls. */
export const isNoWorker = (error: unknown): error is NoWorker => error instanceof NoWorker;
/** Whether an error says that a key of PAYLOAD_KEYS is missing here. */
export const isPayloadKeyMissing = (error: unknown): error is PayloadKeyMissing => error instanceof PayloadKeyMissing;
/** Whether an error says that the API knows no such key. */
export const isUnauthorized = (error: unknown): error is Unauthorized => error instanceof Unauthorized;
/** Whether an error says that the key's role may not do this. */
export const isForbidden = (error: unknown): error is Forbidden => error instanceof Forbidden;
/** Whether an error says that the API cannot be reached or understood. */
export const isApiUnavailable = (error: unknown): error is ApiUnavailable => error instanceof ApiUnavailable;
