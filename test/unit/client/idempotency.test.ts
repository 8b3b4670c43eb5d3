/** Requests that are repeated with their key, and keys that come with another request. */
import { WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from '@temporalio/common';
import { createWabaMigrations, inputDigest, parseStartInput, type StartInput } from '../../../client';
import { describedRun, fakeTemporal, runState, type Answers } from './faked-temporal';

const by = 'local:ops';
const digest = 'd'.repeat(64);
const input: StartInput = { wabaId: '1001', targetCurrency: 'INR', startedBy: by };
const mine = {
  idempotencyKey: 'k',
  requestHash: 'hash-1',
  startedBy: by,
  inputDigest: inputDigest(parseStartInput(input)),
};

function startAgain(memo: object, options: object) {
  const { client } = fakeTemporal({
    start: () => {
      throw new WorkflowExecutionAlreadyStartedError('started', 'migrate-waba/1001', 'migrateWaba');
    },
    describe: () => describedRun({ memo: { ...memo } }),
  });
  return createWabaMigrations({ client }).start(input, options);
}

const key = { idempotencyKey: 'k', requestHash: 'hash-1' };

test('a start that is repeated with its key is answered with the run that it made', async () => {
  expect(await startAgain(mine, key)).toMatchObject({ started: false, runId: 'run-1' });
});

test('a key that comes with another request is refused, whether or not the run fits that', async () => {
  const reused = { type: 'idempotency-key-reused' };
  await expect(startAgain({ ...mine, requestHash: 'hash-2' }, key)).rejects.toMatchObject(reused);
  await expect(startAgain({ ...mine, requestHash: 'hash-2', inputDigest: 'x' }, key)).rejects.toMatchObject(reused);
});

test('two callers who happen to take the same key do not meet', async () => {
  const theirs = { ...mine, startedBy: 'somebody', requestHash: 'hash-2' };
  expect(await startAgain(theirs, key)).toMatchObject({ started: false });
  await expect(startAgain({ ...theirs, inputDigest: 'x' }, key)).rejects.toMatchObject({ type: 'conflict' });
});

test('without a key a start is judged by what it asks for alone', async () => {
  expect(await startAgain({ ...mine, requestHash: 'hash-2' }, {})).toMatchObject({ started: false });
});

const closed = describedRun({ status: { code: 2, name: 'COMPLETED' } });

const over = (answers: Answers) => {
  const { client, noted } = fakeTemporal({ describe: () => describedRun(), ...answers });
  return { migrations: createWabaMigrations({ client }), noted };
};

test('a verb goes out under the id that it was given', async () => {
  const { migrations, noted } = over({ executeUpdate: () => ({ ...runState(), requestHash: 'hash-1' }) });
  const state = await migrations.approve('1001', { by, digest, requestHash: 'hash-1' }, { updateId: 'u-1' });
  expect(noted.find(({ name }) => name === 'executeUpdate')?.args[1]).toMatchObject({
    updateId: 'u-1',
    args: [{ requestHash: 'hash-1' }],
  });
  expect(state).toEqual({ ...runState(), polling: null });
});

test('a verb whose id belongs to another request is refused', async () => {
  const { migrations } = over({ executeUpdate: () => ({ ...runState(), requestHash: 'hash-2' }) });
  const given = migrations.approve('1001', { by, digest, requestHash: 'hash-1' }, { updateId: 'u-1' });
  await expect(given).rejects.toMatchObject({
    type: 'idempotency-key-reused',
    message: 'The migration of WABA 1001 knows this idempotency key from another request',
  });
});

test('a verb that was taken is answered as it was once the run has closed', async () => {
  const state = runState({ phase: 'awaiting-approval' });
  const { migrations, noted } = over({ describe: () => closed, updateResult: () => state });
  expect(await migrations.approve('1001', { by, digest }, { updateId: 'u-1' })).toEqual({ ...state, polling: null });
  expect(noted.map(({ name, args }) => [name, args[0]])).toContainEqual(['updateResult', 'u-1']);
});

test('what a worker of an older version answered to a verb is given with the fields that came later', async () => {
  const { startedBy: _startedBy, secondPerson: _secondPerson, approved: _approved, ...older } = runState();
  const now = over({ executeUpdate: () => ({ ...older, requestHash: 'hash-1' }) });
  const later = over({ describe: () => closed, updateResult: () => older });
  for (const { migrations } of [now, later])
    expect(await migrations.approve('1001', { by, digest, requestHash: 'hash-1' }, { updateId: 'u-1' })).toEqual({
      ...runState(),
      startedBy: null,
      polling: null,
    });
});

test('a verb that a closed run never took comes too late, with the outcome', async () => {
  const outcome = { reason: 'done', by: null, numbers: [], testMessage: null, allocations: [], evidencePath: null };
  const { migrations } = over({
    describe: () => closed,
    updateResult: () => {
      throw new WorkflowNotFoundError('no such update', 'migrate-waba/1001', 'run-1');
    },
    result: () => runState({ phase: 'completed', outcome }),
  });
  await expect(migrations.approve('1001', { by, digest }, { updateId: 'u-1' })).rejects.toMatchObject({
    type: 'run-closed',
    state: { phase: 'completed', outcome },
  });
});
