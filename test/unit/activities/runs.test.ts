/** What the directory of runs makes of what Temporal answers; the queries themselves run against a real server in e2e. */
import type { Client } from '@temporalio/client';
import { WorkflowFailedError, WorkflowNotFoundError } from '@temporalio/client';
import { ApplicationFailure, RetryState, TypedSearchAttributes, defineSearchAttributeKey } from '@temporalio/common';
import { createRunDirectory, leftBehindIn, RunsUnreadableError } from '../../../activities/runs';
import { SEARCH_ATTRIBUTES, type SearchAttributeName } from '../../../domain/ids';
import { runStateSchema, type RunState } from '../../../domain/state';

const state = (more: Partial<RunState>): RunState => ({
  ...runStateSchema.parse({
    workflowId: 'migrate-waba/100',
    runId: 'run-1',
    wabaId: '100',
    targetCurrency: 'INR',
    phase: 'abandoned',
    waitingFor: null,
    needsOperator: false,
    migrationId: null,
    destinationWabaId: null,
    orphans: [],
    report: null,
    timeline: [],
    outcome: null,
  }),
  ...more,
});
const orphan = (wabaId: string | null, migrationId: string | null = null) => ({
  wabaId,
  migrationId,
  since: '2026-11-22T12:00:00.000Z',
});

interface FakeRun {
  workflowId: string;
  runId: string;
  status?: string;
  type?: string;
  attributes?: Partial<Record<SearchAttributeName, string | string[]>>;
  /** What the run closed with: a document, a failure, or nothing. */
  closes?: () => Promise<unknown>;
}

/** A client that lists and describes these runs, and the queries it was asked. */
function fakeClient(runs: FakeRun[]): { client: Client; queries: string[] } {
  const queries: string[] = [];
  const info = (run: FakeRun) => ({
    workflowId: run.workflowId,
    runId: run.runId,
    type: run.type ?? 'migrateWaba',
    status: { name: run.status ?? 'RUNNING' },
    typedSearchAttributes: new TypedSearchAttributes(
      Object.entries(run.attributes ?? {}).map(([name, value]) => ({
        key: defineSearchAttributeKey(name, SEARCH_ATTRIBUTES[name as SearchAttributeName]),
        value,
      })) as ConstructorParameters<typeof TypedSearchAttributes>[0],
    ),
  });
  const workflow = {
    async *list({ query }: { query: string }) {
      queries.push(query);
      yield* runs.map(info);
    },
    getHandle: (workflowId: string, runId?: string) => {
      const run = runs.find((one) => one.workflowId === workflowId && (runId === undefined || one.runId === runId));
      return {
        describe: () =>
          run === undefined
            ? Promise.reject(new WorkflowNotFoundError('none', workflowId, undefined))
            : Promise.resolve(info(run)),
        result: () =>
          run?.closes?.() ?? Promise.reject(new WorkflowFailedError('terminated', undefined, RetryState.TIMEOUT)),
      };
    },
  };
  return { client: { workflow } as unknown as Client, queries };
}

describe('a final state document shows as left behind', () => {
  test('its orphans, and the clone that it was working on', () => {
    const left = leftBehindIn(state({ orphans: [orphan('300')], destinationWabaId: '301', migrationId: 'm' }));
    expect(left).toEqual([
      { wabaId: '300', migrationId: null },
      { wabaId: '301', migrationId: 'm' },
    ]);
  });

  test('each clone once', () => {
    const both = state({ orphans: [orphan('300', 'm')], destinationWabaId: '300', migrationId: 'm' });
    expect(leftBehindIn(both)).toEqual([{ wabaId: '300', migrationId: 'm' }]);
    const unnamed = state({ orphans: [orphan(null, 'm')], migrationId: 'm' });
    expect(leftBehindIn(unnamed)).toEqual([{ wabaId: null, migrationId: 'm' }]);
  });

  test('nothing but its orphans where it completed', () => {
    const done = state({ phase: 'completed', destinationWabaId: '301', orphans: [orphan('300')] });
    expect(leftBehindIn(done).map(({ wabaId }) => wabaId)).toEqual(['300']);
  });

  test('nothing where nothing was made', () => {
    expect(leftBehindIn(state({}))).toEqual([]);
  });
});

