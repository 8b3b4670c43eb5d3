/**
 * Murders of the worker: SIGKILL while runs are in every phase, and between each write and its answer. Each part kills
 * once for many runs at a time, since a heartbeat that stays away takes half a minute to be missed.
 */
import {
  createWorld,
  fetchHistory,
  type AccountChanges,
  type HeldCall,
  type HoldRule,
  type SimulatedWaba,
  type World,
} from './harness';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world?.close());

const start = (waba: SimulatedWaba, ...more: string[]) => world.start(waba.id, ...more);
const AUTO = ['--approval', 'auto'];

/** Kills the worker, lets nothing of its calls through, and starts another one. Answers with both process ids. */
async function replaceWorker(held: readonly HeldCall[]): Promise<{ dead: number; next: number }> {
  const [killed, ...others] = await world.killWorker();
  expect(others).toEqual([]);
  expect(await killed?.ended).toEqual({ code: null, signal: 'SIGKILL' });
  for (const call of held) await call.drop();
  return { dead: killed?.pid ?? 0, next: world.startWorker().pid };
}

/** The processes that took tasks of a run, in the order in which they first came; Temporal notes them, not we. */
async function workersOf(waba: SimulatedWaba): Promise<number[]> {
  const { workflowId, runId } = await world.migrations.get(waba.id);
  const { history } = await fetchHistory(world.client, { workflowId, runId });
  const identities = (history.events ?? []).flatMap(
    ({ workflowTaskStartedEventAttributes: task, activityTaskStartedEventAttributes: activity }) =>
      task?.identity ?? activity?.identity ?? [],
  );
  return [...new Set(identities.map((identity) => parseInt(identity, 10)))];
}

/** What the calls about an account have changed, in order. */
async function effectsOf({ id }: SimulatedWaba): Promise<string[]> {
  const journal = await world.simulator.journal();
  const clones = (await migrationsOf(id)).map((migration) => migration.destinationWabaId);
  return journal
    .filter(({ wabaId }) => wabaId === id || clones.includes(wabaId))
    .flatMap(({ effect }) => effect?.kind ?? []);
}

async function migrationsOf(wabaId: string) {
  const { migrations } = await world.simulator.state();
  return migrations.filter((migration) => migration.sourceWabaId === wabaId);
}

/** The calls to an edge that were sent about an account, answered or not. */
async function callsTo(edge: string, { id }: SimulatedWaba): Promise<number> {
  const clones = (await migrationsOf(id)).map((migration) => migration.destinationWabaId);
  const journal = await world.simulator.journal();
  return journal.filter(
    ({ method, path, wabaId }) =>
      method === 'POST' && path.endsWith(edge) && (wabaId === id || clones.includes(wabaId ?? '')),
  ).length;
}

const HOUR_MS = 3_600_000;
/** A step that only an advance of the simulator's clock ends. */
const NOT_BY_ITSELF = HOUR_MS / 6;

