/** Which records are a business's, and who pays for an account by them. */
import { payerOf } from '../../../../activities/credit/allocations';
import type { AllocationView } from '../../../../domain/credit/funding';
import { OWNER } from '../../../helpers/fake-graph';
import { addAllocation, createCreditBench, LINE } from './bench';

const waba = (primaryFundingId?: string, fundingReadable = true) => ({
  id: '100',
  fundingReadable,
  ...(primaryFundingId === undefined ? {} : { primaryFundingId }),
});
const record = (id: string, more: Partial<AllocationView> = {}): AllocationView => ({
  id,
  lineId: LINE,
  receivingBusinessId: OWNER,
  receivingCredentialId: `credential-of-${id}`,
  status: null,
  ...more,
});

describe('an account is paid for by', () => {
  const known = [record('1'), record('2')];

  test('our line, where its funding is the credential of an active record', () => {
    expect(payerOf(waba('credential-of-2'), { known, unread: [] })).toMatchObject({
      by: 'our-line',
      allocation: { id: '2' },
    });
  });

  test('our line, whatever else could not be read', () => {
    const unread = ['another line'];
    expect(payerOf(waba('credential-of-2'), { known, unread }).by).toBe('our-line');
  });

  test('nobody, where it can be asked for and there is none', () => {
    expect(payerOf(waba(), { known: [], unread: ['everything'] }).by).toBe('nobody');
    expect(payerOf(waba(''), { known, unread: [] }).by).toBe('nobody');
  });

  test('somebody else, only where every record of ours was read', () => {
    expect(payerOf(waba('x'), { known, unread: [] }).by).toBe('other');
    expect(payerOf(waba('x'), { known, unread: ['line 3002: refused'] })).toMatchObject({
      by: 'unreadable',
      why: expect.stringContaining('line 3002: refused'),
    });
    const blind = [record('1', { receivingCredentialId: null })];
    expect(payerOf(waba('x'), { known: blind, unread: [] })).toMatchObject({ by: 'unreadable', fundingId: 'x' });
  });

  test('no record that was deleted', () => {
    const deleted = [record('1', { status: 'deleted' })];
    expect(payerOf(waba('credential-of-1'), { known: deleted, unread: [] }).by).toBe('other');
  });

  test('nobody knows whom, where Meta refuses to show it', () => {
    expect(payerOf(waba(undefined, false), { known, unread: [] }).by).toBe('unreadable');
  });
});

test('a record that the list shows in part is read by itself, a whole or a deleted one is not', async () => {
  const bench = createCreditBench();
  addAllocation(bench, '1');
  addAllocation(bench, '2', { status: 'DELETED', credential: null });
  addAllocation(bench, '3', { credential: null });
  addAllocation(bench, '4', { business: null });
  await bench.call('readRadius', { businessId: OWNER, tokenRef: 'default', evidenceNumber: null });
  const read = bench.graph.calls.filter(({ method }) => method === 'getAllocation').map(({ id }) => id);
  expect(read.sort()).toEqual(['3', '4']);
});

test('a record that cannot be read by itself is kept as the list shows it', async () => {
  const bench = createCreditBench();
  addAllocation(bench, '4', { business: null });
  bench.graph.fail('getAllocation', { kind: 'permission' });
  const { radius } = await bench.call('readRadius', { businessId: OWNER, tokenRef: 'default', evidenceNumber: null });
  expect(radius.allocations).toEqual([record('4', { receivingBusinessId: null })]);
});
