import { defaultPayloadConverter, defineSearchAttributeKey, TypedSearchAttributes } from '@temporalio/common';
import { encodeUnifiedSearchAttributes } from '@temporalio/common/lib/converter/payload-search-attributes';
import { msToTs } from '@temporalio/common/lib/time';
import { createWabaMigrations, type ListFilter } from '../../../client';
import { summaryOf } from '../../../client/visibility/list';
import { isTerminal, PHASES, TERMINAL_PHASES } from '../../../domain/phases';
import { attributes, describedRun, fakeTemporal, untouchable } from './faked-temporal';

const waitingFor = { id: 'w1', reason: 'approve', until: null, verbs: ['approve'] };
const rawRun = {
  execution: { workflowId: 'migrate-waba/1001', runId: 'run-1' },
  type: { name: 'migrateWaba' },
  status: 1,
  historyLength: { toNumber: () => 7 },
  startTime: msToTs(1_793_527_200_000),
  memo: {
    fields: {
      name: defaultPayloadConverter.toPayload('ACME'),
      waitingFor: defaultPayloadConverter.toPayload(waitingFor),
    },
  },
  searchAttributes: {
    indexedFields: encodeUnifiedSearchAttributes(
      undefined,
      attributes({ WabaId: '1001', Phase: 'cloning', NeedsOperator: true }),
    ),
  },
};

test('a page is read as visibility gives it, with a token for the next one', async () => {
  const { client, noted } = fakeTemporal({
    list: () => ({ executions: [rawRun], nextPageToken: Buffer.from([1, 250, 0]) }),
  });
  const migrations = createWabaMigrations({ client });
  const page = await migrations.list({ pageSize: 1 });
  expect(page.migrations).toEqual([
    {
      workflowId: 'migrate-waba/1001',
      runId: 'run-1',
      wabaId: '1001',
      name: 'ACME',
      businessId: null,
      sourceCurrency: null,
      targetCurrency: null,
      destinationWabaId: null,
      phase: 'cloning',
      phaseChangedAt: null,
      needsOperator: true,
      waitingFor: { ...waitingFor, candidates: [] },
      startedAt: new Date(1_793_527_200_000).toISOString(),
      startedBy: null,
      secondPerson: false,
      approval: null,
      taskFails: false,
    },
  ]);
  await migrations.list({ pageSize: 1, pageToken: page.nextPageToken as string });
  expect(noted[1]?.args[0]).toMatchObject({ pageSize: 1, nextPageToken: Buffer.from([1, 250, 0]) });
});

test('a token that is none, is damaged or belongs to another filter is refused before anything is contacted', async () => {
  const { client } = fakeTemporal({ list: () => ({ executions: [], nextPageToken: Buffer.from('next') }) });
  const page = await createWabaMigrations({ client }).list({ businessId: '77' });
  const token = page.nextPageToken ?? '';
  const swapped = JSON.stringify({ ...(JSON.parse(Buffer.from(token, 'base64url').toString()) as object), t: 'YWJj' });
  const wrong: ListFilter[] = [
    ...['', 'garbage', 'bnVsbA', token.slice(0, -4), Buffer.from(swapped).toString('base64url')].map((pageToken) => ({
      businessId: '77',
      pageToken,
    })),
    { businessId: '78', pageToken: token },
    { pageToken: token },
  ];
  const migrations = createWabaMigrations({ client: untouchable });
  for (const filter of wrong) {
    await expect(migrations.list(filter)).rejects.toMatchObject({
      type: 'invalid-input',
      field: 'pageToken',
      fix: expect.stringContaining('nextPageToken of the page before') as string,
    });
  }
});

test('the last page has no token', async () => {
  const { client } = fakeTemporal({ list: () => ({ executions: [], nextPageToken: new Uint8Array() }) });
  expect(await createWabaMigrations({ client }).list()).toEqual({ migrations: [], nextPageToken: null });
});

test('counts are one count for each phase', async () => {
  const { client, noted } = fakeTemporal({ count: (query) => ({ count: query.includes("'cloning'") ? 2 : 0 }) });
  const counts = await createWabaMigrations({ client }).count({ businessId: '77' });
  expect(Object.keys(counts)).toEqual([...PHASES]);
  expect(counts.cloning).toBe(2);
  expect(noted).toHaveLength(PHASES.length);
  for (const { args } of noted) expect(args[0]).toContain("BusinessId = '77'");
});

test.each([
  ['that closed lately', { closedSince: '2026-11-01T00:00:00Z' }, TERMINAL_PHASES],
  ['that need a person', { needsOperator: true }, PHASES.filter((phase) => !isTerminal(phase))],
])('of runs %s no phase is counted in which there can be none', async (_which, selection, asked) => {
  const { client, noted } = fakeTemporal({ count: () => ({ count: 1 }) });
  const counts = await createWabaMigrations({ client }).count(selection);
  expect(noted).toHaveLength(asked.length);
  expect(PHASES.filter((phase) => counts[phase] === 1)).toEqual(asked);
  expect(Object.keys(counts)).toEqual([...PHASES]);
});

test('a closed run waits for nobody, whatever it last said', () => {
  const run = describedRun({
    status: { code: 5, name: 'TERMINATED' },
    memo: { waitingFor },
    typedSearchAttributes: attributes({ NeedsOperator: true, Phase: 'awaiting-approval' }),
  });
  expect(summaryOf(run)).toMatchObject({ needsOperator: false, waitingFor: null, phase: 'awaiting-approval' });
});

test('an open run whose workflow task fails again and again is listed as such, as the server reports it', () => {
  const reported = new TypedSearchAttributes([
    {
      key: defineSearchAttributeKey('TemporalReportedProblems', 'KEYWORD_LIST'),
      value: ['category=WorkflowTaskFailed', 'cause=WorkflowTaskFailedCauseNonDeterministicError'],
    },
  ]);
  expect(summaryOf(describedRun({ typedSearchAttributes: reported }))).toMatchObject({ taskFails: true });
  expect(summaryOf(describedRun({}))).toMatchObject({ taskFails: false });
  const closed = { status: { code: 5, name: 'TERMINATED' }, typedSearchAttributes: reported } as const;
  expect(summaryOf(describedRun(closed))).toMatchObject({ taskFails: false });
});

test('a line says that who started the run may not approve it', () => {
  expect(summaryOf(describedRun({ memo: { secondPerson: true } }))).toMatchObject({ secondPerson: true });
});

test('a memo that somebody else wrote is no reason to fail: what is odd counts as absent', () => {
  const run = describedRun({
    memo: { name: 17, waitingFor: 'soon', startedBy: ['x'], secondPerson: 'yes', approval: 'maybe' },
  });
  const absent = { name: null, waitingFor: null, startedBy: null, secondPerson: false, approval: null };
  expect(summaryOf(run)).toMatchObject(absent);
  expect(summaryOf(describedRun({ memo: { approval: 'auto' } }))).toMatchObject({ approval: 'auto' });
});