describe('one kill finds a run in every phase, and each goes on in another process', () => {
  const runs = new Map<string, SimulatedWaba>();
  const at = (phase: string): SimulatedWaba => runs.get(phase) as SimulatedWaba;
  let pids: { dead: number; next: number };

  beforeAll(async () => {
    const changes: Record<string, AccountChanges> = {
      confirming: { behaviour: { phoneStatusAfterMove: 'PENDING' } },
      'cutting-over': { behaviour: { moveMs: NOT_BY_ITSELF } },
      'awaiting-approval': {},
      verifying: { behaviour: { appLost: true } },
      'needs-operator': { behaviour: { initiations: ['refused'] } },
      cloning: { behaviour: { stepMs: NOT_BY_ITSELF } },
      initiating: {},
      assessing: {},
    };
    for (const [phase, change] of Object.entries(changes)) runs.set(phase, await world.addAccount(change));
    const held = [
      await world.simulator.holdNext('app-subscribed'),
      await world.simulator.holdNext('initiated', at('initiating').id),
      await world.simulator.hold({
        fault: 'hold',
        method: 'GET',
        path: '/message_templates$',
        wabaId: at('assessing').id,
      }),
    ];
    // The phases that take longest to reach begin first, for a held call waits only so long.
    const early = ['confirming', 'cutting-over', 'awaiting-approval', 'needs-operator', 'cloning'];
    const begin = (phase: string) => start(at(phase), ...(phase === 'awaiting-approval' ? [] : AUTO));
    await Promise.all(early.map(begin));
    await Promise.all(early.map((phase) => world.waitForPhase(at(phase).id, phase as never)));
    const late = ['verifying', 'initiating', 'assessing'];
    await Promise.all(late.map(begin));
    await Promise.all(held.map((call) => call.reached()));
    for (const phase of runs.keys()) expect(await world.migrations.get(at(phase).id)).toMatchObject({ phase });
    pids = await replaceWorker(held);
    await world.simulator.advance(HOUR_MS);
  });

  it.each(['assessing', 'cloning', 'verifying', 'cutting-over'])('%s completes by itself', async (phase) => {
    await world.waitForPhase(at(phase).id, 'completed');
    const effects = await effectsOf(at(phase));
    expect(effects.filter((kind) => kind === 'initiated')).toHaveLength(1);
    expect(effects.filter((kind) => kind === 'resume-accepted')).toHaveLength(1);
  });

  it('confirming completes once the numbers are connected', async () => {
    const { destinationWabaId } = await world.waitForPhase(at('confirming').id, 'confirming');
    const { wabas } = await world.simulator.state();
    const numbers = wabas.find(({ id }) => id === destinationWabaId)?.numbers ?? [];
    await world.simulator.changeWaba(destinationWabaId ?? '', {
      numbers: { change: numbers.map(({ id }) => ({ id, status: 'CONNECTED' })) },
    });
    await world.waitForPhase(at('confirming').id, 'completed');
  });

  it('awaiting-approval still waits for the same digest, and moves once it is approved', async () => {
    await world.waitForPhase(at('awaiting-approval').id, 'awaiting-approval');
    expect(await effectsOf(at('awaiting-approval'))).not.toContain('resume-accepted');
    expect(await world.approve(at('awaiting-approval').id)).toMatchObject({ status: 0 });
    await world.waitForPhase(at('awaiting-approval').id, 'completed');
  });

  it('needs-operator still waits for a verb, and takes it', async () => {
    await world.waitForPhase(at('needs-operator').id, 'needs-operator');
    await world.wabactl('migrate', 'retry', at('needs-operator').id, '--step', 'initiate');
    await world.waitForPhase(at('needs-operator').id, 'completed');
  });

  it('initiating asks a person, who names the clone that nobody got an answer about, and initiates again', async () => {
    const waiting = await world.waitForPhase(at('initiating').id, 'needs-operator');
    const [lost] = await migrationsOf(at('initiating').id);
    const clone = lost?.destinationWabaId ?? '';
    expect(waiting.waitingFor?.reason).toContain(clone);
    await world.wabactl('migrate', 'retry', at('initiating').id, '--step', 'initiate', '--accept-orphan', clone);
    const done = await world.waitForPhase(at('initiating').id, 'completed');
    expect(done.orphans.map((orphan) => orphan.wabaId)).toEqual([clone]);
  });

  it('the dead process took the first tasks of each run, the next one all that followed', async () => {
    for (const waba of runs.values()) expect(await workersOf(waba)).toEqual([pids.dead, pids.next]);
  });

  it('keeps every promise', async () => {
    expect((await world.finish()).states).toHaveLength(runs.size);
  });
});

