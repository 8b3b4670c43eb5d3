/** What every activity of a credit run checks before its first call. */
import type { CreditActivities, CreditRunRef } from '../../../../activities/credit/contract';
import type { Bench } from '../../../helpers/activity-bench';
import { OWNER } from '../../../helpers/fake-graph';
import { addAllocation, createCreditBench, LINE, runRef, shareFacts, shareInput, WABA } from './bench';

type Guarded = 'writeShare' | 'settleShare' | 'verifyFunding' | 'undoShare' | 'deleteAllocation' | 'confirmDeleted';

/** An input of each guarded activity. */
function inputs(run: CreditRunRef): { [N in Guarded]: Parameters<CreditActivities[N]>[0] } {
  return {
    writeShare: { run, call: 'share', wabaId: WABA, currency: 'USD', facts: shareFacts() },
    settleShare: { run, call: 'share', wabaId: WABA, facts: shareFacts(), settleMs: 0 },
    verifyFunding: { run, wabaId: WABA, lineId: LINE, allocationId: null, verifyMs: 0 },
    undoShare: { run, thing: 'allocation', id: '4001', lineId: LINE, wabaId: WABA },
    deleteAllocation: { run, allocationId: '4001', lineId: LINE },
    confirmDeleted: { run, allocationId: '4001', patienceMs: 0 },
  };
}

const NAMES = Object.keys(inputs(runRef(createCreditBench()))) as Guarded[];
const WRITES: readonly Guarded[] = ['writeShare', 'undoShare', 'deleteAllocation'];
const ANOTHER_RUN = '22222222-2222-2222-2222-222222222222';

function benchWithRecord(): Bench {
  const bench = createCreditBench();
  addAllocation(bench, '4001');
  return bench;
}

describe.each(NAMES)('%s', (name) => {
  test.each([
    ['ours', { tokenRef: 'other' }],
    ["the customer's", { customerTokenRef: 'other' }],
  ])('asks nothing of Meta where it has not got a token: %s', async (_name, more) => {
    const bench = benchWithRecord();
    const failure = await bench.failing(name, inputs(runRef(bench, more))[name]);
    expect(failure).toMatchObject({ type: 'TokenMissing', nonRetryable: false });
    expect(failure.message).toContain('"other"');
    expect(bench.graph.calls).toEqual([]);
  });

  test('asks nothing of a Graph other than the one checked on, and names both and the business', async () => {
    const bench = benchWithRecord();
    const run = runRef(bench, { graphOrigin: 'graph.facebook.com/1' });
    const failure = await bench.failing(name, inputs(run)[name]);
    expect(failure).toMatchObject({ type: 'WrongGraph', nonRetryable: false });
    for (const part of ['credit operation of business 500', 'graph.facebook.com/1', bench.graph.origin]) {
      expect(failure.message).toContain(part);
    }
    expect(bench.graph.calls).toEqual([]);
  });

  if (WRITES.includes(name)) {
    test('writes nothing, and reads nothing, for a run that was reset', async () => {
      const bench = benchWithRecord();
      const failure = await bench.failing(name, inputs(runRef(bench))[name], { runId: ANOTHER_RUN });
      expect(failure).toMatchObject({ type: 'RunWasReset', nonRetryable: true });
      expect(failure.message).toContain('credit operation of business 500');
      expect(bench.graph.calls).toEqual([]);
    });
  } else {
    test('reads for a run that was reset', async () => {
      const bench = benchWithRecord();
      await bench.call(name, inputs(runRef(bench))[name], { runId: ANOTHER_RUN });
      expect(bench.graph.calls.length).toBeGreaterThan(0);
      expect(bench.graph.writes).toEqual([]);
    });
  }

  test('gives the cancellation signal to reads and never to writes', async () => {
    const bench = benchWithRecord();
    await bench.call(name, inputs(runRef(bench))[name]);
    const { calls, writes } = bench.graph;
    expect(writes.every(({ hasSignal }) => !hasSignal)).toBe(true);
    expect(calls.filter((call) => !writes.includes(call)).every(({ hasSignal }) => hasSignal)).toBe(true);
  });
});

test('a first look without a token waits for one', async () => {
  const bench = createCreditBench();
  const share = { input: shareInput({ customerTokenRef: 'other' }), evidenceNumber: 1 };
  expect(await bench.failing('checkShare', share)).toMatchObject({ type: 'TokenMissing' });
  const revoke = { businessId: OWNER, tokenRef: 'other', evidenceNumber: 1 };
  expect(await bench.failing('readRadius', revoke)).toMatchObject({ type: 'TokenMissing' });
  expect(bench.graph.calls).toEqual([]);
});

test('no failure and no result carries a token', async () => {
  const seen: unknown[] = [];
  for (const fault of [undefined, 'permission', 'outcome-unknown', 'throttled'] as const) {
    for (const name of NAMES) {
      const bench = benchWithRecord();
      const methods = ['getAllocation', 'listAllocations', 'getWaba', 'deleteAllocation', 'shareCreditLine'] as const;
      if (fault !== undefined) for (const method of methods) bench.graph.fail(method, { kind: fault });
      await bench
        .call(name, inputs(runRef(bench, { customerTokenRef: 'acme' }))[name])
        .then((result) => seen.push(result))
        .catch((error: Error) => seen.push(error.message));
    }
  }
  expect(seen).toHaveLength(4 * NAMES.length);
  expect(JSON.stringify(seen)).not.toContain('secret');
});
