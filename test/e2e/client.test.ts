/** The client on a real Temporal server, with a stand-in for the workflow, so that nothing but the client is tried. */
import { ApplicationFailure } from '@temporalio/common';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { Connection, type Client } from '@temporalio/client';
import { activityInfo } from '@temporalio/activity';
import { createWabaMigrations, type StateDocument, type WabaMigrations } from '../../client';
import { failure } from '../../domain/failures';
import { TASK_QUEUES } from '../../domain/ids';
import { stateDocumentSchema } from '../../domain/state';
import { connectClient, ensureNamespace } from '../../runtime/connection';
import { readClientSettings } from '../../runtime/settings';
import { startTestServer, type TestServer } from '../helpers/temporal-servers';

const POLLS = 3;
const startedBy = 'local:ops';
const by = 'local:boss';
const digest = 'd'.repeat(64);

let server: TestServer;
let client: Client;
let close: () => Promise<void>;
let migrations: WabaMigrations;
let stopWorker: () => Promise<void>;

beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  server = await startTestServer();
  const connection = await Connection.connect({ address: server.address });
  await ensureNamespace(connection, server.namespace, { ownServer: true });
  await connection.close();
  const connected = await connectClient(readClientSettings({ ...server.env }, { ignoreTemporalProfiles: true }));
  ({ client } = connected);
  close = () => connected.close();
  migrations = createWabaMigrations({ client, workerTimeoutMs: 5_000 });
  stopWorker = await startWorker();
}, 600_000);

afterAll(async () => {
  await stopWorker?.();
  await close?.();
  await server?.stop();
});

/** A worker of the stand-in; its poll succeeds at the third attempt. */
async function startWorker(): Promise<() => Promise<void>> {
  const connection = await NativeConnection.connect({ address: server.address });
  const worker = await Worker.create({
    connection,
    namespace: server.namespace,
    taskQueue: TASK_QUEUES.workflows,
    workflowsPath: require.resolve('./stand-in/workflows'),
    activities: {
      poll: async () => {
        if (activityInfo().attempt >= POLLS) return;
        const details = [{ status: 'IN_PROGRESS' }];
        throw ApplicationFailure.create(failure('StillInProgress', 'not yet', { details, nextRetryDelayMs: 1_000 }));
      },
    },
  });
  const running = worker.run();
  return async () => {
    worker.shutdown();
    await running;
    await connection.close();
  };
}

