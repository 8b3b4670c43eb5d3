import { ServiceError, WorkflowFailedError } from '@temporalio/client';
import {
  ActivityFailure,
  ApplicationFailure,
  RetryState,
  TimeoutFailure,
  TimeoutType,
  WorkflowExecutionAlreadyStartedError,
} from '@temporalio/common';
import { createWabaMigrations, parseQuestion } from '../../../../client';
import { questionDigest } from '../../../../client/start/input-digest';
import type { CreditLineList, WabaMigrations } from '../../../../client';
import { describedRun, fakeTemporal, type Answers } from '../faked-temporal';

const answer: CreditLineList = { businessId: '5', lines: [], why: 'none was issued' };
const digest = questionDigest(parseQuestion({ kind: 'credit-lines' }));
const workflowId = 'read-graph/credit-lines/own';

const over = (answers: Answers) => {
  const { client, noted } = fakeTemporal(answers);
  const migrations = createWabaMigrations({ client });
  return { migrations, credit: migrations.credit, noted };
};

/** Gives each answer once, the last one for ever; an Error is thrown. */
const inTurn = (...answers: unknown[]) => {
  let next = 0;
  return () => {
    const given = answers[Math.min(next++, answers.length - 1)];
    if (given instanceof Error) throw given;
    return given;
  };
};

const begun = { firstExecutionRunId: 'run-1' };
const held = new WorkflowExecutionAlreadyStartedError('started', workflowId, 'readGraph');
const reading = (more: Parameters<typeof describedRun>[0] = {}) =>
  describedRun({ type: 'readGraph', workflowId, memo: { inputDigest: digest }, ...more });
const overdue = new ServiceError('Failed', {
  cause: Object.assign(new Error('deadline'), { code: 4, details: 'deadline', metadata: {} }),
});
const failed = (cause: Error) =>
  new WorkflowFailedError('Workflow execution failed', cause, RetryState.NON_RETRYABLE_FAILURE);
const ofActivity = (cause: Error) =>
  new ActivityFailure('Activity task failed', 'askGraph', '1', RetryState.NON_RETRYABLE_FAILURE, 'worker', cause);

test('a question is a short workflow that says what it reads, and its answer is what the workflow returns', async () => {
  const { credit, noted } = over({ start: () => begun, result: () => answer });
  expect(await credit.lines()).toEqual(answer);
  expect(noted[0]).toEqual({
    name: 'start',
    args: [
      'readGraph',
      {
        workflowId,
        taskQueue: 'waba-workflows',
        args: [{ kind: 'credit-lines', tokenRef: 'default' }],
        workflowIdConflictPolicy: 'FAIL',
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
        workflowExecutionTimeout: '5m',
        memo: { inputDigest: digest },
        staticSummary: 'Live read of our lines of credit',
      },
    ],
  });
  expect(noted[1]).toEqual({ name: 'result', args: [workflowId, 'run-1'] });
});

test('each question has an id of its own, by what it is about', async () => {
  const { migrations, credit, noted } = over({ start: () => begun, result: () => null });
  const asking = [credit.line('900'), credit.business('77'), credit.radius('77'), migrations.account('1001')];
  await Promise.allSettled(asking);
  const ids = noted.flatMap(({ name, args }) =>
    name === 'start' ? [(args[1] as { workflowId: string }).workflowId] : [],
  );
  expect(ids.sort()).toEqual([
    'read-graph/account/1001',
    'read-graph/business-credit/77',
    'read-graph/credit-line/900',
    'read-graph/radius/77',
  ]);
});

test('who asks the same while it is being asked shares the answer', async () => {
  const { credit, noted } = over({
    start: inTurn(held),
    describe: () => reading({ runId: 'run-7' }),
    result: () => answer,
  });
  expect(await credit.lines()).toEqual(answer);
  expect(noted.filter(({ name }) => name === 'start')).toHaveLength(1);
  expect(noted.at(-1)).toEqual({ name: 'result', args: [workflowId, 'run-7'] });
});

test.each([
  ['answered', answer],
  ['refused by Meta', failed(ApplicationFailure.nonRetryable('no', 'GraphRefused'))],
])('the same with another token waits until that question is %s, then is asked', async (_how, ending) => {
  const { credit, noted } = over({
    start: inTurn(held, begun),
    describe: () => reading({ runId: 'run-7', memo: { inputDigest: 'e'.repeat(64) } }),
    result: inTurn(ending, { ...answer, why: 'mine' }),
  });
  expect(await credit.lines()).toMatchObject({ why: 'mine' });
  expect(noted.map(({ name, args }) => (name === 'result' ? `result ${String(args[1])}` : name))).toEqual([
    'start',
    'describe',
    'result run-7',
    'start',
    'result run-1',
  ]);
});

test('where others keep asking with other tokens, it gives up after a second try', async () => {
  const { credit, noted } = over({
    start: inTurn(held),
    describe: () => reading({ memo: { inputDigest: 'e'.repeat(64) } }),
    result: () => answer,
  });
  await expect(credit.lines()).rejects.toMatchObject({ type: 'conflict', other: { workflowId } });
  expect(noted.filter(({ name }) => name === 'start')).toHaveLength(2);
});

