/**
 * Writes of credit whose answers were lost, in both truths: each is decided by reading, and made again only where it did
 * not happen. All runs go at once, each with a customer of its own.
 */
import type { CreditPhase } from '../../domain/credit/phases';
import { accountOf, createWorld, inTwoCalls, liveRecords, tell, type Customer, type World } from './harness';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world?.close());

interface Case {
  /** The write that loses its answer, and how often. */
  readonly lost: { readonly effect: string; readonly times?: number };
  readonly order: 'attach' | 'share-then-attach' | 'assign' | 'revoke' | 'refused-then-undone' | 'cancelled';
  readonly ends: CreditPhase;
}

const CASES: Readonly<Record<string, Case>> = {
  'share and attach in one call': {
    lost: { effect: 'shared-and-attached' },
    order: 'attach',
    ends: 'completed',
  },
  'share of two calls': {
    lost: { effect: 'shared' },
    order: 'share-then-attach',
    ends: 'completed',
  },
  'attach of two calls': {
    lost: { effect: 'attached' },
    order: 'share-then-attach',
    ends: 'completed',
  },
  'assignment of the system user': {
    lost: { effect: 'user-assigned' },
    order: 'assign',
    ends: 'completed',
  },
  'DELETE of a revoke': {
    lost: { effect: 'allocation-deleted' },
    order: 'revoke',
    ends: 'completed',
  },
  'DELETE that takes back a share': {
    lost: { effect: 'allocation-deleted' },
    order: 'refused-then-undone',
    ends: 'compensated',
  },
  'removal that takes back an assignment': {
    lost: { effect: 'user-removed' },
    order: 'cancelled',
    ends: 'compensated',
  },
};

const EDGES: Readonly<Record<string, RegExp>> = {
  'shared-and-attached': /\/whatsapp_credit_sharing_and_attach$/,
  shared: /\/whatsapp_credit_sharing$/,
  attached: /\/whatsapp_credit_attach$/,
  'user-assigned': /\/assigned_users$/,
  'user-removed': /\/assigned_users$/,
  'allocation-deleted': /^\/\d+$/,
};

/** Whether the write did happen, and the fault that loses its answer then. */
const TRUTHS = { did: 'fail-after', 'did not': 'fail-before' } as const;
type Truth = keyof typeof TRUTHS;

interface Begun extends Case {
  readonly truth: Truth;
  readonly customer: Customer;
}

async function begin(truth: Truth, each: Case): Promise<Begun> {
  const { lost, order } = each;
  const needsUser = order === 'assign' || order === 'cancelled';
  const customer = await world.addCustomer({
    account: { funding: order === 'revoke' ? 'line' : 'none', ...(needsUser ? { users: [] } : {}) },
  });
  const { businessId } = customer;
  const waba = accountOf(customer);
  await world.simulator.addFault({ fault: TRUTHS[truth], businessId, times: 1, ...lost });
  switch (order) {
    case 'attach':
      await world.credit.share(waba);
      break;
    case 'share-then-attach':
      await world.credit.share(waba, inTwoCalls(customer));
      break;
    case 'assign':
      await world.credit.share(waba, { assignSystemUser: true });
      break;
    case 'revoke':
      await world.credit.revoke(businessId);
      break;
    case 'refused-then-undone':
      await world.simulator.addFault({ fault: 'refuse', businessId, effect: 'attached' });
      await world.credit.share(waba, inTwoCalls(customer));
      break;
    case 'cancelled':
      await world.simulator.addFault({ fault: 'refuse', businessId, effect: 'shared-and-attached' });
      await world.credit.share(waba, { assignSystemUser: true });
      break;
  }
  return { ...each, truth, customer };
}

/** The calls of a write about a customer, answered or not. */
async function callsOf({ lost, customer }: Begun): Promise<number> {
  const journal = await world.simulator.journal();
  const ofCustomer = (entry: (typeof journal)[number]) =>
    entry.businessId === customer.businessId || customer.wabas.some(({ id }) => id === entry.wabaId);
  const method = /deleted|removed/.test(lost.effect) ? 'DELETE' : 'POST';
  return journal.filter((entry) => entry.method === method && EDGES[lost.effect]?.test(entry.path) && ofCustomer(entry))
    .length;
}

