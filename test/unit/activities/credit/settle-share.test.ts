/** A write of a share whose answer was lost: reading decides, in both truths, or says that it cannot. */
import type { SettleShareInput, ShareCall } from '../../../../activities/credit/contract';
import type { Bench } from '../../../helpers/activity-bench';
import { OWN_BUSINESS } from '../../../helpers/fake-graph';
import { addAllocation, createCreditBench, LINE, runRef, shareFacts, show, WABA } from './bench';

const SETTLE_MS = 300_000;
const CALLS: readonly ShareCall[] = ['assign-system-user', 'share', 'attach', 'share-and-attach'];

/** A bench as it is before each call: the record of an attach was made by the call before it. */
function benchBefore(call: ShareCall): Bench {
  const bench = createCreditBench();
  if (call === 'assign-system-user') bench.graph.accounts.get(WABA)!.users[OWN_BUSINESS] = [];
  if (call === 'attach') addAllocation(bench, '4001');
  return bench;
}

/** Makes the effect of a call visible. */
async function happen({ graph }: Bench, call: ShareCall): Promise<void> {
  const token = { token: 'somebody' };
  const to = { wabaId: WABA, currency: 'USD' };
  if (call === 'assign-system-user') await graph.assignUser(token, WABA, { id: '801', tasks: ['MANAGE'] });
  if (call === 'share') await graph.shareCreditLine(token, LINE, '500');
  if (call === 'attach') await graph.attachCreditLine(token, LINE, to);
  if (call === 'share-and-attach') await graph.shareAndAttachCreditLine(token, LINE, to);
  graph.writes.length = 0;
}

const input = (bench: Bench, call: ShareCall, more: Partial<SettleShareInput> = {}): SettleShareInput => ({
  run: runRef(bench),
  call,
  wabaId: WABA,
  facts: shareFacts(),
  settleMs: SETTLE_MS,
  ...more,
});

describe.each(CALLS)('%s', (call) => {
  test('that happened is seen at the first look', async () => {
    const bench = benchBefore(call);
    await happen(bench, call);
    const settled = await bench.call('settleShare', input(bench, call));
    expect(settled.kind).toBe('happened');
    const ids = { share: '4100', attach: '4001', 'share-and-attach': '4100', 'assign-system-user': null };
    expect(settled.allocationId).toBe(ids[call]);
    expect(bench.graph.writes).toEqual([]);
  });

  test('that is not seen is looked for again, and did not happen once the time is over', async () => {
    const bench = benchBefore(call);
    const early = await bench.failing('settleShare', input(bench, call), { ageMs: SETTLE_MS - 10_000, attempt: 9 });
    expect(early).toMatchObject({ type: 'NotYetConfirmed', nonRetryable: false, category: 'BENIGN' });
    // The last look is made when the time is over, not after it.
    expect(early.nextRetryDelay).toBe(10_000);
    const settled = await bench.call('settleShare', input(bench, call), { ageMs: SETTLE_MS });
    expect(settled).toMatchObject({ kind: 'did-not-happen', allocationId: null });
  });

  test('that shows late is seen late', async () => {
    const bench = benchBefore(call);
    await bench.failing('settleShare', input(bench, call));
    await happen(bench, call);
    expect((await bench.call('settleShare', input(bench, call), { ageMs: 1_000 })).kind).toBe('happened');
  });

  test('cannot be decided where Meta refuses to show what decides, whether it happened or not', async () => {
    for (const happened of [true, false]) {
      const bench = benchBefore(call);
      if (happened) await happen(bench, call);
      for (const read of ['getWaba', 'listAllocations', 'listAssignedUsers'] as const) {
        bench.graph.fail(read, { kind: 'permission' });
      }
      expect(await bench.failing('settleShare', input(bench, call))).toMatchObject({ type: 'NotYetConfirmed' });
      const settled = await bench.call('settleShare', input(bench, call), { ageMs: SETTLE_MS });
      expect(settled).toMatchObject({ kind: 'undecidable', allocationId: null });
    }
  });

  test('cannot be decided where Meta does not answer until the time is over', async () => {
    const bench = benchBefore(call);
    for (const read of ['getWaba', 'listAllocations', 'listAssignedUsers'] as const) {
      bench.graph.fail(read, { kind: 'unavailable' });
    }
    expect(await bench.failing('settleShare', input(bench, call))).toMatchObject({ type: 'GraphUnavailable' });
    const settled = await bench.call('settleShare', input(bench, call), { ageMs: SETTLE_MS });
    expect(settled.kind).toBe('undecidable');
  });

  test('waits while Meta throttles, after its time too', async () => {
    const bench = benchBefore(call);
    for (const read of ['getWaba', 'listAllocations', 'listAssignedUsers'] as const) {
      bench.graph.fail(read, { kind: 'throttled', waitMs: 60_000 });
    }
    const failure = await bench.failing('settleShare', input(bench, call), { ageMs: SETTLE_MS });
    expect(failure).toMatchObject({ type: 'Throttled', nextRetryDelay: 60_000 });
  });
});

describe('share-and-attach', () => {
  const settle = (bench: Bench, more: Partial<SettleShareInput> = {}) =>
    bench.call('settleShare', input(bench, 'share-and-attach', more), { ageMs: SETTLE_MS });

  test('is seen by its new record, though the funding lags or is hidden', async () => {
    const bench = createCreditBench();
    addAllocation(bench, '4100');
    expect(await settle(bench)).toMatchObject({ kind: 'happened', allocationId: '4100' });
    bench.graph.fail('getWaba', { kind: 'permission' });
    expect(await settle(bench)).toMatchObject({ kind: 'happened', allocationId: '4100' });
  });

  test('is seen by the funding where it leans on a record that was there before', async () => {
    const bench = createCreditBench();
    addAllocation(bench, '4001');
    const facts = shareFacts({ allocationsBefore: ['4001'] });
    expect(await settle(bench, { facts })).toMatchObject({ kind: 'did-not-happen' });
    show(bench, WABA, { primaryFundingId: 'credential-of-4001' });
    expect(await settle(bench, { facts })).toMatchObject({ kind: 'happened', allocationId: '4001' });
  });

  test.each(['getWaba', 'listAllocations'] as const)(
    'needs both to be read to say that it did not: %s',
    async (read) => {
      const bench = createCreditBench();
      bench.graph.fail(read, { kind: 'permission' });
      expect((await settle(bench)).kind).toBe('undecidable');
    },
  );
});

test('a record of another business, a deleted one and one from before are no proof of a share', async () => {
  const bench = createCreditBench();
  addAllocation(bench, '4001');
  addAllocation(bench, '4002', { status: 'DELETED' });
  addAllocation(bench, '4003', { business: '501' });
  const facts = shareFacts({ allocationsBefore: ['4001'] });
  const settled = await bench.call('settleShare', input(bench, 'share', { facts }), { ageMs: SETTLE_MS });
  expect(settled.kind).toBe('did-not-happen');
});

test('funding by something else is no proof of an attach', async () => {
  const bench = benchBefore('attach');
  show(bench, WABA, { primaryFundingId: 'a-card' });
  const settled = await bench.call('settleShare', input(bench, 'attach'), { ageMs: SETTLE_MS });
  expect(settled.kind).toBe('did-not-happen');
});
