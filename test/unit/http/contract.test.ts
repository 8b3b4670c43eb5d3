/** Both clients do the same: against the same Temporal, each call ends alike, whichever way it goes. */
import { ServiceError, WorkflowFailedError, WorkflowUpdateFailedError } from '@temporalio/client';
import {
  ApplicationFailure,
  defaultPayloadConverter,
  RetryState,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
} from '@temporalio/common';
import { encodeUnifiedSearchAttributes } from '@temporalio/common/lib/converter/payload-search-attributes';
import { msToTs } from '@temporalio/common/lib/time';
import { inputDigest, parseStartInput, type StateDocument, type WabaMigrations } from '../../../client';
import type { Outcome } from '../../../domain/state';
import { attributes, describedRun, runState, type Answers } from '../client/faked-temporal';
import { creditState, describedOperation } from '../client/credit/credit-states';
import { accountFacts } from '../api/faked-migrations';
import { by, byBoth } from './both-clients';

const input = { wabaId: '1001', targetCurrency: 'INR', startedBy: by };
const memo = { inputDigest: inputDigest(parseStartInput(input)) };
const digest = 'd'.repeat(64);
const reason = 'because';
const quick = { minPauseMs: 1, maxPauseMs: 2 };
const closeTime = new Date('2026-11-02T10:00:00Z');
const closed = { status: { code: 2, name: 'COMPLETED' }, closeTime } as const;
const outcome: Outcome = {
  reason: 'approved',
  by,
  numbers: [],
  testMessage: null,
  allocations: [],
  evidencePath: null,
};
const completed = runState({ phase: 'completed', outcome });

const throwing = (error: Error) => (): never => {
  throw error;
};
const grpc = (code: number, details: string): ServiceError =>
  new ServiceError('Failed', { cause: Object.assign(new Error(details), { code, details, metadata: {} }) });
const alreadyStarted = throwing(new WorkflowExecutionAlreadyStartedError('there', 'migrate-waba/1001', 'migrateWaba'));

/** Gives each answer once, the last one for ever. */
function inTurn<T>(...answers: T[]): () => T {
  let next = 0;
  return () => answers[Math.min(next++, answers.length - 1)] as T;
}

interface Case {
  readonly name: string;
  readonly answers: () => Answers;
  readonly call: (migrations: WabaMigrations) => Promise<unknown>;
  readonly ends: object;
}

const open = { describe: () => describedRun(), query: () => runState(), executeUpdate: () => runState() };

