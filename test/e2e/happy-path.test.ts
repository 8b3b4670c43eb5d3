import { createWorld, CREDIT_LINE, numberPlaces, type World } from './harness';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterEach(() => world.finish());
afterAll(() => world?.close());

const start = (wabaId: string, ...more: string[]) =>
  world.wabactl('migrate', 'start', '--waba', wabaId, '--to', 'INR', '--credit-line', CREDIT_LINE, ...more);

/** The numbers that the simulator has on an account now. */
async function numbersOn(wabaId: string): Promise<string[]> {
  const { wabas } = await world.simulator.state();
  return numberPlaces(wabas)
    .filter((number) => number.wabaId === wabaId)
    .map((number) => number.digits)
    .sort();
}

const digitsOf = (waba: Parameters<typeof numberPlaces>[0][number]) =>
  numberPlaces([waba])
    .map((number) => number.digits)
    .sort();

/** The calls that changed something, by what they changed. */
const effectsOf = ({ journal }: Awaited<ReturnType<World['finish']>>) =>
  journal.flatMap((entry) => (entry.effect === null ? [] : [entry.effect.kind]));

describe('a migration that Meta lets through', () => {
  it('moves no number before a person has approved what was verified, and all of them after', async () => {
    const waba = await world.addAccount({ numbers: 3 });
    const started = await start(waba.id);
    expect(started).toMatchObject({ status: 0, json: { started: true, wabaId: waba.id } });

    const waiting = await world.waitForPhase(waba.id, 'awaiting-approval');
    expect(waiting.needsOperator).toBe(true);
    expect(await numbersOn(waba.id)).toEqual(digitsOf(waba));

    const wrong = await world.wabactl('migrate', 'approve', waba.id, '--digest', '0'.repeat(64));
    expect(wrong).toMatchObject({ status: 1, json: { error: {} } });
    expect(await numbersOn(waba.id)).toEqual(digitsOf(waba));

    expect(await world.approve(waba.id)).toMatchObject({ status: 0 });
    const done = await world.waitForPhase(waba.id, 'completed');
    expect(await numbersOn(waba.id)).toEqual([]);
    expect(await numbersOn(done.destinationWabaId ?? '')).toEqual(digitsOf(waba));
    expect(done.outcome?.numbers.map(({ digits, on }) => ({ digits, on }))).toEqual(
      expect.arrayContaining(digitsOf(waba).map((digits) => ({ digits, on: 'clone' }))),
    );
  });

  it('goes through by itself where that was asked for and everything matches', async () => {
    const waba = await world.addAccount();
    const ended = await start(waba.id, '--approval', 'auto', '--wait');
    expect(ended).toMatchObject({ status: 0, json: { phase: 'completed', orphans: [], needsOperator: false } });
    expect(await numbersOn(waba.id)).toEqual([]);
  });

  it('writes nothing in a dry run', async () => {
    const waba = await world.addAccount();
    const ended = await start(waba.id, '--dry-run', '--wait');
    expect(ended).toMatchObject({ status: 0, json: { phase: 'assessed' } });
    const { journal } = await world.finish();
    expect(journal.filter((entry) => entry.wabaId === waba.id).length).toBeGreaterThan(0);
    expect(journal.filter((entry) => !['GET', 'CLOCK'].includes(entry.method))).toEqual([]);
  });
});

describe('a migration that Meta does not let through at once', () => {
  it('ends as rejected when Meta rejects it, and nothing moves', async () => {
    const waba = await world.addAccount({ behaviour: { initiations: ['rejected'] } });
    const ended = await start(waba.id, '--approval', 'auto', '--wait');
    expect(ended).toMatchObject({ status: 1, json: { phase: 'rejected', orphans: [] } });
    expect(await numbersOn(waba.id)).toEqual(digitsOf(waba));
    expect(effectsOf(await world.finish())).toEqual(['initiated']);
  });

  it('initiates again after FAILED and reports the clone left behind as the one orphan', async () => {
    const waba = await world.addAccount({ behaviour: { initiations: ['failed', 'ready'] } });
    const ended = await start(waba.id, '--approval', 'auto', '--wait');
    expect(ended).toMatchObject({ status: 0, json: { phase: 'completed' } });
    const { journal, states } = await world.finish();
    const clones = journal.flatMap(({ effect }) =>
      effect?.kind === 'initiated' ? [(effect as { destinationWabaId?: string }).destinationWabaId] : [],
    );
    expect(clones).toHaveLength(2);
    expect(states[0]?.orphans.map((orphan) => orphan.wabaId)).toEqual([clones[0]]);
    expect(states[0]?.destinationWabaId).toBe(clones[1]);
    expect(await numbersOn(clones[1] ?? '')).toEqual(digitsOf(waba));
  });

  it('resumes again after each FAILED_TO_COMPLETE until the numbers that stayed have moved too', async () => {
    const waba = await world.addAccount({ numbers: 3, behaviour: { resumes: ['failed:1', 'failed:2', 'completed'] } });
    // Where no poll sees the move under way, a failure counts once it had the time to settle.
    const policy = ['--policy', 'resumeBackoff=1s', '--policy', 'settleAfterResume=3s'];
    const ended = await start(waba.id, '--approval', 'auto', ...policy, '--wait');
    expect(ended).toMatchObject({ status: 0, json: { phase: 'completed', orphans: [] } });
    const result = await world.finish();
    expect(effectsOf(result).filter((kind) => kind === 'resume-accepted')).toHaveLength(3);
    expect(await numbersOn(result.states[0]?.destinationWabaId ?? '')).toEqual(digitsOf(waba));
    expect(await numbersOn(waba.id)).toEqual([]);
  });
});
