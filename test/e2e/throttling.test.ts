import { accountOf, createWorld, liveRecords, type FaultRule, type SimulatedWaba, type World } from './harness';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterEach(() => world.finish());
afterAll(() => world?.close());

const TEMPLATES = '/message_templates$';

describe('throttling delays one account and no other', () => {
  it('a verification, an initiate and a resume wait until Meta lets them in again, while another account goes through', async () => {
    const rule = { fault: 'throttle', regainMinutes: 1 } as const;
    const start = async (change: Omit<FaultRule, 'fault' | 'wabaId'>): Promise<SimulatedWaba> => {
      const waba = await world.addAccount();
      await world.simulator.addFault({ ...rule, ...change, wabaId: waba.id });
      await world.start(waba.id, '--approval', 'auto');
      return waba;
    };
    // Clone and source share no budget: the first look of the verification at the clone's templates is refused.
    const verification = await start({ path: TEMPLATES, skip: 1 });
    // With the code of a throughput limit and marked as transient: still proof that nothing happened.
    const refusal = { status: 400, code: 130429, is_transient: true };
    const initiate = await start({ effect: 'initiated', error: refusal });
    const resume = await start({ effect: 'resume-accepted' });
    await world.waitForPhase(verification.id, 'verifying', { where: ({ polling }) => polling !== null });

    const quick = await world.addAccount();
    const ended = await world.start(quick.id, '--approval', 'auto', '--wait');
    expect(ended).toMatchObject({ status: 0, json: { phase: 'completed' } });
    const waiting = await Promise.all([verification, initiate, resume].map(({ id }) => world.migrations.get(id)));
    expect(waiting.map(({ phase, needsOperator }) => [phase, needsOperator])).toEqual([
      ['verifying', false],
      ['initiating', false],
      ['cutting-over', false],
    ]);

    for (const { id } of [verification, initiate, resume]) {
      const done = await world.waitForPhase(id, 'completed', { timeoutMs: 150_000 });
      expect(done.orphans).toEqual([]);
    }
    const { journal } = await world.finish();
    const refused = journal.filter(({ code }) => code === 80008 || code === 130429);
    expect(refused.map(({ wabaId, regainMinutes }) => [wabaId, regainMinutes]).sort()).toEqual(
      [verification, initiate, resume].map(({ id }) => [id, 1]).sort(),
    );
    const sent = (wabaId: string, kind: string) =>
      journal.filter((entry) => entry.wabaId === wabaId && entry.effect?.kind === kind);
    for (const { id } of [verification, initiate, resume]) {
      expect(sent(id, 'initiated')).toHaveLength(1);
      expect(sent(id, 'resume-accepted')).toHaveLength(1);
    }
  }, 240_000);
});

it('a throttled share of a line waits, is nobody’s to decide, and is made once', async () => {
  const customer = await world.addCustomer();
  const { businessId } = customer;
  const effect = 'shared-and-attached';
  await world.simulator.addFault({ fault: 'throttle', regainMinutes: 1, effect, businessId });
  await world.credit.share(accountOf(customer));
  const waiting = await world.waitForCredit(businessId, 'writing', { where: ({ waitingFor }) => waitingFor !== null });
  expect(waiting).toMatchObject({ needsOperator: false, outcome: null });
  expect(await liveRecords(world, customer)).toEqual([]);
  const { outcome } = await world.waitForCredit(businessId, 'completed', { timeoutMs: 150_000 });
  expect(outcome?.made).toHaveLength(1);
  const { journal } = await world.finish();
  const calls = journal.filter((entry) => entry.businessId === businessId && entry.path.endsWith('sharing_and_attach'));
  expect(calls.map(({ code, effect: done }) => [code, done?.kind])).toEqual([
    [80008, undefined],
    [undefined, effect],
  ]);
}, 240_000);