const CASES: readonly Case[] = [
  {
    name: 'a start answers with the run',
    answers: () => ({ start: () => ({ firstExecutionRunId: 'run-1' }) }),
    call: (migrations) => migrations.start(input),
    ends: { answer: { workflowId: 'migrate-waba/1001', runId: 'run-1', wabaId: '1001', started: true } },
  },
  {
    name: 'the same start again answers with the run that is there',
    answers: () => ({ start: alreadyStarted, describe: () => describedRun({ memo }) }),
    call: (migrations) => migrations.start(input),
    ends: { answer: { runId: 'run-1', started: false } },
  },
  {
    name: 'another start is a conflict that names the run in the way',
    answers: () => ({ start: alreadyStarted, describe: () => describedRun({ memo }) }),
    call: (migrations) => migrations.start({ ...input, targetCurrency: 'BRL' }),
    ends: {
      error: {
        name: 'Conflict',
        other: { workflowId: 'migrate-waba/1001', runId: 'run-1', workflowType: 'migrateWaba' },
      },
    },
  },
  {
    name: 'a key that came with another start is refused',
    answers: () => ({
      start: alreadyStarted,
      describe: () => describedRun({ memo: { ...memo, startedBy: by, idempotencyKey: 'k', requestHash: 'another' } }),
    }),
    call: (migrations) => migrations.start(input, { idempotencyKey: 'k', requestHash: 'mine' }),
    ends: { error: { name: 'IdempotencyKeyReused', message: expect.stringContaining('migration of WABA 1001') } },
  },
  {
    name: 'a wrong input names the field and contacts nobody',
    answers: () => ({}),
    call: (migrations) => migrations.start({ ...input, policy: { maxResumes: 99 } }),
    ends: { error: { name: 'InvalidInput', field: 'policy.maxResumes' } },
  },
  {
    name: 'an open run is shown with the poll under way',
    answers: () => ({
      ...open,
      describe: () => describedRun({ raw: { pendingActivities: [{ attempt: 3 }] } }),
    }),
    call: (migrations) => migrations.get('1001'),
    ends: { answer: { phase: 'cloning', polling: { attempt: 3 } } },
  },
  {
    name: 'a dry run is looked for under its own id',
    answers: () => ({ describe: throwing(new WorkflowNotFoundError('none', 'assess-waba/1001', undefined)) }),
    call: (migrations) => migrations.get('1001', { dryRun: true }),
    ends: { error: { name: 'NotFound', message: 'There is no dry run of WABA 1001' } },
  },
  {
    name: 'without a worker an open run cannot be read',
    answers: () => ({ ...open, query: throwing(grpc(4, 'deadline')) }),
    call: (migrations) => migrations.get('1001'),
    ends: { error: { name: 'NoWorker' } },
  },
  {
    name: 'a server of Temporal that is away is named',
    answers: () => ({ describe: throwing(grpc(14, 'connection refused')) }),
    call: (migrations) => migrations.get('1001'),
    ends: { error: { name: 'TemporalUnavailable', fix: expect.stringContaining('TEMPORAL_ADDRESS') } },
  },
  {
    name: 'a verb answers with the state after it',
    answers: () => ({ ...open, executeUpdate: () => runState({ phase: 'cutting-over' }) }),
    call: (migrations) => migrations.approve('1001', { by, digest, comment: 'fine' }),
    ends: { answer: { phase: 'cutting-over' } },
  },
  {
    name: 'a verb without anything to say needs no body',
    answers: () => open,
    call: (migrations) => migrations.pause('1001', { by }),
    ends: { answer: { phase: 'cloning' } },
  },
  {
    name: 'a refused verb says which, and why',
    answers: () => ({
      ...open,
      executeUpdate: throwing(
        new WorkflowUpdateFailedError('failed', ApplicationFailure.nonRetryable('an older report', 'VerbRefused')),
      ),
    }),
    call: (migrations) => migrations.approve('1001', { by, digest }),
    ends: { error: { name: 'VerbRefused', verb: 'approve', message: 'an older report' } },
  },
  {
    name: 'a verb that came too late says how the run ended',
    answers: () => ({
      describe: () => describedRun(closed),
      result: () => completed,
      updateResult: throwing(new WorkflowNotFoundError('no such Update', 'migrate-waba/1001', 'run-1')),
    }),
    call: (migrations) => migrations.abandon('1001', { by, reason }),
    ends: { error: { name: 'RunClosed', state: { runId: 'run-1', phase: 'completed', outcome } } },
  },
  {
    name: 'a page and its filter go through',
    answers: () => ({ list: () => ({ executions: [listed], nextPageToken: Buffer.from('next') }) }),
    call: (migrations) =>
      migrations.list({ phase: 'cloning', needsOperator: false, businessId: '77', targetCurrency: 'inr', pageSize: 1 }),
    ends: { answer: { migrations: [{ wabaId: '1001', name: 'ACME' }], nextPageToken: expect.any(String) } },
  },
  {
    name: 'counts are by phase',
    answers: () => ({ count: (query) => ({ count: query.includes("'cloning'") ? 4 : 0 }), list: noRuns }),
    call: (migrations) => migrations.count({ idPrefix: '10' }),
    ends: { answer: { cloning: 4, completed: 0 } },
  },
  {
    name: 'a wait for a person ends when one is needed',
    answers: () => ({
      describe: inTurn(describedRun(), describedRun({ historyLength: 20 })),
      query: inTurn(runState(), runState({ phase: 'awaiting-approval', needsOperator: true })),
    }),
    call: (migrations) => migrations.wait('1001', { ...quick, until: 'person' }),
    ends: { answer: { phase: 'awaiting-approval' } },
  },
  {
    name: 'a watch shows each change once and ends with the run',
    answers: () => {
      // Straight to Temporal a run is asked only after its history grew, over HTTP at each look.
      const describe = inTurn(
        describedRun(),
        describedRun(),
        describedRun({ historyLength: 20 }),
        describedRun(closed),
      );
      let looked = describe();
      return {
        describe: () => (looked = describe()),
        query: () => runState({ phase: looked.historyLength === 20 ? 'verifying' : 'cloning' }),
        result: () => completed,
      };
    },
    call: async (migrations) => {
      const seen: StateDocument[] = [];
      for await (const state of migrations.watch('1001', quick)) seen.push(state);
      return { phases: [...new Set(seen.map(({ phase }) => phase))] };
    },
    ends: { answer: { phases: ['cloning', 'verifying', 'completed'] } },
  },
  {
    name: 'a credit operation is steered',
    answers: () => ({ describe: () => describedOperation(), executeUpdate: () => creditState({ phase: 'completed' }) }),
    call: ({ credit }) => credit.acceptAsIs('77', { by, reason }),
    ends: { answer: { phase: 'completed' } },
  },
  {
    name: 'a credit operation that is not there is named',
    answers: () => ({ describe: throwing(new WorkflowNotFoundError('none', 'credit-line/77', undefined)) }),
    call: ({ credit }) => credit.get('77'),
    ends: { error: { name: 'NotFound', message: 'There is no credit operation of business 77' } },
  },
  {
    name: 'shares and revokes are listed with what they wait for',
    answers: () => ({ list: () => ({ executions: [listedRevoke], nextPageToken: Buffer.from('next') }) }),
    call: ({ credit }) => credit.list({ needsOperator: true, businessId: '77', pageSize: 1 }),
    ends: {
      answer: {
        operations: [{ businessId: '77', operation: 'revoke', needsOperator: true, waitingFor: { id: 'w1' } }],
        nextPageToken: expect.any(String),
      },
    },
  },
  {
    name: 'a list of operations goes on with the token of the same filter only',
    answers: () => ({}),
    call: ({ credit }) => credit.list({ pageToken: 'bnVsbA' }),
    ends: { error: { name: 'InvalidInput', field: 'pageToken' } },
  },
  {
    name: 'a share that meets another operation is a conflict',
    answers: () => ({
      start: throwing(new WorkflowExecutionAlreadyStartedError('there', 'credit-line/77', 'revokeCreditLine')),
      describe: () => describedOperation({ type: 'revokeCreditLine' }),
    }),
    call: ({ credit }) => credit.share({ businessId: '77', wabaId: '1001', currency: 'INR', startedBy: by }),
    ends: { error: { name: 'Conflict', message: expect.stringContaining('a revoke') } },
  },
  {
    name: 'a revoke wants the id of the business again, before anything is contacted',
    answers: () => ({}),
    call: ({ credit }) => credit.revoke({ businessId: '77', confirm: '78', radius: digest, startedBy: by }),
    ends: { error: { name: 'InvalidInput', field: 'confirm' } },
  },
  {
    name: 'a live read that Meta refused says what Meta said',
    answers: () => ({
      start: () => ({ firstExecutionRunId: 'run-1' }),
      result: throwing(
        new WorkflowFailedError(
          'failed',
          ApplicationFailure.nonRetryable('Meta refused it (#200); give the token the permission', 'GraphRefused'),
          RetryState.NON_RETRYABLE_FAILURE,
        ),
      ),
    }),
    call: ({ credit }) => credit.lines(),
    ends: { error: { name: 'ReadFailed', fix: 'Give the token the permission.' } },
  },
  {
    name: 'an account is what Meta says of it',
    answers: () => ({ start: () => ({ firstExecutionRunId: 'run-1' }), result: () => accountFacts() }),
    call: (migrations) => migrations.account('1001', { tokenRef: 'acme' }),
    ends: { answer: accountFacts() },
  },
  {
    name: 'an account that Meta does not show is named',
    answers: () => ({
      start: () => ({ firstExecutionRunId: 'run-1' }),
      result: throwing(
        new WorkflowFailedError(
          'failed',
          ApplicationFailure.create({
            message: 'GET /1001: no such object; check the id',
            type: 'GraphRefused',
            nonRetryable: true,
            details: [{ kind: 'missing-or-forbidden' }],
          }),
          RetryState.NON_RETRYABLE_FAILURE,
        ),
      ),
    }),
    call: (migrations) => migrations.account('1001'),
    ends: { error: { name: 'NotFound', message: expect.stringContaining('account 1001'), fix: 'Check the id.' } },
  },
  {
    name: 'an account is asked for by an id of Meta, before anything is contacted',
    answers: () => ({}),
    call: (migrations) => migrations.account('acme'),
    ends: { error: { name: 'InvalidInput', field: 'wabaId' } },
  },
];

