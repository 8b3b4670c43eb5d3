/** What Meta says of one account: by the command line straight on Temporal, and over the HTTP API as a viewer. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createKey } from '../../client/access';
import type { Problem } from '../../client/api/problems';
import type { AccountFacts, ErrorDocument } from '../../client';
import { accountSpec } from './harness/account-spec';
import { startProcess } from './harness/child-process';
import { accountOf, createWorld, CREDIT_LINE, liveRecords, type Child, type World } from './harness';

let world: World;
let folder: string;
let api: Child;
let url: string;
let key: string;
beforeAll(async () => {
  world = await createWorld();
  folder = await mkdtemp(join(tmpdir(), 'waba-account-'));
  const keysFile = join(folder, 'keys.json');
  ({ key } = await createKey(keysFile, { name: 'reader', role: 'viewer', expires: null }, new Date()));
  const own = { EVIDENCE_DIR: world.evidenceDir, STATE_DIR: folder, API_KEYS_FILE: keysFile, PORT: '0' };
  api = startProcess('api', [], { cwd: folder, env: { ...world.server.env, ...own } });
  ({ url } = JSON.parse(await api.line(/"url"/)) as { url: string });
}, 600_000);
afterEach(() => world.finish());
afterAll(async () => {
  await api?.end('SIGTERM');
  await world?.close();
  await rm(folder, { recursive: true, force: true });
});

/** An id that no account has. */
const NOWHERE = '999999999999999';

/** What the command line prints of an account that it could read. */
async function printed(id: string, ...more: string[]): Promise<AccountFacts> {
  const { status, json, stderr } = await world.wabactl('account', id, ...more);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return json as AccountFacts;
}

/** How it says that it could not. */
async function complaint(id: string, ...more: string[]): Promise<ErrorDocument> {
  const { status, json } = await world.wabactl('account', id, ...more);
  expect(status).toBe(1);
  return (json as { error: ErrorDocument }).error;
}

/** What the API answers a viewer. */
async function asked<T>(
  path: string,
): Promise<{ readonly status: number; readonly body: T; retryAfter: string | null }> {
  const answer = await fetch(`${url}/v1/accounts/${path}`, { headers: { authorization: `Bearer ${key}` } });
  return { status: answer.status, body: (await answer.json()) as T, retryAfter: answer.headers.get('retry-after') };
}

test('an account is told with its name, currency, owner, numbers, and the record of ours that pays for it', async () => {
  const customer = await world.addCustomer({
    name: 'Kaveri Textiles Ltd',
    account: { name: 'Kaveri Textiles', funding: 'line', currency: 'INR', numbers: 3 },
  });
  const { id } = accountOf(customer);
  const [record] = await liveRecords(world, customer);
  const facts = await printed(id);
  expect(facts).toMatchObject({
    wabaId: id,
    name: 'Kaveri Textiles',
    currency: 'INR',
    fundedBy: 'our-line',
    allocationId: record?.id,
    fundingId: record?.receivingCredentialId,
    lineId: CREDIT_LINE,
    numbers: 3,
    ownerBusinessId: customer.businessId,
    ownerBusinessName: 'Kaveri Textiles Ltd',
    unreadable: [],
  });
  expect(await asked<AccountFacts>(id)).toMatchObject({ status: 200, body: facts });
});

test('an account on a card, and one that nobody pays for, are told apart from one of ours', async () => {
  const customer = await world.addCustomer({ wabas: [{ funding: 'card' }, { funding: 'none' }] });
  const payers = await Promise.all(customer.wabas.map(({ id }) => printed(id)));
  expect(payers.map(({ fundedBy, allocationId }) => [fundedBy, allocationId])).toEqual([
    ['other', null],
    ['nobody', null],
  ]);
});

test('an id that Meta shows no account for is nowhere, be it of nothing or of a business', async () => {
  const { businessId } = await world.addCustomer();
  for (const id of [NOWHERE, businessId]) {
    expect(await complaint(id)).toMatchObject({ type: 'not-found', message: expect.stringContaining(id) as string });
    const { status, body } = await asked<Problem>(id);
    expect([status, body.type, body.fix]).toEqual([
      404,
      '/problems#not-found',
      expect.stringContaining('check the id'),
    ]);
  }
});

test('it is asked with the token that is named, and sees what that token sees', async () => {
  const [mine, other] = [await world.addCustomer(), await world.addCustomer()];
  const { id } = accountOf(mine);
  expect(await printed(id, '--token-ref', mine.tokenRef)).toMatchObject({ wabaId: id });
  expect(await complaint(id, '--token-ref', other.tokenRef)).toMatchObject({ type: 'not-found' });
  const { message, fix } = await complaint(id, '--token-ref', 'nobody');
  expect(`${message} ${fix}`).toMatch(/"nobody".*GRAPH_TOKENS_FILE/);
});

test('an account that Meta throttles is said to be, with the time to wait, and another one is read', async () => {
  // A run waits for Meta however long, who asks waits a minute: so the checker is not told of this account.
  const shut = await world.simulator.addWaba(accountSpec());
  const open = await world.addAccount();
  await world.simulator.addFault({ fault: 'throttle', regainMinutes: 5, wabaId: shut.id });
  const { status, body } = await asked<Problem>(shut.id);
  expect([status, body.type]).toEqual([502, '/problems#read-failed']);
  expect(body.detail).toContain('80008');
  expect(body.fix).toMatch(/^Wait \d+ s\.$/);
  // The worker does not even ask again before.
  expect(await complaint(shut.id)).toMatchObject({
    type: 'read-failed',
    fix: expect.stringMatching(/^Wait \d+ s/) as string,
  });
  expect(await printed(open.id)).toMatchObject({ wabaId: open.id });
});

test('where Meta answers for the account and not for its numbers, they are unread, not none', async () => {
  const { id } = await world.addAccount({ name: 'Satpura Looms' });
  await world.simulator.addFault({ fault: 'html-502', path: '/phone_numbers$', wabaId: id, times: 100 });
  const facts = await printed(id);
  expect(facts).toMatchObject({ name: 'Satpura Looms', currency: 'USD', numbers: null });
  expect(facts.unreadable.join(' ')).toContain(`the numbers of WABA ${id}`);
});

test('without a worker it is said in bounded time that none answers; with one it is read', async () => {
  const { id } = await world.addAccount();
  await world.killWorker();
  try {
    const { status, body, retryAfter } = await asked<Problem>(id);
    expect([status, body.type, retryAfter]).toEqual([503, '/problems#no-worker', '10']);
    expect(await complaint(id)).toMatchObject({
      type: 'no-worker',
      fix: expect.stringContaining('wabactl worker') as string,
    });
  } finally {
    world.startWorker();
  }
  expect(await asked<AccountFacts>(id)).toMatchObject({ status: 200, body: { wabaId: id } });
});

test('what is no id, or no name of a token, is refused before anybody is asked', async () => {
  expect((await world.wabactl('account', 'acme')).status).toBe(2);
  for (const path of ['acme', `${NOWHERE}?tokenRef=`]) {
    const { status, body } = await asked<Problem>(path);
    expect([status, body.type]).toEqual([422, '/problems#invalid-input']);
  }
});
