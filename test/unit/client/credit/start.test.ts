import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import {
  createWabaMigrations,
  parseRevokeRequest,
  parseShareStart,
  type RevokeRequest,
  type ShareStart,
} from '../../../../client';
import { revokeDigest, shareDigest } from '../../../../client/start/input-digest';
import { attributes, fakeTemporal, untouchable } from '../faked-temporal';
import { describedOperation } from './credit-states';

const share: ShareStart = { businessId: '77', wabaId: '1001', currency: 'INR', startedBy: 'local:ops' };
const radius = 'd'.repeat(64);
const revoke: RevokeRequest = { businessId: '77', confirm: '77', radius, startedBy: 'local:ops' };

interface SentStart {
  readonly [name: string]: unknown;
  readonly typedSearchAttributes: { key: { name: string }; value: unknown }[];
}

async function started(begin: 'share' | 'revoke', options = {}): Promise<{ type: unknown; sent: SentStart }> {
  const { client, noted } = fakeTemporal({ start: () => ({ firstExecutionRunId: 'run-1' }) });
  const { credit } = createWabaMigrations({ client });
  const run = begin === 'share' ? await credit.share(share, options) : await credit.revoke(revoke, options);
  expect(run).toEqual({ workflowId: 'credit-line/77', runId: 'run-1', started: true });
  return { type: noted[0]?.args[0], sent: noted[0]?.args[1] as SentStart };
}

const found = ({ typedSearchAttributes }: SentStart) =>
  Object.fromEntries(typedSearchAttributes.map(({ key, value }) => [key.name, value]));

test('a share holds the id of its business while it is open, and is found before its first task', async () => {
  const { type, sent } = await started('share', { requestId: 'r' });
  expect(type).toBe('shareCreditLine');
  expect(sent).toMatchObject({
    workflowId: 'credit-line/77',
    taskQueue: 'waba-workflows',
    workflowIdConflictPolicy: 'FAIL',
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    args: [parseShareStart(share)],
    memo: { inputDigest: shareDigest(parseShareStart(share)), startedBy: 'local:ops', requestId: 'r' },
    staticSummary: 'Share line with business 77 for WABA 1001 (INR)',
  });
  expect(found(sent)).toEqual({
    BusinessId: '77',
    WabaId: '1001',
    TargetCurrency: 'INR',
    Phase: 'checking',
    NeedsOperator: false,
    PhaseChangedAt: expect.any(Date) as Date,
  });
});

test('a revoke holds the same id, is about no account, and does not hand on the word that confirmed it', async () => {
  const { type, sent } = await started('revoke');
  expect(type).toBe('revokeCreditLine');
  const { confirm: _confirm, ...input } = revoke;
  expect(sent).toMatchObject({
    workflowId: 'credit-line/77',
    workflowIdConflictPolicy: 'FAIL',
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    args: [{ ...input, forceRuns: [], tokenRef: 'default' }],
    memo: { inputDigest: revokeDigest(parseRevokeRequest(revoke)), startedBy: 'local:ops' },
    staticSummary: 'Revoke business 77',
  });
  expect((sent['args'] as object[])[0]).not.toHaveProperty('confirm');
  expect(Object.keys(found(sent)).sort()).toEqual(['BusinessId', 'NeedsOperator', 'Phase', 'PhaseChangedAt']);
});

/** Starts where another operation of the business is open. */
function whileOpen(begin: 'share' | 'revoke', other: Parameters<typeof describedOperation>[0]) {
  const { client } = fakeTemporal({
    start: () => {
      throw new WorkflowExecutionAlreadyStartedError('started', 'credit-line/77', 'shareCreditLine');
    },
    describe: () => describedOperation(other),
  });
  const { credit } = createWabaMigrations({ client });
  return begin === 'share' ? credit.share({ ...share, startedBy: 'other' }) : credit.revoke(revoke);
}

const digestOfShare = shareDigest(parseShareStart(share));
const digestOfRevoke = revokeDigest(parseRevokeRequest(revoke));

test('the same operation again answers with the one that is open, whoever asks', async () => {
  const expected = { workflowId: 'credit-line/77', runId: 'run-1', started: false };
  expect(await whileOpen('share', { memo: { inputDigest: digestOfShare } })).toEqual(expected);
  const revoking = { type: 'revokeCreditLine', memo: { inputDigest: digestOfRevoke } };
  expect(await whileOpen('revoke', revoking)).toEqual(expected);
});

