/** The API on a whole world: two processes at once, without a worker, without Temporal, and its own end. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createParser, type EventSourceMessage } from 'eventsource-parser';
import type { Problem } from '../../client/api/problems';
import { startProcess } from './harness/child-process';
import { accountOf, createWorld, CREDIT_LINE, until, type Child, type World } from './harness';

let world: World;
let folder: string;
let apis: { readonly child: Child; readonly url: string }[];

async function startApi(): Promise<{ child: Child; url: string }> {
  const env = { ...world.server.env, EVIDENCE_DIR: world.evidenceDir, STATE_DIR: folder, PORT: '0' };
  const child = startProcess('api', [], { cwd: folder, env });
  const { url } = JSON.parse(await child.line(/"url"/)) as { url: string };
  return { child, url };
}

beforeAll(async () => {
  world = await createWorld();
  folder = await mkdtemp(join(tmpdir(), 'waba-api-'));
  apis = await Promise.all([startApi(), startApi()]);
}, 600_000);

afterEach(() => world.finish());

afterAll(async () => {
  for (const { child } of apis ?? []) await child.end('SIGTERM');
  await world?.close();
  await rm(folder, { recursive: true, force: true });
});

const urlOf = (index: number): string => apis[index]?.url ?? '';

const post = (url: string, body: object, headers: Record<string, string> = {}) =>
  world.fetch(
    new Request(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    }),
  );

/** The events of a stream as they come. */
async function listen(url: string): Promise<{ events: EventSourceMessage[]; ended: Promise<void> }> {
  const events: EventSourceMessage[] = [];
  const parser = createParser({ onEvent: (event) => events.push(event) });
  const response = await fetch(`${url}/v1/events`);
  const decoder = new TextDecoder();
  const ended = (async () => {
    for await (const chunk of response.body ?? []) parser.feed(decoder.decode(chunk as Uint8Array, { stream: true }));
  })().catch(() => undefined);
  return { events, ended };
}

const seen = (events: readonly EventSourceMessage[], name: string, count = 1) =>
  until(`${count} events ${name}`, 60_000, async () =>
    events.filter(({ event }) => event === name).length >= count ? true : undefined,
  );

test('many starts of one account through two processes are one run, whose memo knows its request', async () => {
  const { id } = await world.addAccount();
  const start = { wabaId: id, targetCurrency: 'INR', extendedCreditId: CREDIT_LINE };
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, n) =>
      post(`${urlOf(n % 2)}/v1/migrations`, start, { 'idempotency-key': 'same', 'x-request-id': `try-${n}` }),
    ),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([...Array<number>(9).fill(200), 201]);
  const runs = await Promise.all(answers.map(async (answer) => ((await answer.json()) as { runId: string }).runId));
  expect(new Set(runs).size).toBe(1);
  const { memo } = await world.client.workflow.getHandle(`migrate-waba/${id}`).describe();
  const winner = answers.findIndex(({ status }) => status === 201);
  expect(memo).toMatchObject({
    idempotencyKey: 'same',
    requestId: `try-${winner}`,
    requestHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    startedBy: expect.stringMatching(/^local:/),
  });

  const other = await post(`${urlOf(1)}/v1/migrations`, { ...start, targetCurrency: 'BRL' });
  expect([other.status, ((await other.json()) as Problem).otherRun]).toEqual([
    409,
    { workflowId: `migrate-waba/${id}`, runId: runs[0], workflowType: 'migrateWaba' },
  ]);
  await world.waitForPhase(id, 'awaiting-approval');
});

test('a verb that is repeated with its key is given once, through whichever process, also after the end', async () => {
  const { id } = await world.addAccount();
  await post(`${urlOf(0)}/v1/migrations`, { wabaId: id, targetCurrency: 'INR', extendedCreditId: CREDIT_LINE });
  await world.waitForPhase(id, 'awaiting-approval');
  const { events } = await listen(urlOf(1));
  await seen(events, 'snapshot');
  const abandon = (index: number) =>
    post(
      `${urlOf(index)}/v1/migrations/${id}/abandon`,
      { reason: 'no longer' },
      { 'idempotency-key': 'end', 'x-request-id': `end-${index}` },
    );
  const [first, second] = await Promise.all([abandon(0), abandon(1)]);
  expect([first?.status, second?.status]).toEqual([200, 200]);
  const state = await world.migrations.wait(id);
  expect((await abandon(1)).status).toBe(200);
  // The worker says which of the requests gave it.
  const given = await until(
    'the line of the verb',
    30_000,
    async () => world.workerLog().match(/.*abandon was given.*/g) ?? undefined,
  );
  expect(given.map((line) => JSON.parse(line) as object)).toEqual([
    expect.objectContaining({ wabaId: id, requestId: expect.stringMatching(/^end-[01]$/) }),
  ]);
  const other = { reason: 'for another reason' };
  const reused = await post(`${urlOf(0)}/v1/migrations/${id}/abandon`, other, { 'idempotency-key': 'end' });
  expect(reused.status).toBe(422);
  expect((await reused.json()) as Problem).toMatchObject({
    type: expect.stringContaining('idempotency-key-reused') as string,
  });
  const without = await post(`${urlOf(0)}/v1/migrations/${id}/abandon`, { reason: 'no longer' });
  const problem = (await without.json()) as Problem;
  expect([without.status, problem.closedRun]).toMatchObject([409, { phase: 'abandoned', outcome: state.outcome }]);
  await until(`the hint of ${id}`, 30_000, async () =>
    events.some(({ event, data }) => event === 'changed' && data.includes(`/${id}"`) && data.includes('"abandoned"'))
      ? true
      : undefined,
  );
});

