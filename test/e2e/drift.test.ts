import { accountNow, createWorld, digitsOf, effectsOf, type World } from './harness';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterEach(() => world.finish());
afterAll(() => world?.close());

const FRESH = { name: 'made_meanwhile', language: 'en_US' };
const WATCH = ['--policy', 'recheckEvery=2s'];

const addTemplate = (wabaId: string | null) =>
  world.simulator.changeWaba(wabaId ?? '', { templates: { add: [FRESH] } });

/** The same template on both sides, as a careful person makes it: what changed is in order again. */
async function addTemplateToBoth(sourceId: string, cloneId: string | null): Promise<void> {
  await addTemplate(cloneId);
  await addTemplate(sourceId);
}

const approveOutdated = async (wabaId: string, digest: string | null | undefined) => {
  const answer = await world.wabactl('migrate', 'approve', wabaId, '--digest', digest ?? '');
  expect(answer).toMatchObject({ status: 1, json: { error: { type: 'verb-refused' } } });
};

describe('what changes between the verification and the move voids what was decided on it', () => {
  it('while nobody has approved: the digest shown before is refused, and what is missing now blocks', async () => {
    const waba = await world.addAccount();
    await world.start(waba.id, ...WATCH);
    const before = await world.waitForPhase(waba.id, 'awaiting-approval');
    await addTemplate(waba.id);

    const blocked = await world.waitForPhase(waba.id, 'needs-operator');
    expect(blocked.waitingFor?.reason).toContain('templates: 1 of 5 templates are missing on the clone');
    await approveOutdated(waba.id, before.report?.digest);

    await addTemplate(blocked.destinationWabaId);
    await world.wabactl('migrate', 'retry', waba.id, '--step', 'verify');
    const after = await world.waitForPhase(waba.id, 'awaiting-approval');
    expect(after.report?.digest).not.toBe(before.report?.digest);
    await approveOutdated(waba.id, before.report?.digest);
    expect(await world.approve(waba.id)).toMatchObject({ status: 0 });
    await world.waitForPhase(waba.id, 'completed');
  });

  it('after an approval that names a later time: the approval is void, and a new one is asked for', async () => {
    const waba = await world.addAccount();
    await world.start(waba.id, ...WATCH);
    const before = await world.waitForPhase(waba.id, 'awaiting-approval');
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
    expect(await world.approve(waba.id, '--not-before', tomorrow)).toMatchObject({ status: 0 });
    const approved = await world.waitForPhase(waba.id, 'awaiting-approval', { where: (state) => !state.needsOperator });
    expect(approved.waitingFor).toMatchObject({ until: tomorrow });

    await addTemplateToBoth(waba.id, before.destinationWabaId);
    const after = await world.waitForPhase(waba.id, 'awaiting-approval', { where: (state) => state.needsOperator });
    expect(after.timeline.map(({ text }) => text).join('\n')).toContain('The approval is void');
    await approveOutdated(waba.id, before.report?.digest);
    expect(digitsOf(await accountNow(world, waba.id))).toEqual(digitsOf(waba));
    await world.approve(waba.id);
    await world.waitForPhase(waba.id, 'completed');
    expect(effectsOf(await world.finish(), 'resume-accepted')).toHaveLength(1);
  });

  it('in the moment of the approval: the cut-over itself looks, and sends nothing', async () => {
    const waba = await world.addAccount();
    await world.start(waba.id, '--policy', 'recheckEvery=1d');
    const before = await world.waitForPhase(waba.id, 'awaiting-approval');
    await addTemplateToBoth(waba.id, before.destinationWabaId);
    expect(await world.approve(waba.id)).toMatchObject({ status: 0 });

    const after = await world.waitForPhase(waba.id, 'awaiting-approval', { where: (state) => state.needsOperator });
    expect(after.timeline.map(({ phase }) => phase)).toContain('cutting-over');
    expect(after.report?.digest).not.toBe(before.report?.digest);
    expect(digitsOf(await accountNow(world, waba.id))).toEqual(digitsOf(waba));
    await world.approve(waba.id);
    await world.waitForPhase(waba.id, 'completed');
    const { journal } = await world.finish();
    expect(journal.filter(({ path }) => path.endsWith('/resume_migration'))).toHaveLength(1);
  });
});
