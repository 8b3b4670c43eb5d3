/** The client over HTTP on a whole world: two API processes with keys, a worker, the simulator, a real Temporal server. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHttpWabaMigrations, type HttpMigrations, type MigrationEvent } from '../../client';
import { createKey, type Role } from '../../client/access';
import { moveAccount } from '../../examples/approve-when-clean';
import { collectGarbage } from '../helpers/garbage';
import { startProcess } from './harness/child-process';
import { accountOf, createWorld, CREDIT_LINE, tell, until, type Child, type World } from './harness';

interface RunningApi {
  readonly child: Child;
  readonly url: string;
}

let world: World;
let folder: string;
let keys: Readonly<Record<Exclude<Role, 'admin'>, string>>;
let apis: [RunningApi, RunningApi];

async function startApi(port = '0'): Promise<RunningApi> {
  const own = { EVIDENCE_DIR: world.evidenceDir, STATE_DIR: folder, API_KEYS_FILE: join(folder, 'keys.json') };
  const child = startProcess('api', [], { cwd: folder, env: { ...world.server.env, ...own, PORT: port } });
  const { url } = JSON.parse(await child.line(/"url"/)) as { url: string };
  return { child, url };
}

beforeAll(async () => {
  world = await createWorld();
  folder = await mkdtemp(join(tmpdir(), 'waba-api-'));
  const keyOf = async (role: Role): Promise<string> => {
    const key = { name: `the-${role}`, role, expires: null };
    return (await createKey(join(folder, 'keys.json'), key, new Date())).key;
  };
  keys = { viewer: await keyOf('viewer'), operator: await keyOf('operator'), approver: await keyOf('approver') };
  apis = [await startApi(), await startApi()];
}, 600_000);

afterEach(() => world.finish());

afterAll(async () => {
  for (const { child } of apis ?? []) await child.end('SIGKILL');
  await world?.close();
  await rm(folder, { recursive: true, force: true });
});

const clientOf = (role: keyof typeof keys, { url }: RunningApi): HttpMigrations =>
  // A process starts slowly where many do.
  createHttpWabaMigrations({
    baseUrl: url,
    apiKey: keys[role],
    fetch: world.fetch,
    retry: { attempts: 20, withinMs: 60_000 },
  });

/** A start as these tests make it. */
const start = (wabaId: string) => ({ wabaId, targetCurrency: 'INR', extendedCreditId: CREDIT_LINE });

test('the example service moves an account: one key starts it by one process, another approves by the other', async () => {
  const { id } = await world.addAccount();
  const operator = clientOf('operator', apis[0]);
  const approver = clientOf('approver', apis[1]);
  const ended = await moveAccount({ operator, approver, ...start(id) });
  expect(ended).toMatchObject({ phase: 'completed', outcome: { evidencePath: expect.any(String) } });
  // What comes straight from Temporal is the same document.
  expect(ended).toEqual(await world.migrations.get(id));
  const by = ended.timeline.flatMap((entry) => entry.by ?? []);
  expect(new Set(by)).toEqual(new Set(['the-operator', 'the-approver']));

  const again = clientOf('operator', apis[1]).start(start(id));
  expect(await again).toMatchObject({ runId: ended.runId, started: false });
  await expect(operator.start({ ...start(id), targetCurrency: 'BRL' })).rejects.toMatchObject({
    name: 'Conflict',
    other: { runId: ended.runId },
  });
  await expect(approver.abandon(id, { reason: 'too late' })).rejects.toMatchObject({ name: 'Forbidden' });
  await expect(operator.abandon(id, { reason: 'too late' })).rejects.toMatchObject({
    name: 'RunClosed',
    state: { phase: 'completed', runId: ended.runId },
  });
});

