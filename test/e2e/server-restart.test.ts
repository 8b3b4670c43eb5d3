/** Murders of the Temporal server: SIGKILL while runs are in several phases, then a restart on the same file and port. */
import {
  accountOf,
  createWorld,
  CREDIT_LINE,
  inTwoCalls,
  liveRecords,
  type Customer,
  type HeldCall,
  type SimulatedWaba,
  type World,
} from './harness';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world?.close());

const start = (waba: SimulatedWaba, ...more: string[]) => world.start(waba.id, ...more);
const AUTO = ['--approval', 'auto'];

const HOUR_MS = 3_600_000;
/** A step that only an advance of the simulator's clock ends. */
const NOT_BY_ITSELF = HOUR_MS / 6;

describe('the Temporal server is killed while runs are in several phases', () => {
  let cloning: SimulatedWaba;
  let waiting: SimulatedWaba;
  let moving: SimulatedWaba;
  let initiating: SimulatedWaba;
  let resuming: SimulatedWaba;
  let sharing: Customer;
  let held: HeldCall[];

  beforeAll(async () => {
    cloning = await world.addAccount({ behaviour: { stepMs: NOT_BY_ITSELF } });
    waiting = await world.addAccount();
    moving = await world.addAccount({ behaviour: { moveMs: NOT_BY_ITSELF } });
    initiating = await world.addAccount();
    resuming = await world.addAccount();
    sharing = await world.addCustomer();
    held = [
      await world.simulator.holdNext('initiated', initiating.id),
      await world.simulator.holdNext('resume-accepted', resuming.id),
      await world.simulator.hold({ fault: 'hold', effect: 'shared', businessId: sharing.businessId }),
    ];
    await Promise.all([start(cloning, ...AUTO), start(waiting), start(moving, ...AUTO)]);
    await world.waitForPhase(cloning.id, 'cloning');
    await world.waitForPhase(waiting.id, 'awaiting-approval');
    await world.waitForPhase(moving.id, 'cutting-over');
    await Promise.all([start(initiating, ...AUTO), start(resuming, ...AUTO)]);
    await world.credit.share(accountOf(sharing), inTwoCalls(sharing));
    await Promise.all(held.map((call) => call.reached()));
    await world.server.kill();
  });

  it.each([
    ['show', () => ['migrate', 'show', waiting.id]],
    ['list', () => ['migrate', 'list']],
    ['approve', () => ['migrate', 'approve', waiting.id, '--digest', '0'.repeat(64)]],
    ['start', () => ['migrate', 'start', '--waba', '102290129340499', '--to', 'INR', '--credit-line', CREDIT_LINE]],
  ])('wabactl migrate %s says in one line that the server is away, and what to do', async (_name, args) => {
    const { status, stderr, json } = await world.wabactl(...args());
    expect(status).toBe(1);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).toContain(world.server.address);
    expect(json).toMatchObject({
      error: { message: expect.any(String), fix: expect.stringMatching(/TEMPORAL_ADDRESS/) },
    });
  });

  it('the worker lives on, and every run ends as if nothing had been', async () => {
    await world.server.restart();
    // Their answers come once the server is back; the worker has kept both calls.
    for (const call of held) await call.answer();
    await world.simulator.advance(HOUR_MS);
    expect(await world.waitForPhase(waiting.id, 'awaiting-approval')).toMatchObject({ needsOperator: true });
    expect(await world.approve(waiting.id)).toMatchObject({ status: 0 });
    for (const waba of [cloning, waiting, moving, initiating, resuming]) {
      expect(await world.waitForPhase(waba.id, 'completed')).toMatchObject({ orphans: [] });
    }
    const { outcome } = await world.waitForCredit(sharing.businessId, 'completed');
    const [record, ...more] = await liveRecords(world, sharing);
    expect(more).toEqual([]);
    expect(outcome).toMatchObject({ allocationId: record?.id, left: [] });
  });

  it('nothing was done twice', async () => {
    const journal = await world.simulator.journal();
    for (const { id } of [cloning, waiting, moving, initiating, resuming]) {
      const writes = journal.filter(({ method, wabaId }) => method === 'POST' && wabaId === id);
      expect(writes.map(({ effect }) => effect?.kind)).toEqual(['initiated', 'resume-accepted']);
    }
    const { id } = accountOf(sharing);
    const shared = journal.filter(
      ({ method, wabaId, businessId }) => method === 'POST' && (wabaId === id || businessId === sharing.businessId),
    );
    expect(shared.map(({ effect }) => effect?.kind)).toEqual(['shared', 'attached']);
  });

  it('keeps every promise', async () => {
    const { states, creditStates } = await world.finish();
    expect([states.length, creditStates?.length]).toEqual([5, 1]);
  });
});
