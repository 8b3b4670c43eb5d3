import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { Conflict, createWabaMigrations, inputDigest, parseStartInput, type StartInput } from '../../../client';
import { attributes, describedRun, fakeTemporal } from './faked-temporal';

const input: StartInput = { wabaId: '1001', targetCurrency: 'INR', businessId: '77', startedBy: 'local:ops' };
const digest = inputDigest(parseStartInput(input));

interface SentStart {
  readonly [name: string]: unknown;
  readonly memo: Record<string, unknown>;
  readonly typedSearchAttributes: { key: { name: string }; value: unknown }[];
}

async function startedWith(start: StartInput, options = {}): Promise<SentStart> {
  const { client, noted } = fakeTemporal({ start: () => ({ firstExecutionRunId: 'run-1' }) });
  await createWabaMigrations({ client }).start(start, options);
  expect(noted[0]?.args[0]).toBe('migrateWaba');
  return noted[0]?.args[1] as SentStart;
}

test('a migration holds its id until it ended badly, and never shares it', async () => {
  expect(await startedWith(input)).toMatchObject({
    workflowId: 'migrate-waba/1001',
    taskQueue: 'waba-workflows',
    workflowIdConflictPolicy: 'FAIL',
    workflowIdReusePolicy: 'ALLOW_DUPLICATE_FAILED_ONLY',
    staticSummary: 'INR for WABA 1001',
  });
});

test('a dry run has an id of its own and may be repeated', async () => {
  expect(await startedWith({ ...input, dryRun: true })).toMatchObject({
    workflowId: 'assess-waba/1001',
    workflowIdConflictPolicy: 'FAIL',
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
  });
});

test('the workflow gets the filled input, and the memo its digest and where the start came from', async () => {
  const sent = await startedWith(input, { idempotencyKey: 'k', requestHash: 'h', requestId: 'r' });
  expect(sent['args']).toEqual([parseStartInput(input)]);
  expect(sent.memo).toEqual({
    inputDigest: digest,
    startedBy: 'local:ops',
    approval: 'manual',
    idempotencyKey: 'k',
    requestHash: 'h',
    requestId: 'r',
  });
});

test('the memo says of a start that two people decide about it', async () => {
  const { memo } = await startedWith({ ...input, policy: { secondPerson: true } });
  expect(memo).toMatchObject({ secondPerson: true });
});

test('a run is found by its attributes before its first task', async () => {
  const sent = await startedWith(input);
  expect(Object.fromEntries(sent.typedSearchAttributes.map(({ key, value }) => [key.name, value]))).toEqual({
    WabaId: '1001',
    TargetCurrency: 'INR',
    Phase: 'assessing',
    NeedsOperator: false,
    PhaseChangedAt: expect.any(Date) as Date,
    BusinessId: '77',
  });
});

function againWhere(other: Parameters<typeof describedRun>[0]) {
  const { client } = fakeTemporal({
    start: () => {
      throw new WorkflowExecutionAlreadyStartedError('started', 'migrate-waba/1001', 'migrateWaba');
    },
    describe: () => describedRun(other),
  });
  return createWabaMigrations({ client }).start({ ...input, startedBy: 'local:someone-else' });
}

test('the same start again answers with the run that is there, whoever asks', async () => {
  const expected = { workflowId: 'migrate-waba/1001', runId: 'run-1', wabaId: '1001', started: false };
  expect(await againWhere({ memo: { inputDigest: digest } })).toEqual(expected);
  const completed = { code: 2, name: 'COMPLETED' } as const;
  expect(await againWhere({ memo: { inputDigest: digest }, status: completed })).toEqual(expected);
});

test('a start with other input is a conflict that names the run in the way', async () => {
  const other = {
    memo: { inputDigest: 'e'.repeat(64) },
    typedSearchAttributes: attributes({ TargetCurrency: 'BRL', Phase: 'cloning' }),
  };
  await expect(againWhere(other)).rejects.toMatchObject({
    type: 'conflict',
    message: expect.stringMatching(/run-1.*migrate-waba\/1001.*BRL, cloning/) as string,
    other: { workflowId: 'migrate-waba/1001', runId: 'run-1', workflowType: 'migrateWaba' },
  });
});

test('a run of another workflow type under the id is a conflict, whatever its memo says', async () => {
  await expect(againWhere({ type: 'somethingElse', memo: { inputDigest: digest } })).rejects.toBeInstanceOf(Conflict);
});

test('a run without a digest is a conflict: it cannot be known to ask for the same', async () => {
  await expect(againWhere({ memo: {} })).rejects.toBeInstanceOf(Conflict);
});