describe('a lost answer is decided by reading', () => {
  const runs = new Map<string, Begun>();

  beforeAll(async () => {
    const both = Object.entries(CASES).flatMap(([name, each]) =>
      (Object.keys(TRUTHS) as Truth[]).map((truth) => ({ name: `${name}, ${truth}`, truth, each })),
    );
    // One after the other: each run then finds the line, the user and the budget as it would alone.
    for (const { name, truth, each } of both) runs.set(name, await begin(truth, each));
  });

  const table = Object.keys(CASES).flatMap((name) =>
    (Object.keys(TRUTHS) as Truth[]).map((truth) => ({ name, truth, calls: truth === 'did' ? 1 : 2 })),
  );

  it.each(table)('$name, where it $truth happen: sent $calls time(s)', async ({ name, truth, calls }) => {
    const run = runs.get(`${name}, ${truth}`) as Begun;
    await world.waitForCredit(run.customer.businessId, run.ends);
    expect(await callsOf(run)).toBe(calls);
  });

  it('keeps every promise', async () => {
    expect((await world.finish()).creditStates).toHaveLength(runs.size);
  });
});

describe('a record that the list of the line shows late', () => {
  it('is taken back only since a second answer named it: the first was lost, and the list had not shown it', async () => {
    await world.simulator.changeSettings({ allocationListedAfterMs: 3_600_000 });
    const customer = await world.addCustomer();
    const { businessId } = customer;
    await world.simulator.addFault({ fault: 'fail-after', effect: 'shared', businessId });
    await world.simulator.addFault({ fault: 'refuse', effect: 'attached', businessId });
    await world.credit.share(accountOf(customer), inTwoCalls(customer));
    await world.waitForCredit(businessId, 'compensated');
    await world.simulator.changeSettings({ allocationListedAfterMs: 0 });
    expect(await liveRecords(world, customer)).toEqual([]);
    await world.finish();
  });
});

describe('what reading cannot decide is decided by a person', () => {
  afterEach(() => world.finish());

  it('a call that was lost twice and never seen is not made a third time', async () => {
    const customer = await world.addCustomer();
    const { businessId } = customer;
    await world.simulator.addFault({ fault: 'fail-before', effect: 'shared-and-attached', businessId, times: 2 });
    await world.credit.share(accountOf(customer));
    const { waitingFor } = await world.waitForCredit(businessId, 'needs-operator');
    expect(waitingFor?.verbs).toEqual(['retry-verification', 'accept-as-is', 'cancel']);
    expect(await tell(world, 'cancel', customer)).toMatchObject({ status: 0 });
    const { outcome } = await world.waitForCredit(businessId, ['refused', 'compensated']);
    expect(outcome).toMatchObject({ made: [], left: [] });
    expect(await liveRecords(world, customer)).toEqual([]);
  });

  it('a share that happened and was never answered is not taken back when the attach is refused', async () => {
    const customer = await world.addCustomer();
    const { businessId } = customer;
    await world.simulator.addFault({ fault: 'fail-after', effect: 'shared', businessId });
    await world.simulator.addFault({ fault: 'refuse', effect: 'attached', businessId });
    await world.credit.share(accountOf(customer), inTwoCalls(customer));
    const { waitingFor } = await world.waitForCredit(businessId, 'needs-operator');
    const [record] = await liveRecords(world, customer);
    expect(waitingFor?.reason).toContain(record?.id);
    expect(waitingFor?.verbs).toEqual(expect.arrayContaining(['accept-as-is', 'retry-compensation']));
    await tell(world, 'accept-as-is', customer);
    const { outcome } = await world.waitForCredit(businessId, 'completed');
    expect(outcome?.left).toEqual([expect.objectContaining({ kind: 'allocation', id: record?.id })]);
    expect(await liveRecords(world, customer)).toEqual([record]);
  });
});
