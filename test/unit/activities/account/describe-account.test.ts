/** What Meta says of one account, for who types its id. */
import { accountFactsSchema, type AccountFacts } from '../../../../domain/account-facts';
import { graphQuestionSchema } from '../../../../domain/credit/questions';
import type { At, Bench } from '../../../helpers/activity-bench';
import { OWNER } from '../../../helpers/fake-graph';
import { addAllocation, createCreditBench, LINE, OUR_TOKEN, show, unfund, WABA } from '../credit/bench';

const question = graphQuestionSchema.parse({ kind: 'account', wabaId: WABA });

async function factsOf(bench: Bench, at?: At): Promise<AccountFacts> {
  const answer = await bench.call('askGraph', question, at);
  expect(bench.graph.writes).toEqual([]);
  expect(JSON.stringify(answer)).not.toContain(OUR_TOKEN);
  // The shape by which clients read it, without a field more.
  expect(accountFactsSchema.parse(answer)).toEqual(answer);
  return answer as AccountFacts;
}
const methods = ({ graph }: Bench) => graph.calls.map(({ method }) => method).sort();

/** A bench whose account is paid for by a record of our line. */
function funded(): Bench {
  const bench = createCreditBench();
  addAllocation(bench, '4001');
  show(bench, WABA, { primaryFundingId: 'credential-of-4001' });
  return bench;
}

test('has name, currency, owner, statuses, numbers, and the record of ours that pays for it', async () => {
  const bench = funded();
  show(bench, WABA, {
    timezoneId: '71',
    status: 'ACTIVE',
    businessVerificationStatus: 'verified',
    ownerBusinessName: 'Kaveri Textiles Ltd',
  });
  expect(await factsOf(bench)).toEqual({
    wabaId: WABA,
    name: `Account ${WABA}`,
    currency: 'USD',
    fundedBy: 'our-line',
    fundingId: 'credential-of-4001',
    allocationId: '4001',
    lineId: LINE,
    numbers: 2,
    timezoneId: '71',
    status: 'ACTIVE',
    accountReviewStatus: 'APPROVED',
    businessVerificationStatus: 'verified',
    ownerBusinessId: OWNER,
    ownerBusinessName: 'Kaveri Textiles Ltd',
    unreadable: [],
  });
});

test('costs an account two calls, and asks for our lines only where somebody pays', async () => {
  const bench = createCreditBench();
  expect(await factsOf(bench)).toMatchObject({ fundedBy: 'nobody', fundingId: null, allocationId: null, lineId: null });
  expect(methods(bench)).toEqual(['getWaba', 'listPhoneNumbers']);

  const paid = funded();
  await factsOf(paid);
  expect(methods(paid)).toEqual(['getWaba', 'listAllocations', 'listCreditLines', 'listPhoneNumbers']);
});

describe('the payer is never guessed', () => {
  const payer = async (spoil: (bench: Bench) => void) => {
    const bench = funded();
    spoil(bench);
    const { fundedBy, fundingId, unreadable } = await factsOf(bench);
    return { fundedBy, fundingId, unreadable: unreadable.join('\n') };
  };

  test('somebody else’s where no record of ours fits', async () => {
    const found = await payer((bench) => show(bench, WABA, { primaryFundingId: 'a-card' }));
    expect(found).toMatchObject({ fundedBy: 'other', fundingId: 'a-card' });
  });

  test.each<[string, (bench: Bench) => void, RegExp]>([
    ['Meta does not show who pays', (bench) => show(bench, WABA, { fundingReadable: false }), /does not show who pays/],
    ['our lines are refused', ({ graph }) => graph.fail('listCreditLines', { kind: 'permission' }), /listCreditLines/],
    ['our records are refused', ({ graph }) => graph.fail('listAllocations', { kind: 'permission' }), /listAllocation/],
    [
      'the owner is not shown',
      ({ graph }) => {
        const { ownerBusinessId: _owner, ...waba } = graph.accounts.get(WABA)!.waba;
        graph.accounts.get(WABA)!.waba = { ...waba, ownerReadable: false };
      },
      /owner of the account is not known/,
    ],
  ])('unreadable where %s, and why is said', async (_what, spoil, why) => {
    const found = await payer(spoil);
    expect(found.fundedBy).toBe('unreadable');
    expect(found.unreadable).toMatch(why);
  });
});

test('what Meta leaves out is null and named', async () => {
  const bench = createCreditBench();
  const { name: _name, currency: _currency, ownerBusinessId: _owner, ...waba } = bench.graph.accounts.get(WABA)!.waba;
  bench.graph.accounts.get(WABA)!.waba = { ...waba, timezoneId: '71', status: 'ACTIVE' };
  const facts = await factsOf(bench);
  expect(facts).toMatchObject({ name: null, currency: null, ownerBusinessId: null, businessVerificationStatus: null });
  expect(facts.unreadable).toEqual([
    `Meta does not show of WABA ${WABA}: name, currency, verification status of its business, owner, owner's name`,
  ]);
});

test.each([{ kind: 'permission' }, { kind: 'throttled', waitMs: 90_000 }] as const)(
  'numbers that are not to be had ($kind) hold nothing else up',
  async (fault) => {
    const bench = funded();
    bench.graph.fail('listPhoneNumbers', fault);
    const { numbers, fundedBy, unreadable } = await factsOf(bench);
    expect({ numbers, fundedBy }).toEqual({ numbers: null, fundedBy: 'our-line' });
    expect(unreadable.at(-1)).toMatch(new RegExp(`the numbers of WABA ${WABA}`));
  },
);

test('what Meta does not answer is asked for once more, then named', async () => {
  const bench = funded();
  bench.graph.fail('listCreditLines', { kind: 'unavailable' });
  expect(await bench.failing('askGraph', question)).toMatchObject({ type: 'GraphUnavailable', nonRetryable: false });
  const facts = await factsOf(bench, { attempt: 2 });
  expect(facts).toMatchObject({ name: `Account ${WABA}`, fundedBy: 'unreadable', numbers: 2 });
});

test('an account that Meta does not show fails, in Meta’s words', async () => {
  const bench = createCreditBench();
  bench.graph.accounts.delete(WABA);
  const failure = await bench.failing('askGraph', question);
  expect(failure).toMatchObject({ type: 'GraphRefused', details: [{ kind: 'missing-or-forbidden' }] });
  expect(methods(bench)).toEqual(['getWaba']);
});

test('a throttled account waits as Meta says', async () => {
  const bench = createCreditBench();
  unfund(bench, WABA);
  bench.graph.fail('getWaba', { kind: 'throttled', waitMs: 90_000 });
  expect(await bench.failing('askGraph', question)).toMatchObject({ type: 'Throttled', nextRetryDelay: 90_000 });
});