/** Visibility is written a moment later than the run itself. */
async function eventually<T>(read: () => Promise<T>, until: (value: T) => boolean): Promise<T> {
  for (;;) {
    const value = await read();
    if (until(value)) return value;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

test('a run is started once, followed to the wait for a person, approved, and read from its result', async () => {
  const input = { wabaId: '5001', targetCurrency: 'INR', startedBy };
  const [first, second] = await Promise.all([migrations.start(input), migrations.start({ ...input, startedBy: by })]);
  expect([first.started, second.started].sort()).toEqual([false, true]);
  expect(second.runId).toBe(first.runId);

  const seen: StateDocument[] = [];
  const waiting = await migrations.wait('5001', { until: 'person', onChange: (state) => seen.push(state) });
  expect(waiting).toMatchObject({ phase: 'awaiting-approval', waitingFor: { id: 'wait-1' }, outcome: null });
  expect(seen.map((state) => state.polling?.lastStatus)).toContain('IN_PROGRESS');

  await expect(migrations.approve('5001', { by, digest: 'e'.repeat(64) })).rejects.toMatchObject({
    type: 'verb-refused',
    message: 'that digest is of an older report',
  });
  await expect(migrations.approve('5001', { by, digest, waitingForId: 'wait-0' })).rejects.toMatchObject({
    type: 'verb-refused',
    message: 'that wait is over',
  });
  expect((await migrations.approve('5001', { by, digest })).phase).toBe('completed');

  const ended = await migrations.wait('5001');
  expect(stateDocumentSchema.parse(ended)).toEqual(ended);
  expect(ended).toMatchObject({ phase: 'completed', runId: first.runId, outcome: { reason: 'approved', by } });

  expect(await migrations.start(input)).toMatchObject({ runId: first.runId, started: false });
  await expect(migrations.pause('5001', { by })).rejects.toMatchObject({ type: 'run-closed' });
});

test('another currency while a run is open is a conflict, and changes nothing', async () => {
  const { runId } = await migrations.start({ wabaId: '5002', targetCurrency: 'INR', startedBy });
  const other = migrations.start({ wabaId: '5002', targetCurrency: 'BRL', startedBy });
  await expect(other).rejects.toMatchObject({ type: 'conflict', other: { runId } });
  expect((await migrations.get('5002')).targetCurrency).toBe('INR');
});

test('an abandoned run is read from its failure, and another start is admitted', async () => {
  const { runId } = await migrations.start({ wabaId: '5003', targetCurrency: 'INR', startedBy });
  await migrations.wait('5003', { until: 'person' });
  await migrations.abandon('5003', { by, reason: 'no longer wanted' });
  const ended = await migrations.wait('5003');
  expect(ended).toMatchObject({
    phase: 'abandoned',
    runId,
    outcome: { reason: 'no longer wanted', by },
    polling: null,
  });
  const again = await migrations.start({ wabaId: '5003', targetCurrency: 'BRL', startedBy });
  expect(again).toMatchObject({ started: true });
  expect(again.runId).not.toBe(runId);
});

test('a dry run has its own id, ends by itself and can be repeated', async () => {
  const input = { wabaId: '5004', targetCurrency: 'INR', dryRun: true, startedBy };
  const first = await migrations.start(input);
  expect(first.workflowId).toBe('assess-waba/5004');
  expect((await migrations.wait('5004', { dryRun: true })).phase).toBe('assessed');
  expect(await migrations.start(input)).toMatchObject({ started: true });
  await expect(migrations.get('5004')).rejects.toMatchObject({ type: 'not-found' });
});

test('a terminated run keeps its last phase, says why, and is not counted as open', async () => {
  const { workflowId } = await migrations.start({ wabaId: '5005', targetCurrency: 'INR', businessId: '95', startedBy });
  await migrations.wait('5005', { until: 'person' });
  const filter = { businessId: '95' };
  await eventually(
    () => migrations.count(filter),
    (counts) => counts['awaiting-approval'] === 1,
  );
  await client.workflow.getHandle(workflowId).terminate('cleaned up');
  const state = await migrations.get('5005');
  expect(state).toMatchObject({ phase: 'awaiting-approval', needsOperator: false, waitingFor: null });
  expect(state.outcome?.reason).toMatch(/^Terminated in Temporal.*: cleaned up$/);
  await eventually(
    () => migrations.count(filter),
    (counts) => counts['awaiting-approval'] === 0,
  );
});

test('lists narrow by phase, need, business, currency and id, and go page by page', async () => {
  for (const wabaId of ['6001', '6002', '6003']) {
    await migrations.start({ wabaId, targetCurrency: 'BRL', businessId: '96', startedBy });
    await migrations.wait(wabaId, { until: 'person' });
  }
  await migrations.approve('6003', { by, digest });
  await eventually(
    () => migrations.list({ businessId: '96', phase: 'completed' }),
    ({ migrations: found }) => found.length === 1,
  );
  const ids = async (filter: Parameters<WabaMigrations['list']>[0]) =>
    (await migrations.list(filter)).migrations.map(({ wabaId }) => wabaId);
  // Visibility lists open runs before closed ones, each newest first, and takes no other order.
  expect(await ids({ businessId: '96' })).toEqual(['6002', '6001', '6003']);
  expect(await ids({ businessId: '96', phase: 'awaiting-approval' })).toEqual(['6002', '6001']);
  expect(await ids({ businessId: '96', needsOperator: true })).toEqual(['6002', '6001']);
  expect(await ids({ businessId: '96', needsOperator: false })).toEqual(['6003']);
  expect(await ids({ businessId: '96', targetCurrency: 'INR' })).toEqual([]);
  expect(await ids({ idPrefix: '600' })).toEqual(['6002', '6001', '6003']);
  expect(await ids({ idPrefix: '6002' })).toEqual(['6002']);
  // The stand-in's clones have the ids of their accounts behind 77.
  expect(await ids({ idPrefix: '7760' })).toEqual(['6002', '6001', '6003']);
  expect(await ids({ idPrefix: '776002' })).toEqual(['6002']);
  expect(await ids({ idPrefix: '7760021' })).toEqual([]);
  expect(await ids({ idPrefix: '7760', phase: 'completed' })).toEqual(['6003']);
  // And it left clones behind, with 88 and 89 before: these are found by their whole ids.
  for (const left of ['88', '89']) expect(await ids({ idPrefix: `${left}6002` })).toEqual(['6002']);
  expect(await ids({ idPrefix: '8860' })).toEqual([]);
  const ofOneClone = await migrations.count({ idPrefix: '776003' });
  expect(Object.values(ofOneClone).reduce((sum, count) => sum + count, 0)).toBe(1);

  const page = await migrations.list({ businessId: '96', pageSize: 2 });
  expect(page.migrations).toHaveLength(2);
  const rest = await migrations.list({ businessId: '96', pageSize: 2, pageToken: page.nextPageToken as string });
  expect(rest.migrations.map(({ wabaId }) => wabaId)).toEqual(['6003']);
  expect(page.migrations[1]).toMatchObject({
    name: 'Stand-in',
    sourceCurrency: 'USD',
    targetCurrency: 'BRL',
    needsOperator: true,
    waitingFor: { id: 'wait-1', reason: 'Approve the move.' },
    startedBy,
  });
});

test('without a worker a run is started and listed, and reading it says what is missing', async () => {
  await stopWorker();
  try {
    await migrations.start({ wabaId: '5006', targetCurrency: 'INR', startedBy });
    await expect(migrations.get('5006')).rejects.toMatchObject({ type: 'no-worker' });
  } finally {
    stopWorker = await startWorker();
  }
  // A worker that has just started answers its first query late on a busy machine; the short limit is for the one that is missing.
  const patient = createWabaMigrations({ client });
  expect((await patient.wait('5006', { until: 'person' })).phase).toBe('awaiting-approval');
});
