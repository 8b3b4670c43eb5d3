/** What a revoke would defund, the digest of that, and the DELETE of one record. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { RunsUnreadableError } from '../../../../activities/runs';
import { sha256Of } from '../../../../activities/canonical-hash';
import { creditEvidenceSchema } from '../../../../domain/credit/evidence';
import { radiusContent, radiusSchema, type Radius } from '../../../../domain/credit/funding';
import { RUN, type Bench } from '../../../helpers/activity-bench';
import { OWN_BUSINESS, OWNER, phone } from '../../../helpers/fake-graph';
import { addAccount, addAllocation, createCreditBench, LINE, show, WABA } from './bench';

const read = (bench: Bench, evidenceNumber: number | null = null) =>
  bench.call('readRadius', { businessId: OWNER, tokenRef: 'default', evidenceNumber });
const radiusOf = async (bench: Bench): Promise<Radius> => (await read(bench)).radius;

describe('the radius', () => {
  test('holds allocations under all our lines, accounts with their payers, open migrations and numbers', async () => {
    const bench = createCreditBench();
    bench.graph.lines.push({ id: '3002' });
    addAllocation(bench, '4001');
    addAllocation(bench, '4002', { line: '3002' });
    show(bench, WABA, { primaryFundingId: 'credential-of-4001' });
    addAccount(bench, '110', { primaryFundingId: 'credential-of-4002', currency: 'INR' });
    addAccount(bench, '120', { primaryFundingId: 'a-card' });
    addAccount(bench, '130', { fundingReadable: false });
    bench.runs.open = [{ workflowId: 'migrate-waba/110', runId: 'r', phase: 'cloning' }];
    const { radius, graphOrigin, runId, evidencePath } = await read(bench);
    expect(radiusSchema.parse(radius)).toEqual(radius);
    expect(radius).toMatchObject({
      businessId: OWNER,
      allocations: [
        { id: '4001', lineId: LINE, receivingBusinessId: OWNER },
        { id: '4002', lineId: '3002' },
      ],
      wabas: [
        { wabaId: WABA, fundedBy: 'our-line', allocationId: '4001' },
        { wabaId: '110', fundedBy: 'our-line', allocationId: '4002', currency: 'INR' },
        { wabaId: '120', fundedBy: 'other', fundingId: 'a-card' },
        { wabaId: '130', fundedBy: 'unreadable', fundingId: null },
      ],
      openRuns: [{ workflowId: 'migrate-waba/110' }],
      // Those of the card do not stop; those of the hidden one may.
      numbers: 6,
    });
    expect(radius.digest).toMatch(/^[0-9a-f]{64}$/);
    expect({ graphOrigin, runId, evidencePath }).toEqual({
      graphOrigin: bench.graph.origin,
      runId: RUN,
      evidencePath: null,
    });
    expect(bench.graph.writes).toEqual([]);
  });

  test('of a customer who removed us has the allocations, and says that no account is shown', async () => {
    const bench = createCreditBench();
    addAllocation(bench, '4001');
    bench.graph.owned.set(OWNER, null);
    bench.graph.clients.set(OWN_BUSINESS, []);
    bench.graph.accounts.delete(WABA);
    expect(await radiusOf(bench)).toMatchObject({
      allocations: [{ id: '4001' }],
      wabas: [],
      unreadable: [],
      numbers: 0,
    });
    bench.graph.clients.set(OWN_BUSINESS, null);
    const radius = await radiusOf(bench);
    expect(radius).toMatchObject({ allocations: [{ id: '4001' }], wabas: [] });
    expect(radius.unreadable).toEqual([expect.stringContaining('the accounts of business 500')]);
  });

  test('leaves out records of other businesses, and attributes to nobody what Meta does not attribute', async () => {
    const bench = createCreditBench();
    addAllocation(bench, '4001', { business: '501' });
    addAllocation(bench, '4002', { business: null });
    expect((await radiusOf(bench)).allocations).toEqual([
      expect.objectContaining({ id: '4002', receivingBusinessId: null }),
    ]);
  });

  test('shows a deleted record that a stale list still has as deleted', async () => {
    const bench = createCreditBench();
    addAllocation(bench, '4001', { status: 'DELETED' });
    show(bench, WABA, { primaryFundingId: 'credential-of-4001' });
    expect(await radiusOf(bench)).toMatchObject({
      allocations: [{ status: 'DELETED' }],
      wabas: [{ fundedBy: 'other' }],
    });
  });

  test('names accounts and numbers that cannot be read, and counts such an account as perhaps ours', async () => {
    const bench = createCreditBench();
    addAccount(bench, '110');
    bench.graph.fail('getWaba', { kind: 'permission' }, { id: '110' });
    bench.graph.fail('listPhoneNumbers', { kind: 'permission' }, { id: WABA });
    const radius = await radiusOf(bench);
    expect(radius.wabas).toMatchObject([
      { wabaId: WABA, numbers: null },
      { wabaId: '110', fundedBy: 'unreadable', numbers: 2 },
    ]);
    expect(radius.unreadable).toEqual([
      expect.stringContaining('the numbers of WABA 100'),
      expect.stringContaining('WABA 110'),
    ]);
  });

  test.each(['listCreditLines', 'listAllocations'] as const)(
    'is not empty because Meta refuses %s: it fails and says why',
    async (method) => {
      const bench = createCreditBench();
      bench.graph.fail(method, { kind: 'permission' });
      const failure = await bench.failing('readRadius', { businessId: OWNER, tokenRef: 'default', evidenceNumber: 1 });
      expect(failure).toMatchObject({ type: 'GraphRefused', nonRetryable: true });
      expect(failure.message).toContain('business 500');
    },
  );

  test.each(['listCreditLines', 'listAllocations', 'getWaba', 'listPhoneNumbers', 'listOwnedWabas'] as const)(
    'waits while %s is throttled or unanswered',
    async (method) => {
      const bench = createCreditBench();
      const asked = { businessId: OWNER, tokenRef: 'default', evidenceNumber: null };
      bench.graph.fail(method, { kind: 'throttled', waitMs: 1_000 }, { once: true });
      expect(await bench.failing('readRadius', asked)).toMatchObject({ type: 'Throttled' });
      bench.graph.fail(method, { kind: 'unavailable' }, { once: true });
      expect(await bench.failing('readRadius', asked)).toMatchObject({ type: 'GraphUnavailable' });
    },
  );

  test('waits for Temporal to say which migrations are open', async () => {
    const bench = createCreditBench();
    bench.runs.failWith = new RunsUnreadableError('Temporal did not answer');
    const asked = { businessId: OWNER, tokenRef: 'default', evidenceNumber: null };
    expect(await bench.failing('readRadius', asked)).toMatchObject({ type: 'GraphUnavailable', nonRetryable: false });
  });

  test('is the first evidence of a revoke', async () => {
    const bench = createCreditBench();
    addAllocation(bench, '4001');
    const { evidencePath } = await read(bench, 3);
    const file = creditEvidenceSchema.parse(JSON.parse(readFileSync(evidencePath!, 'utf8')));
    expect(file).toMatchObject({ operation: 'revoke', number: 3, before: { allocations: [{ id: '4001' }] } });
  });
});

describe('the digest', () => {
  const SEED = 20261122;
  const account = fc.record({
    currency: fc.constantFrom('USD', 'INR'),
    payer: fc.constantFrom('4001', '4002', 'a-card', null),
    numbers: fc.nat(3),
  });
  const worlds = fc.record({
    allocations: fc.uniqueArray(fc.constantFrom('4001', '4002', '4003', '4004'), { minLength: 1 }),
    accounts: fc.array(account, { minLength: 1, maxLength: 4 }),
    runs: fc.uniqueArray(fc.constantFrom('migrate-waba/1', 'migrate-waba/2', 'migrate-waba/3')),
  });
  type World = typeof worlds extends fc.Arbitrary<infer W> ? W : never;
  const idOf = (index: number) => String(110 + index);

  function build(world: World, order: 'as-listed' | 'reversed' = 'as-listed'): Bench {
    const bench = createCreditBench();
    bench.graph.owned.set(OWNER, []);
    bench.graph.clients.set(OWN_BUSINESS, []);
    const listed = <T>(items: readonly T[]) => (order === 'as-listed' ? [...items] : [...items].reverse());
    for (const id of listed(world.allocations)) addAllocation(bench, id);
    for (const [index, { currency, payer, numbers }] of listed([...world.accounts.entries()])) {
      const id = idOf(index);
      const fundingId = payer === null || payer === 'a-card' ? payer : `credential-of-${payer}`;
      addAccount(bench, id, { currency, ...(fundingId === null ? {} : { primaryFundingId: fundingId }) });
      bench.graph.accounts.get(id)!.numbers = Array.from({ length: numbers }, (_, at) =>
        phone(`${id}${at}`, `+1${at}`),
      );
    }
    bench.runs.open = listed(world.runs).map((workflowId) => ({ workflowId, runId: 'r', phase: 'cloning' }));
    return bench;
  }

  /** Changes of what would be defunded; each must change the digest. */
  const CHANGES: Record<string, (bench: Bench) => void> = {
    'an allocation more': (bench) => addAllocation(bench, '4009'),
    'an allocation less': ({ graph }) => void graph.allocations.get(`${LINE}/${OWNER}`)!.pop(),
    'an allocation of another status': ({ graph }) => {
      const records = graph.allocations.get(`${LINE}/${OWNER}`)!;
      records[0] = { ...records[0]!, requestStatus: 'DELETED' };
    },
    'an allocation whose receiver is hidden now': ({ graph }) => {
      const records = graph.allocations.get(`${LINE}/${OWNER}`)!;
      const { receivingBusinessId: _hidden, ...record } = records[0]!;
      records[0] = record;
    },
    'an account more': (bench) => addAccount(bench, '199'),
    'an account funded by something else': (bench) => show(bench, idOf(0), { primaryFundingId: 'something-else' }),
    'an account whose funding is hidden now': (bench) => show(bench, idOf(0), { fundingReadable: false }),
    'an account in another currency': (bench) => show(bench, idOf(0), { currency: 'BRL' }),
    'a number more': ({ graph }) => void graph.accounts.get(idOf(0))!.numbers.push(phone('9', '+19')),
    'a migration more': ({ runs }) => void runs.open.push({ workflowId: 'migrate-waba/9', runId: 'r', phase: null }),
  };
  /** What moves by itself; none of it may change the digest. */
  const NOISE: Record<string, (bench: Bench) => void> = {
    'names of accounts': (bench) => show(bench, idOf(0), { name: 'renamed' }),
    'phases of migrations': ({ runs }) => {
      runs.open = runs.open.map((run) => ({ ...run, phase: 'verifying', runId: 'another' }));
    },
  };

  type DigestOf = (radius: Radius) => string;
  const holds = async (world: World, digestOf: DigestOf): Promise<boolean> => {
    const digest = digestOf(await radiusOf(build(world)));
    if (digest !== digestOf(await radiusOf(build(world, 'reversed')))) return false;
    for (const change of Object.values(CHANGES)) {
      const bench = build(world);
      change(bench);
      if (digestOf(await radiusOf(bench)) === digest) return false;
    }
    for (const noise of Object.values(NOISE)) {
      const bench = build(world);
      noise(bench);
      if (digestOf(await radiusOf(bench)) !== digest) return false;
    }
    return true;
  };
  const check = (digestOf: DigestOf) =>
    fc.check(
      fc.asyncProperty(worlds, (world) => holds(world, digestOf)),
      { seed: SEED, numRuns: 40 },
    );

  const without = (part: keyof Radius, empty: unknown): DigestOf => {
    return (radius) => sha256Of(radiusContent({ ...radius, [part]: empty }));
  };
  const eachAccount = (change: (waba: Radius['wabas'][number]) => Partial<Radius['wabas'][number]>): DigestOf => {
    return (radius) =>
      sha256Of(radiusContent({ ...radius, wabas: radius.wabas.map((waba) => ({ ...waba, ...change(waba) })) }));
  };
  const BUGS: Record<string, DigestOf> = {
    'the order of lists counts': ({ digest: _own, ...radius }) => sha256Of(radius.allocations),
    'names and phases count': (radius) =>
      sha256Of([
        radiusContent(radius),
        radius.wabas.map(({ name }) => name).sort(),
        radius.openRuns.map(({ phase }) => phase),
      ]),
    'allocations are left out': without('allocations', []),
    'the status of allocations is left out': (radius) =>
      sha256Of(
        radiusContent({ ...radius, allocations: radius.allocations.map((record) => ({ ...record, status: null })) }),
      ),
    'whose an allocation is is left out': (radius) =>
      sha256Of(
        radiusContent({
          ...radius,
          allocations: radius.allocations.map((record) => ({ ...record, receivingBusinessId: null })),
        }),
      ),
    'accounts are left out': without('wabas', []),
    'open migrations are left out': without('openRuns', []),
    'currencies are left out': eachAccount(() => ({ currency: null })),
    'who pays is left out': eachAccount(() => ({ fundedBy: 'nobody', fundingId: null })),
    'numbers are left out': (radius) =>
      sha256Of(radiusContent({ ...radius, numbers: 0, wabas: radius.wabas.map((waba) => ({ ...waba, numbers: 0 })) })),
    'it is a constant': () => 'same',
  };

  test('does not mind the order, minds every change of what would be defunded, and nothing else', async () => {
    expect(await check(({ digest }) => digest)).toMatchObject({ failed: false });
  });

  test.each(Object.entries(BUGS))('finds the seeded bug: %s', async (_name, bug) => {
    expect(await check(bug)).toMatchObject({ failed: true });
  });
});
