/** What must hold before a line is shared, and what a refusal says. */
import { readFileSync } from 'node:fs';
import type { CheckShareResult } from '../../../../activities/credit/contract';
import { creditEvidenceSchema } from '../../../../domain/credit/evidence';
import type { ShareStart } from '../../../../domain/credit/input';
import { RUN, type Bench } from '../../../helpers/activity-bench';
import { OWN_BUSINESS, OWNER, SYSTEM_USER } from '../../../helpers/fake-graph';
import {
  addAccount,
  addAllocation,
  createCreditBench,
  CUSTOMER_TOKEN,
  LINE,
  OUR_TOKEN,
  shareFacts,
  shareInput,
  show,
  unfund,
  WABA,
} from './bench';

const check = (bench: Bench, more: Partial<ShareStart> = {}): Promise<CheckShareResult> =>
  bench.call('checkShare', { input: shareInput(more), evidenceNumber: 1 });
const refusal = async (bench: Bench, more: Partial<ShareStart> = {}): Promise<string> => {
  const { verdict } = await check(bench, more);
  expect(bench.graph.writes).toEqual([]);
  if (verdict.kind !== 'refused') throw new Error(`not refused: ${JSON.stringify(verdict)}`);
  return verdict.message;
};

test('an unfunded account of the customer is ready, with the facts that the writes need', async () => {
  const bench = createCreditBench();
  addAllocation(bench, '4001');
  addAllocation(bench, '4002', { status: 'DELETED' });
  const { verdict, graphOrigin, runId } = await check(bench);
  expect(verdict).toEqual({ kind: 'ready', facts: shareFacts({ allocationsBefore: ['4001'] }) });
  expect({ graphOrigin, runId }).toEqual({ graphOrigin: bench.graph.origin, runId: RUN });
  expect(bench.graph.writes).toEqual([]);
});

test('an account that our allocation pays for is done already', async () => {
  const bench = createCreditBench();
  addAllocation(bench, '4001');
  show(bench, WABA, { primaryFundingId: 'credential-of-4001' });
  bench.graph.lines.push({ id: '3002' });
  addAllocation(bench, '4002', { line: '3002' });
  expect((await check(bench)).verdict).toEqual({ kind: 'already-funded', lineId: LINE, allocationId: '4001' });
  // One line that cannot be read changes nothing: another one shows who pays.
  bench.graph.fail('listAllocations', { kind: 'permission' }, { id: '3002' });
  expect((await check(bench)).verdict).toMatchObject({ kind: 'already-funded', allocationId: '4001' });
});

test('an account on another of our lines than the one named is refused, since a line is for good', async () => {
  const bench = createCreditBench();
  bench.graph.lines.push({ id: '3002' });
  addAllocation(bench, '4001');
  show(bench, WABA, { primaryFundingId: 'credential-of-4001' });
  const message = await refusal(bench, { extendedCreditId: '3002' });
  expect(message).toContain('Our line 3001, not 3002, pays');
  expect(message).toContain('wabactl migrate start --waba 100 --to <not USD> --credit-line 3002');
});

