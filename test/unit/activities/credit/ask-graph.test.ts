/** Live reads for those who hold no token. */
import {
  graphAnswers,
  graphQuestionSchema,
  type GraphAnswer,
  type GraphQuestionStart,
} from '../../../../domain/credit/questions';
import type { Bench } from '../../../helpers/activity-bench';
import { OWN_BUSINESS, OWNER } from '../../../helpers/fake-graph';
import { addAccount, addAllocation, createCreditBench, LINE, show, WABA } from './bench';

/** Asks, and checks the answer against the schema that clients read it with. */
async function ask(bench: Bench, question: GraphQuestionStart): Promise<GraphAnswer> {
  const answer = await bench.call('askGraph', graphQuestionSchema.parse(question));
  expect(graphAnswers[question.kind].parse(answer)).toEqual(answer);
  expect(bench.graph.writes).toEqual([]);
  return answer;
}
const failing = (bench: Bench, question: GraphQuestionStart) =>
  bench.failing('askGraph', graphQuestionSchema.parse(question));

describe('our lines', () => {
  test('come with legal entity, balance and available credit', async () => {
    const bench = createCreditBench();
    bench.graph.lines.push({
      id: '3002',
      balance: { amount: '10.00', currency: 'USD' },
      creditAvailable: { amount: '90.00', currency: 'USD' },
      accessRevoked: true,
    });
    const nothing = { balance: null, creditAvailable: null, accessRevoked: null };
    expect(await ask(bench, { kind: 'credit-lines' })).toEqual({
      businessId: OWN_BUSINESS,
      lines: [
        { id: LINE, legalEntityName: 'Partner Ltd', ...nothing },
        {
          id: '3002',
          legalEntityName: null,
          balance: { amount: '10.00', currency: 'USD' },
          creditAvailable: { amount: '90.00', currency: 'USD' },
          accessRevoked: true,
        },
      ],
      why: null,
    });
    expect(bench.graph.calls.map(({ method }) => method)).toEqual(['listCreditLines']);
  });

  const why = async (spoil: (bench: Bench) => void): Promise<string | null> => {
    const bench = createCreditBench();
    bench.graph.lines.length = 0;
    spoil(bench);
    return ((await ask(bench, { kind: 'credit-lines' })) as GraphAnswer<'credit-lines'>).why;
  };

  test('of a token of another business are explained by naming both', async () => {
    const text = await why(({ graph }) => {
      graph.myBusinesses = [{ id: '777', name: 'Another Ltd' }];
    });
    expect(text).toMatch(/system user 801 belongs to 777 \(Another Ltd\), not to 600/);
  });

  test('of a portfolio that cannot be read are explained by a wrong META_BUSINESS_ID', async () => {
    expect(await why(({ graph }) => void graph.businesses.clear())).toMatch(/META_BUSINESS_ID is probably wrong/);
  });

  test('of an unverified portfolio are explained by that', async () => {
    const text = await why(({ graph }) => {
      graph.businesses.set(OWN_BUSINESS, { id: OWN_BUSINESS, verificationStatus: 'not_verified' });
    });
    expect(text).toMatch(/600 is not verified \(not_verified\)/);
  });

  test.each<[string, (bench: Bench) => void]>([
    ['all is in order', () => undefined],
    [
      'Meta writes VERIFIED in capitals',
      ({ graph }) => void graph.businesses.set(OWN_BUSINESS, { id: OWN_BUSINESS, verificationStatus: 'VERIFIED' }),
    ],
    [
      'probes are refused',
      ({ graph }) => {
        graph.fail('getMe', { kind: 'permission' });
        graph.fail('listMyBusinesses', { kind: 'permission' });
      },
    ],
  ])('are explained by none issued where %s', async (_name, spoil) => {
    expect(await why(spoil)).toMatch(/issued no line.*Only Solution Partners/);
  });

  test('cannot be asked for by a worker that does not know our portfolio', async () => {
    const failure = await failing(createCreditBench({ ownBusinessId: undefined }), { kind: 'credit-lines' });
    expect(failure).toMatchObject({ type: 'InvalidInput', nonRetryable: true });
    expect(failure.message).toContain('META_BUSINESS_ID');
  });
});

