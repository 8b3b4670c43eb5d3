/** What the doctor finds of Temporal and Meta, over a Temporal whose answers are given. */
import { ServiceError } from '@temporalio/client';
import { NamespaceNotFoundError } from '@temporalio/common';
import { msToTs } from '@temporalio/common/lib/time';
import type { Calls } from '../../../client/temporal/calls';
import { examine, FINDINGS, type Finding, type FindingName } from '../../../client/doctor';
import { ReadFailed } from '../../../client/errors';
import { readReadiness } from '../../../client/doctor/readiness';
import type { TokenFacts } from '../../../domain/credit/questions';
import { TASK_QUEUES } from '../../../domain/ids';

const NOW = new Date('2026-11-20T12:00:00Z');
const DAY_MS = 86_400_000;

/** What Temporal answers; an Error is thrown. */
interface Temporal {
  readonly version?: string | Error;
  readonly retentionDays?: number | Error;
  readonly count?: Error;
  /** For how many milliseconds each queue's poller has not been seen; absent where there is none. */
  readonly idleMs?: { readonly workflow?: number; readonly activity?: number };
}

const give = <T>(value: T | Error): T => {
  if (value instanceof Error) throw value;
  return value;
};

function callsOver({ version = '1.31.2', retentionDays = 90, count, idleMs = { workflow: 0, activity: 0 } }: Temporal) {
  const deadlines: number[] = [];
  const client = {
    options: { namespace: 'waba' },
    connection: {
      withDeadline: async (deadline: number, call: () => Promise<unknown>) => {
        deadlines.push(deadline);
        return call();
      },
    },
    workflow: { count: async () => give(count ?? { count: 0 }) },
    workflowService: {
      getSystemInfo: async () => ({ serverVersion: give(version) }),
      describeNamespace: async () => ({
        config: { workflowExecutionRetentionTtl: msToTs(give(retentionDays) * DAY_MS) },
      }),
      describeTaskQueue: async ({
        taskQueue,
        taskQueueType,
      }: {
        taskQueue: { name: string };
        taskQueueType: number;
      }) => {
        const kind = taskQueueType === 1 ? 'workflow' : 'activity';
        expect(taskQueue.name).toBe(kind === 'workflow' ? TASK_QUEUES.workflows : TASK_QUEUES.graph);
        const idle = idleMs[kind];
        return { pollers: idle === undefined ? [] : [{ lastAccessTime: msToTs(NOW.getTime() - idle) }] };
      },
    },
  };
  return { calls: { client, serverTimeoutMs: 1_000, workerTimeoutMs: 1_000 } as unknown as Calls, deadlines };
}

const facts = (more: Partial<TokenFacts> = {}): TokenFacts => ({
  tokenRef: 'default',
  graphOrigin: 'graph.facebook.com/1234',
  appId: '1234',
  type: 'SYSTEM_USER',
  isValid: true,
  scopes: ['business_management'],
  missingScopes: [],
  expiresAt: 'never',
  ...more,
});

async function examined(temporal: Temporal = {}, token: TokenFacts | Error = facts()) {
  let asked = 0;
  const { calls, deadlines } = callsOver(temporal);
  const findings = await examine(
    calls,
    async () => {
      asked += 1;
      return give(token);
    },
    NOW,
  );
  expect(findings.map(({ name }) => name)).toEqual([...FINDINGS]);
  for (const { status, fix, found } of findings) {
    expect(found).not.toBe('');
    if (status === 'ok') expect(fix).toBeNull();
  }
  const of = (name: FindingName): Finding => findings.find((finding) => finding.name === name)!;
  return { findings, of, asked, deadlines };
}

const grpc = (code: number, details: string) =>
  new ServiceError('Failed', { cause: Object.assign(new Error(details), { code, details, metadata: {} }) });

test('where everything is well, every finding is ok, and every call had a deadline', async () => {
  const { findings, asked, deadlines } = await examined();
  expect(findings.map(({ status }) => status)).toEqual(FINDINGS.map(() => 'ok'));
  expect(asked).toBe(1);
  expect(deadlines).toHaveLength(5);
});

test('a server that does not answer fails once; what rests on it is said to be not looked at', async () => {
  const { findings, of, asked } = await examined({ version: grpc(14, 'connection refused') });
  expect(of('temporal')).toMatchObject({ status: 'fail', fix: expect.stringContaining('TEMPORAL_ADDRESS') });
  expect(findings.filter(({ status }) => status === 'fail')).toHaveLength(1);
  expect(of('namespace').found).toMatch(/not looked at/);
  expect(asked).toBe(0);
});

