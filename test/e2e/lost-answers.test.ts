import { createWorld, CREDIT_LINE, type World } from './harness';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterEach(() => world.finish());
afterAll(() => world?.close());

const start = (wabaId: string, ...more: string[]) =>
  world.wabactl('migrate', 'start', '--waba', wabaId, '--to', 'INR', '--credit-line', CREDIT_LINE, ...more);

const RESUME = '/resume_migration$';
const INITIATE = '/set_payment_method_migration_intent$';

/** What the simulator knows of the migrations of an account; the run may not. */
async function migrationsOf(wabaId: string) {
  const { migrations } = await world.simulator.state();
  return migrations.filter((migration) => migration.sourceWabaId === wabaId);
}

describe('an initiate whose answer was lost is not repeated blindly', () => {
  it('it happened and the worker died with the answer: a person attaches its migration', async () => {
    const waba = await world.addAccount();
    const held = await world.simulator.holdNext('initiated', waba.id);
    await start(waba.id, '--approval', 'auto');
    await held.reached();
    await world.killWorker();
    await held.drop();
    world.startWorker();

    const waiting = await world.waitForPhase(waba.id, 'needs-operator');
    const [migration] = await migrationsOf(waba.id);
    expect(waiting.waitingFor?.reason).toContain(migration?.destinationWabaId);
    await world.wabactl('migrate', 'attach', waba.id, '--migration-id', migration?.id ?? '');

    // What a person attached never moves by itself, even where the start said `auto`.
    await world.waitForPhase(waba.id, 'awaiting-approval');
    await world.approve(waba.id);
    const done = await world.waitForPhase(waba.id, 'completed');
    expect(done.destinationWabaId).toBe(migration?.destinationWabaId);
    expect(await migrationsOf(waba.id)).toHaveLength(1);
  });

  it('it did not happen: a person says that there is no clone, and it is sent again', async () => {
    const waba = await world.addAccount();
    await world.simulator.addFault({ fault: 'fail-before', path: INITIATE, wabaId: waba.id });
    await start(waba.id, '--approval', 'auto');
    await world.waitForPhase(waba.id, 'needs-operator');
    expect(await migrationsOf(waba.id)).toEqual([]);
    await world.wabactl('migrate', 'retry', waba.id, '--step', 'initiate', '--accept-orphan', 'none');
    const done = await world.waitForPhase(waba.id, 'completed');
    expect(done.orphans).toEqual([]);
  });

  it('a run that is abandoned then reports the clone, and the next one must name it', async () => {
    const waba = await world.addAccount();
    await world.simulator.addFault({ fault: 'fail-after', path: INITIATE, wabaId: waba.id });
    await start(waba.id, '--approval', 'auto');
    await world.waitForPhase(waba.id, 'needs-operator');
    const [migration] = await migrationsOf(waba.id);
    const clone = migration?.destinationWabaId ?? '';
    await world.wabactl('migrate', 'abandon', waba.id, '--reason', 'the id is lost');
    const abandoned = await world.waitForPhase(waba.id, 'abandoned');
    expect(abandoned.orphans.map((orphan) => orphan.wabaId)).toEqual([clone]);

    await start(waba.id, '--approval', 'auto', '--accept-orphan', clone);
    const done = await world.waitForPhase(waba.id, 'completed', { where: ({ runId }) => runId !== abandoned.runId });
    expect(done.destinationWabaId).not.toBe(clone);
  });
});

describe('a resume whose answer was lost is not repeated blindly', () => {
  it('it happened: the status and the place of the numbers say so, and nobody is asked', async () => {
    const waba = await world.addAccount();
    await world.simulator.addFault({ fault: 'fail-after', path: RESUME, wabaId: waba.id });
    await start(waba.id, '--approval', 'auto');
    await world.waitForPhase(waba.id, 'completed');
    const { journal } = await world.finish();
    expect(journal.filter(({ path }) => path.endsWith('/resume_migration'))).toHaveLength(1);
  });

  it('it did not happen: nothing can say so, and a person orders it again', async () => {
    const waba = await world.addAccount();
    await world.simulator.addFault({ fault: 'fail-before', path: RESUME, wabaId: waba.id });
    await start(waba.id, '--approval', 'auto', '--policy', 'settleAfterResume=3s');
    const waiting = await world.waitForPhase(waba.id, 'needs-operator');
    expect(waiting.waitingFor?.verbs).toEqual(expect.arrayContaining(['retry', 'conclude']));
    await world.wabactl('migrate', 'retry', waba.id, '--step', 'resume');
    await world.waitForPhase(waba.id, 'completed');
  });

  it('a repeat did not happen, and Meta still shows the failure before it: that is not taken for a new one', async () => {
    const waba = await world.addAccount({ behaviour: { resumes: ['failed:1', 'completed'] } });
    await world.simulator.addFault({ fault: 'fail-before', path: RESUME, wabaId: waba.id, skip: 1 });
    const policy = ['--policy', 'resumeBackoff=1s', '--policy', 'settleAfterResume=3s'];
    await start(waba.id, '--approval', 'auto', ...policy);
    const waiting = await world.waitForPhase(waba.id, 'needs-operator');
    expect(waiting.waitingFor?.reason).toContain('FAILED_TO_COMPLETE');
    expect(waiting.waitingFor?.verbs).toEqual(['retry', 'conclude']);
    await world.wabactl('migrate', 'retry', waba.id, '--step', 'resume');
    await world.waitForPhase(waba.id, 'completed');
    const { journal } = await world.finish();
    expect(journal.filter(({ path }) => path.endsWith('/resume_migration'))).toHaveLength(3);
  });
});