test('clones of closed runs come from result, failure details or, where there is neither, attributes', async () => {
  const failed = new WorkflowFailedError(
    'failed',
    ApplicationFailure.create({ type: 'MigrationAbandoned', details: [state({ destinationWabaId: '301' })] }),
    RetryState.NON_RETRYABLE_FAILURE,
  );
  const workflowId = 'migrate-waba/100';
  const { client, queries } = fakeClient([
    { workflowId, runId: 'own', status: 'RUNNING' },
    { workflowId, runId: 'open', status: 'RUNNING', attributes: { DestinationWabaId: '999' } },
    { workflowId, runId: 'paused', status: 'PAUSED', attributes: { DestinationWabaId: '998' } },
    { workflowId, runId: 'a', status: 'FAILED', closes: () => Promise.reject(failed) },
    {
      workflowId,
      runId: 'b',
      status: 'COMPLETED',
      closes: () => Promise.resolve(state({ phase: 'completed', orphans: [orphan('302')] })),
    },
    {
      workflowId,
      runId: 'c',
      status: 'TERMINATED',
      attributes: { DestinationWabaId: '303', MigrationId: 'm3', OrphanWabaIds: ['304'] },
    },
    { workflowId, runId: 'd', status: 'TIMED_OUT', attributes: { MigrationId: 'm4' } },
  ]);
  const left = await createRunDirectory(client).clonesLeftBehind('100', { runId: 'own' });
  expect(left).toEqual([
    { wabaId: '301', migrationId: null, runId: 'a' },
    { wabaId: '302', migrationId: null, runId: 'b' },
    { wabaId: '304', migrationId: null, runId: 'c' },
    { wabaId: '303', migrationId: 'm3', runId: 'c' },
    { wabaId: null, migrationId: 'm4', runId: 'd' },
  ]);
  expect(queries).toEqual(['WorkflowId = "migrate-waba/100"']);
});

test('siblings are those that initiate or clone without a name, without this run', async () => {
  const { client, queries } = fakeClient([
    { workflowId: 'migrate-waba/100', runId: '1', attributes: { Phase: 'initiating' } },
    { workflowId: 'migrate-waba/150', runId: '2', attributes: { Phase: 'initiating' } },
    { workflowId: 'migrate-waba/160', runId: '3', attributes: { Phase: 'cloning', MigrationId: 'm3' } },
    { workflowId: 'migrate-waba/170', runId: '4', attributes: { Phase: 'cloning', DestinationWabaId: '300' } },
  ]);
  const siblings = await createRunDirectory(client).siblings('500', { workflowId: 'migrate-waba/100' });
  expect(siblings.map(({ sourceWabaId, activity, migrationId }) => [sourceWabaId, activity, migrationId])).toEqual([
    ['150', 'initiating', null],
    ['160', 'cloning-unnamed', 'm3'],
  ]);
  // Running or paused on the server: both are open.
  expect(queries).toEqual([expect.stringContaining('CloseTime IS NULL')]);
});

test.each([
  ['RUNNING', 'revokeCreditLine', true],
  ['PAUSED', 'revokeCreditLine', true],
  ['RUNNING', 'shareCreditLine', false],
  ['COMPLETED', 'revokeCreditLine', false],
])('a %s %s means that a revoke is open: %s', async (status, type, open) => {
  const { client } = fakeClient([{ workflowId: 'credit-line/500', runId: '1', status, type }]);
  expect(await createRunDirectory(client).isRevokeOpen('500')).toBe(open);
});

test('a business without any credit operation has no revoke open', async () => {
  expect(await createRunDirectory(fakeClient([]).client).isRevokeOpen('500')).toBe(false);
});

test('open migrations of a business are told with their phase, and a dry run is none', async () => {
  const { client, queries } = fakeClient([
    { workflowId: 'migrate-waba/170', runId: '1' },
    { workflowId: 'assess-waba/160', runId: '2', attributes: { Phase: 'assessing' } },
    { workflowId: 'migrate-waba/150', runId: '3', status: 'PAUSED', attributes: { Phase: 'cloning' } },
  ]);
  expect(await createRunDirectory(client).openMigrations('500')).toEqual([
    { workflowId: 'migrate-waba/150', runId: '3', phase: 'cloning' },
    { workflowId: 'migrate-waba/170', runId: '1', phase: null },
  ]);
  expect(queries).toEqual(['BusinessId = "500" AND WorkflowType = "migrateWaba" AND CloseTime IS NULL']);
});

test('an id cannot end a query early', async () => {
  const { client, queries } = fakeClient([]);
  await createRunDirectory(client).runsHoldingMigration('m" OR "1"="1');
  expect(queries).toEqual(['MigrationId = "m\\" OR \\"1\\"=\\"1"']);
});

test('a Temporal that does not answer is told as such', async () => {
  const client = {
    workflow: {
      list: () => {
        throw new Error('14 UNAVAILABLE');
      },
    },
  } as unknown as Client;
  await expect(createRunDirectory(client).runsNamingWaba('100')).rejects.toBeInstanceOf(RunsUnreadableError);
});
