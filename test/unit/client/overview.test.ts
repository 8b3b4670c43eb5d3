/** What is read for event streams, metrics and health checks. */
import fc from 'fast-check';
import { msToTs } from '@temporalio/common/lib/time';
import { createWabaMigrations, TemporalUnavailable, type Readiness } from '../../../client';
import { fakeTemporal, type Answers } from './faked-temporal';

const over = (answers: Answers) => {
  const { client, noted } = fakeTemporal(answers);
  return { migrations: createWabaMigrations({ client }), noted };
};

const attribute = (value: string | boolean, type: string) => ({
  metadata: { encoding: Buffer.from('json/plain'), type: Buffer.from(type) },
  data: Buffer.from(JSON.stringify(value)),
});

const execution = (more: object = {}) => ({
  execution: { workflowId: 'migrate-waba/1001', runId: 'run-1' },
  searchAttributes: {
    indexedFields: {
      WabaId: attribute('1001', 'Keyword'),
      Phase: attribute('cloning', 'Keyword'),
      NeedsOperator: attribute(true, 'Bool'),
      PhaseChangedAt: attribute('2026-11-01T10:00:05.000Z', 'Datetime'),
    },
  },
  // What this process has no key for must not matter.
  memo: { fields: { waitingFor: { metadata: { encoding: Buffer.from('binary/encrypted') }, data: Buffer.from('?') } } },
  ...more,
});

test('changes are read from attributes alone, of migrations, dry runs and credit operations', async () => {
  const { migrations, noted } = over({
    list: () => ({
      executions: [execution(), execution({ closeTime: msToTs(Date.now()) })],
      nextPageToken: new Uint8Array(),
    }),
  });
  const { changes, complete } = await migrations.changes(new Date('2026-11-01T10:00:00Z'));
  const change = {
    id: 'migrate-waba/1001',
    runId: 'run-1',
    wabaId: '1001',
    businessId: null,
    phase: 'cloning',
    phaseChangedAt: '2026-11-01T10:00:05.000Z',
    needsOperator: true,
    closed: false,
  };
  expect(changes).toEqual([change, { ...change, closed: true, needsOperator: false }]);
  expect(complete).toBe(true);
  expect((noted[0]?.args[0] as { query: string }).query).toBe(
    "WorkflowType IN ('migrateWaba', 'shareCreditLine', 'revokeCreditLine') AND " +
      "(PhaseChangedAt > '2026-11-01T10:00:00.000Z' OR CloseTime > '2026-11-01T10:00:00.000Z')",
  );
});

test('more changes than one answer may hold are cut off, and said to be', async () => {
  const { migrations, noted } = over({
    list: () => ({ executions: [execution()], nextPageToken: Buffer.from('more') }),
  });
  const { changes, complete } = await migrations.changes(new Date());
  expect([changes.length, complete, noted.length]).toEqual([5, false, 5]);
});

const HORIZON_MS = 300 * 86_400_000;

const someAges = fc.array(fc.integer({ min: 0, max: HORIZON_MS }), { minLength: 1, maxLength: 20 });
const waits = (begun: readonly number[]) =>
  begun.map((at) =>
    execution({
      searchAttributes: { indexedFields: { PhaseChangedAt: attribute(new Date(at).toISOString(), 'Datetime') } },
    }),
  );

test('property: the longest wait of runs that fit on a page is found by one call', async () => {
  await fc.assert(
    fc.asyncProperty(someAges, async (ages) => {
      const begun = ages.map((age) => Date.now() - age);
      const list = () => ({ executions: waits(begun), nextPageToken: new Uint8Array() });
      const { migrations, noted } = over({ list });
      expect((await migrations.oldestWait())?.getTime()).toBe(Math.min(...begun));
      expect(noted).toHaveLength(1);
    }),
  );
});

test('property: the longest wait of more is found to ten seconds, in a number of counts that no number of runs changes', async () => {
  await fc.assert(
    fc.asyncProperty(someAges, async (ages) => {
      const begun = ages.map((age) => Date.now() - age);
      const { migrations, noted } = over({
        list: () => ({ executions: waits(begun), nextPageToken: Buffer.from('more') }),
        count: (query) => {
          const by = Date.parse(/PhaseChangedAt <= '([^']+)'/.exec(query)?.[1] ?? '');
          return { count: begun.filter((at) => at <= by).length };
        },
      });
      const found = (await migrations.oldestWait())?.getTime() ?? NaN;
      const oldest = Math.min(...begun);
      expect(found).toBeGreaterThanOrEqual(oldest);
      expect(found - oldest).toBeLessThanOrEqual(10_000);
      expect(noted.length).toBeLessThanOrEqual(25);
    }),
  );
});

test('where nobody waits for a person one call says so', async () => {
  const { migrations, noted } = over({ list: () => ({ executions: [], nextPageToken: new Uint8Array() }) });
  expect([await migrations.oldestWait(), noted.length]).toEqual([null, 1]);
  expect([await migrations.credit.oldestWait(), noted.length]).toEqual([null, 2]);
  const [first, second] = noted.map(({ args }) => (args[0] as { query: string }).query);
  expect(first).toContain("WorkflowType = 'migrateWaba'");
  expect(second).toContain("WorkflowType IN ('shareCreditLine', 'revokeCreditLine')");
  for (const query of [first, second]) expect(query).toContain('NeedsOperator = true AND CloseTime IS NULL');
});

const seen = (ageMs: number) => ({ pollers: [{ lastAccessTime: msToTs(Date.now() - ageMs) }] });
const well: Answers = {
  describeNamespace: () => ({}),
  count: () => ({ count: 0 }),
  describeTaskQueue: () => seen(1_000),
};
const failing = ({ checks }: Readiness) => checks.filter(({ ok }) => !ok).map(({ name }) => name);

test('runs can go on where Temporal answers, the attributes are registered, and workers poll both queues', async () => {
  const { migrations, noted } = over(well);
  expect(await migrations.readiness()).toMatchObject({ ready: true });
  const asked = noted.filter(({ name }) => name === 'describeTaskQueue').map(({ args }) => args[0]);
  expect(asked).toMatchObject([
    { taskQueue: { name: 'waba-workflows' }, taskQueueType: 1 },
    { taskQueue: { name: 'graph-api' }, taskQueueType: 2 },
  ]);
});

test.each<[string, Answers, string[]]>([
  [
    'no worker has polled for long',
    { describeTaskQueue: () => seen(200_000) },
    ['workflow-workers', 'activity-workers'],
  ],
  ['no worker ever polled', { describeTaskQueue: () => ({ pollers: [] }) }, ['workflow-workers', 'activity-workers']],
  [
    'an attribute is not registered',
    {
      count: () => {
        throw new TemporalUnavailable('Temporal refused the call: invalid search attribute', 'Start a worker.');
      },
    },
    ['search-attributes'],
  ],
  [
    'Temporal is away',
    {
      describeNamespace: () => {
        throw new TemporalUnavailable('Temporal is unavailable', null);
      },
    },
    ['temporal'],
  ],
])('%s is named, with what to do', async (_what, answers, names) => {
  const { migrations } = over({ ...well, ...answers });
  const readiness = await migrations.readiness();
  expect([readiness.ready, failing(readiness)]).toEqual([false, names]);
});