test.each([
  ['share', 'revokeCreditLine', 'a revoke', digestOfShare],
  ['revoke', 'shareCreditLine', 'a share', digestOfRevoke],
  ['share', 'shareCreditLine', 'a share', 'e'.repeat(64)],
  ['revoke', 'revokeCreditLine', 'a revoke', 'e'.repeat(64)],
] as const)(
  'a %s while %s is open that asks for something else is a conflict that names it',
  async (begin, type, named, digest) => {
    const other = {
      type,
      memo: { inputDigest: digest },
      typedSearchAttributes: attributes({ Phase: 'needs-operator' }),
    };
    await expect(whileOpen(begin, other)).rejects.toMatchObject({
      type: 'conflict',
      message: `Business 77 has another credit operation: ${named}, run run-1 of credit-line/77 (needs-operator)`,
      fix: expect.stringContaining('wabactl credit operation --business 77') as string,
      other: { workflowId: 'credit-line/77', runId: 'run-1', workflowType: type },
    });
  },
);

describe('what the Web UI shows of a start', () => {
  test('names no token', async () => {
    const { client, noted } = fakeTemporal({ start: () => ({ firstExecutionRunId: 'run-1' }) });
    const tokens = { tokenRef: 'secret-ref-1', customerTokenRef: 'secret-ref-2' };
    await createWabaMigrations({ client }).credit.share({ ...share, ...tokens, method: 'share-then-attach' });
    const { staticSummary, staticDetails } = noted[0]?.args[1] as Record<string, string>;
    expect(`${staticSummary} ${staticDetails}`).not.toMatch(/secret-ref/);
    expect(staticDetails).toContain('share-then-attach');
  });

  test('cannot be broken by who starts', async () => {
    const { client, noted } = fakeTemporal({ start: () => ({ firstExecutionRunId: 'run-1' }) });
    await createWabaMigrations({ client }).credit.share({ ...share, startedBy: 'a | b\nc' });
    const { staticDetails } = noted[0]?.args[1] as Record<string, string>;
    expect(staticDetails).toContain('a   b c |');
  });
});

describe('what is wrong is refused before anything is contacted', () => {
  const { credit } = createWabaMigrations({ client: untouchable });
  const by = 'local:ops';
  const mistakes: [what: string, field: string, call: () => Promise<unknown>][] = [
    ['another business in confirm', 'confirm', () => credit.revoke({ ...revoke, confirm: '78' })],
    ['no confirm', 'confirm', () => credit.revoke({ ...revoke, confirm: undefined } as unknown as RevokeRequest)],
    ['a radius that is none', 'radius', () => credit.revoke({ ...revoke, radius: 'abc' })],
    ['a misspelt field', 'forceruns', () => credit.revoke({ ...revoke, forceruns: [] } as RevokeRequest)],
    ['no token for the second call', 'customerTokenRef', () => credit.share({ ...share, method: 'share-then-attach' })],
    ['an account that is none', 'wabaId', () => credit.share({ ...share, wabaId: 'x' })],
    ['a business that is none', 'businessId', () => credit.get("7' OR 1=1")],
    ['a business that is none, watched', 'businessId', () => credit.watch('x').next()],
    ['a line that is none', 'lineId', () => credit.line('x')],
    ['a radius of nobody', 'businessId', () => credit.radius('')],
    ['a token where its name belongs', 'tokenRef', () => credit.lines({ tokenRef: 'EAA secret' })],
    ['a verb without a reason', 'reason', () => credit.cancel('77', { by, reason: ' ' })],
    ['a radius to confirm that is none', 'radius', () => credit.confirmRadius('77', { by, radius: 'x' })],
  ];

  test.each(mistakes)('%s', async (_what, field, call) => {
    await expect(Promise.resolve().then(call)).rejects.toMatchObject({ type: 'invalid-input', field });
  });
});

test('the digests of known inputs never change: workflows compute the same for their children', () => {
  expect(digestOfShare).toBe('724171ed20b548c18ba9aaeecd7ac7e01d6586e545a70900e1423b394f721c57');
  expect(digestOfRevoke).toBe('b4d3d79575222be41a10ee8618dc54ea37b78eceb2f9133a150630c935255550');
});