test('the metrics count what waits for a person, migrations and credit operations, and for how long', async () => {
  const figures = async () => {
    const text = await (await fetch(`${urlOf(0)}/metrics`)).text();
    return Object.fromEntries(text.split('\n').map((line) => line.split(' ') as [string, string]));
  };
  const { id } = await world.addAccount({ currency: 'INR' });
  await world.start(id);
  const customer = await world.addCustomer({ wabas: [{ behaviour: { fundingShown: false } }] });
  await world.credit.share(accountOf(customer), { verifyFor: '2s' });
  await world.waitForPhase(id, 'needs-operator');
  await world.waitForCredit(customer.businessId, 'needs-operator');
  const told = await until('both in the metrics', 60_000, async () => {
    const now = await figures();
    const both = ['waba_migrations{phase="needs-operator"}', 'waba_credit_operations_needing_operator'];
    return both.every((name) => now[name] === '1') ? now : undefined;
  });
  expect(told['waba_temporal_reachable']).toBe('1');
  const waiting = Object.values(await world.migrations.count({ needsOperator: true })).reduce((sum, n) => sum + n, 0);
  expect(told['waba_migrations_needing_operator']).toBe(String(waiting));
  expect(Number(told['waba_migrations_oldest_wait_seconds'])).toBeGreaterThan(0);
  expect(Number(told['waba_credit_operations_oldest_wait_seconds'])).toBeGreaterThan(0);
});

test('without a worker an open run cannot be read, which is said in bounded time; lists can', async () => {
  const { id } = await world.addAccount();
  await post(`${urlOf(0)}/v1/migrations`, { wabaId: id, targetCurrency: 'INR', extendedCreditId: CREDIT_LINE });
  await world.waitForPhase(id, 'awaiting-approval');
  await world.killWorker();
  try {
    await until('the answer that no worker polls', 60_000, async () => {
      const show = await fetch(`${urlOf(0)}/v1/migrations/${id}`);
      const problem = (await show.json()) as Problem;
      expect(show.status).toBe(503);
      // A Temporal that is slow to say so is away for as long.
      if (problem.type === '/problems#temporal-unavailable') return undefined;
      expect([show.headers.get('retry-after'), problem.type]).toEqual(['10', '/problems#no-worker']);
      return true;
    });
    expect((await fetch(`${urlOf(0)}/v1/migrations?idPrefix=${id}`)).status).toBe(200);
  } finally {
    world.startWorker();
  }
  await until('a worker that answers', 60_000, async () =>
    (await fetch(`${urlOf(0)}/v1/migrations/${id}`)).status === 200 ? true : undefined,
  );
});

test('a Temporal that dies in the middle of requests and streams is said so, and all goes on when it is back', async () => {
  const { id } = await world.addAccount();
  const { events } = await listen(urlOf(0));
  await seen(events, 'snapshot');
  const answers = Array.from({ length: 20 }, () => fetch(`${urlOf(0)}/v1/migrations`));
  await world.server.kill();
  for (const answer of await Promise.all(answers)) expect([200, 503]).toContain(answer.status);

  const start = { wabaId: id, targetCurrency: 'INR', extendedCreditId: CREDIT_LINE };
  const away = await post(`${urlOf(0)}/v1/migrations`, start, { 'idempotency-key': 'again' });
  const problem = (await away.json()) as Problem;
  expect([away.status, away.headers.get('retry-after'), problem.type]).toEqual([
    503,
    '5',
    '/problems#temporal-unavailable',
  ]);
  expect((await fetch(`${urlOf(0)}/healthz`)).status).toBe(200);
  expect((await fetch(`${urlOf(0)}/readyz`)).status).toBe(503);
  await seen(events, 'away');

  await world.server.restart();
  await seen(events, 'snapshot', 2);
  const again = await until('a start', 60_000, async () => {
    const answer = await post(`${urlOf(1)}/v1/migrations`, start, { 'idempotency-key': 'again' });
    return answer.status === 503 ? undefined : answer;
  });
  expect([200, 201]).toContain(again.status);
  await world.waitForPhase(id, 'awaiting-approval');
});

test('a process that is told to stop ends its streams and goes, with status 0', async () => {
  const { child, url } = await startApi();
  const { events, ended } = await listen(url);
  await seen(events, 'snapshot');
  expect(await child.end('SIGTERM')).toEqual({ code: 0, signal: null });
  await ended;
  expect(child.stderr()).toContain('API has stopped');
});

test.each([
  ['a port that is taken', () => ({ PORT: new URL(urlOf(0)).port }), 1, /^api: PORT: another program uses it already/],
  ['a port that is none', () => ({ PORT: 'http' }), 2, /^api: PORT: write a port/],
  ['another address than loopback without keys', () => ({ HOST: '0.0.0.0' }), 2, /^api: HOST: .*API_KEYS_FILE/],
] as const)('%s ends the process with one line', async (_what, settings, status, line) => {
  const child = startProcess('api', [], {
    cwd: folder,
    env: { ...world.server.env, STATE_DIR: folder, ...settings() },
  });
  expect(await child.ended).toEqual({ code: status, signal: null });
  const said = child
    .stderr()
    .split('\n')
    .filter((one) => one !== '' && !one.startsWith('{'));
  expect(said).toEqual([expect.stringMatching(line)]);
});
