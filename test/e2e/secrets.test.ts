/**
 * Every kind of secret at work at once, and then a search of everything that anybody can read: no secret is in it, as it
 * is, in base64, URL-encoded or in any other form that the checker knows.
 */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createKey, ROLES, type Role } from '../../client/access';
import type { FoundText, Violation } from '../checker';
import { noSecretLeaks } from '../checker/no-secret-leaks';
import { startReceiver, type Receiver } from '../helpers/hook-receiver';
import { startProcess } from './harness/child-process';
import {
  accountOf,
  allRuns,
  APP_ID,
  createWorld,
  CREDIT_LINE,
  everythingReadable,
  until,
  type Child,
  type SimulatedWaba,
  type World,
} from './harness';
import { APP_SECRET, TOKEN } from './harness/account-spec';

const secret = (): string => randomBytes(32).toString('base64');
const [ROUTING, NOTIFYING, SESSION] = [secret(), secret(), secret()];
const VERIFY_TOKEN = `verify-${randomBytes(16).toString('hex')}`;

let world: World;
let folder: string;
let keys: Readonly<Record<Role, string>>;
let api: Child;
let url: string;
let routing: Receiver;
let notified: Receiver;
let callbacks: Receiver;
/** All that the API answered, and what stands in no other answer than those of sign-in: cookie and token of a session. */
const answers: FoundText[] = [];
const signIns: FoundText[] = [];
const ofSessions: string[] = [];

beforeAll(async () => {
  [routing, notified, callbacks] = await Promise.all([startReceiver(), startReceiver(), startReceiver()]);
  // Meta's handshake: whoever sets an override gets the challenge back for the right verify token.
  callbacks.answer = (response, { path }) => {
    const asked = new URL(path, 'http://localhost').searchParams;
    const isRight = asked.get('hub.verify_token') === VERIFY_TOKEN;
    response.writeHead(isRight ? 200 : 403).end(isRight ? asked.get('hub.challenge') : '');
  };
  folder = await mkdtemp(join(tmpdir(), 'waba-secrets-'));
  const keysFile = join(folder, 'keys.json');
  const made: Partial<Record<Role, string>> = {};
  for (const role of ROLES)
    made[role] = (await createKey(keysFile, { name: `the-${role}`, role, expires: null }, new Date())).key;
  keys = made as typeof keys;
  const verifyTokens = join(folder, 'verify-tokens.json');
  await writeFile(verifyTokens, JSON.stringify({ [callbacks.url]: VERIFY_TOKEN }), { mode: 0o600 });
  world = await createWorld({
    env: { LOG_LEVEL: 'trace' },
    workerEnv: {
      CUTOVER_HOOK_URL: routing.url,
      CUTOVER_HOOK_SECRETS: `whsec_${ROUTING}`,
      NOTIFY_URL: notified.url,
      NOTIFY_SECRETS: `whsec_${NOTIFYING}`,
      HOOKS_ALLOW_PRIVATE: 'true',
      WEBHOOK_VERIFY_TOKENS_FILE: verifyTokens,
    },
    secrets: [...Object.values(keys), ROUTING, NOTIFYING, VERIFY_TOKEN],
  });
  const own = { EVIDENCE_DIR: world.evidenceDir, STATE_DIR: folder, API_KEYS_FILE: keysFile, SESSION_SECRET: SESSION };
  const env = { ...world.server.env, ...own, PORT: '0', LOG_LEVEL: 'trace' };
  api = startProcess('api', [], { cwd: folder, env });
  ({ url } = JSON.parse(await api.line(/"url"/)) as { url: string });
}, 600_000);
afterAll(async () => {
  await api?.end('SIGKILL');
  await world?.close();
  await Promise.all([routing, notified, callbacks].map((receiver) => receiver?.close()));
  await rm(folder, { recursive: true, force: true });
});

/** Asks the API, and keeps the whole answer. */
async function ask(method: 'GET' | 'POST', path: string, headers: Record<string, string>, body?: object | string) {
  const json = body === undefined ? {} : { 'content-type': 'application/json' };
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const response = await fetch(`${url}${path}`, {
    method,
    headers: { ...json, ...headers },
    ...(body === undefined ? {} : { body: text }),
  });
  const said = await response.text();
  const kept = { where: `answer ${answers.length + 1}`, text: JSON.stringify([...response.headers]) + said };
  (path === '/v1/session' && response.ok ? signIns : answers).push(kept);
  return { status: response.status, headers: response.headers, text: said };
}

