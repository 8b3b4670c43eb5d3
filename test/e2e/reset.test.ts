/** Resets of a run by an operator of Temporal: activities run again, but no write does. */
import { migrationWorkflowId } from '../../domain/ids';
import { createWorld, resetAfter as resetRunAfter, type SimulatedWaba, type World } from './harness';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterEach(() => world.finish());
afterAll(() => world?.close());

const start = (waba: SimulatedWaba, ...more: string[]) => world.start(waba.id, ...more);

/** Resets the newest run of an account. */
const resetAfter = async (activity: string | null, { id }: SimulatedWaba): Promise<string> =>
  resetRunAfter(world, await world.migrations.get(id), activity);

async function writesOf({ id }: SimulatedWaba): Promise<(string | undefined)[]> {
  const { migrations } = await world.simulator.state();
  const clones = migrations.filter(({ sourceWabaId }) => sourceWabaId === id).map((found) => found.destinationWabaId);
  return (await world.simulator.journal())
    .filter(({ method, wabaId }) => method === 'POST' && (wabaId === id || clones.includes(wabaId)))
    .map(({ effect }) => effect?.kind);
}

describe('a run that was reset to a point after its assessment', () => {
  it.each([
    ['assess', 'so initiate is due again'],
    ['pollMigration', 'so the comparison is due, which may repair'],
  ])('after %s (%s) repeats no write and can only be ended', async (activity) => {
    const waba = await world.addAccount();
    await start(waba);
    await world.waitForPhase(waba.id, 'awaiting-approval');
    const runId = await resetAfter(activity, waba);
    const waiting = await world.waitForPhase(waba.id, 'needs-operator', { where: (state) => state.runId === runId });
    expect(waiting.waitingFor?.reason).toMatch(/was reset/);
    // What happened after that point the run cannot know: perhaps the numbers were told to move.
    expect(waiting.waitingFor?.verbs).toEqual(['abandon', 'conclude']);
    expect(await writesOf(waba)).toEqual(['initiated']);
    expect(await world.wabactl('migrate', 'retry', waba.id, '--step', 'assess')).toMatchObject({ status: 1 });
  });

  it('names the clone that it leaves behind, when it is abandoned', async () => {
    const waba = await world.addAccount();
    await start(waba);
    const { destinationWabaId } = await world.waitForPhase(waba.id, 'awaiting-approval');
    const runId = await resetAfter('pollMigration', waba);
    await world.waitForPhase(waba.id, 'needs-operator', { where: (state) => state.runId === runId });
    await world.wabactl('migrate', 'abandon', waba.id, '--reason', 'it was reset');
    const { orphans } = await world.waitForPhase(waba.id, 'abandoned', { where: (state) => state.runId === runId });
    expect(orphans.map((orphan) => orphan.wabaId)).toEqual([destinationWabaId]);
  });

  it('after the numbers were told to move goes on looking; once a write is due it can only be concluded', async () => {
    const waba = await world.addAccount({ behaviour: { phoneStatusAfterMove: 'PENDING' } });
    await start(waba, '--approval', 'auto', '--policy', 'settleAfterResume=1s');
    await world.waitForPhase(waba.id, 'needs-operator');
    const runId = await resetAfter('cutOver', waba);
    const waiting = await world.waitForPhase(waba.id, 'needs-operator', { where: (state) => state.runId === runId });
    expect(waiting.waitingFor?.verbs).toEqual(['retry', 'conclude']);
    await world.wabactl('migrate', 'retry', waba.id, '--step', 'resume');
    const stopped = await world.waitForPhase(waba.id, 'needs-operator', {
      where: (state) => /was reset/.test(state.waitingFor?.reason ?? ''),
    });
    expect(stopped.waitingFor?.verbs).toEqual(['conclude']);
    expect(await writesOf(waba)).toEqual(['initiated', 'resume-accepted']);
    await world.wabactl('migrate', 'conclude', waba.id, '--reason', 'it was reset');
    const ended = await world.waitForPhase(waba.id, 'failed');
    expect(ended.outcome?.numbers.map((number) => number.on)).toEqual(['clone', 'clone']);
  });
});

describe('a run that was reset to a point before its assessment', () => {
  it('looks anew and stops at the clone that the run before it left', async () => {
    const waba = await world.addAccount();
    await start(waba);
    const before = await world.waitForPhase(waba.id, 'awaiting-approval');
    const runId = await resetAfter(null, waba);
    const waiting = await world.waitForPhase(waba.id, 'needs-operator', { where: (state) => state.runId === runId });
    expect(waiting.waitingFor?.reason).toContain(before.destinationWabaId);
    expect(await writesOf(waba)).toEqual(['initiated']);
  });

  it('goes through where nothing was written yet', async () => {
    const waba = await world.addAccount({ behaviour: { initiations: ['refused'] } });
    await start(waba, '--approval', 'auto');
    await world.waitForPhase(waba.id, 'needs-operator');
    const runId = await resetAfter(null, waba);
    const done = await world.waitForPhase(waba.id, 'completed', { where: (state) => state.runId === runId });
    expect(done.workflowId).toBe(migrationWorkflowId(waba.id));
  });
});
