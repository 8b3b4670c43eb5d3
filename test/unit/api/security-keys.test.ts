import { createKey, revokeKey, ROLES, type Role } from '../../../client/access';
import { later, bearer, dryRun, serveWithKeys, signIn } from './secured';

const read = { method: 'GET', url: '/v1/migrations' } as const;

test.each(['authorization', 'x-api-key'])(
  'a key in the header %s is recognised, and names who decides',
  async (header) => {
    const { api, keys, noted } = await serveWithKeys();
    const value = header === 'authorization' ? `bearer  ${keys.operator.key} ` : keys.operator.key;
    const answer = await api.inject({ ...dryRun, headers: { [header]: value } });
    expect(answer.statusCode).toBe(201);
    expect(noted).toEqual([
      { name: 'start', args: [expect.objectContaining({ startedBy: 'operator key' }), expect.anything()] },
    ]);
  },
);

test.each<[string, Record<string, string>, string]>([
  ['no key', {}, 'Bearer realm="waba-migrations"'],
  ['an empty key', { authorization: 'Bearer ' }, 'Bearer realm="waba-migrations", error="invalid_token"'],
  ['a wrong key', { 'x-api-key': 'wm_x' }, 'Bearer realm="waba-migrations", error="invalid_token"'],
  ['another scheme', { authorization: 'Basic YTpi' }, 'Bearer realm="waba-migrations"'],
])('a request with %s is 401, says how to do better, and reaches nothing', async (_what, headers, challenge) => {
  const { api, noted } = await serveWithKeys();
  for (const request of [read, dryRun]) {
    const answer = await api.inject({ ...request, headers });
    expect(answer.statusCode).toBe(401);
    expect(answer.headers['www-authenticate']).toBe(challenge);
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(answer.json()).toMatchObject({ type: '/problems#unauthorized', fix: expect.any(String) });
  }
  expect(noted).toEqual([]);
});

test('two keys in one request are nobody, and the same key twice is somebody', async () => {
  const { api, keys } = await serveWithKeys();
  const two = { ...bearer(keys.viewer), 'x-api-key': keys.admin.key };
  expect((await api.inject({ ...read, headers: two })).statusCode).toBe(401);
  const same = { ...bearer(keys.viewer), 'x-api-key': keys.viewer.key };
  expect((await api.inject({ ...read, headers: same })).statusCode).toBe(200);
});

test('a wrong key is not made good by a session', async () => {
  const secured = await serveWithKeys();
  const { cookie } = await signIn(secured, secured.keys.admin);
  const answer = await secured.api.inject({ ...read, headers: { cookie, authorization: 'Bearer wm_x' } });
  expect(answer.statusCode).toBe(401);
});

test('a key that expired or was revoked is refused within a second, and its holder is told which', async () => {
  const { api, file, keys } = await serveWithKeys();
  const short = await createKey(
    file,
    { name: 'short', role: 'admin', expires: new Date(Date.now() + 60_000) },
    new Date(),
  );
  later(1_000);
  expect((await api.inject({ ...read, headers: bearer(short) })).statusCode).toBe(200);
  await revokeKey(file, keys.admin.id, new Date());
  later(59_000);
  for (const [key, state] of [
    [short, 'expired'],
    [keys.admin, 'revoked'],
  ] as const) {
    const answer = await api.inject({ ...read, headers: bearer(key) });
    expect(answer.statusCode).toBe(401);
    expect(answer.json<{ detail: string }>().detail).toBe(`The API key ${key.id} is ${state}`);
  }
});

test('403 names the roles that could, and nothing was done', async () => {
  const { api, keys, noted } = await serveWithKeys();
  const url = '/v1/migrations/1001/approve';
  const payload = { digest: 'd'.repeat(64) };
  const answer = await api.inject({ method: 'POST', url, payload, headers: bearer(keys.operator) });
  expect(answer.statusCode).toBe(403);
  expect(answer.json()).toMatchObject({
    type: '/problems#forbidden',
    detail: 'operator key has the role operator, which does not have migrations:decide',
    fix: 'Ask somebody with the role approver or admin.',
  });
  expect(noted).toEqual([]);
});

test('a start with approval auto takes who may approve as well, and says what else would do', async () => {
  const { api, keys, noted } = await serveWithKeys();
  const payload = { wabaId: '1001', targetCurrency: 'INR', approval: 'auto' };
  const start = (role: Role, more: object = {}) =>
    api.inject({ ...dryRun, payload: { ...payload, ...more }, headers: bearer(keys[role]) });
  const answer = await start('operator');
  expect(answer.statusCode).toBe(403);
  const message = 'cannot be auto: operator key has the role operator, which does not have migrations:decide';
  const fix = 'Start with manual and let somebody approve it, or ask somebody with the role admin.';
  expect(answer.json()).toMatchObject({
    type: '/problems#forbidden',
    detail: `approval ${message}`,
    field: 'approval',
    fix,
    errors: [{ in: 'body', field: 'approval', message, fix }],
  });
  // Who may approve but not start is told about the start.
  expect((await start('approver')).json()).toMatchObject({ detail: expect.stringContaining('migrations:start') });
  expect(noted).toEqual([]);
  expect((await start('admin')).statusCode).toBe(201);
  // What the answer says to do instead, and what moves nothing.
  for (const more of [{ approval: 'manual' }, { dryRun: true }])
    expect((await start('operator', more)).statusCode).toBe(201);
  expect(noted).toHaveLength(3);
});