test('a person without Temporal works with wabactl and a key; who decided is in the key', async () => {
  const { id } = await world.addAccount();
  // No address of Temporal that answers, so nothing but the API can have been asked.
  const remote = (role: keyof typeof keys, ...args: string[]) =>
    world.wabactlWith(
      { WABA_API_URL: apis[1].url, WABA_API_KEY: keys[role], TEMPORAL_ADDRESS: '127.0.0.1:1' },
      ...['migrate', ...args],
    );
  const started = await remote(
    'operator',
    'start',
    '--waba',
    id,
    '--to',
    'INR',
    '--credit-line',
    CREDIT_LINE,
    '--wait',
  );
  expect(started).toMatchObject({ status: 3, json: { phase: 'awaiting-approval', needsOperator: true } });
  expect(await remote('operator', 'pause', id, '--by', 'somebody')).toMatchObject({
    status: 2,
    json: { error: { field: '--by' } },
  });
  expect(await remote('viewer', 'reject', id, '--reason', 'no')).toMatchObject({
    status: 1,
    json: { error: { type: 'forbidden', fix: expect.stringContaining('approver') } },
  });
  const rejected = await remote('approver', 'reject', id, '--reason', 'not this year');
  expect(rejected.status).toBe(0);
  const shown = await remote('viewer', 'show', id, '--watch');
  expect(shown).toMatchObject({
    status: 1,
    json: { phase: 'abandoned', outcome: { reason: expect.stringContaining('not this year'), by: 'the-approver' } },
  });
  const said = JSON.stringify([started, rejected, shown]);
  for (const key of Object.values(keys)) expect(said).not.toContain(key);
});

test('a share that waits for a person is listed straight from Temporal and over HTTP, until somebody decides', async () => {
  const customer = await world.addCustomer({ account: { behaviour: { fundingShown: false } } });
  const { businessId } = customer;
  const { id: wabaId } = accountOf(customer);
  await world.credit.share({ id: wabaId, businessId }, { verifyFor: '2s' });
  const { waitingFor, runId } = await world.waitForCredit(businessId, 'needs-operator');

  const { credit } = clientOf('viewer', apis[0]);
  const find = async () =>
    (await credit.list({ needsOperator: true })).operations.find((operation) => operation.businessId === businessId);
  const found = await until('the list to show the share', 60_000, find);
  expect(found).toMatchObject({
    runId,
    operation: 'share',
    wabaId,
    currency: 'INR',
    phase: 'needs-operator',
    waitingFor,
  });
  expect(found.needsOperator).toBe(true);
  expect((await world.migrations.credit.list({ needsOperator: true, businessId })).operations).toEqual([found]);
  expect((await world.migrations.list({ needsOperator: true })).migrations.map((run) => run.runId)).not.toContain(
    runId,
  );

  await tell(world, 'accept-as-is', customer);
  await until('the list to leave the share out', 60_000, async () => ((await find()) === undefined ? true : undefined));
  const { operations } = await credit.list({ businessId });
  expect(operations).toMatchObject([{ runId, phase: 'completed', needsOperator: false, waitingFor: null }]);
});

test('a process that is killed and started again is outlived: looks are repeated, events go on with a snapshot', async () => {
  const { id } = await world.addAccount();
  const operator = clientOf('operator', apis[0]);
  await operator.start(start(id));
  await world.waitForPhase(id, 'awaiting-approval');
  const seen: MigrationEvent[] = [];
  const stop = new AbortController();
  const listening = (async () => {
    for await (const event of operator.events({ signal: stop.signal })) seen.push(event);
  })();
  const snapshots = (count: number) =>
    until(`${count} snapshots`, 60_000, async () =>
      seen.filter(({ type }) => type === 'snapshot').length >= count ? true : undefined,
    );
  await snapshots(1);

  await apis[0].child.end('SIGKILL');
  const look = operator.get(id);
  apis[0] = await startApi(new URL(apis[0].url).port);
  expect((await look).phase).toBe('awaiting-approval');
  await snapshots(2);

  await operator.abandon(id, { reason: 'enough' });
  await until('the hint of the end', 60_000, async () =>
    seen.some((event) => event.type === 'changed' && event.change.wabaId === id && event.change.phase === 'abandoned')
      ? true
      : undefined,
  );
  // In a process that works there is garbage by now, and collecting it must not cut the signal off from the stream.
  await collectGarbage();
  stop.abort();
  await listening;
});
