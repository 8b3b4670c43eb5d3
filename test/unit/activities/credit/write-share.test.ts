/** The writes of a share: each looks first, is sent once, and says what its answer proves. */
import type { ShareCall, WriteShareInput } from '../../../../activities/credit/contract';
import { GraphError } from '../../../../activities/graph/errors';
import type { GraphApi } from '../../../../activities/graph/api';
import type { Bench } from '../../../helpers/activity-bench';
import { OWN_BUSINESS, OWNER, SYSTEM_USER } from '../../../helpers/fake-graph';
import {
  addAllocation,
  createCreditBench,
  CUSTOMER_TOKEN,
  LINE,
  OUR_TOKEN,
  runRef,
  shareFacts,
  show,
  WABA,
} from './bench';

const METHODS = {
  'assign-system-user': 'assignUser',
  share: 'shareCreditLine',
  attach: 'attachCreditLine',
  'share-and-attach': 'shareAndAttachCreditLine',
} as const satisfies Record<ShareCall, keyof GraphApi>;
const CALLS = Object.keys(METHODS) as ShareCall[];
const FUNDING_CALLS = ['attach', 'share-and-attach'] as const;

/** A bench on which this call is what comes next. */
function benchFor(call: ShareCall): Bench {
  const bench = createCreditBench();
  if (call === 'assign-system-user') bench.graph.accounts.get(WABA)!.users[OWN_BUSINESS] = [];
  if (call === 'attach') addAllocation(bench, '4001');
  return bench;
}

const input = (bench: Bench, call: ShareCall, more: Partial<WriteShareInput> = {}): WriteShareInput => ({
  run: runRef(bench, { customerTokenRef: 'acme' }),
  call,
  wabaId: WABA,
  currency: 'USD',
  facts: shareFacts(call === 'attach' ? { allocationsBefore: ['4001'] } : {}),
  ...more,
});
const write = (bench: Bench, call: ShareCall, more: Partial<WriteShareInput> = {}) =>
  bench.call('writeShare', input(bench, call, more));

describe.each(CALLS)('%s', (call) => {
  const method = METHODS[call];

  test('is sent once and is done', async () => {
    const bench = benchFor(call);
    expect(await write(bench, call)).toMatchObject({ kind: 'done' });
    expect(bench.graph.writes.map((sent) => sent.method)).toEqual([method]);
    expect(bench.graph.writes[0]?.hasSignal).toBe(false);
  });

  test('is not sent again once it is there', async () => {
    const bench = benchFor(call);
    await write(bench, call);
    expect(await write(bench, call)).toMatchObject({ kind: 'not-needed' });
    expect(bench.graph.writes).toHaveLength(1);
  });

  test.each(['throttled', 'over-budget'] as const)('%s is a wait, never a refusal', async (kind) => {
    const bench = benchFor(call);
    bench.graph.fail(method, { kind, waitMs: 90_000 });
    expect(await write(bench, call)).toMatchObject({ kind: 'not-sent-yet', why: 'throttled', waitMs: 90_000 });
  });

  test('a connection that was never made is a wait', async () => {
    const bench = benchFor(call);
    bench.graph.fail(method, { kind: 'unavailable' });
    expect(await write(bench, call)).toMatchObject({ kind: 'not-sent-yet', why: 'unavailable' });
  });

  test.each(['permission', 'parameter', 'missing-or-forbidden', 'billing', 'refused', 'auth'] as const)(
    'a refusal (%s) is one, and was sent',
    async (kind) => {
      const bench = benchFor(call);
      bench.graph.fail(method, { kind });
      expect(await write(bench, call)).toMatchObject({ kind: 'refused', sent: true, details: { kind } });
    },
  );

  test.each([
    ['did not happen', false],
    ['happened', true],
  ])('a lost answer is unknown whether the call %s', async (_name, happens) => {
    const bench = benchFor(call);
    bench.graph.fail(method, { kind: 'outcome-unknown' }, { happens });
    expect((await write(bench, call)).kind).toBe('unknown');
    expect(bench.graph.writes).toHaveLength(1);
  });

  test('an error that is not of the API is unknown too', async () => {
    const bench = benchFor(call);
    bench.graph.fail(method, new Error('out of memory'));
    expect((await write(bench, call)).kind).toBe('unknown');
  });

  test.each(['throttled', 'unavailable'] as const)('is not sent while the look before it is %s', async (kind) => {
    for (const read of ['getWaba', 'listAllocations', 'listAssignedUsers'] as const) {
      const bench = benchFor(call);
      bench.graph.fail(read, { kind });
      const result = await write(bench, call);
      expect(['done', 'not-sent-yet']).toContain(result.kind);
      if (result.kind === 'not-sent-yet') expect(bench.graph.writes).toEqual([]);
    }
  });

  test('is not sent by an attempt that was cancelled', async () => {
    const bench = benchFor(call);
    const result = await bench.call('writeShare', input(bench, call), { cancelled: true });
    expect(result).toMatchObject({ kind: 'not-sent-yet' });
    expect(bench.graph.writes).toEqual([]);
  });
});

