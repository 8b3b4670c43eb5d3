/** The looks that wait for something to show: the funding of an account, the end of a record. */
import type { Bench } from '../../../helpers/activity-bench';
import { addAllocation, createCreditBench, CUSTOMER_TOKEN, LINE, runRef, show, unfund, WABA } from './bench';

const MS = 600_000;
const OVER = { ageMs: MS };

describe('the funding of a share', () => {
  const input = (bench: Bench, allocationId: string | null = '4001') => ({
    run: runRef(bench),
    wabaId: WABA,
    lineId: LINE,
    allocationId,
    verifyMs: MS,
  });
  const funded = (credential = 'credential-of-4001'): Bench => {
    const bench = createCreditBench();
    addAllocation(bench, '4001');
    show(bench, WABA, { primaryFundingId: credential });
    return bench;
  };

  test.each(['4001', null])('is verified where the record (%s) pays for the account', async (id) => {
    const bench = funded();
    expect(await bench.call('verifyFunding', input(bench, id))).toEqual({ kind: 'verified', allocationId: '4001' });
    expect(bench.graph.writes).toEqual([]);
  });

  test('reads the account with the customer token where there is one', async () => {
    const bench = funded();
    await bench.call('verifyFunding', { ...input(bench), run: runRef(bench, { customerTokenRef: 'acme' }) });
    const used = new Set(bench.graph.calls.filter(({ method }) => method === 'getWaba').map(({ token }) => token));
    expect(used).toEqual(new Set([CUSTOMER_TOKEN]));
  });

  test.each<[string, (bench: Bench) => void, RegExp]>([
    ['nobody pays yet', (bench) => unfund(bench, WABA), /nobody pays/],
    ['something else pays', (bench) => show(bench, WABA, { primaryFundingId: 'a-card' }), /funding a-card/],
    ['Meta hides who pays', (bench) => show(bench, WABA, { fundingReadable: false }), /does not show who pays/],
    ['the account is refused', (bench) => bench.graph.fail('getWaba', { kind: 'permission' }), /could not be read/],
    [
      'the record is refused',
      (bench) => bench.graph.fail('getAllocation', { kind: 'permission' }),
      /could not be read/,
    ],
    [
      'the record is deleted',
      ({ graph }) => graph.allocations.set(`${LINE}/500`, [{ id: '4001', requestStatus: 'DELETED' }]),
      /expected/,
    ],
  ])('is looked at again while %s, and then a person is told', async (_name, spoil, said) => {
    const bench = funded();
    spoil(bench);
    const failure = await bench.failing('verifyFunding', input(bench), { ageMs: 60_000, attempt: 3 });
    expect(failure).toMatchObject({ type: 'NotYetConfirmed', category: 'BENIGN' });
    expect(failure.nextRetryDelay).toBeGreaterThan(0);
    const result = await bench.call('verifyFunding', input(bench), OVER);
    expect(result).toMatchObject({ kind: 'not-verified' });
    expect(result).toHaveProperty('text', expect.stringMatching(said));
    expect(bench.graph.writes).toEqual([]);
  });

  test('is not verified by another record than the one that the answer named', async () => {
    const bench = funded();
    addAllocation(bench, '4002');
    const result = await bench.call('verifyFunding', input(bench, '4002'), OVER);
    expect(result).toMatchObject({ kind: 'not-verified' });
  });

  test('waits for an API that does not answer until the time is over', async () => {
    const bench = funded();
    bench.graph.fail('getWaba', { kind: 'unavailable' });
    expect(await bench.failing('verifyFunding', input(bench))).toMatchObject({ type: 'GraphUnavailable' });
    expect(await bench.call('verifyFunding', input(bench), OVER)).toMatchObject({ kind: 'not-verified' });
  });
});

describe('the end of a record', () => {
  const input = (bench: Bench, patienceMs = MS) => ({ run: runRef(bench), allocationId: '4001', patienceMs });
  const withRecord = (status?: string): Bench => {
    const bench = createCreditBench();
    addAllocation(bench, '4001', status === undefined ? {} : { status });
    return bench;
  };

  test.each(['DELETED', 'deleted'])('is seen by %s', async (status) => {
    const bench = withRecord(status);
    expect(await bench.call('confirmDeleted', input(bench))).toMatchObject({ kind: 'deleted' });
  });

  test.each([undefined, 'APPROVED', 'DELETING'])('is waited for while it reads %s', async (status) => {
    const bench = withRecord(status);
    expect(await bench.failing('confirmDeleted', input(bench))).toMatchObject({ type: 'NotYetConfirmed' });
    expect(await bench.call('confirmDeleted', input(bench), OVER)).toMatchObject({ kind: 'still-there' });
    expect(await bench.call('confirmDeleted', input(bench, 0))).toMatchObject({ kind: 'still-there' });
  });

  test('is not taken from a record that cannot be found: Meta does not say missing or forbidden', async () => {
    const bench = createCreditBench();
    expect(await bench.failing('confirmDeleted', input(bench))).toMatchObject({ type: 'NotYetConfirmed' });
    expect(await bench.call('confirmDeleted', input(bench), OVER)).toMatchObject({ kind: 'unreadable' });
  });

  test('waits out throttling, and an API that does not answer until the patience is over', async () => {
    const bench = withRecord('DELETED');
    bench.graph.fail('getAllocation', { kind: 'throttled', waitMs: 5_000 }, { once: true });
    expect(await bench.failing('confirmDeleted', input(bench), OVER)).toMatchObject({ type: 'Throttled' });
    bench.graph.fail('getAllocation', { kind: 'unavailable' });
    expect(await bench.failing('confirmDeleted', input(bench))).toMatchObject({ type: 'GraphUnavailable' });
    expect(await bench.call('confirmDeleted', input(bench), OVER)).toMatchObject({ kind: 'unreadable' });
  });
});

describe('the funding of a clone', () => {
  const input = (bench: Bench) => ({
    run: bench.run,
    destinationWabaId: WABA,
    ownerBusinessId: '500',
    graceMs: MS,
  });

  test('that somebody pays for is seen at once', async () => {
    const bench = createCreditBench();
    show(bench, WABA, { primaryFundingId: 'anything' });
    expect(await bench.call('awaitFunding', input(bench))).toEqual({ kind: 'funded' });
  });

  test('that nobody pays for is waited for as long as Meta may take to fund it by itself', async () => {
    const bench = createCreditBench();
    expect(await bench.failing('awaitFunding', input(bench))).toMatchObject({ type: 'NotYetConfirmed' });
    expect(await bench.call('awaitFunding', input(bench), OVER)).toEqual({ kind: 'unfunded' });
  });

  test.each<[string, (bench: Bench) => void]>([
    ['hidden', (bench) => show(bench, WABA, { fundingReadable: false })],
    ['refused', (bench) => bench.graph.fail('getWaba', { kind: 'permission' })],
  ])('that is %s is unknown at once, never unfunded', async (_name, hide) => {
    const bench = createCreditBench();
    hide(bench);
    expect(await bench.call('awaitFunding', input(bench))).toEqual({ kind: 'unknown' });
  });

  test('is not unfunded because Meta does not answer', async () => {
    const bench = createCreditBench();
    bench.graph.fail('getWaba', { kind: 'unavailable' });
    expect(await bench.failing('awaitFunding', input(bench))).toMatchObject({ type: 'GraphUnavailable' });
    expect(await bench.call('awaitFunding', input(bench), OVER)).toEqual({ kind: 'unknown' });
  });
});
