import { accountNow, blocksOf, createWorld, digitsOf, effectsOf, type World } from './harness';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterEach(() => world.finish());
afterAll(() => world?.close());

/** A run whose account has a number in manual review: Meta moves the other one and says COMPLETED. */
async function runThatLeftOneBehind() {
  const waba = await world.addAccount({ numbers: [{}, { inReview: true }] });
  await world.start(waba.id, '--policy', 'settleAfterResume=3s');
  await world.waitForPhase(waba.id, 'awaiting-approval');
  await world.approve(waba.id);
  const stopped = await world.waitForPhase(waba.id, 'needs-operator');
  const [left] = (await accountNow(world, waba.id)).numbers;
  if (left === undefined) throw new Error('no number was left behind');
  const digits = left.display.replace(/\D/g, '');
  return { waba, stopped, left, digits };
}

describe('a number that Meta left behind', () => {
  it('is told to a person, who cannot abandon any more; concluding names where every number is', async () => {
    const { waba, stopped, digits } = await runThatLeftOneBehind();
    expect(blocksOf(stopped)).toEqual(expect.arrayContaining(['numbers-moved', 'source-empty']));
    expect(stopped.waitingFor?.verbs).toEqual(expect.arrayContaining(['retry', 'conclude']));
    expect(stopped.report?.checks.find(({ name }) => name === 'source-empty')?.samples.join()).toContain(digits);
    const abandon = await world.wabactl('migrate', 'abandon', waba.id, '--reason', 'too late');
    expect(abandon).toMatchObject({ status: 1, json: { error: { type: 'verb-refused' } } });

    await world.wabactl('migrate', 'conclude', waba.id, '--reason', 'this number stays', '--by', 'local:ann');
    const failed = await world.waitForPhase(waba.id, 'failed');
    expect(failed.outcome).toMatchObject({ by: 'local:ann' });
    const places = failed.outcome?.numbers.map((number) => ({ digits: number.digits, on: number.on }));
    expect(places).toHaveLength(2);
    expect(places).toEqual(
      expect.arrayContaining(
        digitsOf(waba).map((each) => ({ digits: each, on: each === digits ? 'source' : 'clone' })),
      ),
    );
  });

  it('that Meta moves later after all is seen on the next look, without another resume', async () => {
    const { waba, stopped, left, digits } = await runThatLeftOneBehind();
    await world.simulator.changeWaba(waba.id, { numbers: { remove: [left.id] } });
    const arrived = { id: left.id, display: left.display, status: 'CONNECTED' };
    await world.simulator.changeWaba(stopped.destinationWabaId ?? '', { numbers: { add: [arrived] } });

    await world.wabactl('migrate', 'retry', waba.id, '--step', 'confirm');
    const done = await world.waitForPhase(waba.id, 'completed');
    expect(done.outcome?.numbers).toContainEqual(expect.objectContaining({ digits, on: 'clone' }));
    expect(effectsOf(await world.finish(), 'resume-accepted')).toHaveLength(1);
  });
});
