import { ServiceError, WorkflowUpdateRPCTimeoutOrCancelledError } from '@temporalio/client';
import { ApplicationFailure, NamespaceNotFoundError, WorkflowNotFoundError } from '@temporalio/common';
import { isNotFound, isNoWorker, isPayloadKeyMissing, isTemporalUnavailable, VerbRefused } from '../../../client';
import { fromTemporal } from '../../../client/temporal/errors';

const grpc = (code: number, details: string): ServiceError =>
  new ServiceError('Failed', { cause: Object.assign(new Error(details), { code, details, metadata: {} }) });

test('a query that nobody answers in time means that no worker runs', () => {
  expect(isNoWorker(fromTemporal(grpc(4, 'Deadline exceeded'), 'migration', 'query'))).toBe(true);
  expect(isNoWorker(fromTemporal(grpc(1, 'Call cancelled'), 'migration', 'query'))).toBe(true);
  expect(isNoWorker(fromTemporal(grpc(9, 'no poller seen recently'), 'migration', 'query'))).toBe(true);
});

test('a run that the workers fail at is told apart from one without workers', () => {
  const error = fromTemporal(grpc(9, 'Unable to query workflow due to Workflow Task in failed state.'), 'run', 'query');
  expect(isNoWorker(error) && error.message).toMatch(/^The workers fail at the run/);
});

test('an update that nobody answers warns that it may still take effect', () => {
  const error = fromTemporal(new WorkflowUpdateRPCTimeoutOrCancelledError('timeout'), 'migration', 'update');
  expect(isNoWorker(error) && error.fix).toMatch(/may still take effect/);
});

test('a payload whose key is missing here names the key, also where Temporal wraps the failure', () => {
  const locked = ApplicationFailure.retryable('A payload is encrypted under key "autumn".', 'PayloadKeyMissing');
  for (const thrown of [locked, new Error('cannot decode', { cause: locked })]) {
    const error = fromTemporal(thrown, 'migration', 'query');
    expect(isPayloadKeyMissing(error) && [error.message, error.fix].join(' ')).toMatch(/"autumn".*PAYLOAD_KEYS/);
  }
});

test('a server that does not answer is not taken for a missing worker', () => {
  expect(isTemporalUnavailable(fromTemporal(grpc(4, 'Deadline exceeded'), 'list', 'server'))).toBe(true);
  expect(isTemporalUnavailable(fromTemporal(grpc(14, 'connection refused'), 'list', 'query'))).toBe(true);
});

test('each refusal of the server names its fix', () => {
  const fixes = (
    [
      [grpc(16, 'unauthorized'), /TEMPORAL_API_KEY/],
      [grpc(3, "no mapping defined for search attribute 'WabaId'"), /Start a worker there first/],
      [grpc(12, 'unknown method'), /1\.31/],
      [new NamespaceNotFoundError('prod'), /TEMPORAL_NAMESPACE/],
    ] as const
  ).map(([error, fix]) => {
    const mapped = fromTemporal(error, 'list', 'server');
    return isTemporalUnavailable(mapped) && fix.test(mapped.fix ?? '');
  });
  expect(fixes).toEqual([true, true, true, true]);
});

test('a run that is not there is named', () => {
  const error = fromTemporal(
    new WorkflowNotFoundError('x', 'migrate-waba/1', undefined),
    'migration of WABA 1',
    'server',
  );
  expect(isNotFound(error) && error.message).toBe('There is no migration of WABA 1');
});

test("errors that are not Temporal's, and the client's own, come through as they are", () => {
  const bug = new TypeError('undefined is not a function');
  const ours = new VerbRefused('approve', 'no', null);
  expect(fromTemporal(bug, 'x', 'server')).toBe(bug);
  expect(fromTemporal(ours, 'x', 'server')).toBe(ours);
});
