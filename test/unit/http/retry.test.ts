/** What is sent again, how often, and when: with answers given in turn and no server. */
import { randomUUID } from 'node:crypto';
import { createHttpWabaMigrations, isNoWorker } from '../../../client';
import { mayRepeat, retryAfterMs, sendAgain } from '../../../client/http/retry';
import { problemUri, PROBLEMS, type ProblemType } from '../../../client/api/problems';
import { stateDocument } from '../api/faked-migrations';

const limits = { attempts: 4, withinMs: 5_000, firstPauseMs: 1 };

function problem(type: ProblemType, headers: Record<string, string> = {}): Response {
  const { status, title } = PROBLEMS[type];
  const body = { type: problemUri(type), title, status, detail: title, field: null, fix: null, requestId: 'r' };
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/problem+json', ...headers },
  });
}

const json = (body: unknown, status = 200): Response => Response.json(body, { status });
const brokenOff = new TypeError('fetch failed', { cause: Object.assign(new Error('reset'), { code: 'ECONNRESET' }) });

/** Answers in turn, the last for ever; keeps what was sent. */
function server(...answers: (() => Response | Error)[]) {
  const sent: { method: string; key: string | null; body: string }[] = [];
  const fetch = async (request: Request): Promise<Response> => {
    sent.push({ method: request.method, key: request.headers.get('idempotency-key'), body: await request.text() });
    const answer = (answers[Math.min(sent.length, answers.length) - 1] as () => Response | Error)();
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const migrations = createHttpWabaMigrations({
    baseUrl: 'http://api.test',
    apiKey: 'wm_secret',
    fetch,
    retry: limits,
  });
  return { migrations, sent };
}

const started = { workflowId: 'migrate-waba/1001', runId: 'run-1', wabaId: '1001', started: true };
const input = { wabaId: '1001', targetCurrency: 'INR' };

test.each<[string, () => Response | Error]>([
  ['a connection that broke off', () => brokenOff],
  ['too many requests', () => problem('rate-limited', { 'retry-after': '0' })],
  ['a server that stops', () => problem('stopping')],
  ['Temporal away', () => problem('temporal-unavailable', { 'retry-after': '0' })],
  ['a proxy without a server behind it', () => new Response('<html>', { status: 502 })],
])('after %s a look and a change are made again, the change with the same key', async (_name, trouble) => {
  const look = server(trouble, trouble, () => json(stateDocument()));
  expect((await look.migrations.get('1001')).phase).toBe('cloning');
  expect(look.sent).toHaveLength(3);

  const change = server(trouble, () => json(started, 201));
  expect(await change.migrations.start(input)).toEqual(started);
  const [first, second] = change.sent;
  expect(first).toMatchObject({ method: 'POST', key: expect.stringMatching(/^[0-9a-f-]{36}$/) });
  expect(second).toEqual(first);
});

test.each<ProblemType>(['invalid-input', 'conflict', 'not-found', 'read-failed', 'internal', 'unauthorized'])(
  '%s is an answer, and nothing is sent again',
  async (type) => {
    const { migrations, sent } = server(() => problem(type));
    await expect(migrations.get('1001')).rejects.toMatchObject({ name: expect.any(String) });
    expect(sent).toHaveLength(1);
  },
);

test('a change without a key is never sent twice', async () => {
  expect(mayRepeat(new Request('http://api.test', { method: 'POST' }))).toBe(false);
  let sent = 0;
  const send = sendAgain(async () => (sent++, problem('stopping')), limits);
  expect((await send(new Request('http://api.test', { method: 'POST', body: '{}' }))).status).toBe(503);
  expect(sent).toBe(1);
});

test('the attempts are counted, and the last one decides', async () => {
  const { migrations, sent } = server(() => problem('no-worker', { 'retry-after': '0' }));
  const error: unknown = await migrations.get('1001').catch((thrown: unknown) => thrown);
  expect(isNoWorker(error)).toBe(true);
  expect(sent).toHaveLength(limits.attempts);
});

test('a server that asks for more patience than there is gets none', async () => {
  const { migrations, sent } = server(() => problem('rate-limited', { 'retry-after': '3600' }));
  await expect(migrations.get('1001')).rejects.toMatchObject({ type: 'api-unavailable' });
  expect(sent).toHaveLength(1);
});

test('two changes have two keys, and a key of the caller is kept', async () => {
  const { migrations, sent } = server(() => json(started, 201));
  await migrations.start(input);
  await migrations.start(input);
  const mine = randomUUID();
  await migrations.start(input, { idempotencyKey: mine });
  expect(sent[0]?.key).not.toBe(sent[1]?.key);
  expect(sent[2]?.key).toBe(mine);
});

test('who starts is not sent, nor defaults that the caller left out', async () => {
  const { migrations, sent } = server(() => json(started, 201));
  await migrations.start({ ...input, startedBy: 'somebody' });
  expect(JSON.parse(sent[0]?.body ?? '')).toEqual(input);
});

test('Retry-After is read as seconds and as a date', () => {
  const now = Date.parse('2026-11-01T10:00:00Z');
  const read = (text: string) => retryAfterMs(new Headers({ 'retry-after': text }), now);
  expect(read('7')).toBe(7_000);
  expect(read('Sun, 01 Nov 2026 10:00:09 GMT')).toBe(9_000);
  expect(read('Sun, 01 Nov 2026 09:00:00 GMT')).toBe(0);
  expect(read('soon')).toBeUndefined();
  expect(retryAfterMs(new Headers(), now)).toBeUndefined();
});
