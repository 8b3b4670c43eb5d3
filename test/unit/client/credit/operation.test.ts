import { WorkflowFailedError, WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure, RetryState, TerminatedFailure, WorkflowNotFoundError } from '@temporalio/common';
import { createWabaMigrations } from '../../../../client';
import { creditStateDocumentSchema } from '../../../../domain/credit/state';
import { CREDIT_VERBS } from '../../../../domain/credit/verbs';
import { attributes, fakeTemporal, type Answers } from '../faked-temporal';
import { creditOutcome, creditState, describedOperation } from './credit-states';

const by = 'local:ops';
const reason = 'because';
const closeTime = new Date('2026-11-02T10:00:00Z');
const quick = { minPauseMs: 1, maxPauseMs: 2 };

const over = (answers: Answers) => {
  const { client, noted } = fakeTemporal(answers);
  return { credit: createWabaMigrations({ client }).credit, noted };
};
const failedWith = (cause: Error) => (): never => {
  throw new WorkflowFailedError('Workflow execution failed', cause, RetryState.NON_RETRYABLE_FAILURE);
};

test('an open operation speaks for itself, and Temporal adds what it polls for', async () => {
  const description = describedOperation({ raw: { pendingActivities: [{ attempt: 4 }] } });
  const { credit, noted } = over({ describe: () => description, query: () => creditState() });
  expect(await credit.get('77')).toEqual({
    ...creditState(),
    polling: { attempt: 4, lastStatus: null, nextAt: null },
  });
  expect(noted[0]).toEqual({ name: 'describe', args: ['credit-line/77', undefined] });
});

test('a closed operation is read from what it left, with no query', async () => {
  const refused = creditState({ phase: 'refused', outcome: creditOutcome('funded by something else') });
  const failure = ApplicationFailure.nonRetryable('refused', 'CreditLineRefused', refused);
  const { credit, noted } = over({
    describe: () => describedOperation({ status: { code: 3, name: 'FAILED' }, closeTime }),
    result: failedWith(failure),
  });
  expect(await credit.get('77')).toEqual({ ...refused, polling: null });
  expect(noted.map(({ name }) => name)).toEqual(['describe', 'result']);
});

test.each([
  ['shareCreditLine', 'share', '1001'],
  ['revokeCreditLine', 'revoke', null],
] as const)('a terminated %s keeps its last phase, says so, and needs nobody', async (type, operation, wabaId) => {
  const about = wabaId === null ? {} : { WabaId: wabaId, TargetCurrency: 'INR' };
  const { credit } = over({
    describe: () =>
      describedOperation({
        type,
        status: { code: 5, name: 'TERMINATED' },
        closeTime,
        typedSearchAttributes: attributes({ BusinessId: '77', Phase: 'compensating', NeedsOperator: true, ...about }),
      }),
    result: failedWith(new TerminatedFailure('cleaned up')),
  });
  const state = await credit.get('77');
  expect(creditStateDocumentSchema.parse(state)).toEqual(state);
  expect(state).toMatchObject({
    operation,
    businessId: '77',
    wabaId,
    phase: 'compensating',
    needsOperator: false,
    outcome: { reason: expect.stringMatching(/^Terminated in Temporal.*cleaned up$/) as string },
  });
});

const waits = describedOperation({
  memo: { waitingFor: { id: 'wait-3', reason: 'late', until: null, verbs: ['retry-verification', 'cancel'] } },
});
const sentInput = (noted: ReturnType<typeof over>['noted']): unknown =>
  (noted.find(({ name }) => name === 'executeUpdate')?.args[1] as { args: unknown[] }).args[0];

test('a verb carries the wait that the operation stands in, which has verbs that no migration knows', async () => {
  const { credit, noted } = over({ describe: () => waits, executeUpdate: () => creditState() });
  await credit.retryVerification('77', { by, reason });
  expect(sentInput(noted)).toEqual({ by, reason, waitingForId: 'wait-3' });
});

test('each verb is the Update of its name', async () => {
  const { credit, noted } = over({ describe: () => waits, executeUpdate: () => creditState() });
  await credit.retryVerification('77', { by, reason });
  await credit.acceptAsIs('77', { by, reason });
  await credit.retryCompensation('77', { by, reason });
  await credit.confirmRadius('77', { by, radius: 'd'.repeat(64) });
  await credit.cancel('77', { by, reason });
  expect(noted.filter(({ name }) => name === 'executeUpdate').map(({ args }) => args[0])).toEqual([...CREDIT_VERBS]);
});

test('a refused verb is the reason that the workflow gave', async () => {
  const { credit } = over({
    describe: () => waits,
    executeUpdate: () => {
      const cause = ApplicationFailure.nonRetryable('nothing was refused by Meta', 'VerbRefused');
      throw new WorkflowUpdateFailedError('Workflow Update failed', cause);
    },
  });
  await expect(credit.retryCompensation('77', { by, reason })).rejects.toMatchObject({
    type: 'verb-refused',
    verb: 'retry-compensation',
    message: 'nothing was refused by Meta',
  });
});

test('a verb to an operation that has ended says how it ended, and which command shows it', async () => {
  const { credit } = over({
    describe: () => describedOperation({ status: { code: 2, name: 'COMPLETED' }, closeTime }),
    result: () => creditState({ phase: 'completed', outcome: creditOutcome('funded') }),
  });
  await expect(credit.cancel('77', { by, reason })).rejects.toMatchObject({
    type: 'run-closed',
    message: 'cancel came too late, the credit operation of business 77 ended completed: funded',
    fix: 'Read how it ended with: wabactl credit operation --business 77',
  });
});

test('a wait for a person ends when one is needed, and follows the run that was started', async () => {
  const { credit, noted } = over({
    describe: () => describedOperation(),
    query: () => creditState({ phase: 'needs-operator', needsOperator: true }),
  });
  const state = await credit.wait('77', { ...quick, until: 'person', runId: 'run-0' });
  expect(state.phase).toBe('needs-operator');
  expect(noted[0]).toEqual({ name: 'describe', args: ['credit-line/77', 'run-0'] });
});

test('a business without an operation has none', async () => {
  const { credit } = over({
    describe: () => {
      throw new WorkflowNotFoundError('no rows', 'credit-line/77', undefined);
    },
  });
  await expect(credit.get('77')).rejects.toMatchObject({
    type: 'not-found',
    message: 'There is no credit operation of business 77',
  });
});