const bearer = (role: Role) => ({ authorization: `Bearer ${keys[role]}` });

/** Signs in as a browser does; what its changes carry. */
async function signIn(role: Role): Promise<Record<string, string>> {
  const { status, headers, text } = await ask('POST', '/v1/session', {}, { key: keys[role] });
  expect(status).toBe(200);
  const [cookie = ''] = (headers.get('set-cookie') ?? '').split(';');
  const { csrfToken } = JSON.parse(text) as { csrfToken: string };
  ofSessions.push(cookie.slice(cookie.indexOf('=') + 1).split('%3B')[0] ?? '', csrfToken);
  const session = { cookie, 'x-csrf-token': csrfToken, origin: url };
  await ask('GET', '/v1/session', session);
  return session;
}

/** Orders as a person without Temporal gives them: the checker hears of them. */
const order = (role: Role, ...args: string[]) =>
  world.wabactlWith({ WABA_API_URL: url, WABA_API_KEY: keys[role], TEMPORAL_ADDRESS: '127.0.0.1:1' }, ...args);

/** Both hooks answer with all that they were sent, the second of them only after it has refused once. */
function echo(): void {
  for (const receiver of [routing, notified])
    receiver.answer = (response, { headers, text }) => {
      const status = receiver === notified && notified.received.length === 1 ? 503 : 200;
      response.writeHead(status).end(JSON.stringify({ headers, text }));
    };
}

/** Looks at everything that a role may look at. */
async function lookAround(headers: Record<string, string>, { id, businessId }: SimulatedWaba): Promise<void> {
  const run = `/v1/migrations/${id}`;
  const credit = `/v1/businesses/${businessId}/credit`;
  const pages = ['/v1/me', '/v1/migrations', run, `${run}/report`, `${run}/timeline`, `${run}/evidence`];
  const more = ['/v1/credit-lines', `/v1/credit-lines/${CREDIT_LINE}`, credit, `${credit}/radius`];
  const operations = ['/healthz', '/readyz', '/metrics', '/openapi.json', '/docs', '/problems'];
  for (const page of [...pages, ...more, ...operations]) await ask('GET', page, headers);
}

/** A key in every place of a request where somebody may put it by mistake. */
async function misplace(role: Role): Promise<void> {
  const key = keys[role];
  const start = { wabaId: '1', targetCurrency: 'INR' };
  await ask('GET', `/v1/migrations?key=${key}`, {});
  await ask('GET', `/v1/migrations?pageToken=${key}`, bearer(role));
  await ask('GET', `/v1/migrations/${key}`, bearer(role));
  await ask('GET', `/${key}`, { authorization: key });
  await ask('GET', '/v1/migrations', { authorization: `Basic ${Buffer.from(`u:${key}`).toString('base64')}` });
  await ask('GET', '/v1/migrations', { 'x-api-key': `${key}x`, 'x-request-id': `${key} ` });
  await ask('POST', '/v1/migrations', { ...bearer(role), 'idempotency-key': key }, { ...start, dryRun: true });
  await ask('POST', '/v1/migrations', bearer(role), { ...start, startedBy: key });
  await ask('POST', '/v1/migrations', bearer(role), { ...start, [key]: 1, targetCurrency: key });
  await ask('POST', '/v1/session', {}, { key: `${key}x` });
  await ask('POST', '/v1/session', {}, { key, more: 1 });
  await ask('POST', '/v1/session', {}, `{"key":"${key}`);
}

const searched = async () => {
  const readable = await everythingReadable(world);
  const told = [routing, notified].flatMap(({ received }) =>
    received.map(({ headers, text }) => ({ where: 'what a hook was told', text: JSON.stringify(headers) + text })),
  );
  const log = { where: 'the log of the API', text: api.output() };
  return { ...readable, texts: [...readable.texts, ...told, ...answers, log] };
};
const SECRETS = [TOKEN, APP_SECRET, VERIFY_TOKEN, ROUTING, NOTIFYING, SESSION];
const said = (violations: readonly Violation[]) => [...new Set(violations.map(({ message }) => message))];

