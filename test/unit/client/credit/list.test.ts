import { createWabaMigrations } from '../../../../client';
import { summaryOfOperation } from '../../../../client/credit/list';
import { operationsQuery } from '../../../../client/visibility/query';
import { attributes, fakeTemporal, untouchable } from '../faked-temporal';
import { describedOperation } from './credit-states';

const waitingFor = {
  id: 'needs-operator-1',
  reason: 'The funding is not proven',
  until: null,
  verbs: ['accept-as-is', 'cancel'],
};

test('shares and revokes are asked for, and no migration', () => {
  expect(operationsQuery({})).toBe("WorkflowType IN ('shareCreditLine', 'revokeCreditLine')");
});

test('every part of a filter narrows the list', () => {
  const query = operationsQuery({ needsOperator: true, businessId: '77' });
  expect(query.split(' AND ').slice(1)).toEqual([
    "WorkflowId = 'credit-line/77'",
    'NeedsOperator = true',
    'CloseTime IS NULL',
  ]);
  expect(operationsQuery({ needsOperator: false })).toContain('(NeedsOperator = false OR CloseTime IS NOT NULL)');
});

test('a share that waits is listed with why, since when and for which verbs', () => {
  const at = new Date('2026-11-01T10:05:00Z');
  const run = describedOperation({
    memo: { waitingFor, startedBy: 'local:ops' },
    typedSearchAttributes: attributes({
      BusinessId: '77',
      WabaId: '1001',
      TargetCurrency: 'INR',
      Phase: 'needs-operator',
      PhaseChangedAt: at,
      NeedsOperator: true,
    }),
  });
  expect(summaryOfOperation(run)).toEqual({
    workflowId: 'credit-line/77',
    runId: 'run-1',
    operation: 'share',
    businessId: '77',
    wabaId: '1001',
    currency: 'INR',
    phase: 'needs-operator',
    phaseChangedAt: at.toISOString(),
    needsOperator: true,
    waitingFor,
    taskFails: false,
    startedAt: '2026-11-01T10:00:00.000Z',
    startedBy: 'local:ops',
  });
});

test('a revoke of which nothing was written yet is known by its workflow', () => {
  expect(summaryOfOperation(describedOperation({ type: 'revokeCreditLine' }))).toMatchObject({
    operation: 'revoke',
    businessId: '77',
    wabaId: null,
    phase: null,
    needsOperator: false,
    waitingFor: null,
  });
});

test('an operation that has closed waits for nobody, whatever it last said', () => {
  const run = describedOperation({
    status: { code: 5, name: 'TERMINATED' },
    memo: { waitingFor },
    typedSearchAttributes: attributes({ NeedsOperator: true, Phase: 'needs-operator' }),
  });
  expect(summaryOfOperation(run)).toMatchObject({ needsOperator: false, waitingFor: null, phase: 'needs-operator' });
});

test('a page goes on where the one before ended, with the same filter only', async () => {
  const { client, noted } = fakeTemporal({ list: () => ({ executions: [], nextPageToken: Buffer.from([1, 250, 0]) }) });
  const { credit } = createWabaMigrations({ client });
  const { nextPageToken } = await credit.list({ needsOperator: true, pageSize: 1 });
  const pageToken = nextPageToken ?? '';
  await credit.list({ needsOperator: true, pageSize: 1, pageToken });
  expect(noted[1]?.args[0]).toMatchObject({ pageSize: 1, nextPageToken: Buffer.from([1, 250, 0]) });

  const untouched = createWabaMigrations({ client: untouchable });
  for (const filter of [{ pageToken }, { needsOperator: true, pageToken: 'garbage' }, { businessId: '77', pageToken }])
    await expect(untouched.credit.list(filter)).rejects.toMatchObject({ type: 'invalid-input', field: 'pageToken' });
});
