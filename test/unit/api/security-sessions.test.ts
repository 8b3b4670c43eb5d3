import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { createKey, revokeKey } from '../../../client/access';
import { serve } from './served';
import { dryRun, later, serveWithKeys, signIn, type Secured } from './secured';

const me = (secured: Secured, cookie: string, more: Record<string, string> = {}) =>
  secured.api.inject({ method: 'GET', url: '/v1/session', headers: { cookie, ...more } });

test('sign-in answers with who one is, and with a cookie that no script can read and no other site can send', async () => {
  const secured = await serveWithKeys();
  const { answer } = await signIn(secured, secured.keys.approver);
  expect(answer.json()).toEqual({
    name: 'approver key',
    role: 'approver',
    recognisedBy: 'session',
    until: '2026-11-01T22:00:00.000Z',
    csrfToken: expect.stringMatching(/^.{20,}$/),
  });
  expect(String(answer.headers['set-cookie']).split('; ').slice(1).sort()).toEqual([
    'HttpOnly',
    'Max-Age=43200',
    'Path=/',
    'SameSite=Strict',
  ]);
});

test('everywhere but on plain HTTP over loopback the cookie is Secure and bound to the host', async () => {
  const secured = await serveWithKeys({ access: { publicUrl: 'https://wa.example.com', host: '0.0.0.0' } });
  const answer = await secured.api.inject({
    method: 'POST',
    url: '/v1/session',
    headers: { host: 'wa.example.com', origin: 'https://wa.example.com' },
    payload: { key: secured.keys.admin.key },
  });
  const cookie = String(answer.headers['set-cookie']);
  expect(cookie).toMatch(/^__Host-waba_session=/);
  expect(cookie.split('; ')).toEqual(expect.arrayContaining(['Secure', 'HttpOnly', 'SameSite=Strict', 'Path=/']));
  expect(cookie).not.toMatch(/Domain/i);
});

test('the cookie tells nothing: neither the key nor its id can be read from it', async () => {
  const secured = await serveWithKeys();
  const { id, key } = secured.keys.admin;
  const { cookie } = await signIn(secured, secured.keys.admin);
  const [cipher = ''] = decodeURIComponent(cookie.split('=').slice(1).join('=')).split(';');
  const texts = [cookie, Buffer.from(cipher, 'base64').toString('latin1')].join();
  for (const secret of [id, key, key.slice(16), 'signedIn']) expect(texts).not.toContain(secret);
});

test('a session is recognised by every process with the same secret, and by none with another', async () => {
  const one = await serveWithKeys();
  const same = await serveWithKeys({ sharing: one });
  const other = await serveWithKeys({ sharing: one, access: { sessionSecret: 'o'.repeat(32) } });
  const random = await serveWithKeys({ sharing: one, access: { sessionSecret: undefined } });
  const { cookie } = await signIn(one, one.keys.viewer);
  expect((await me(same, cookie)).json()).toMatchObject({ name: 'viewer key', recognisedBy: 'session' });
  for (const stranger of [other, random]) expect((await me(stranger, cookie)).statusCode).toBe(401);
});

test('a session ends after twelve hours, however much it was used', async () => {
  const secured = await serveWithKeys();
  const { cookie } = await signIn(secured, secured.keys.viewer);
  for (let hour = 1; hour < 12; hour += 1) {
    later(3_600_000);
    const answer = await me(secured, cookie);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['set-cookie']).toBeUndefined();
  }
  later(3_600_000);
  expect((await me(secured, cookie)).statusCode).toBe(401);
});

test('a session dies with its key, and the browser is told to forget it', async () => {
  const secured = await serveWithKeys();
  const { cookie } = await signIn(secured, secured.keys.admin);
  await revokeKey(secured.file, secured.keys.admin.id, new Date());
  later(1_000);
  const answer = await me(secured, cookie);
  expect(answer.statusCode).toBe(401);
  expect(String(answer.headers['set-cookie'])).toMatch(/^waba_session=;.*(Max-Age=0|Expires=Thu, 01 Jan 1970)/);
});

