import { setTimeout as sleep } from 'node:timers/promises';
import { accountNow, createWorld, digitsOf, effectsOf, type World } from './harness';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterEach(() => world.finish());
afterAll(() => world?.close());

/** Long enough for several polls and for any write that would go out. */
const A_WHILE_MS = 3_000;

describe('an approval', () => {
  it('is not taken from whoever started the run, where a second person must approve', async () => {
    const waba = await world.addAccount();
    await world.start(waba.id, '--policy', 'secondPerson=true', '--by', 'local:ann');
    await world.waitForPhase(waba.id, 'awaiting-approval');
    const own = await world.approve(waba.id, '--by', 'local:ann');
    expect(own).toMatchObject({ status: 1, json: { error: { type: 'verb-refused' } } });
    expect(own.stdout).toContain('a second person must approve');
    expect(digitsOf(await accountNow(world, waba.id))).toEqual(digitsOf(waba));

    expect(await world.approve(waba.id, '--by', 'local:bea')).toMatchObject({ status: 0 });
    const done = await world.waitForPhase(waba.id, 'completed');
    expect(done.timeline).toContainEqual(expect.objectContaining({ by: 'local:bea' }));
  });

  it('that comes too late moves nothing: the deadline ends in the hands of a person, with a new verification', async () => {
    const waba = await world.addAccount();
    await world.start(waba.id, '--policy', 'approvalDeadline=4s');
    const waiting = await world.waitForPhase(waba.id, 'awaiting-approval');
    await world.waitForPhase(waba.id, 'needs-operator');
    const late = await world.wabactl('migrate', 'approve', waba.id, '--digest', waiting.report?.digest ?? '');
    expect(late).toMatchObject({ status: 1, json: { error: { type: 'verb-refused' } } });

    await world.wabactl('migrate', 'retry', waba.id, '--step', 'verify');
    await world.waitForPhase(waba.id, 'awaiting-approval');
    await world.wabactl('migrate', 'reject', waba.id, '--reason', 'not this month');
    const rejected = await world.waitForPhase(waba.id, 'abandoned');
    expect(rejected.orphans.map(({ wabaId }) => wabaId)).toEqual([waiting.destinationWabaId]);
    expect(effectsOf(await world.finish(), 'resume-accepted')).toEqual([]);
  });
});

describe('a run can be stopped before the numbers move', () => {
  it('a pause lets no write out, approved or not, until it is lifted', async () => {
    const waba = await world.addAccount();
    await world.start(waba.id);
    await world.waitForPhase(waba.id, 'awaiting-approval');
    expect(await world.wabactl('migrate', 'pause', waba.id)).toMatchObject({ status: 0 });
    expect(await world.approve(waba.id)).toMatchObject({ status: 0, json: { needsOperator: true } });
    await sleep(A_WHILE_MS);
    const paused = await world.waitForPhase(waba.id, ['awaiting-approval', 'cutting-over']);
    expect(paused).toMatchObject({ needsOperator: true, waitingFor: { verbs: expect.arrayContaining(['unpause']) } });
    expect(digitsOf(await accountNow(world, waba.id))).toEqual(digitsOf(waba));

    expect(await world.wabactl('migrate', 'unpause', waba.id)).toMatchObject({ status: 0 });
    await world.waitForPhase(waba.id, 'completed');
  });

  it("Temporal's own cancellation abandons it, and the outcome names the clone that is left behind", async () => {
    const waba = await world.addAccount();
    await world.start(waba.id);
    const waiting = await world.waitForPhase(waba.id, 'awaiting-approval');
    await world.client.workflow.getHandle(waiting.workflowId).cancel();
    const ended = await world.waitForPhase(waba.id, 'abandoned');
    expect(ended.orphans.map(({ wabaId }) => wabaId)).toEqual([waiting.destinationWabaId]);
    expect(ended.outcome?.numbers.map(({ digits, on }) => ({ digits, on }))).toEqual(
      expect.arrayContaining(digitsOf(waba).map((digits) => ({ digits, on: 'source' }))),
    );
  });

  it('a cancellation while Meta clones does not wait for the clone', async () => {
    const waba = await world.addAccount({ behaviour: { stepMs: 3_600_000 } });
    await world.start(waba.id);
    const cloning = await world.waitForPhase(waba.id, 'cloning');
    await world.client.workflow.getHandle(cloning.workflowId).cancel();
    const ended = await world.waitForPhase(waba.id, 'abandoned');
    expect(ended.orphans).toHaveLength(1);
  });
});

describe('a test message', () => {
  it('is sent once, from a number that has moved, and proves no more than that Meta took it', async () => {
    const waba = await world.addAccount({ templates: [{ name: 'hello', language: 'en_US' }] });
    const message = ['--test-message-to', '+15551234567', '--test-message-template', 'hello:en_US'];
    const ended = await world.start(waba.id, '--approval', 'auto', '--wait', ...message);
    expect(ended).toMatchObject({
      status: 0,
      json: { phase: 'completed', outcome: { testMessage: { state: 'accepted-not-proven' } } },
    });
    const { wabaId, destinationWabaId } = ended.json as { wabaId: string; destinationWabaId: string };
    const sent = effectsOf(await world.finish(), 'message-accepted');
    expect(sent).toHaveLength(1);
    expect(sent[0]?.effect).toMatchObject({ wabaId: destinationWabaId });
    expect(wabaId).toBe(waba.id);
  });
});
