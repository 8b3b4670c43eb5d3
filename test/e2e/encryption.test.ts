/** Encryption of what Temporal keeps: a whole migration with `PAYLOAD_KEYS`, and what happens where a key is missing. */
import { randomBytes } from 'node:crypto';
import { creditLineWorkflowId } from '../../domain/ids';
import {
  accountOf,
  createWorld,
  CREDIT_LINE,
  fetchHistory,
  inTwoCalls,
  liveRecords,
  numberPlaces,
  until,
  type SimulatedWaba,
  type World,
} from './harness';
import { describeRaw } from './harness/runs';
import { APP_SECRET, TOKEN } from './harness/account-spec';

const key = (id: string) => `${id}:${randomBytes(32).toString('base64')}`;
const OLD = key('autumn');
const NEW = key('winter');
const FOREIGN = key('foreign');

let world: World;
beforeAll(async () => {
  // As in the middle of a rotation: the old key writes, and whoever reads knows the new one already. The foreign one is
  // there for the checker, which reads what a worker that has only that one leaves in the history.
  world = await createWorld({ env: { PAYLOAD_KEYS: [OLD, NEW, FOREIGN].join(',') } });
});
afterEach(() => world.finish());
afterAll(() => world?.close());

const start = (waba: SimulatedWaba, ...more: string[]) => world.start(waba.id, ...more);

/** Every text, and every bytes read as text, that Temporal keeps of the newest run of an account. */
async function keptOf(waba: SimulatedWaba): Promise<string> {
  const run = await world.migrations.get(waba.id);
  return textsIn([await fetchHistory(world.client, run), await describeRaw(world.client, run)]).join('\n');
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (value instanceof Uint8Array) return [Buffer.from(value).toString('utf8')];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => [key, ...textsIn(item)]);
}

describe('a migration whose payloads are encrypted', () => {
  it('goes through, shows everything to whoever has the key, and nothing to Temporal', async () => {
    const waba = await world.addAccount({ name: 'Jasper and Sons' });
    await start(waba);
    await world.waitForPhase(waba.id, 'awaiting-approval');
    const shown = await world.wabactl('migrate', 'list', '--phase', 'awaiting-approval');
    expect(shown.json).toMatchObject({ migrations: [{ wabaId: waba.id, name: 'Jasper and Sons' }] });
    await world.approve(waba.id);
    const done = await world.waitForPhase(waba.id, 'completed');
    const digits = numberPlaces([waba]).map((number) => number.digits);
    expect(done.outcome?.numbers.map((number) => number.digits).sort()).toEqual([...digits].sort());

    const kept = await keptOf(waba);
    const secrets = ['Jasper and Sons', ...digits, TOKEN, APP_SECRET];
    expect([waba.id, 'binary/encrypted', ...secrets].filter((text) => kept.includes(text))).toEqual([
      waba.id,
      'binary/encrypted',
    ]);
  });

  it('funds an account by a share of which Temporal learns neither line nor allocation', async () => {
    const customer = await world.addCustomer();
    const { businessId } = customer;
    const { runId } = await world.credit.share(accountOf(customer), inTwoCalls(customer));
    const { outcome } = await world.waitForCredit(businessId, 'completed');
    const [record] = await liveRecords(world, customer);
    expect(outcome).toMatchObject({ allocationId: record?.id, made: [{ id: record?.id }] });
    const run = { workflowId: creditLineWorkflowId(businessId), runId };
    const kept = textsIn([await fetchHistory(world.client, run), await describeRaw(world.client, run)]).join('\n');
    const secrets = [CREDIT_LINE, String(record?.id), TOKEN, customer.token];
    expect([businessId, 'binary/encrypted', ...secrets].filter((text) => kept.includes(text))).toEqual([
      businessId,
      'binary/encrypted',
    ]);
  });

  it('tells a client without the key, in one line, which key it lacks', async () => {
    const waba = await world.addAccount();
    await start(waba);
    await world.waitForPhase(waba.id, 'awaiting-approval');
    for (const PAYLOAD_KEYS of ['', FOREIGN]) {
      for (const args of [['show', waba.id], ['list'], ['abandon', waba.id, '--reason', 'no key']]) {
        const { status, stderr, json } = await world.wabactlWith({ PAYLOAD_KEYS }, 'migrate', ...args);
        expect({ args, status }).toEqual({ args, status: 1 });
        expect(stderr.trim().split('\n')).toHaveLength(1);
        expect(stderr).toContain('"autumn"');
        expect(stderr).toContain('PAYLOAD_KEYS');
        expect(json).toMatchObject({ error: { fix: expect.stringContaining('PAYLOAD_KEYS') } });
      }
    }
  });

  it('waits while only workers without the key run, and goes on with the first one that has it', async () => {
    const waba = await world.addAccount({ behaviour: { stepMs: 1_500 } });
    await start(waba, '--approval', 'auto');
    const run = await world.waitForPhase(waba.id, 'cloning');
    await world.killWorker();
    for (const PAYLOAD_KEYS of ['', FOREIGN]) {
      const stranger = world.startWorker({ PAYLOAD_KEYS });
      await until('a worker that names the key', 60_000, () =>
        Promise.resolve(/under key \W*autumn\W/.test(stranger.output()) ? true : undefined),
      );
      // What the worker could not read failed its task, which Temporal gives out again; the run is as it was.
      expect((await world.client.workflow.getHandle(run.workflowId).describe()).status.name).toBe('RUNNING');
      await world.killWorker();
    }
    world.startWorker();
    const done = await world.waitForPhase(waba.id, 'completed');
    expect(done.runId).toBe(run.runId);
    expect(done.timeline.map((entry) => entry.phase)).not.toContain('needs-operator');
  });

  it.each([
    ['keys that cannot be parsed', { PAYLOAD_KEYS: 'autumn:c2hvcnQ=' }, 'PAYLOAD_KEYS: cannot be parsed'],
    [
      'a file of keys that is not there',
      { PAYLOAD_KEYS: '', PAYLOAD_KEYS_FILE: 'no-keys' },
      'PAYLOAD_KEYS_FILE: names',
    ],
  ])('does not start a worker with %s: one line says why', async (_what, env, reason) => {
    const worker = world.startWorker(env);
    expect(await worker.ended).toEqual({ code: 2, signal: null });
    expect(worker.stdout()).toBe('');
    expect(worker.stderr().trim().split('\n')).toEqual([expect.stringContaining(`worker: ${reason}`)]);
  });

  it('reads what an older key wrote, and writes under the newest', async () => {
    const waba = await world.addAccount();
    await start(waba);
    await world.waitForPhase(waba.id, 'awaiting-approval');
    expect((await keptOf(waba)).includes('winter')).toBe(false);
    await world.killWorker();
    const rotated = { PAYLOAD_KEYS: `${NEW},${OLD}` };
    world.startWorker(rotated);
    const shown = await world.wabactlWith(rotated, 'migrate', 'show', waba.id);
    expect(shown).toMatchObject({ status: 0, json: { phase: 'awaiting-approval' } });
    const { digest } = (shown.json as { report: { digest: string } }).report;
    await world.wabactlWith(rotated, 'migrate', 'approve', waba.id, '--digest', digest);
    await world.waitForPhase(waba.id, 'completed');
    expect((await keptOf(waba)).includes('winter')).toBe(true);
  });
});