describe('it is refused, and says what helps, where', () => {
  test('the account belongs to another business', async () => {
    const bench = createCreditBench();
    show(bench, WABA, { ownerBusinessId: '501' });
    expect(await refusal(bench)).toMatch(/belongs to business 501, not to 500.*--business 501/);
  });

  test.each([{ ownerReadable: false }, { ownerReadable: true }])('the owner is not shown: %j', async (shown) => {
    const bench = createCreditBench();
    const { ownerBusinessId: _hidden, ...waba } = bench.graph.accounts.get(WABA)!.waba;
    bench.graph.accounts.get(WABA)!.waba = { ...waba, ...shown };
    expect(await refusal(bench)).toMatch(/does not show who owns WABA 100.*--customer-token-ref/);
  });

  test('the account cannot be read', async () => {
    const bench = createCreditBench();
    bench.graph.fail('getWaba', { kind: 'missing-or-forbidden' });
    expect(await refusal(bench)).toMatch(/WABA 100 could not be read.*--customer-token-ref/);
  });

  test('the currency differs', async () => {
    expect(await refusal(createCreditBench(), { currency: 'INR' })).toMatch(/billed in USD, not in INR.*--to INR/);
  });

  test('a card or another line pays', async () => {
    const bench = createCreditBench();
    addAllocation(bench, '4001');
    show(bench, WABA, { primaryFundingId: 'a-card' });
    const message = await refusal(bench);
    expect(message).toContain('funding a-card');
    expect(message).toMatch(/can never be changed; a migration .* to another currency only: .*--to <not USD>/);
  });

  test.each([
    ['the funding is hidden', (bench: Bench) => show(bench, WABA, { fundingReadable: false })],
    [
      'our allocations are hidden while somebody pays',
      (bench: Bench) => {
        show(bench, WABA, { primaryFundingId: 'somebody' });
        bench.graph.fail('listAllocations', { kind: 'permission' });
      },
    ],
    [
      'what a record of ours pays for is hidden while somebody pays',
      (bench: Bench) => {
        show(bench, WABA, { primaryFundingId: 'somebody' });
        addAllocation(bench, '4001', { credential: null });
        bench.graph.fail('getAllocation', { kind: 'permission' });
      },
    ],
  ])('%s', async (_name, hide) => {
    const bench = createCreditBench();
    hide(bench);
    expect(await refusal(bench)).toMatch(/Who pays for WABA 100 could not be read/);
  });

  test('our allocations cannot be listed, though nobody pays', async () => {
    const bench = createCreditBench();
    bench.graph.fail('listAllocations', { kind: 'permission' });
    expect(await refusal(bench)).toMatch(/allocations to business 500 could not be read/);
  });

  test('our lines cannot be listed', async () => {
    const bench = createCreditBench();
    bench.graph.fail('listCreditLines', { kind: 'permission' });
    expect(await refusal(bench)).toMatch(/lines of credit could not be read/);
    expect(await refusal(createCreditBench({ ownBusinessId: undefined }))).toContain('META_BUSINESS_ID');
  });

  test('no line is ours', async () => {
    const bench = createCreditBench();
    bench.graph.lines.length = 0;
    expect(await refusal(bench)).toContain('wabactl credit lines');
  });

  test('several lines are ours and none was named', async () => {
    const bench = createCreditBench();
    bench.graph.lines.push({ id: '3002', legalEntityName: 'Partner GmbH' });
    const message = await refusal(bench);
    expect(message).toContain('line 3001 (Partner Ltd); line 3002 (Partner GmbH)');
    expect((await check(bench, { extendedCreditId: '3002' })).verdict).toMatchObject({ facts: { lineId: '3002' } });
  });

  test('the line named is not ours, or revoked', async () => {
    const bench = createCreditBench();
    expect(await refusal(bench, { extendedCreditId: '3009' })).toMatch(/3009 is not one of ours.*line 3001/);
    bench.graph.lines.push({ id: '3002', accessRevoked: true });
    expect(await refusal(bench, { extendedCreditId: '3002' })).toMatch(/revoked our access to line 3002/);
  });
});

describe('our system user', () => {
  const absent = (): Bench => {
    const bench = createCreditBench();
    bench.graph.accounts.get(WABA)!.users[OWN_BUSINESS] = [];
    return bench;
  };

  test('must be assigned for attach', async () => {
    expect(await refusal(absent())).toMatch(/801 is not assigned on WABA 100.*--assign-system-user/);
  });

  test('is to be assigned first where the start asks for it, and only where it is absent', async () => {
    const assign = { assignSystemUser: true };
    expect((await check(absent(), assign)).verdict).toMatchObject({ facts: { mustAssign: true } });
    expect((await check(createCreditBench(), assign)).verdict).toMatchObject({ facts: { mustAssign: false } });
  });

  test('is not asked about where the customer attaches', async () => {
    const bench = absent();
    const { verdict } = await check(bench, { method: 'share-then-attach', customerTokenRef: 'acme' });
    expect(verdict).toMatchObject({ kind: 'ready', facts: { systemUserId: null, mustAssign: false } });
    expect(bench.graph.calls.some(({ method }) => method === 'listAssignedUsers')).toBe(false);
  });

  test('refuses where its assignment cannot be read, for nobody could say who made it', async () => {
    const bench = createCreditBench();
    bench.graph.fail('listAssignedUsers', { kind: 'permission' });
    expect(await refusal(bench, { assignSystemUser: true })).toMatch(/could not be read.*share-then-attach/);
  });

  test("is looked for with the customer's token where ours may not", async () => {
    const bench = createCreditBench();
    bench.graph.fail('listAssignedUsers', { kind: 'permission' }, { token: OUR_TOKEN });
    expect((await check(bench, { customerTokenRef: 'acme' })).verdict).toMatchObject({ kind: 'ready' });
  });

  test('is asked of GET /me where the token does not say', async () => {
    const bench = createCreditBench();
    bench.graph.fail('debugToken', { kind: 'permission' });
    expect((await check(bench)).verdict).toMatchObject({ facts: { systemUserId: SYSTEM_USER } });
    bench.graph.fail('getMe', { kind: 'permission' });
    expect((await check(bench)).verdict).toMatchObject({ facts: { systemUserId: null, mustAssign: false } });
    expect(await refusal(bench, { assignSystemUser: true })).toContain('does not say who it is');
  });
});