test('a server older than 1.31 is warned of', async () => {
  expect((await examined({ version: '1.29.1' })).of('temporal')).toMatchObject({ status: 'warn' });
  expect((await examined({ version: '1.32.0' })).of('temporal')).toMatchObject({ status: 'ok' });
});

test('a namespace that does not exist fails, and its retention was not looked at', async () => {
  const { of, asked } = await examined({ retentionDays: new NamespaceNotFoundError('waba') });
  expect(of('namespace')).toMatchObject({ status: 'fail', fix: expect.stringContaining('TEMPORAL_NAMESPACE') });
  expect(of('retention').found).toMatch(/not looked at/);
  expect(asked).toBe(0);
});

test.each([
  [1, 'warn'],
  [29.9, 'warn'],
  [30, 'ok'],
  [90, 'ok'],
] as const)('a retention of %d days is: %s', async (retentionDays, status) => {
  const found = (await examined({ retentionDays })).of('retention');
  expect(found.status).toBe(status);
  if (status === 'warn') expect(found.fix).toContain('--namespace waba --retention 90d');
});

test('a search attribute that is not registered fails by its name; Meta is asked all the same', async () => {
  const { of, asked } = await examined({ count: grpc(3, 'invalid search attribute: OrphanWabaIds') });
  expect(of('search-attributes')).toMatchObject({ status: 'fail', found: expect.stringContaining('OrphanWabaIds') });
  expect(of('search-attributes').fix).toMatch(/worker/);
  expect(asked).toBe(1);
});

test.each([
  ['workflow', 'workflow-workers', { activity: 0 }],
  ['activity', 'activity-workers', { workflow: 0 }],
  ['workflow (not seen for two minutes)', 'workflow-workers', { workflow: 120_000, activity: 0 }],
] as const)('a missing poller for %s tasks fails, and no worker is asked', async (_what, name, idleMs) => {
  const { of, asked } = await examined({ idleMs });
  expect(of(name)).toMatchObject({ status: 'fail', fix: 'Start one with: wabactl worker.' });
  expect(of('graph-api').found).toMatch(/not looked at/);
  expect(asked).toBe(0);
});

test('readiness and the doctor look at the same things and come to the same answer', async () => {
  for (const temporal of [
    {},
    { idleMs: {} },
    { retentionDays: new NamespaceNotFoundError('waba') },
    { count: grpc(3, 'invalid search attribute: Phase') },
  ]) {
    const { findings } = await examined(temporal);
    const { ready } = await readReadiness(callsOver(temporal).calls, NOW);
    expect(ready).toBe(findings.every(({ status }) => status !== 'fail'));
  }
});

test("what Meta refuses fails with Meta's words and the fix; nothing is said of the token", async () => {
  const refused = new ReadFailed('The live read failed: Meta takes the token no more (190)', 'Make a new token.');
  const { of } = await examined({}, refused);
  expect(of('graph-api')).toMatchObject({ status: 'fail', fix: 'Make a new token.' });
  expect(of('token').found).toMatch(/not looked at/);
});

test.each<[string, Partial<TokenFacts>, FindingName, 'ok' | 'warn' | 'fail']>([
  ['a Graph API that is not Meta', { graphOrigin: '127.0.0.1' }, 'graph-api', 'warn'],
  ['a token that Meta calls invalid', { isValid: false }, 'token', 'fail'],
  ['a token of another app', { appId: '99' }, 'token', 'fail'],
  ['a token whose app the workers do not know', { graphOrigin: 'graph.facebook.com' }, 'token', 'ok'],
  ['a token without what migrations need', { missingScopes: ['whatsapp_business_messaging'] }, 'token-scopes', 'fail'],
  ['a token without what lines of credit need', { missingScopes: ['business_management'] }, 'token-scopes', 'warn'],
  ['a token that has expired', { expiresAt: '2026-11-20T11:59:59.000Z' }, 'token-expiry', 'fail'],
  ['a token that expires in 13 days', { expiresAt: '2026-12-03T12:00:00.000Z' }, 'token-expiry', 'warn'],
  ['a token that expires in 15 days', { expiresAt: '2026-12-05T12:00:00.000Z' }, 'token-expiry', 'ok'],
  ['a token of which Meta says no end', { expiresAt: null }, 'token-expiry', 'warn'],
])('%s is found', async (_what, more, name, status) => {
  const { of } = await examined({}, facts(more));
  expect(of(name).status).toBe(status);
  if (status !== 'ok') expect(of(name).fix).not.toBeNull();
});
