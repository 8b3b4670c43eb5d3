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
  CREDIT_LINE,
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

/** A place in a run at which the worker is killed. */
interface Point {
  readonly what: string;
  readonly kind: Kind;
  readonly rule: (customer: Customer) => HoldRule;
  /** Whether the rule would hold another run's call as well, so that this one must get there alone. */
  readonly alone?: true;
}

interface Murdered extends Point {
  readonly customer: Customer;
  readonly call: HeldCall;
}

/** Every place: after each call, and before each write. Those that take longest to reach come first. */
async function allPoints(): Promise<Point[]> {
  const points: Point[] = NAMELESS.map(({ source: path }) => ({
    what: `share in one call at ${path}`,
    kind: KINDS['share in one call'] as Kind,
    rule: () => ({ fault: 'hold', path }),
    alone: true,
  }));
  for (const [name, kind] of Object.entries(KINDS)) {
    const calls = await rehearse(kind);
    expect(calls).toBeGreaterThan(5); // a count that went wrong would leave next to none
    for (const effect of kind.writes) {
      const rule = ({ businessId }: Customer): HoldRule => ({ fault: 'hold-before', businessId, effect });
      points.push({ what: `${name} before ${effect}`, kind, rule });
    }
    for (let skip = calls - 1; skip >= 0; skip--) {
      const rule = ({ businessId }: Customer): HoldRule => ({ fault: 'hold', businessId, skip });
      points.push({ what: `${name} after call ${skip + 1}`, kind, rule });
    }
  }
  return points;
}

/** Starts a run that will be held at a point. */
async function begin(point: Point): Promise<Murdered> {
  const customer = await world.addCustomer({ account: point.kind.account });
  const order = await point.kind.prepare(customer);
  const call = await world.simulator.hold(point.rule(customer));
  await order();
  if (point.alone) await call.reached();
  return { ...point, customer, call };
}

const endsOf = ({ kind }: Point): readonly CreditPhase[] => (kind.mayAsk ? [kind.ends, 'needs-operator'] : [kind.ends]);

describe('a worker that is killed between two calls', () => {
  const runs: Murdered[] = [];

  /**
   * Kills the worker while each run is held at its point, and lets another one bring all to their ends. Answers with the
   * points at which nobody died: on a busy machine a caller may give up waiting before the last run gets to its point.
   */
  async function murder(points: readonly Point[]): Promise<Point[]> {
    const begun: Murdered[] = [];
    for (const point of points.filter(({ alone }) => alone)) begun.push(await begin(point));
    begun.push(...(await Promise.all(points.filter(({ alone }) => !alone).map(begin))));
    runs.push(...begun);
    await Promise.all(begun.map(({ call }) => call.reached()));
    const waits = await Promise.all(begun.map(({ call }) => call.callerWaits()));
    const [killed] = await world.killWorker();
    expect(await killed?.ended).toEqual({ code: null, signal: 'SIGKILL' });
    await Promise.all(begun.map(({ call }) => call.drop()));
    world.startWorker();
    // Some threescore runs at once, each after the heartbeat that a dead worker owes.
    const timeoutMs = 300_000;
    await Promise.all(begun.map((run) => world.waitForCredit(run.customer.businessId, endsOf(run), { timeoutMs })));
    return begun.filter((_run, index) => waits[index] === false);
  }

  beforeAll(async () => {
    let missed = await allPoints();
    for (let round = 0; missed.length > 0 && round < 5; round++) missed = await murder(missed);
    expect(missed.map(({ what }) => what)).toEqual([]);
  }, 600_000);

  it.each(Object.entries(KINDS))('%s ends as if nothing had been', async (_name, kind) => {
    const ends = await Promise.all(
      runs
        .filter((run) => run.kind === kind)
        .map(async (run) => {
          const { phase } = await world.waitForCredit(run.customer.businessId, endsOf(run));
          return { what: run.what, phase, done: await kind.done(run.customer) };
        }),
    );
    expect(ends.filter(({ phase, done }) => done !== (phase === kind.ends))).toEqual([]);
    const asked = ends.filter(({ phase }) => phase === 'needs-operator').map(({ what }) => what);
    expect(new Set(asked).size).toBe(kind.mayAsk ? 1 : 0);
  });

  it('keeps every promise', async () => {
    expect((await world.finish()).creditStates).toHaveLength(runs.length + Object.keys(KINDS).length);
  });
});

describe('a worker that is killed while a revoke deletes two records', () => {
  const POINTS = [
    ['when the first is gone and no answer tells it', 'hold', 0],
    ['when the second DELETE is on its way', 'hold-before', 1],
    ['when both are gone and neither is confirmed', 'hold', 1],
  ] as const;

  /** A revoke of a record under each of two lines, held at one of its DELETEs. */
  async function beginRevoke(lineId: string, fault: HoldRule['fault'], skip: number) {
    const customer = await world.addCustomer({ account: { funding: 'line' }, sharedLines: [CREDIT_LINE, lineId] });
    const { businessId } = customer;
    const call = await world.simulator.hold({ fault, businessId, effect: 'allocation-deleted', skip });
    await world.credit.revoke(businessId);
    await call.reached();
    return { customer, call };
  }

  it('deletes each once, confirms both, and reports both, wherever it dies', async () => {
    const { id: lineId } = await world.simulator.addLine();
    const runs = await Promise.all(POINTS.map(([, fault, skip]) => beginRevoke(lineId, fault, skip)));
    const [killed] = await world.killWorker();
    expect(await killed?.ended).toEqual({ code: null, signal: 'SIGKILL' });
    await Promise.all(runs.map(({ call }) => call.drop()));
    world.startWorker();
    for (const [index, { customer }] of runs.entries()) {
      const { outcome } = await world.waitForCredit(customer.businessId, 'completed');
      expect([POINTS[index]?.[0], outcome?.report]).toMatchObject([
        POINTS[index]?.[0],
        { revoked: [expect.any(String), expect.any(String)], alreadyRevoked: [], failed: [], notAttributable: [] },
      ]);
      expect(await liveRecords(world, customer)).toEqual([]);
    }
    const { journal } = await world.finish();
    for (const { customer } of runs) {
      const deleted = journal.filter(
        ({ businessId, effect }) => businessId === customer.businessId && effect?.kind === 'allocation-deleted',
      );
      expect(new Set(deleted.map(({ path }) => path)).size).toBe(2);
      expect(deleted).toHaveLength(2);
    }
  }, 240_000);
});
