/**
 * Murders of the worker between every two calls of a share and of a revoke. An undisturbed run is counted first; then
 * one run per call is started, each held at a call of its own, and one SIGKILL ends the worker of all of them. Another
 * worker must bring every run to the end that the undisturbed one had.
 */
import type { CreditPhase } from '../../domain/credit/phases';
import { creditLineWorkflowId } from '../../domain/ids';
import type { JournalEntry } from '../checker';
import {
  accountOf,
  createWorld,
  inTwoCalls,
  liveRecords,
  type Customer,
  type HeldCall,
  type HoldRule,
  type World,
} from './harness';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world?.close());

/** Every attach is refused; it can then not be held as well. */
const REFUSED = { fault: 'refuse', effect: 'attached', times: 0 } as const;

interface Kind {
  readonly account: Readonly<Record<string, unknown>>;
  /** Looks at what an order needs, and answers with how to give it. */
  readonly prepare: (customer: Customer) => Promise<() => Promise<unknown>>;
  /** What its writes change, in order. */
  readonly writes: readonly string[];
  /** How an undisturbed run ends. */
  readonly ends: CreditPhase;
  /** Whether Meta has in the end what an undisturbed run leaves; who did it may not be provable after a kill. */
  readonly done: (customer: Customer) => Promise<boolean>;
  /** How a run may end besides, for what it could not prove any more. */
  readonly mayAsk?: true;
}

const isFunded = async (customer: Customer): Promise<boolean> => {
  const { wabas, allocations } = await world.simulator.state();
  const records = allocations.filter((each) => each.receivingBusinessId === customer.businessId);
  const { funding } = wabas.find(({ id }) => id === accountOf(customer).id) ?? {};
  return records.length === 1 && funding?.id === records[0]?.receivingCredentialId;
};

const isUnfunded = async (customer: Customer): Promise<boolean> => (await liveRecords(world, customer)).length === 0;

const KINDS: Readonly<Record<string, Kind>> = {
  'share in one call': {
    account: { users: [] },
    prepare: async (customer) => () => world.credit.share(accountOf(customer), { assignSystemUser: true }),
    writes: ['user-assigned', 'shared-and-attached'],
    ends: 'completed',
    done: isFunded,
  },
  'share in two calls': {
    account: {},
    prepare: async (customer) => () => world.credit.share(accountOf(customer), inTwoCalls(customer)),
    writes: ['shared', 'attached'],
    ends: 'completed',
    done: isFunded,
  },
  'share that is refused and taken back': {
    account: {},
    prepare: async (customer) => {
      await world.simulator.addFault({ ...REFUSED, businessId: customer.businessId });
      return () => world.credit.share(accountOf(customer), inTwoCalls(customer));
    },
    writes: ['shared', 'allocation-deleted'],
    ends: 'compensated',
    done: isUnfunded,
    // The record of a share whose answer died with the worker is nobody's to take back.
    mayAsk: true,
  },
  revoke: {
    account: { funding: 'line' },
    prepare: async ({ businessId }) => {
      const { digest } = await world.credit.radius(businessId);
      return () => world.credit.revoke(businessId, { radius: digest });
    },
    writes: ['allocation-deleted'],
    ends: 'completed',
    done: isUnfunded,
  },
};

/** Calls that name no customer: they can be told apart only while one run goes on. */
const NAMELESS = [/^\/debug_token$/, /\/extendedcredits$/, /\/client_whatsapp_business_accounts$/];

/** Whether a call names the customer, its account, or what the line pays. */
function isAbout(entry: JournalEntry, { businessId, wabas }: Customer): boolean {
  if (entry.businessId === businessId || entry.path.startsWith(`/${businessId}/`)) return true;
  return wabas.some(({ id }) => id === entry.wabaId);
}

/** How many calls an undisturbed run makes that name its customer. */
async function rehearse({ account, prepare, ends, done }: Kind): Promise<number> {
  const customer = await world.addCustomer({ account });
  const order = await prepare(customer);
  const before = (await world.simulator.journal()).length;
  await order();
  // To its very end: the last evidence file is written, from reads, after the last phase began.
  const handle = world.client.workflow.getHandle(creditLineWorkflowId(customer.businessId));
  await handle.result().catch(() => undefined);
  await world.waitForCredit(customer.businessId, ends);
  expect(await done(customer)).toBe(true);
  const journal = await world.simulator.journal();
  return journal.slice(before).filter((entry) => isAbout(entry, customer) && entry.fault === null).length;
}

interface Murdered {
  readonly what: string;
  readonly kind: Kind;
  readonly customer: Customer;
}

describe('a worker that is killed between two calls', () => {
  const runs: Murdered[] = [];
  const held: HeldCall[] = [];

  /** Starts a run that will be held at the call that the rule matches. */
  async function begin(what: string, kind: Kind, rule: (customer: Customer) => HoldRule): Promise<HeldCall> {
    const customer = await world.addCustomer({ account: kind.account });
    const order = await kind.prepare(customer);
    const call = await world.simulator.hold(rule(customer));
    held.push(call);
    runs.push({ what, kind, customer });
    await order();
    return call;
  }

  beforeAll(async () => {
    const counts = new Map<string, number>();
    for (const [name, kind] of Object.entries(KINDS)) counts.set(name, await rehearse(kind));
    // Each was one run; what it left is judged with the others.
    for (const path of NAMELESS) {
      const call = await begin(`share at ${path.source}`, KINDS['share in one call'] as Kind, () => ({
        fault: 'hold',
        path: path.source,
      }));
      await call.reached();
    }
    const begun: Promise<HeldCall>[] = [];
    for (const [name, kind] of Object.entries(KINDS)) {
      for (let skip = 0; skip < (counts.get(name) ?? 0); skip++) {
        begun.push(
          begin(`${name} after call ${skip + 1}`, kind, ({ businessId }) => ({ fault: 'hold', businessId, skip })),
        );
      }
      for (const effect of kind.writes) {
        begun.push(
          begin(`${name} before ${effect}`, kind, ({ businessId }) => ({ fault: 'hold-before', businessId, effect })),
        );
      }
    }
    await Promise.all(begun);
    await Promise.all(held.map((call) => call.reached()));
    expect(await Promise.all(held.map((call) => call.callerWaits()))).not.toContain(false);
    const [killed] = await world.killWorker();
    expect(await killed?.ended).toEqual({ code: null, signal: 'SIGKILL' });
    await Promise.all(held.map((call) => call.drop()));
    world.startWorker();
  });

  it.each(Object.entries(KINDS))('%s ends as if nothing had been', async (_name, kind) => {
    const murdered = runs.filter((run) => run.kind === kind);
    expect(murdered.length).toBeGreaterThan(10); // a count that went wrong would leave next to none
    const ends = await Promise.all(
      murdered.map(async ({ what, customer }) => {
        const phases = kind.mayAsk ? ([kind.ends, 'needs-operator'] as const) : kind.ends;
        const { phase } = await world.waitForCredit(customer.businessId, phases);
        return { what, phase, done: await kind.done(customer) };
      }),
    );
    expect(ends.filter(({ phase, done }) => done !== (phase === kind.ends))).toEqual([]);
    const asked = ends.filter(({ phase }) => phase === 'needs-operator').map(({ what }) => what);
    expect(asked).toHaveLength(kind.mayAsk ? 1 : 0);
  });

  it('keeps every promise', async () => {
    expect((await world.finish()).creditStates).toHaveLength(runs.length + Object.keys(KINDS).length);
  });
});
