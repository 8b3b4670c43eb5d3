/** The DELETE of a revoke: one record, of that business, once. */
import type { Bench } from '../../../helpers/activity-bench';
import { addAllocation, createCreditBench, LINE, OUR_TOKEN, runRef, show, WABA } from './bench';

const remove = (bench: Bench, at = {}) =>
  bench.call('deleteAllocation', { run: runRef(bench), allocationId: '4001', lineId: LINE }, at);

function shared(more: Parameters<typeof addAllocation>[2] = {}): Bench {
  const bench = createCreditBench();
  addAllocation(bench, '4001', more);
  return bench;
}

test('deletes the record, and sends nothing where it reads DELETED', async () => {
  const bench = shared();
  show(bench, WABA, { primaryFundingId: 'credential-of-4001' });
  expect(await remove(bench)).toEqual({ kind: 'deleted' });
  expect(bench.graph.accounts.get(WABA)!.waba).not.toHaveProperty('primaryFundingId');
  expect(await remove(bench)).toEqual({ kind: 'already-deleted' });
  expect(bench.graph.writes).toMatchObject([
    { method: 'deleteAllocation', id: '4001', token: OUR_TOKEN, hasSignal: false },
  ]);
});

test.each<[string, string | null, RegExp]>([
  ['another business', '501', /business 501's, not 500's/],
  ['nobody', null, /does not show whose/],
])('does not touch a record that Meta shows as received by %s', async (_name, business, said) => {
  const bench = shared({ business });
  const result = await remove(bench);
  expect(result).toMatchObject({ kind: 'not-attributable' });
  expect(result).toHaveProperty('text', expect.stringMatching(said));
  expect(bench.graph.writes).toEqual([]);
});

test.each([
  [
    { kind: 'throttled', waitMs: 9_000 },
    { kind: 'not-sent-yet', why: 'throttled', waitMs: 9_000 },
  ],
  [{ kind: 'unavailable' }, { kind: 'not-sent-yet', why: 'unavailable' }],
  [{ kind: 'permission' }, { kind: 'refused', sent: false }],
  [{ kind: 'missing-or-forbidden' }, { kind: 'refused', sent: false }],
] as const)('sends nothing where the record is not read: %j', async (fault, result) => {
  const bench = shared();
  bench.graph.fail('getAllocation', fault);
  expect(await remove(bench)).toMatchObject(result);
  expect(bench.graph.writes).toEqual([]);
});

test.each([
  [{ kind: 'throttled' }, { kind: 'not-sent-yet' }],
  [{ kind: 'unavailable' }, { kind: 'not-sent-yet' }],
  [{ kind: 'permission' }, { kind: 'refused', sent: true }],
  [{ kind: 'outcome-unknown' }, { kind: 'unknown' }],
  [new Error('broken'), { kind: 'unknown' }],
] as const)('says what the answer of the DELETE proves: %j', async (fault, result) => {
  for (const happens of [true, false]) {
    const bench = shared();
    bench.graph.fail('deleteAllocation', fault, { happens });
    expect(await remove(bench)).toMatchObject(result);
    expect(bench.graph.writes).toHaveLength(1);
  }
});

test('sends nothing for an attempt that was cancelled', async () => {
  const bench = shared();
  expect(await remove(bench, { cancelled: true })).toMatchObject({ kind: 'not-sent-yet' });
  expect(bench.graph.writes).toEqual([]);
});
