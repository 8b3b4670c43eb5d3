import { request, type ClientRequest } from 'node:http';
import { createKey, revokeKey } from '../../../client/access';
import { listen } from './raw-http';
import { bearer, later, serveWithKeys, signIn } from './secured';

const read = { method: 'GET', url: '/v1/me' } as const;

test('an address that asks too often is refused before its keys are looked at, and told when to come back', async () => {
  const { api, keys } = await serveWithKeys({ api: { rateLimits: { perAddress: 5, perKey: 100 } } });
  const ask = (remoteAddress: string, key = 'wm_wrong') =>
    api.inject({ ...read, remoteAddress, headers: { 'x-api-key': key } });
  for (let n = 0; n < 5; n += 1) expect((await ask('192.0.2.1')).statusCode).toBe(401);
  later(10_000);
  const refused = await ask('192.0.2.1', keys.admin.key);
  expect(refused.statusCode).toBe(429);
  expect(refused.headers['retry-after']).toBe('50');
  expect(refused.json()).toMatchObject({ type: '/problems#rate-limited', fix: 'Wait for 50 seconds.' });
  expect((await ask('192.0.2.2', keys.admin.key)).statusCode).toBe(200);
  later(50_000);
  expect((await ask('192.0.2.1', keys.admin.key)).statusCode).toBe(200);
});

test('paths that do not exist, sign-in and health count like all others', async () => {
  const { api } = await serveWithKeys({ api: { rateLimits: { perAddress: 4, perKey: 100 } } });
  await api.inject({ method: 'GET', url: '/nowhere' });
  await api.inject({ method: 'POST', url: '/v1/session', payload: { key: 'x' } });
  await api.inject({ method: 'GET', url: '/healthz' });
  await api.inject({ method: 'PUT', url: '/v1/migrations' });
  for (const url of ['/nowhere', '/healthz', '/v1/me'])
    expect((await api.inject({ method: 'GET', url })).statusCode).toBe(429);
});

test('a network of IPv6 is one address', async () => {
  const { api } = await serveWithKeys({ api: { rateLimits: { perAddress: 2, perKey: 100 } } });
  const statuses = [];
  for (const remoteAddress of ['2001:db8::1', '2001:db8::2', '2001:db8::ffff:3', '2001:db8:0:1::1'])
    statuses.push((await api.inject({ method: 'GET', url: '/healthz', remoteAddress })).statusCode);
  expect(statuses).toEqual([200, 200, 429, 200]);
});

test('a key that asks too often is refused wherever it comes from, its sessions with it, and no other key', async () => {
  const secured = await serveWithKeys({ api: { rateLimits: { perAddress: 1_000, perKey: 3 } } });
  const { api, keys } = secured;
  const { cookie } = await signIn(secured, keys.viewer);
  const ask = (remoteAddress: string, headers: Record<string, string>) =>
    api.inject({ ...read, remoteAddress, headers });
  for (let n = 0; n < 3; n += 1) expect((await ask(`192.0.2.${n}`, bearer(keys.viewer))).statusCode).toBe(200);
  expect((await ask('192.0.2.9', bearer(keys.viewer))).statusCode).toBe(429);
  expect((await ask('192.0.2.9', { cookie })).statusCode).toBe(429);
  expect((await ask('192.0.2.9', bearer(keys.admin))).statusCode).toBe(200);
});

test('an event stream ends when the key that opened it is revoked or its session ends, and others go on', async () => {
  const secured = await serveWithKeys();
  const { api, file, keys } = secured;
  const port = await listen(secured);
  const expires = new Date(Date.now() + 60_000);
  const short = await createKey(file, { name: 'short', role: 'viewer', expires }, new Date());
  later(1_000);
  const ofSession = await openStream(port, { cookie: (await signIn(secured, short)).cookie });
  const ofRevoked = await openStream(port, bearer(keys.viewer));
  const ofLive = await openStream(port, bearer(keys.operator));
  await revokeKey(file, keys.viewer.id, new Date());
  later(60_000);
  await Promise.all([ofSession.ended, ofRevoked.ended]);
  expect(ofLive.isOpen()).toBe(true);
  ofLive.request.destroy();
  await ofLive.ended;
  expect((await api.inject({ ...read, headers: bearer(keys.operator) })).statusCode).toBe(200);
}, 30_000);

interface Stream {
  readonly request: ClientRequest;
  readonly ended: Promise<void>;
  isOpen(): boolean;
}

/** Opens an event stream, and answers once its first event has come. */
function openStream(port: number, headers: Record<string, string>): Promise<Stream> {
  return new Promise((resolve, reject) => {
    const path = '/v1/events';
    const asked = request({ host: '127.0.0.1', port, path, headers: { ...headers, host: 'localhost' } }, (answer) => {
      expect(answer.statusCode).toBe(200);
      let isOpen = true;
      const ended = new Promise<void>((end) => {
        answer.once('close', () => {
          isOpen = false;
          end();
        });
      });
      answer.once('error', () => undefined);
      answer.once('data', () => resolve({ request: asked, ended, isOpen: () => isOpen }));
    });
    asked.once('error', reject);
    asked.end();
  });
}