test('a role that may only look learns nothing from what is wrong with its changes', async () => {
  const { api, keys } = await serveWithKeys();
  const answer = await api.inject({ ...dryRun, payload: { nonsense: true }, headers: bearer(keys.viewer) });
  expect(answer.statusCode).toBe(403);
});

test('who decides cannot be said by the caller', async () => {
  const { api, keys, noted } = await serveWithKeys();
  const asked = [
    { ...dryRun, payload: { wabaId: '1001', targetCurrency: 'INR', dryRun: true, startedBy: 'viewer key' } },
    { method: 'POST', url: '/v1/migrations/1001/pause', payload: { by: 'viewer key' } },
  ] as const;
  for (const request of asked) {
    const answer = await api.inject({ ...request, headers: bearer(keys.admin) });
    expect(answer.statusCode).toBe(422);
    expect(answer.json()).toMatchObject({ errors: [{ in: 'body', message: 'is not for the caller to say' }] });
  }
  expect(noted).toEqual([]);
});

test('where a second person is required, a start asks for one whatever it says, by header and by session', async () => {
  const secured = await serveWithKeys({ api: { requireSecondPerson: true } });
  const { api, keys, noted } = secured;
  const { cookie, csrfToken } = await signIn(secured, keys.admin);
  const payload = { wabaId: '1001', targetCurrency: 'INR' };
  for (const headers of [bearer(keys.admin), { cookie, 'x-csrf-token': csrfToken }]) {
    const start = (more: object) => api.inject({ ...dryRun, payload: { ...payload, ...more }, headers });
    expect((await start({})).statusCode).toBe(201);
    expect(noted.at(-1)?.args[0]).toMatchObject({ startedBy: 'admin key', policy: { secondPerson: true } });
    const auto = await start({ approval: 'auto' });
    expect(auto.statusCode).toBe(422);
    expect(auto.json()).toMatchObject({
      field: 'approval',
      detail: 'approval cannot be auto while REQUIRE_SECOND_PERSON is true',
      fix: expect.any(String),
    });
    expect((await start({ policy: { secondPerson: false } })).statusCode).toBe(422);
  }
  expect(noted).toHaveLength(2);
});

test('no key is in an answer or a log line, however it was sent', async () => {
  const secured = await serveWithKeys();
  const { api, keys, log, noted } = secured;
  const answers = [];
  for (const role of ROLES) {
    const { answer } = await signIn(secured, keys[role]);
    answers.push(answer);
    for (const headers of [bearer(keys[role]), { 'x-api-key': keys[role].key }, { 'x-api-key': `${keys[role].key}x` }])
      for (const request of [
        read,
        dryRun,
        { method: 'GET', url: '/v1/me' },
        { method: 'GET', url: '/v1/session' },
      ] as const)
        answers.push(await api.inject({ ...request, headers }));
    answers.push(await api.inject({ method: 'POST', url: '/v1/session', payload: { key: `${keys[role].key}x` } }));
    answers.push(await api.inject({ method: 'POST', url: '/v1/session', payload: { key: keys[role].key, more: 1 } }));
    answers.push(await api.inject({ method: 'POST', url: '/v1/session', payload: `{"key":"${keys[role].key}` }));
    answers.push(await api.inject({ method: 'GET', url: `/v1/migrations?key=${keys[role].key}` }));
    answers.push(await api.inject({ ...read, headers: { authorization: keys[role].key } }));
    const { key } = keys[role];
    for (const header of ['x-request-id', 'idempotency-key'])
      answers.push(await api.inject({ ...dryRun, headers: { ...bearer(keys[role]), [header]: key } }));
    const named = { wabaId: '1001', targetCurrency: 'INR', dryRun: true, [key]: 1, policy: { [key]: 1 } };
    answers.push(await api.inject({ ...dryRun, payload: named, headers: bearer(keys[role]) }));
    answers.push(await api.inject({ ...read, url: `/v1/migrations?${key}=1`, headers: bearer(keys[role]) }));
  }
  const shown = answers.map(({ body, headers }) => JSON.stringify([body, headers])).join('\n') + log.join('\n');
  for (const role of ROLES) {
    const secret = keys[role].key.slice(16);
    expect(shown).not.toContain(secret);
    expect(JSON.stringify(noted)).not.toContain(secret);
  }
  expect(log.length).toBeGreaterThan(answers.length);
});