describe('one line', () => {
  test('comes with every field, its records for all businesses and its invoice groups', async () => {
    const bench = createCreditBench();
    addAllocation(bench, '4001');
    addAllocation(bench, '4002', { business: '501', listedFor: '501' });
    bench.graph.invoiceGroups.set(LINE, [{ id: '31', name: 'India' }, { id: '32' }]);
    bench.graph.lineFields.set(LINE, {
      fields: { credit_type: 'W', sold_to_address: { country: 'IN' } },
      refused: ['balance'],
    });
    expect(await ask(bench, { kind: 'credit-line', lineId: LINE })).toEqual({
      id: LINE,
      fields: { id: LINE, credit_type: 'W', sold_to_address: { country: 'IN' } },
      allocations: [
        { id: '4001', receivingBusinessId: OWNER, receivingCredentialId: 'credential-of-4001', status: null },
        { id: '4002', receivingBusinessId: '501', receivingCredentialId: 'credential-of-4002', status: null },
      ],
      invoiceGroups: [
        { id: '31', name: 'India' },
        { id: '32', name: null },
      ],
      unreadable: ['balance: refused by Meta'],
    });
  });

  test('names an edge that Meta refuses, and fails where the line itself is refused', async () => {
    const bench = createCreditBench();
    bench.graph.fail('listInvoiceGroups', { kind: 'permission' });
    expect(await ask(bench, { kind: 'credit-line', lineId: LINE })).toMatchObject({
      invoiceGroups: [],
      unreadable: [expect.stringContaining('invoice groups')],
    });
    const failure = await failing(bench, { kind: 'credit-line', lineId: '3999' });
    expect(failure).toMatchObject({ type: 'GraphRefused', nonRetryable: true });
    expect(failure.message).toContain('no such line');
  });
});

test('a business comes with its allocations and who pays for each of its accounts', async () => {
  const bench = createCreditBench();
  addAllocation(bench, '4001');
  show(bench, WABA, { primaryFundingId: 'credential-of-4001' });
  addAccount(bench, '110', { primaryFundingId: 'a-card' });
  expect(await ask(bench, { kind: 'business-credit', businessId: OWNER })).toMatchObject({
    allocations: [{ id: '4001', receivingBusinessId: OWNER }],
    wabas: [
      { wabaId: WABA, fundedBy: 'our-line', allocationId: '4001' },
      { wabaId: '110', fundedBy: 'other' },
    ],
    unreadable: [],
  });
});

test('a business whose allocations are refused is shown with that named, not as one without', async () => {
  const bench = createCreditBench();
  show(bench, WABA, { primaryFundingId: 'somebody' });
  bench.graph.fail('listAllocations', { kind: 'permission' });
  expect(await ask(bench, { kind: 'business-credit', businessId: OWNER })).toMatchObject({
    allocations: [],
    wabas: [{ fundedBy: 'unreadable', fundingId: 'somebody' }],
    unreadable: [expect.stringContaining('our allocations to business 500'), expect.any(String)],
  });
});

test('the radius is the one that a revoke reads', async () => {
  const bench = createCreditBench();
  addAllocation(bench, '4001');
  const asked = (await ask(bench, { kind: 'radius', businessId: OWNER })) as GraphAnswer<'radius'>;
  const read = await bench.call('readRadius', { businessId: OWNER, tokenRef: 'default', evidenceNumber: null });
  expect(asked).toEqual(read.radius);
});

test('asks nothing without a token, and says how to give one', async () => {
  const bench = createCreditBench();
  const failure = await failing(bench, { kind: 'credit-lines', tokenRef: 'other' });
  expect(failure).toMatchObject({ type: 'TokenMissing', nonRetryable: false });
  expect(bench.graph.calls).toEqual([]);
});

test('a throttled question waits as Meta says', async () => {
  const bench = createCreditBench();
  bench.graph.fail('listCreditLines', { kind: 'throttled', waitMs: 90_000 });
  expect(await failing(bench, { kind: 'credit-lines' })).toMatchObject({ type: 'Throttled', nextRetryDelay: 90_000 });
});