test("a refusal is one error with Meta's message and its fix, however deep Temporal wraps it", async () => {
  const said = ApplicationFailure.nonRetryable(
    'GET /5/extendedcredits: (#200) Requires business_management (HTTP 403, code 200); make the system user an Admin',
    'GraphRefused',
  );
  for (const cause of [said, ofActivity(said)]) {
    const { credit } = over({ start: () => begun, result: inTurn(failed(cause)) });
    const error: unknown = await credit.lines().catch((thrown: unknown) => thrown);
    expect((error as { toJSON(): object }).toJSON()).toEqual({
      type: 'read-failed',
      message:
        'The live read of our lines of credit failed: GET /5/extendedcredits: (#200) Requires business_management (HTTP 403, code 200)',
      field: null,
      fix: 'Make the system user an Admin.',
    });
  }
});

const unknownToMeta = ApplicationFailure.create({
  message: "GET /900: Object with ID '900' does not exist (HTTP 400, code 100, subcode 33); check the id",
  type: 'GraphRefused',
  nonRetryable: true,
  details: [{ kind: 'missing-or-forbidden', httpStatus: 400, code: 100, subcode: 33, fbtraceId: null }],
});
const noSuchField = ApplicationFailure.create({
  message: 'GET /77: (#100) Tried accessing nonexisting field (currency) (HTTP 400, code 100); check the id',
  type: 'GraphRefused',
  nonRetryable: true,
  details: [{ kind: 'parameter', httpStatus: 400, code: 100, subcode: null, fbtraceId: null }],
});
const throttled = ApplicationFailure.nonRetryable(
  'GET /77: too many calls (HTTP 400, code 80008); wait 60 s',
  'Throttled',
);
const noToken = ApplicationFailure.nonRetryable('This worker has no token under the name "x"; add it', 'TokenMissing');

test.each([
  ['a line that Meta does not show', unknownToMeta, ({ credit }: WabaMigrations) => credit.line('900'), 'not-found'],
  ['an account that Meta does not show', unknownToMeta, (client: WabaMigrations) => client.account('77'), 'not-found'],
  [
    'an id of something else than an account',
    noSuchField,
    (client: WabaMigrations) => client.account('77'),
    'not-found',
  ],
  ['a token that no worker has', noToken, ({ credit }: WabaMigrations) => credit.lines({ tokenRef: 'x' }), 'not-found'],
  // What is asked for is there; that it cannot be read is nothing that the caller could mend.
  ['our portfolio', unknownToMeta, ({ credit }: WabaMigrations) => credit.lines(), 'read-failed'],
  ['the token that everybody means', noToken, ({ credit }: WabaMigrations) => credit.lines(), 'read-failed'],
  ['a field of a line', noSuchField, ({ credit }: WabaMigrations) => credit.line('900'), 'read-failed'],
  ['an account while Meta throttles', throttled, (client: WabaMigrations) => client.account('77'), 'read-failed'],
] as const)('%s that is not there is told as what it is', async (_what, failure, ask, type) => {
  const { migrations } = over({ start: () => begun, result: inTurn(failed(ofActivity(failure))) });
  await expect(ask(migrations)).rejects.toMatchObject({ type, fix: expect.any(String) as string });
});

test('a read that ended without a word of a worker says so', async () => {
  const timeout = new TimeoutFailure('activity ScheduleToClose timeout', undefined, TimeoutType.SCHEDULE_TO_CLOSE);
  const { credit } = over({ start: () => begun, result: inTurn(failed(ofActivity(timeout))) });
  await expect(credit.lines()).rejects.toMatchObject({
    type: 'read-failed',
    message: expect.stringContaining('ended without an answer') as string,
    fix: expect.stringContaining('log') as string,
  });
});

test('where no worker takes the question up, that is said', async () => {
  const { credit } = over({
    start: () => begun,
    result: inTurn(overdue),
    describe: () => reading({ historyLength: 2 }),
  });
  await expect(credit.lines()).rejects.toMatchObject({
    type: 'no-worker',
    fix: expect.stringContaining('wabactl worker') as string,
  });
});

test.each([
  ['is asking Meta', reading({ historyLength: 5 })],
  ['has the answer by now', reading({ historyLength: 11, status: { code: 2, name: 'COMPLETED' } })],
])('a worker that was slow and %s is waited for', async (_how, description) => {
  const { credit } = over({ start: () => begun, result: inTurn(overdue, answer), describe: () => description });
  expect(await credit.lines()).toEqual(answer);
});

test('a worker that goes away in the middle does not hold the caller for ever', async () => {
  const { credit, noted } = over({ start: () => begun, result: inTurn(overdue), describe: () => reading() });
  await expect(credit.lines()).rejects.toMatchObject({ type: 'no-worker' });
  expect(noted.filter(({ name }) => name === 'result')).toHaveLength(2);
});

test('an answer of another shape is not handed on', async () => {
  const { credit } = over({ start: () => begun, result: () => ({ lines: 'many' }) });
  await expect(credit.lines()).rejects.toMatchObject({
    type: 'read-failed',
    fix: 'Run worker and client from the same version.',
  });
});

test('a server that is away is told apart from Meta', async () => {
  const down = new ServiceError('Failed', {
    cause: Object.assign(new Error('connection refused'), { code: 14, details: 'connection refused', metadata: {} }),
  });
  const { credit } = over({ start: inTurn(down) });
  await expect(credit.radius('77')).rejects.toMatchObject({ type: 'temporal-unavailable' });
});