describe('a kill between a write and its answer', () => {
  const runs = new Map<string, SimulatedWaba>();
  const of = (name: string): SimulatedWaba => runs.get(name) as SimulatedWaba;
  const template = { name: 'hello', language: 'en_US' };
  const message = ['--test-message-to', '+15550001111', '--test-message-template', 'hello:en_US'];

  /** The write of each run that is held, on which side of its effect, and what the run needs to get there. */
  const writes: Record<string, HoldRule & { account?: AccountChanges; options?: readonly string[] }> = {
    message: { fault: 'hold', effect: 'message-accepted', account: { templates: [template] }, options: message },
    resume: { fault: 'hold', effect: 'resume-accepted' },
    'resume that never began': {
      fault: 'hold-before',
      effect: 'resume-accepted',
      options: ['--policy', 'settleAfterResume=3s'],
    },
    'repair of the user': { fault: 'hold', effect: 'user-assigned', account: { behaviour: { usersLost: true } } },
    'repair of the app': { fault: 'hold', effect: 'app-subscribed', account: { behaviour: { appLost: true } } },
    initiate: { fault: 'hold', effect: 'initiated' },
    'initiate that never began': { fault: 'hold-before', effect: 'initiated' },
  };

  beforeAll(async () => {
    const held: HeldCall[] = [];
    const begun: Promise<unknown>[] = [];
    for (const [name, { account, options = [], ...rule }] of Object.entries(writes)) {
      const waba = await world.addAccount(account);
      runs.set(name, waba);
      // Writes on a clone cannot be told by the source; only one run makes each of those.
      const ofSource = ['initiated', 'resume-accepted'].includes(rule.effect ?? '') ? { wabaId: waba.id } : {};
      held.push(await world.simulator.hold({ ...rule, ...ofSource }));
      begun.push(start(waba, ...AUTO, ...options));
    }
    await Promise.all(begun);
    await Promise.all(held.map((call) => call.reached()));
    expect(await Promise.all(held.map((call) => call.callerWaits()))).not.toContain(false);
    await replaceWorker(held);
  });

  it('a repair is looked at again and made good, and the run completes', async () => {
    await world.waitForPhase(of('repair of the app').id, 'completed');
    // Other users stay lost, which is a difference that a person has to approve.
    await world.waitForPhase(of('repair of the user').id, 'awaiting-approval');
    await world.approve(of('repair of the user').id);
    await world.waitForPhase(of('repair of the user').id, 'completed');
    // Each happened before the kill; what is there is not written again.
    expect(await callsTo('/subscribed_apps', of('repair of the app'))).toBe(1);
    expect(await callsTo('/assigned_users', of('repair of the user'))).toBe(1);
  });

  it('a resume that happened is seen by reading, and not sent again', async () => {
    await world.waitForPhase(of('resume').id, 'completed');
    expect(await callsTo('/resume_migration', of('resume'))).toBe(1);
  });

  it('a resume that never began is decided by a person', async () => {
    const waba = of('resume that never began');
    const waiting = await world.waitForPhase(waba.id, 'needs-operator');
    expect(waiting.waitingFor?.verbs).toEqual(['retry', 'conclude']);
    await world.wabactl('migrate', 'retry', waba.id, '--step', 'resume');
    await world.waitForPhase(waba.id, 'completed');
    expect((await effectsOf(waba)).filter((kind) => kind === 'resume-accepted')).toHaveLength(1);
  });

  it('a test message is not sent twice, and the outcome says that its answer is unknown', async () => {
    const done = await world.waitForPhase(of('message').id, 'completed');
    expect(done.outcome?.testMessage).toMatchObject({ state: 'unknown' });
    expect(await callsTo('/messages', of('message'))).toBe(1);
  });

  it('an initiate that happened is not repeated: a person attaches its migration', async () => {
    const waba = of('initiate');
    await world.waitForPhase(waba.id, 'needs-operator');
    const [migration] = await migrationsOf(waba.id);
    await world.wabactl('migrate', 'attach', waba.id, '--migration-id', migration?.id ?? '');
    await world.waitForPhase(waba.id, 'awaiting-approval');
    await world.approve(waba.id);
    await world.waitForPhase(waba.id, 'completed');
    expect(await migrationsOf(waba.id)).toHaveLength(1);
  });

  it('an initiate that never began is sent once a person has looked', async () => {
    const waba = of('initiate that never began');
    await world.waitForPhase(waba.id, 'needs-operator');
    expect(await migrationsOf(waba.id)).toEqual([]);
    await world.wabactl('migrate', 'retry', waba.id, '--step', 'initiate', '--accept-orphan', 'none');
    expect(await world.waitForPhase(waba.id, 'completed')).toMatchObject({ orphans: [] });
  });

  it('keeps every promise', async () => {
    expect((await world.finish()).states).toHaveLength(runs.size);
  });
});
