/** What a share takes back, when, and what it leaves to a person. */
import type { CreditStateDocument } from '../../domain/credit/state';
import { creditLineWorkflowId } from '../../domain/ids';
import {
  accountNow,
  accountOf,
  createWorld,
  inTwoCalls,
  liveRecords,
  tell,
  type Customer,
  type HeldCall,
  type World,
} from './harness';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world?.close());

describe('an attach that Meta refuses after the share', () => {
  afterEach(() => world.finish());

  it('has the share taken back, and the outcome lists it as undone', async () => {
    const customer = await world.addCustomer();
    await world.simulator.addFault({ fault: 'refuse', effect: 'attached', businessId: customer.businessId });
    const started = await world.credit.share(accountOf(customer), inTwoCalls(customer));
    const { outcome, runId } = await world.waitForCredit(customer.businessId, 'compensated');
    expect(runId).toBe(started.runId);
    expect(outcome?.made).toEqual(outcome?.undone);
    expect(outcome).toMatchObject({ undone: [{ kind: 'allocation' }], left: [] });
    expect(await liveRecords(world, customer)).toEqual([]);
  });

  it('has nothing taken back where another account was funded meanwhile: a person is asked, and may accept', async () => {
    const customer = await world.addCustomer({ wabas: 2 });
    const other = accountOf(customer, 1);
    const held = await world.simulator.hold({
      fault: 'hold-before',
      effect: 'attached',
      wabaId: accountOf(customer).id,
    });
    await world.simulator.addFault({ fault: 'refuse', effect: 'attached', wabaId: accountOf(customer).id });
    await world.credit.share(accountOf(customer), inTwoCalls(customer));
    await held.reached();
    const [record] = await liveRecords(world, customer);
    const body = { waba_currency: 'INR', waba_id: other.id };
    const path = `/${record?.lineId}/whatsapp_credit_attach`;
    expect(await world.simulator.graph('POST', path, body, customer.token)).toMatchObject({ status: 200 });
    // Cut off, it never happened; the second try is refused.
    await held.drop();

    const asked = await world.waitForCredit(customer.businessId, 'needs-operator');
    expect(asked.waitingFor?.reason).toContain(other.id);
    expect(asked.waitingFor?.verbs).toEqual(['retry-compensation', 'accept-as-is']);
    expect(await tell(world, 'retry-compensation', customer)).toMatchObject({ status: 0 });
    await world.waitForCredit(customer.businessId, 'needs-operator', {
      where: ({ waitingFor }) => waitingFor?.id !== asked.waitingFor?.id,
    });
    expect(await liveRecords(world, customer)).toHaveLength(1);
    expect(await tell(world, 'accept-as-is', customer)).toMatchObject({ status: 0 });
    const { outcome } = await world.waitForCredit(customer.businessId, 'completed');
    expect(outcome?.left).toEqual([expect.objectContaining({ kind: 'allocation', id: record?.id })]);
  });

  it('waits for a person where the DELETE is refused too, who has it tried again', async () => {
    const customer = await world.addCustomer();
    const { businessId } = customer;
    await world.simulator.addFault({ fault: 'refuse', effect: 'attached', businessId });
    await world.simulator.addFault({ fault: 'refuse', effect: 'allocation-deleted', businessId });
    await world.credit.share(accountOf(customer), inTwoCalls(customer));
    await world.waitForCredit(businessId, 'needs-operator');
    expect(await liveRecords(world, customer)).toHaveLength(1);
    await tell(world, 'retry-compensation', customer);
    await world.waitForCredit(businessId, 'compensated');
    expect(await liveRecords(world, customer)).toEqual([]);
  });
});

describe('a record that was there before the share', () => {
  afterEach(() => world.finish());

  it('stays when the attach is refused: the share ends refused, for it had made nothing', async () => {
    const customer = await world.addCustomer({ wabas: [{ funding: 'line' }, {}] });
    await world.simulator.addFault({ fault: 'refuse', effect: 'attached', businessId: customer.businessId });
    await world.credit.share(accountOf(customer, 1), inTwoCalls(customer));
    const { outcome } = await world.waitForCredit(customer.businessId, 'refused');
    expect(outcome).toMatchObject({ made: [], undone: [], left: [] });
    expect(await liveRecords(world, customer)).toHaveLength(1);
  });

  it('stays when the share is cancelled: a person is told that only a revoke takes the account off it', async () => {
    const hidden = { behaviour: { fundingShown: false } };
    const customer = await world.addCustomer({ wabas: [{ funding: 'line' }, hidden] });
    await world.credit.share(accountOf(customer, 1), { verifyFor: '2s' });
    await world.waitForCredit(customer.businessId, 'needs-operator');
    await tell(world, 'cancel', customer);
    const asked = await world.waitForCredit(customer.businessId, 'needs-operator', {
      where: ({ waitingFor }) => waitingFor?.verbs.includes('retry-compensation') ?? false,
    });
    expect(asked.waitingFor?.reason).toMatch(/revoke/);
    await tell(world, 'accept-as-is', customer);
    const [record] = await liveRecords(world, customer);
    const { outcome } = await world.waitForCredit(customer.businessId, 'completed');
    expect(outcome?.left).toEqual([expect.objectContaining({ kind: 'allocation', id: record?.id })]);
  });
});

