import { WorkflowFailedError, WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure, RetryState, WorkflowNotFoundError } from '@temporalio/common';
import { createWabaMigrations } from '../../../client';
import type { Outcome } from '../../../domain/state';
import { VERBS } from '../../../domain/verbs';
import { describedRun, fakeTemporal, runState, type Answers } from './faked-temporal';

const by = 'local:ops';
const digest = 'd'.repeat(64);
const waitingFor = { id: 'wait-7', reason: 'approve', until: null, verbs: ['approve'] };
const waiting = describedRun({ memo: { waitingFor } });
const outcome: Outcome = {
  reason: 'operator gave up',
  by,
  numbers: [],
  testMessage: null,
  allocations: [],
  evidencePath: null,
};

const over = (answers: Answers) => {
  const { client, noted } = fakeTemporal({ describe: () => waiting, executeUpdate: () => runState(), ...answers });
  return { migrations: createWabaMigrations({ client }), noted };
};
const sentInput = (noted: ReturnType<typeof over>['noted']): unknown =>
  (noted.find(({ name }) => name === 'executeUpdate')?.args[1] as { args: unknown[] }).args[0];

test('a verb carries the wait that the run stands in now, where the caller names none', async () => {
  const { migrations, noted } = over({});
  await migrations.approve('1001', { by, digest });
  expect(sentInput(noted)).toEqual({ by, digest, waitingForId: 'wait-7' });
});

test('a wait that the caller decided on is sent as it is, so that an outdated one is refused', async () => {
  const { migrations, noted } = over({});
  await migrations.approve('1001', { by, digest, waitingForId: 'wait-6' });
  expect(sentInput(noted)).toEqual({ by, digest, waitingForId: 'wait-6' });
});

test('a verb to a run that waits for nothing names no wait', async () => {
  const { migrations, noted } = over({ describe: () => describedRun() });
  await migrations.pause('1001', { by });
  expect(sentInput(noted)).toEqual({ by });
});

test('each verb is the Update of its name, sent to the run that was looked at', async () => {
  const { migrations, noted } = over({});
  const reason = 'because';
  await migrations.approve('1001', { by, digest });
  await migrations.reject('1001', { by, reason });
  await migrations.waive('1001', { by, check: 'flows', reason });
  await migrations.retry('1001', { by, step: 'verify' });
  await migrations.attach('1001', { by, migrationId: '17' });
  await migrations.pause('1001', { by });
  await migrations.unpause('1001', { by });
  await migrations.abandon('1001', { by, reason });
  await migrations.conclude('1001', { by, reason });
  expect(noted.filter(({ name }) => name === 'executeUpdate').map(({ args }) => args[0])).toEqual([...VERBS]);
});

test('a refusal is the reason that the workflow gave', async () => {
  const cause = ApplicationFailure.nonRetryable('the digest is of an older report', 'VerbRefused');
  const { migrations } = over({
    executeUpdate: () => {
      throw new WorkflowUpdateFailedError('Workflow Update failed', cause);
    },
  });
  await expect(migrations.approve('1001', { by, digest })).rejects.toMatchObject({
    type: 'verb-refused',
    verb: 'approve',
    message: 'the digest is of an older report',
  });
});

const abandoned = runState({ phase: 'abandoned', outcome });
const closed = describedRun({ status: { code: 3, name: 'FAILED' }, closeTime: new Date('2026-11-02T10:00:00Z') });
const howItEnded = (): never => {
  const cause = ApplicationFailure.nonRetryable('abandoned', 'MigrationAbandoned', abandoned);
  throw new WorkflowFailedError('failed', cause, RetryState.NON_RETRYABLE_FAILURE);
};

test('a verb to a run that has ended says how it ended, and is not sent', async () => {
  const { migrations, noted } = over({ describe: () => closed, result: howItEnded });
  await expect(migrations.pause('1001', { by })).rejects.toMatchObject({
    type: 'run-closed',
    message: expect.stringContaining('operator gave up') as string,
    state: { phase: 'abandoned' },
  });
  expect(noted.map(({ name }) => name)).not.toContain('executeUpdate');
});

test('a run that ends while the verb is on its way says how it ended', async () => {
  let looks = 0;
  const { migrations } = over({
    describe: () => (looks++ === 0 ? waiting : closed),
    executeUpdate: () => {
      throw new WorkflowNotFoundError('workflow execution already completed', 'migrate-waba/1001', 'run-1');
    },
    result: howItEnded,
  });
  await expect(migrations.pause('1001', { by })).rejects.toMatchObject({ type: 'run-closed' });
});

test('a verb that was accepted by a run that ended at once is answered with how it ended', async () => {
  let looks = 0;
  const cause = ApplicationFailure.nonRetryable('completed before the Update', 'AcceptedUpdateCompletedWorkflow');
  const { migrations } = over({
    describe: () => (looks++ === 0 ? waiting : closed),
    executeUpdate: () => {
      throw new WorkflowUpdateFailedError('Workflow Update failed', cause);
    },
    result: howItEnded,
  });
  expect(await migrations.abandon('1001', { by, reason: 'x' })).toEqual({ ...abandoned, polling: null });
});

test('a verb for an account without a run says that there is none', async () => {
  const { migrations } = over({
    describe: () => {
      throw new WorkflowNotFoundError('no rows', 'migrate-waba/1001', undefined);
    },
  });
  await expect(migrations.pause('1001', { by })).rejects.toMatchObject({
    type: 'not-found',
    message: 'There is no migration of WABA 1001',
  });
});