test('a session ends at the moment at which its key expires', async () => {
  const secured = await serveWithKeys();
  const expires = new Date(Date.now() + 60_000);
  const short = await createKey(secured.file, { name: 'short', role: 'viewer', expires }, new Date());
  later(1_000);
  const { cookie } = await signIn(secured, short);
  later(58_999);
  expect((await me(secured, cookie)).statusCode).toBe(200);
  later(1);
  expect((await me(secured, cookie)).statusCode).toBe(401);
});

test('sign-out makes the browser forget the session', async () => {
  const secured = await serveWithKeys();
  const { cookie, csrfToken } = await signIn(secured, secured.keys.viewer);
  const headers = { cookie, 'x-csrf-token': csrfToken };
  const answer = await secured.api.inject({ method: 'DELETE', url: '/v1/session', headers });
  expect(answer.statusCode).toBe(204);
  expect(answer.body).toBe('');
  expect(String(answer.headers['set-cookie'])).toMatch(/^waba_session=;.*Max-Age=0/);
});

test('signing in anew leaves nothing of the session from before, its token included', async () => {
  const secured = await serveWithKeys();
  const planted = await signIn(secured, secured.keys.viewer);
  const answer = await secured.api.inject({
    method: 'POST',
    url: '/v1/session',
    headers: { cookie: planted.cookie },
    payload: { key: secured.keys.admin.key },
  });
  const [cookie = ''] = String(answer.headers['set-cookie']).split(';');
  const headers = { cookie, 'x-csrf-token': planted.csrfToken };
  expect((await secured.api.inject({ ...dryRun, headers })).statusCode).toBe(403);
  expect((await me(secured, planted.cookie)).json()).toMatchObject({ name: 'viewer key' });
});

test('a wrong key signs nobody in, and leaves no cookie', async () => {
  const secured = await serveWithKeys();
  for (const key of ['x', `${secured.keys.admin.key}x`, secured.keys.admin.id]) {
    const answer = await secured.api.inject({ method: 'POST', url: '/v1/session', payload: { key } });
    expect(answer.statusCode).toBe(401);
    expect(answer.headers['set-cookie']).toBeUndefined();
  }
});

test('no other cookie than the one that was given out is a session', async () => {
  const secured = await serveWithKeys();
  const { cookie } = await signIn(secured, secured.keys.admin);
  const value = decodeURIComponent(cookie.slice('waba_session='.length));
  const box = () => `${randomBytes(64).toString('base64')};${randomBytes(24).toString('base64')}`;
  const near = fc.tuple(fc.nat(value.length - 1), fc.constantFrom(...'AZaz09+/=;')).map(([at, sign]) => {
    return `${value.slice(0, at)}${sign}${value.slice(at + 1)}`;
  });
  await fc.assert(
    fc.asyncProperty(fc.oneof(near, fc.string(), fc.constant(0).map(box)), async (text) => {
      // The last sign before the padding has bits that base64 does not read.
      fc.pre(canonical(text) !== canonical(value));
      const answer = await me(secured, `waba_session=${encodeURIComponent(text)}`);
      return answer.statusCode === 401;
    }),
  );
});

const canonical = (text: string): string =>
  text
    .split(';')
    .slice(0, 2)
    .map((part) => Buffer.from(part, 'base64').toString('hex'))
    .join();

test('without keys there is nothing to sign in with, and everybody is the user of this machine', async () => {
  const { api } = await serve();
  const headers = { host: 'localhost:3000' };
  const session = await api.inject({ method: 'GET', url: '/v1/session', headers });
  expect(session.json()).toEqual({
    name: 'local:tester',
    role: 'admin',
    recognisedBy: 'local',
    until: null,
    csrfToken: null,
  });
  const signed = await api.inject({ method: 'POST', url: '/v1/session', headers, payload: { key: 'wm_x' } });
  expect(signed.statusCode).toBe(403);
  expect(signed.headers['set-cookie']).toBeUndefined();
  expect((await api.inject({ method: 'DELETE', url: '/v1/session', headers })).statusCode).toBe(204);
});