test.each([
  ['share', 'listAllocations'],
  ['share-and-attach', 'listAllocations'],
  ['share-and-attach', 'getWaba'],
  ['attach', 'getWaba'],
  ['assign-system-user', 'listAssignedUsers'],
] as const)('%s is not sent where Meta refuses %s, which would show that it is done', async (call, read) => {
  const bench = benchFor(call);
  // Only with somebody paying do the records matter to an attach.
  if (call === 'share-and-attach') show(bench, WABA, { primaryFundingId: 'somebody' });
  bench.graph.fail(read, { kind: 'permission' });
  expect(await write(bench, call)).toMatchObject({ kind: 'refused', sent: false });
  expect(bench.graph.writes).toEqual([]);
});

test('share uses a record that is there, and not one that was deleted', async () => {
  const bench = benchFor('share');
  addAllocation(bench, '4001', { status: 'DELETED' });
  addAllocation(bench, '4002', { business: '501' });
  addAllocation(bench, '4003');
  expect(await write(bench, 'share')).toEqual({ kind: 'not-needed', allocationId: '4003' });
});

test('the record is the one that the answer names, and none where it names none', async () => {
  const bench = benchFor('share');
  const { graph } = bench;
  expect(await write(bench, 'share')).toEqual({ kind: 'done', allocationId: '4100' });
  graph.allocations.clear();
  graph.shareCreditLine = () => Promise.resolve({});
  expect(await write(bench, 'share')).toEqual({ kind: 'done', allocationId: null });
});

test('share-and-attach tells which active records were there right before it, for it may have waited since the first look', async () => {
  const bench = benchFor('share-and-attach');
  addAllocation(bench, '4001');
  addAllocation(bench, '4002', { status: 'DELETED' });
  addAllocation(bench, '4003', { business: '501' });
  const facts = shareFacts({ allocationsBefore: [] });
  expect(await write(bench, 'share-and-attach', { facts })).toMatchObject({
    kind: 'done',
    allocationsBefore: ['4001'],
  });
  expect(bench.graph.writes).toHaveLength(1);
});

test('share-and-attach is not sent where Meta refuses to show the records that are there, whoever pays', async () => {
  const bench = benchFor('share-and-attach');
  bench.graph.fail('listAllocations', { kind: 'permission' });
  expect(await write(bench, 'share-and-attach')).toMatchObject({ kind: 'refused', sent: false });
  expect(bench.graph.writes).toEqual([]);
});

test("attach goes out with the customer's token, every other call with ours", async () => {
  for (const call of CALLS) {
    const bench = benchFor(call);
    await write(bench, call);
    expect([call, bench.graph.writes[0]?.token]).toEqual([call, call === 'attach' ? CUSTOMER_TOKEN : OUR_TOKEN]);
  }
});

test('attach is not sent without a customer token, and waits for one that this worker has not got', async () => {
  const bench = benchFor('attach');
  expect(await write(bench, 'attach', { run: runRef(bench) })).toMatchObject({ kind: 'refused', sent: false });
  const failure = await bench.failing(
    'writeShare',
    input(bench, 'attach', { run: runRef(bench, { customerTokenRef: 'other' }) }),
  );
  expect(failure).toMatchObject({ type: 'TokenMissing', nonRetryable: false });
  expect(failure.message).toContain('"other"');
  expect(bench.graph.calls).toEqual([]);
});

test.each(FUNDING_CALLS)('%s is not sent to an account that somebody else pays for by now', async (call) => {
  const bench = benchFor(call);
  show(bench, WABA, { primaryFundingId: 'a-card' });
  const result = await write(bench, call);
  expect(result).toMatchObject({ kind: 'refused', sent: false });
  expect(result).toHaveProperty('message', expect.stringContaining('can never be changed'));
  expect(bench.graph.writes).toEqual([]);
});

test.each(FUNDING_CALLS)('%s names the line, the account and its currency', async (call) => {
  const bench = benchFor(call);
  await write(bench, call, { currency: 'INR' });
  expect(bench.graph.writes[0]).toMatchObject({ id: LINE, more: { wabaId: WABA, currency: 'INR' } });
});

test('share names the business, the assignment our system user', async () => {
  const share = benchFor('share');
  await write(share, 'share');
  expect(share.graph.writes[0]).toMatchObject({ id: LINE, more: OWNER });
  const assign = benchFor('assign-system-user');
  await write(assign, 'assign-system-user');
  expect(assign.graph.writes[0]).toMatchObject({ id: WABA, more: { id: SYSTEM_USER, tasks: ['MANAGE'] } });
});

test('nobody is assigned where nobody knows who our system user is', async () => {
  const bench = benchFor('assign-system-user');
  const facts = shareFacts({ systemUserId: null });
  expect(await write(bench, 'assign-system-user', { facts })).toMatchObject({ kind: 'refused', sent: false });
  expect(bench.graph.writes).toEqual([]);
});

test('no answer carries a token', async () => {
  const bench = benchFor('attach');
  bench.graph.fail('attachCreditLine', new GraphError('permission', 'POST /3001/whatsapp_credit_attach: refused'));
  expect(JSON.stringify(await write(bench, 'attach'))).not.toContain('secret');
});
