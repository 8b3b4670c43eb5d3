/** Workers that may not act for a run: on another Graph, without its token; and one that is told to stop in a write. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createWorld, fetchHistory, until, type SimulatedWaba, type World } from './harness';
import { TOKEN } from './harness/account-spec';
import { readHistory } from '../checker/history';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterEach(() => world.finish());
afterAll(() => world?.close());

const start = (waba: SimulatedWaba, ...more: string[]) => world.start(waba.id, ...more);
const AUTO = ['--approval', 'auto'];

/** Waits until an activity of the newest run was tried and failed with this type. */
async function refusedWith(type: string, { id }: SimulatedWaba): Promise<string> {
  const { workflowId } = await world.migrations.get(id).catch(() => ({ workflowId: `migrate-waba/${id}` }));
  return until(`an activity of ${workflowId} that fails with ${type}`, 60_000, async () => {
    const { raw } = await world.client.workflow.getHandle(workflowId).describe();
    const failures = (raw.pendingActivities ?? []).map(({ lastFailure }) => lastFailure);
    const found = failures.find((failure) => failure?.applicationFailureInfo?.type === type);
    return found?.message ?? undefined;
  });
}

const callsSince = async (seq: number) => (await world.simulator.journal()).filter((entry) => entry.seq > seq);
const lastSeq = async () => (await world.simulator.journal()).at(-1)?.seq ?? 0;

describe('a worker that is told to stop while the answer of resume is awaited', () => {
  it('ends only after the answer, which is recorded, so that no reading has to decide', async () => {
    const waba = await world.addAccount();
    const held = await world.simulator.holdNext('resume-accepted', waba.id);
    await world.killWorker();
    const worker = world.startWorker();
    await start(waba, ...AUTO);
    await held.reached();
    const ended = worker.end('SIGTERM');
    await until('a worker that has heard of its end', 30_000, () =>
      Promise.resolve(worker.output().includes('it finishes what it has begun') ? true : undefined),
    );
    expect(worker.isRunning()).toBe(true);
    await held.answer();
    expect(await ended).toEqual({ code: 0, signal: null });

    world.startWorker();
    const done = await world.waitForPhase(waba.id, 'completed');
    const { activities } = readHistory(await fetchHistory(world.client, done));
    expect(activities.filter(({ type }) => type === 'cutOver').map(({ result }) => result)).toEqual([
      expect.objectContaining({ kind: 'sent' }),
    ]);
  });
});

describe('a worker on another Graph', () => {
  it.each([
    ['another host', (url: string) => ({ GRAPH_API_URL: url.replace('127.0.0.1', 'localhost') })],
    ['another app', () => ({ META_APP_ID: '1000000000000002' })],
  ])('(%s) refuses before any call, and the right one goes on', async (_name, strange) => {
    const waba = await world.addAccount({ behaviour: { stepMs: 1_500 } });
    await start(waba, ...AUTO);
    await world.waitForPhase(waba.id, 'cloning');
    await world.killWorker();
    const before = await lastSeq();
    world.startWorker(strange(world.simulator.url));
    const message = await refusedWith('WrongGraph', waba);
    expect(message).toMatch(/GRAPH_API_URL and META_APP_ID/);
    expect((await callsSince(before)).filter(({ method }) => method !== 'CLOCK')).toEqual([]);
    await world.killWorker();
    world.startWorker();
    const done = await world.waitForPhase(waba.id, 'completed');
    expect(done.timeline.map((entry) => entry.phase)).not.toContain('needs-operator');
  });

  it('does not stand in for the right one when a write is due: it is not sent, and not lost', async () => {
    const waba = await world.addAccount();
    await start(waba);
    await world.waitForPhase(waba.id, 'awaiting-approval');
    await world.killWorker();
    world.startWorker({ META_APP_ID: '1000000000000002' });
    const before = await lastSeq();
    await world.approve(waba.id);
    const waiting = await world.waitForPhase(waba.id, 'cutting-over', {
      where: ({ waitingFor }) => waitingFor !== null,
    });
    expect(waiting.waitingFor?.reason).toMatch(/META_APP_ID.*Nothing was sent/);
    expect((await callsSince(before)).filter(({ method }) => method === 'POST')).toEqual([]);
    await world.killWorker();
    world.startWorker();
    const done = await world.waitForPhase(waba.id, 'completed');
    expect(done.timeline.map((entry) => entry.phase)).not.toContain('needs-operator');
  });
});

describe('a worker without the token of a run', () => {
  it('says which one it lacks, and the run goes on where it is there', async () => {
    const waba = await world.addAccount();
    await start(waba, ...AUTO, '--token-ref', 'acme');
    expect(await refusedWith('TokenMissing', waba)).toContain('"acme"');
    await world.killWorker();
    // Outside of the evidence folder, which is searched for tokens.
    const file = join(world.server.stateDir, 'tokens.json');
    await writeFile(file, JSON.stringify({ default: TOKEN, acme: TOKEN }));
    world.startWorker({ GRAPH_TOKEN: '', GRAPH_TOKENS_FILE: file });
    const done = await world.waitForPhase(waba.id, 'completed');
    expect(done.timeline.map((entry) => entry.phase)).not.toContain('needs-operator');
  });
});