const listed = {
  execution: { workflowId: 'migrate-waba/1001', runId: 'run-1' },
  type: { name: 'migrateWaba' },
  status: 1,
  historyLength: { toNumber: () => 7 },
  startTime: msToTs(1_793_527_200_000),
  memo: { fields: { name: defaultPayloadConverter.toPayload('ACME') } },
};
const listedRevoke = {
  ...listed,
  execution: { workflowId: 'credit-line/77', runId: 'run-1' },
  type: { name: 'revokeCreditLine' },
  memo: {
    fields: {
      waitingFor: defaultPayloadConverter.toPayload({ id: 'w1', reason: 'x', until: null, verbs: ['cancel'] }),
    },
  },
  searchAttributes: {
    indexedFields: encodeUnifiedSearchAttributes(
      undefined,
      attributes({ BusinessId: '77', Phase: 'needs-operator', NeedsOperator: true }),
    ),
  },
};
function noRuns() {
  return { executions: [], nextPageToken: Buffer.alloc(0) };
}

describe.each(CASES)('$name', ({ answers, call, ends }) => {
  test('straight to Temporal and over HTTP', async () => {
    const { direct, http } = await byBoth(answers, call);
    expect(direct.ending).toMatchObject(ends);
    expect(http.ending).toMatchObject(ends);
    // Not only what the case names: the whole answer, the whole error.
    expect(JSON.parse(JSON.stringify(http.ending, shorter))).toEqual(
      JSON.parse(JSON.stringify(direct.ending, shorter)),
    );
  });
});

