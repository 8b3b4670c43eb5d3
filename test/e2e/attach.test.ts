import { accountNow, createWorld, CREDIT_LINE, digitsOf, effectsOf, migrationsOf, type World } from './harness';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterEach(() => world.finish());
afterAll(() => world?.close());

const INITIATE = '/set_payment_method_migration_intent$';

/** A run whose initiate never reached Meta, which it cannot know: it asks a person for the migration. */
async function runWithLostInitiate(businessId: string) {
  const waba = await world.addAccount({ businessId });
  await world.simulator.addFault({ fault: 'fail-before', path: INITIATE, wabaId: waba.id });
  await world.start(waba.id);
  await world.waitForPhase(waba.id, 'needs-operator');
  return waba;
}

const attach = (wabaId: string, migrationId: string) =>
  world.wabactl('migrate', 'attach', wabaId, '--migration-id', migrationId);

describe('a migration id that a person attaches is checked before anything is done with it', () => {
  it("a sibling's is refused: nothing of it is resumed, and both runs go their own ways", async () => {
    const sibling = await world.addAccount({ numbers: 2 });
    await world.start(sibling.id);
    const siblings = await world.waitForPhase(sibling.id, 'awaiting-approval');
    const waba = await runWithLostInitiate(sibling.businessId);

    expect(await attach(waba.id, siblings.migrationId ?? '')).toMatchObject({ status: 0 });
    const refused = await world.waitForPhase(waba.id, 'needs-operator', {
      where: ({ waitingFor }) => waitingFor?.reason.includes(siblings.migrationId ?? '') ?? false,
    });
    expect(refused).toMatchObject({ migrationId: null, destinationWabaId: null, orphans: [] });
    expect(refused.waitingFor?.reason).toContain(`migrate-waba/${sibling.id}`);
    const approval = await world.wabactl('migrate', 'approve', waba.id, '--digest', siblings.report?.digest ?? '');
    expect(approval).toMatchObject({ status: 1, json: { error: { type: 'verb-refused' } } });

    // Refused is not stuck: the run says what helps, and the sibling never noticed.
    await world.wabactl('migrate', 'retry', waba.id, '--step', 'initiate', '--accept-orphan', 'none');
    const own = await world.waitForPhase(waba.id, 'awaiting-approval');
    expect(own.destinationWabaId).not.toBe(siblings.destinationWabaId);
    expect(digitsOf(await accountNow(world, sibling.id))).toEqual(digitsOf(sibling));
    await Promise.all([world.approve(waba.id), world.approve(sibling.id)]);
    const [done, doneSibling] = await Promise.all([
      world.waitForPhase(waba.id, 'completed'),
      world.waitForPhase(sibling.id, 'completed'),
    ]);
    expect(digitsOf(await accountNow(world, done.destinationWabaId))).toEqual(digitsOf(waba));
    expect(digitsOf(await accountNow(world, doneSibling.destinationWabaId))).toEqual(digitsOf(sibling));
    const resumed = effectsOf(await world.finish(), 'resume-accepted').map((entry) => entry.migrationId);
    expect(resumed.sort()).toEqual([done.migrationId, doneSibling.migrationId].sort());
  });

  it("another business's, which no run knows of, is refused by its owner; one that nobody has is refused too", async () => {
    // Made behind our back, as an agency in Business Manager does: only the simulator knows of it.
    const foreign = await world.simulator.addWaba({ funding: 'line', numbers: 1, behaviour: { stepMs: 200 } });
    const answer = await world.simulator.graph('POST', `/${foreign.id}/set_payment_method_migration_intent`, {
      currency: 'INR',
      extended_credit_id: CREDIT_LINE,
    });
    expect(answer.status).toBe(200);
    const [theirs] = await migrationsOf(world, foreign.id);
    const waba = await runWithLostInitiate('2729063490586077');

    await attach(waba.id, theirs?.id ?? '');
    const refused = await world.waitForPhase(waba.id, 'needs-operator', {
      where: ({ waitingFor }) => waitingFor?.reason.includes(theirs?.id ?? '') ?? false,
    });
    expect(refused.waitingFor?.reason).toContain(`belongs to business ${foreign.businessId}`);

    await attach(waba.id, 'mig_nobody');
    await world.waitForPhase(waba.id, 'needs-operator', {
      where: ({ waitingFor }) => waitingFor?.reason.includes('Meta shows no migration mig_nobody') ?? false,
    });
    await world.wabactl('migrate', 'abandon', waba.id, '--reason', 'nothing was made');
    const abandoned = await world.waitForPhase(waba.id, 'abandoned');
    expect(abandoned.orphans).toEqual([]);
    expect(digitsOf(await accountNow(world, foreign.id))).toEqual(digitsOf(foreign));
    expect(effectsOf(await world.finish(), 'resume-accepted')).toEqual([]);
  });
});
