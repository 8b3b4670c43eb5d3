import { WorkflowFailedError } from '@temporalio/client';
import { ApplicationFailure, RetryState, TerminatedFailure } from '@temporalio/common';
import { MIGRATION_RUN } from '../../../client/runs/migration-run';
import { composeState } from '../../../client/runs/state-document';
import { stateDocumentSchema, type Outcome } from '../../../domain/state';
import { attributes, describedRun, fakeTemporal, runState } from './faked-temporal';

const outcome: Outcome = {
  reason: 'all numbers moved',
  by: null,
  numbers: [],
  testMessage: null,
  allocations: [],
  evidencePath: '/evidence/1001/run-1-2.json',
};
const closeTime = new Date('2026-11-02T10:00:00Z');
const ended = (name: 'COMPLETED' | 'FAILED' | 'TERMINATED' | 'TIMED_OUT', code: number) =>
  describedRun({
    status: { code, name },
    closeTime,
    memo: { startedBy: 'local:ops' },
    typedSearchAttributes: attributes({
      WabaId: '1001',
      TargetCurrency: 'INR',
      Phase: 'cutting-over',
      NeedsOperator: true,
      DestinationWabaId: '2002',
      MigrationId: 'm-1',
      OrphanWabaIds: ['3003'],
    }),
  });
const failedWith = (cause: Error) => (): never => {
  throw new WorkflowFailedError('Workflow execution failed', cause, RetryState.NON_RETRYABLE_FAILURE);
};

test('an open run speaks for itself, and Temporal adds what it polls for', async () => {
  const { calls } = fakeTemporal({ query: () => runState() });
  const description = describedRun({ raw: { pendingActivities: [{ attempt: 4 }] } });
  expect(await composeState(calls, MIGRATION_RUN, description)).toEqual({
    ...runState(),
    polling: { attempt: 4, lastStatus: null, nextAt: null },
  });
});

test('an open run that a worker of an older version answers for is shown with the fields that came later', async () => {
  const { startedBy: _startedBy, secondPerson: _secondPerson, approved: _approved, ...older } = runState();
  const { calls } = fakeTemporal({ query: () => older });
  const state = await composeState(calls, MIGRATION_RUN, describedRun());
  expect(state).toEqual({ ...runState(), startedBy: null, polling: null });
});

test('an open run of a shape that this client does not know is shown as it is', async () => {
  const newer = { ...runState(), phase: 'double-checking' };
  const { calls } = fakeTemporal({ query: () => newer });
  expect(await composeState(calls, MIGRATION_RUN, describedRun())).toEqual({ ...newer, polling: null });
});

test('a completed run is read from its result, with no query', async () => {
  const state = runState({ phase: 'completed', outcome });
  const { calls, noted } = fakeTemporal({ result: () => state });
  expect(await composeState(calls, MIGRATION_RUN, ended('COMPLETED', 2))).toEqual({ ...state, polling: null });
  expect(noted.map(({ name }) => name)).toEqual(['result']);
});

test('a failed run is read from the details of its failure, with no query', async () => {
  const state = runState({ phase: 'abandoned', outcome });
  const cause = ApplicationFailure.nonRetryable('abandoned', 'MigrationAbandoned', state);
  const { calls, noted } = fakeTemporal({ result: failedWith(cause) });
  expect(await composeState(calls, MIGRATION_RUN, ended('FAILED', 3))).toEqual({ ...state, polling: null });
  expect(noted.map(({ name }) => name)).toEqual(['result']);
});

test('a failed run that left no document is failed, for the reason that Temporal has', async () => {
  const cause = ApplicationFailure.nonRetryable('the input is wrong', 'InvalidInput');
  const { calls } = fakeTemporal({ result: failedWith(cause) });
  const state = await composeState(calls, MIGRATION_RUN, ended('FAILED', 3));
  expect(state.phase).toBe('failed');
  expect(state.outcome?.reason).toContain('the input is wrong');
});

test('a terminated run keeps its last phase, says so, and needs nobody', async () => {
  const { calls, noted } = fakeTemporal({ result: failedWith(new TerminatedFailure('cleaned up')) });
  const state = await composeState(calls, MIGRATION_RUN, ended('TERMINATED', 5));
  expect(stateDocumentSchema.parse(state)).toEqual(state);
  expect(state).toMatchObject({
    phase: 'cutting-over',
    wabaId: '1001',
    targetCurrency: 'INR',
    migrationId: 'm-1',
    destinationWabaId: '2002',
    needsOperator: false,
    waitingFor: null,
    polling: null,
    outcome: { reason: expect.stringMatching(/^Terminated in Temporal.*cleaned up$/) as string },
  });
  expect(state.orphans.map(({ wabaId }) => wabaId)).toEqual(['3003']);
  expect(noted.map(({ name }) => name)).toEqual(['result']);
});

test('a run that timed out says so', async () => {
  const { calls } = fakeTemporal({ result: failedWith(new Error('Workflow execution timed out')) });
  const state = await composeState(calls, MIGRATION_RUN, ended('TIMED_OUT', 7));
  expect(state.phase).toBe('cutting-over');
  expect(state.outcome?.reason).toMatch(/^Timed out in Temporal/);
});

test('a terminated run that never reached its first task is still named', async () => {
  const { calls } = fakeTemporal({ result: failedWith(new TerminatedFailure('')) });
  const bare = describedRun({ status: { code: 5, name: 'TERMINATED' }, closeTime });
  expect(await composeState(calls, MIGRATION_RUN, bare)).toMatchObject({ wabaId: '1001', phase: 'assessing' });
});