describe('a verification that never comes', () => {
  afterEach(() => world.finish());

  /** A share of an account whose funding Meta never shows. */
  async function unproven() {
    const customer = await world.addCustomer({ account: { behaviour: { fundingShown: false } } });
    await world.credit.share(accountOf(customer), { verifyFor: '3s' });
    const asked = await world.waitForCredit(customer.businessId, 'needs-operator');
    expect(asked.waitingFor?.verbs).toEqual(['retry-verification', 'accept-as-is', 'cancel']);
    expect(await liveRecords(world, customer)).toHaveLength(1);
    return customer;
  }

  it('deletes nothing; once it shows, a person has it looked at again', async () => {
    const customer = await unproven();
    await world.simulator.changeWaba(accountOf(customer).id, { behaviour: { fundingShown: true } });
    await tell(world, 'retry-verification', customer);
    const { outcome } = await world.waitForCredit(customer.businessId, 'completed');
    expect(outcome).toMatchObject({ made: [{ kind: 'allocation' }], left: [] });
  });

  it('deletes nothing; accepted as it is, what is left is listed', async () => {
    const customer = await unproven();
    await tell(world, 'accept-as-is', customer);
    const { outcome } = await world.waitForCredit(customer.businessId, 'completed');
    expect(outcome).toMatchObject({ by: expect.stringMatching(/^local:/), left: [{ kind: 'allocation' }] });
    expect(await liveRecords(world, customer)).toHaveLength(1);
  });

  it('is taken back only where a person cancels', async () => {
    const customer = await unproven();
    await tell(world, 'cancel', customer);
    await world.waitForCredit(customer.businessId, 'compensated');
    expect(await liveRecords(world, customer)).toEqual([]);
  });
});

describe('a share whose customer token no worker knows', () => {
  afterEach(() => world.finish());

  it('waits in its checks and says so; cancelled, it ends and nothing was made', async () => {
    const customer = await world.addCustomer();
    const { businessId } = customer;
    await world.credit.share(accountOf(customer), { method: 'share-then-attach', customerTokenRef: 'nobody' });
    await world.waitForCredit(businessId, 'checking', {
      where: (state) => (state.polling?.attempt ?? 0) > 1,
    });
    expect(await tell(world, 'cancel', customer)).toMatchObject({ status: 0 });
    const { outcome } = await world.waitForCredit(businessId, 'refused');
    expect(outcome).toMatchObject({ made: [], left: [] });
  });
});

describe('a share that is cancelled', () => {
  interface Step {
    /** The call that waits at Meta while the cancellation comes; it then happens. */
    readonly at: { readonly method?: 'GET'; readonly path?: string; readonly effect?: string };
    readonly twoCalls?: true;
    readonly assign?: true;
    readonly ends: 'refused' | 'compensated';
    readonly undone: readonly string[];
    /** Temporal's own cancellation in place of the verb. */
    readonly byTemporal?: true;
  }

  const STEPS: Readonly<Record<string, Step>> = {
    'while it checks': { at: { method: 'GET', path: '^/\\d+$' }, ends: 'refused', undone: [] },
    'while it checks, by Temporal': {
      at: { method: 'GET', path: '^/\\d+$' },
      ends: 'refused',
      undone: [],
      byTemporal: true,
    },
    'while the system user is assigned': {
      at: { effect: 'user-assigned' },
      assign: true,
      ends: 'compensated',
      undone: ['system-user'],
    },
    'while line and account are joined in one call': {
      at: { effect: 'shared-and-attached' },
      assign: true,
      ends: 'compensated',
      undone: ['system-user', 'allocation'],
    },
    'while the line is shared': {
      at: { effect: 'shared' },
      twoCalls: true,
      ends: 'compensated',
      undone: ['allocation'],
    },
    'while the line is shared, by Temporal': {
      at: { effect: 'shared' },
      twoCalls: true,
      ends: 'compensated',
      undone: ['allocation'],
      byTemporal: true,
    },
    'while the line is attached': {
      at: { effect: 'attached' },
      twoCalls: true,
      ends: 'compensated',
      undone: ['allocation'],
    },
  };

  const runs = new Map<string, Customer>();

  beforeAll(async () => {
    const held: HeldCall[] = [];
    for (const [name, step] of Object.entries(STEPS)) {
      const customer = await world.addCustomer({ account: step.assign ? { users: [] } : {} });
      runs.set(name, customer);
      const of = step.at.method === 'GET' ? { wabaId: accountOf(customer).id } : { businessId: customer.businessId };
      held.push(await world.simulator.hold({ fault: 'hold-before', ...step.at, ...of }));
      await world.credit.share(accountOf(customer), {
        ...(step.twoCalls ? inTwoCalls(customer) : {}),
        assignSystemUser: step.assign ?? false,
      });
    }
    await Promise.all(held.map((call) => call.reached()));
    for (const [name, step] of Object.entries(STEPS)) {
      const customer = runs.get(name) as Customer;
      if (step.byTemporal) await world.client.workflow.getHandle(creditLineWorkflowId(customer.businessId)).cancel();
      else expect(await tell(world, 'cancel', customer)).toMatchObject({ status: 0 });
    }
    for (const call of held) await call.answer();
  });

  it.each(Object.entries(STEPS))('%s leaves nothing behind', async (name, { ends, undone }) => {
    const customer = runs.get(name) as Customer;
    const { outcome }: CreditStateDocument = await world.waitForCredit(customer.businessId, ends);
    expect(outcome?.undone.map(({ kind }) => kind)).toEqual(undone);
    expect(outcome?.left).toEqual([]);
    expect(await liveRecords(world, customer)).toEqual([]);
    const now = await accountNow(world, accountOf(customer).id);
    expect(now.funding).toBeNull();
    expect(now.users).toHaveLength(accountOf(customer).users.length);
  });

  it('keeps every promise', async () => {
    expect((await world.finish()).creditStates).toHaveLength(runs.size);
  });
});
