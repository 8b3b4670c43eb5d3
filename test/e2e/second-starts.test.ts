import { createWorld, effectsOf, blocksOf, type World } from './harness';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterEach(() => world.finish());
afterAll(() => world?.close());

/** What `start` prints. */
interface Started {
  readonly workflowId: string;
  readonly runId: string;
  readonly started: boolean;
}

const startTo = (wabaId: string, currency: string) =>
  world.wabactl('migrate', 'start', '--waba', wabaId, '--to', currency);

describe('one account has one run at a time', () => {
  it('two starts at once lead to one run, and both are told which; another currency meanwhile is a conflict', async () => {
    const waba = await world.addAccount();
    const both = await Promise.all([world.start(waba.id), world.start(waba.id)]);
    expect(both.map(({ status }) => status)).toEqual([0, 0]);
    const [one, other] = both.map(({ json }) => json as Started);
    expect([one?.started, other?.started].sort()).toEqual([false, true]);
    expect({ ...one, started: true }).toEqual({ ...other, started: true });

    const conflict = await startTo(waba.id, 'EUR');
    expect(conflict).toMatchObject({ status: 1, json: { error: { type: 'conflict' } } });
    expect(conflict.stdout).toContain(one?.runId);
    expect(conflict.stderr.trim().split('\n')).toHaveLength(1);

    await world.waitForPhase(waba.id, 'awaiting-approval');
    await world.approve(waba.id);
    const done = await world.waitForPhase(waba.id, 'completed');
    expect(done).toMatchObject({ runId: one?.runId, targetCurrency: 'INR' });
    expect(effectsOf(await world.finish(), 'initiated')).toHaveLength(1);
  });

  it('after `completed` the same start answers with that run, and any other is refused', async () => {
    const waba = await world.addAccount();
    const ended = await world.start(waba.id, '--approval', 'auto', '--wait');
    const { runId } = ended.json as Started;
    expect(ended).toMatchObject({ status: 0, json: { phase: 'completed' } });
    // What `--wait` printed is the end: the last evidence file is in it.
    expect(await world.wabactl('migrate', 'show', waba.id)).toMatchObject({ status: 0, json: ended.json });

    expect(await world.start(waba.id, '--approval', 'auto')).toMatchObject({
      status: 0,
      json: { started: false, runId },
    });
    const refused = await startTo(waba.id, 'EUR');
    expect(refused).toMatchObject({ status: 1, json: { error: { type: 'conflict' } } });
    expect(refused.stdout).toContain(runId);
    expect(effectsOf(await world.finish(), 'initiated')).toHaveLength(1);
  });

  it('after `abandoned` a start is blocked until it names the clone that was left behind', async () => {
    const waba = await world.addAccount();
    await world.start(waba.id);
    const first = await world.waitForPhase(waba.id, 'awaiting-approval');
    const clone = first.destinationWabaId ?? '';
    await world.wabactl('migrate', 'abandon', waba.id, '--reason', 'not this month');
    const abandoned = await world.waitForPhase(waba.id, 'abandoned');
    expect(abandoned.orphans.map(({ wabaId }) => wabaId)).toEqual([clone]);

    const again = await world.start(waba.id, '--wait');
    expect(again).toMatchObject({ status: 3, json: { phase: 'needs-operator', migrationId: null } });
    const blocked = await world.waitForPhase(waba.id, 'needs-operator');
    expect(blocksOf(blocked)).toEqual(['earlier-clones']);
    expect(blocked.waitingFor?.reason).toContain(`--accept-orphan ${clone}`);
    const waived = await world.wabactl('migrate', 'waive', waba.id, '--check', 'earlier-clones', '--reason', 'seen');
    expect(waived).toMatchObject({ status: 1, json: { error: { type: 'verb-refused' } } });
    await world.wabactl('migrate', 'abandon', waba.id, '--reason', 'started again with the clone named');
    await world.waitForPhase(waba.id, 'abandoned', { where: ({ runId }) => runId === blocked.runId });

    const named = await world.start(waba.id, '--accept-orphan', clone);
    const { runId } = named.json as Started;
    await world.waitForPhase(waba.id, 'awaiting-approval', { where: (state) => state.runId === runId });
    await world.approve(waba.id);
    const done = await world.waitForPhase(waba.id, 'completed');
    expect(done.destinationWabaId).not.toBe(clone);
    expect(effectsOf(await world.finish(), 'initiated')).toHaveLength(2);
  });
});
