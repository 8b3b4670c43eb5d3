/** Calls Temporal in bounded time and turns its errors into the client's, in one place. */
import {
  isGrpcServiceError,
  QueryNotRegisteredError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
  type Client,
} from '@temporalio/client';
import { ApplicationFailure, NamespaceNotFoundError, WorkflowNotFoundError } from '@temporalio/common';
import type { FailureType } from '../../domain/failures';
import { TASK_QUEUES } from '../../domain/ids';
import { isWabaMigrationsError, NotFound, NoWorker, PayloadKeyMissing, TemporalUnavailable } from '../errors';

/** gRPC's status codes that need an answer of their own (google.rpc.Code). */
const GRPC = {
  cancelled: 1,
  invalidArgument: 3,
  deadlineExceeded: 4,
  notFound: 5,
  permissionDenied: 7,
  failedPrecondition: 9,
  unimplemented: 12,
  unavailable: 14,
  unauthenticated: 16,
} as const;

/** Who has to answer: the server alone, or a worker too, to a query or to an update. */
export type Answerer = 'server' | 'query' | 'update';

/**
 * Makes a call that ends within `timeoutMs`, whatever happens; its errors come out as the client's.
 * `subject` names the run for the message.
 */
export async function callTemporal<R>(
  client: Client,
  options: { readonly subject: string; readonly answerer: Answerer; readonly timeoutMs: number },
  call: () => Promise<R>,
): Promise<R> {
  try {
    return await client.connection.withDeadline(Date.now() + options.timeoutMs, call);
  } catch (error) {
    throw fromTemporal(error, options.subject, options.answerer);
  }
}

/** The client's error for one of Temporal's; what is not Temporal's comes back as it is. */
export function fromTemporal(error: unknown, subject: string, answerer: Answerer): unknown {
  if (isWabaMigrationsError(error)) return error;
  if (error instanceof WorkflowNotFoundError) return notFound(subject, error);
  if (error instanceof NamespaceNotFoundError) {
    return unavailable(`Temporal has no namespace ${error.namespace}`, 'Create it, or set TEMPORAL_NAMESPACE.', error);
  }
  if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) return noWorker(subject, 'update', error);
  if (error instanceof QueryNotRegisteredError) {
    return new NoWorker(
      `${subject} cannot be read: the worker that answered is too old or too new for this client`,
      'Run worker and client from the same version.',
      { cause: error },
    );
  }
  const locked = keyMissingIn(error);
  if (locked !== undefined) {
    const fix = 'Give this process the PAYLOAD_KEYS that the workers have.';
    return new PayloadKeyMissing(`The ${subject} cannot be read: ${locked.message}`, fix, { cause: locked });
  }
  const grpc = grpcErrorIn(error);
  return grpc === undefined ? error : fromGrpc(grpc, subject, answerer);
}

/** The data converter's word that a payload is encrypted under a key that is not here; Temporal may wrap it. */
function keyMissingIn(error: unknown): ApplicationFailure | undefined {
  if (error instanceof ApplicationFailure && error.type === ('PayloadKeyMissing' satisfies FailureType)) return error;
  return error instanceof Error && error.cause !== undefined ? keyMissingIn(error.cause) : undefined;
}

interface GrpcError extends Error {
  readonly code: number;
  readonly details: string;
}

function grpcErrorIn(error: unknown): GrpcError | undefined {
  if (isGrpcServiceError(error)) return error;
  return error instanceof Error && error.cause !== undefined ? grpcErrorIn(error.cause) : undefined;
}

function fromGrpc(error: GrpcError, subject: string, answerer: Answerer): Error {
  const said = error.details || error.message;
  switch (error.code) {
    case GRPC.notFound:
      return notFound(subject, error);
    // We cancel no call: a server that sees our deadline first resets the stream, which gRPC tells as this.
    case GRPC.cancelled:
    case GRPC.deadlineExceeded:
      // A server without a worker lets a query wait until the deadline; one that is down is refused much earlier.
      return answerer !== 'server'
        ? noWorker(subject, answerer, error)
        : unavailable('Temporal did not answer in time', 'Is the server overloaded or behind a firewall?', error);
    case GRPC.failedPrecondition:
      // "no poller seen recently", or "Workflow Task in failed state": the code that workers run is not up to the run.
      if (answerer === 'server') return unavailable(`Temporal refused the call: ${said}`, null, error);
      if (/poller/i.test(said)) return noWorker(subject, answerer, error);
      return new NoWorker(
        `The workers fail at the ${subject}: ${said}`,
        'Look at their log: they may be of another version, or lack a key of PAYLOAD_KEYS.',
        { cause: error },
      );
    case GRPC.permissionDenied:
    case GRPC.unauthenticated:
      return unavailable(
        `Temporal refuses this client: ${said}`,
        'Check TEMPORAL_API_KEY or the client certificate, and TEMPORAL_NAMESPACE.',
        error,
      );
    case GRPC.invalidArgument:
      return unavailable(
        `Temporal refused the call: ${said}`,
        /search attribute/i.test(said)
          ? 'Start a worker there first (wabactl worker): it registers the search attributes of this program.'
          : null,
        error,
      );
    case GRPC.unimplemented:
      return unavailable(`That Temporal server is too old: ${said}`, 'Use server 1.31 or newer.', error);
    default:
      return unavailable(
        `Temporal is unavailable: ${said}`,
        'Is TEMPORAL_ADDRESS right, and does the server run?',
        error,
      );
  }
}

const notFound = (subject: string, cause: Error): NotFound =>
  new NotFound(
    `There is no ${subject}`,
    'Start one, or check the id; runs are kept for as long as the namespace retains them.',
    { cause },
  );

const noWorker = (subject: string, answerer: 'query' | 'update', cause: Error): NoWorker =>
  new NoWorker(
    `No worker answered for the ${subject} in time; none seems to poll task queue ${TASK_QUEUES.workflows}`,
    // The server keeps an update that a worker has not seen yet for a while, whether or not its sender still waits.
    answerer === 'update'
      ? 'Start one with: wabactl worker. What was sent may still take effect then, so look at the run before you repeat it.'
      : 'Start one with: wabactl worker.',
    { cause },
  );

const unavailable = (message: string, fix: string | null, cause: Error): TemporalUnavailable =>
  new TemporalUnavailable(message, fix, { cause });