describe('owner and funding', () => {
  test("are read with the customer's token where there is one", async () => {
    const bench = createCreditBench();
    await check(bench, { customerTokenRef: 'acme' });
    const [first] = bench.graph.calls.filter(({ method }) => method === 'getWaba');
    expect(first?.token).toBe(CUSTOMER_TOKEN);
  });

  test("are read with ours where the customer's token may not", async () => {
    const bench = createCreditBench();
    bench.graph.fail('getWaba', { kind: 'permission' }, { token: CUSTOMER_TOKEN });
    expect((await check(bench, { customerTokenRef: 'acme' })).verdict).toMatchObject({ kind: 'ready' });
  });

  test('count as shown where either token shows them', async () => {
    const bench = createCreditBench();
    addAllocation(bench, '4001');
    show(bench, WABA, { primaryFundingId: 'credential-of-4001' });
    const whole = bench.graph.getWaba;
    bench.graph.getWaba = async (call, id) => {
      const { primaryFundingId, ownerBusinessId, ...rest } = await whole(call, id);
      return call.token === CUSTOMER_TOKEN
        ? { ...rest, primaryFundingId: primaryFundingId!, fundingReadable: true, ownerReadable: false }
        : { ...rest, ownerBusinessId: ownerBusinessId!, fundingReadable: false, ownerReadable: true };
    };
    expect((await check(bench, { customerTokenRef: 'acme' })).verdict).toMatchObject({ kind: 'already-funded' });
    expect(await refusal(bench)).toContain('Who pays');
  });
});

test.each(['getWaba', 'listCreditLines', 'listAllocations', 'debugToken', 'listAssignedUsers'] as const)(
  'waits for %s while Meta throttles it or does not answer, instead of refusing',
  async (method) => {
    const bench = createCreditBench();
    bench.graph.fail(method, { kind: 'throttled', waitMs: 60_000 }, { once: true });
    const asked = { input: shareInput(), evidenceNumber: 1 };
    expect(await bench.failing('checkShare', asked)).toMatchObject({ type: 'Throttled' });
    bench.graph.fail(method, { kind: 'unavailable' }, { once: true });
    expect(await bench.failing('checkShare', asked)).toMatchObject({ type: 'GraphUnavailable' });
    expect((await check(bench)).verdict.kind).toBe('ready');
  },
);

describe('the first evidence file', () => {
  test('holds who was funded by what before', async () => {
    const bench = createCreditBench();
    addAllocation(bench, '4001');
    addAccount(bench, '110', { primaryFundingId: 'credential-of-4001' });
    const { evidencePath } = await check(bench);
    expect(evidencePath).toMatch(/credit-500\/.*-1\.json$/);
    const file = creditEvidenceSchema.parse(JSON.parse(readFileSync(evidencePath!, 'utf8')));
    expect(file).toMatchObject({ operation: 'share', businessId: OWNER, phase: 'checking', state: null, after: null });
    expect(file.before).toMatchObject({
      allocations: [{ id: '4001', lineId: LINE }],
      wabas: [
        { wabaId: WABA, fundedBy: 'nobody', numbers: 2 },
        { wabaId: '110', fundedBy: 'our-line', allocationId: '4001' },
      ],
      unreadable: [],
    });
  });

  test('waits for nothing: what it cannot read is named in it', async () => {
    const bench = createCreditBench();
    bench.graph.fail('listPhoneNumbers', { kind: 'throttled' });
    unfund(bench, WABA);
    const { verdict, evidencePath } = await check(bench);
    expect(verdict.kind).toBe('ready');
    expect(readFileSync(evidencePath!, 'utf8')).toContain('the numbers of WABA 100');
  });

  test('is no reason to stop where it cannot be written', async () => {
    const bench = createCreditBench({ evidenceDir: '/dev/null' });
    expect(await check(bench)).toMatchObject({ evidencePath: null, verdict: { kind: 'ready' } });
  });
});