/** Of a run that has ended, the HTTP API tells how; straight from Temporal comes the whole document. */
function shorter(key: string, value: unknown): unknown {
  if (key !== 'state') return value;
  const { workflowId, runId, phase, outcome: how } = value as StateDocument;
  return { workflowId, runId, phase, outcome: how };
}

test('what Temporal is asked is the same, whichever way it was asked', async () => {
  const { direct, http } = await byBoth(
    () => ({ ...open, start: () => ({ firstExecutionRunId: 'run-1' }) }),
    async (migrations) => {
      await migrations.start({ ...input, acceptOrphans: ['9'], policy: { maxResumes: 3 } });
      await migrations.waive('1001', { by, check: 'flows', reason, requestId: 'build-17' });
      await migrations.retry('1001', { by, step: 'verify', acceptOrphans: ['none'], waitingForId: 'w-3' });
    },
  );
  const inputsIn = (noted: typeof http.noted) =>
    noted.flatMap(({ name, args }) =>
      name === 'start' || name === 'executeUpdate' ? (args[1] as { args: Record<string, unknown>[] }).args : [],
    );
  // Over HTTP every verb carries the hash of its request, and an id also where the caller gave none.
  const asGiven = ({ requestHash: _hash, requestId: _id, ...rest }: Record<string, unknown>) => rest;
  expect(inputsIn(http.noted).map(asGiven)).toEqual(inputsIn(direct.noted).map(asGiven));
  expect(inputsIn(direct.noted)).toHaveLength(3);
  for (const { noted } of [direct, http]) expect(inputsIn(noted)[1]).toMatchObject({ requestId: 'build-17' });
});

test('a live read is asked for with the token that is named, whichever way it was asked', async () => {
  const { direct, http } = await byBoth(
    () => ({ start: () => ({ firstExecutionRunId: 'run-1' }), result: () => accountFacts() }),
    (migrations) => migrations.account('1001', { tokenRef: 'acme' }),
  );
  for (const { noted } of [direct, http])
    expect(noted[0]?.args).toMatchObject([
      'readGraph',
      { args: [{ kind: 'account', wabaId: '1001', tokenRef: 'acme' }] },
    ]);
});