test('after runs with keys, sessions, hooks and tokens in play, nothing readable holds any of them', async () => {
  echo();
  const waba = await world.addAccount({
    apps: [{ id: APP_ID, overrideCallbackUri: callbacks.url }],
    behaviour: { overrideLost: true },
  });
  const customer = await world.addCustomer();
  const session = await signIn('operator');
  const follow = new AbortController();
  const stream = fetch(`${url}/v1/events`, { headers: bearer('viewer'), signal: follow.signal });

  // Who may not approve cannot let the numbers move without anybody who may; the other ways are theirs.
  const migration = ['--waba', waba.id, '--to', 'INR', '--credit-line', CREDIT_LINE];
  expect(await order('operator', 'migrate', 'start', ...migration, '--approval', 'auto')).toMatchObject({
    status: 1,
    json: { error: { type: 'forbidden', fix: expect.stringContaining('admin') } },
  });
  expect(await allRuns(world)).toEqual([]);
  expect(await order('operator', 'migrate', 'start', ...migration)).toMatchObject({ status: 0 });
  await world.waitForPhase(waba.id, 'awaiting-approval');
  expect((await ask('POST', `/v1/migrations/${waba.id}/pause`, session, {})).status).toBe(200);
  expect((await ask('POST', `/v1/migrations/${waba.id}/unpause`, session, {})).status).toBe(200);
  const { report } = await world.migrations.get(waba.id);
  const digest = ['--digest', report?.digest ?? 'none'];
  expect(await order('operator', 'migrate', 'approve', waba.id, ...digest)).toMatchObject({ status: 1 });
  expect(await order('approver', 'migrate', 'approve', waba.id, ...digest)).toMatchObject({ status: 0 });
  await world.waitForPhase(waba.id, 'completed');

  const account = accountOf(customer);
  const share = ['--business', customer.businessId, '--waba', account.id, '--currency', 'INR'];
  const twice = ['--method', 'share-then-attach', '--customer-token-ref', customer.tokenRef];
  expect(await order('operator', 'credit', 'share', ...share, ...twice, '--wait')).toMatchObject({ status: 0 });
  for (const role of ROLES) await lookAround(bearer(role), role === 'admin' ? account : waba);
  for (const role of ROLES) await misplace(role);
  await until('every kind of run', 60_000, async () => {
    const types = new Set((await allRuns(world)).map(({ type }) => type));
    return types.size === 4 && notified.received.length >= 3 ? true : undefined;
  });
  follow.abort();
  await stream.catch(() => undefined);

  // Each of them was at work: the override was set again, both hooks were told, the customer's token attached.
  expect([callbacks, routing, notified].map(({ received }) => received.length > 0)).toEqual([true, true, true]);
  const everything = await searched();
  // The search sees every kind of place: what is no secret is found in each.
  const seen = said(noSecretLeaks({ ...everything, secrets: [waba.id] })).join('\n');
  for (const place of [
    /history of migrate-waba/,
    /describe of migrate-waba/,
    /history of notification/,
    /temporal.*\.db/,
  ])
    expect(seen).toMatch(place);
  for (const place of [
    /evidence\/.*\.json/,
    /log of the workers/,
    /log of the API/,
    /hook was told/,
    /journal/,
    /answer \d/,
  ])
    expect(seen).toMatch(place);

  expect(said(noSecretLeaks({ ...everything, secrets: [...SECRETS, customer.token, ...Object.values(keys)] }))).toEqual(
    [],
  );
  expect(said(noSecretLeaks({ ...everything, secrets: ofSessions }))).toEqual([]);
  expect(
    said(noSecretLeaks({ ...everything, histories: [], documents: [], texts: signIns, secrets: Object.values(keys) })),
  ).toEqual([]);
  await world.finish();
});

test('a key that is put into a memo is found in all that Temporal keeps of the run, in its database too', async () => {
  await world.client.workflow.start('nobody', {
    workflowId: 'a-run-with-a-key',
    taskQueue: 'nobody-polls',
    memo: { note: Buffer.from(`Bearer ${keys.viewer}`).toString('base64') },
  });
  await until('the run', 60_000, async () =>
    (await allRuns(world)).some(({ workflowId }) => workflowId === 'a-run-with-a-key') ? true : undefined,
  );
  const found = said(noSecretLeaks({ ...(await searched()), secrets: [keys.viewer] })).join('\n');
  for (const place of [/history of a-run-with-a-key/, /describe of a-run-with-a-key/, /temporal.*\.db/])
    expect(found).toMatch(place);
});
