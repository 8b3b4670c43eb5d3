import type { LightMyRequestResponse } from 'fastify';
import { serve } from './served';
import { bearer, dryRun, serveWithKeys, signIn, type Secured, type SignedIn } from './secured';

const OWN = { host: 'localhost:3000', origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin' };

async function signedIn(): Promise<Secured & SignedIn> {
  const secured = await serveWithKeys();
  return { ...secured, ...(await signIn(secured, secured.keys.admin)) };
}

const reasonOf = (answer: LightMyRequestResponse) => answer.json<{ detail: string; fix: string }>();

test('a change with a session needs its token in the header, and nowhere else', async () => {
  const { api, cookie, csrfToken, noted } = await signedIn();
  const other = (await signedIn()).csrfToken;
  const refused = [
    { headers: {} },
    { headers: { 'x-csrf-token': '' } },
    { headers: { 'x-csrf-token': `${csrfToken}x` } },
    { headers: { 'x-csrf-token': other } },
    { headers: { 'csrf-token': csrfToken } },
    { headers: {}, payload: { wabaId: '1001', targetCurrency: 'INR', dryRun: true, _csrf: csrfToken } },
    { headers: {}, query: { _csrf: csrfToken } },
  ];
  for (const { headers, ...more } of refused) {
    const answer = await api.inject({ ...dryRun, ...more, headers: { ...OWN, cookie, ...(headers as object) } });
    expect(answer.statusCode).toBe(403);
    expect(reasonOf(answer).fix).toBe('Send the csrfToken of GET /v1/session as the header X-CSRF-Token.');
  }
  expect(noted).toEqual([]);
  const answer = await api.inject({ ...dryRun, headers: { ...OWN, cookie, 'x-csrf-token': csrfToken } });
  expect(answer.statusCode).toBe(201);
});

test('sign-out needs the token too: no other page can sign anybody out', async () => {
  const { api, cookie } = await signedIn();
  const answer = await api.inject({ method: 'DELETE', url: '/v1/session', headers: { cookie } });
  expect(answer.statusCode).toBe(403);
  expect(answer.headers['set-cookie']).toBeUndefined();
});

test('a reloaded page gets a token again, and looking needs none', async () => {
  const { api, cookie } = await signedIn();
  const { csrfToken } = (await api.inject({ method: 'GET', url: '/v1/session', headers: { cookie } })).json<SignedIn>();
  const answer = await api.inject({ ...dryRun, headers: { cookie, 'x-csrf-token': csrfToken } });
  expect(answer.statusCode).toBe(201);
});

test('a key in a header needs no token, wherever the request comes from', async () => {
  const { api, keys } = await signedIn();
  const headers = { ...bearer(keys.admin), origin: 'https://tool.example', 'sec-fetch-site': 'cross-site' };
  expect((await api.inject({ ...dryRun, headers })).statusCode).toBe(201);
});

const foreign: [what: string, headers: Record<string, string>][] = [
  ['another site', { origin: 'https://evil.example' }],
  ['no site that it names', { origin: 'null' }],
  ['another port of this host', { origin: 'http://localhost:3001' }],
  ['another scheme of this host', { origin: 'https://localhost:3000' }],
  ['a host that begins like this one', { origin: 'http://localhost:3000.evil.example' }],
  ['a host that ends like this one', { origin: 'http://evil-localhost:3000' }],
  ['another site, as the browser says', { 'sec-fetch-site': 'cross-site' }],
  ['the same site, as the browser says', { 'sec-fetch-site': 'same-site' }],
  ['a form of another site', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }],
];

test.each(foreign)('a page of %s changes nothing, not even with cookie and token', async (_what, headers) => {
  const { api, cookie, csrfToken, keys, noted } = await signedIn();
  const stolen = { host: 'localhost:3000', cookie, 'x-csrf-token': csrfToken, ...headers };
  const change = await api.inject({ ...dryRun, headers: stolen });
  expect(change.statusCode).toBe(403);
  expect(reasonOf(change).detail).toBe('A web page of another site may not use this server');
  // Signing somebody in as somebody else is a change too.
  const payload = { key: keys.viewer.key };
  const session = await api.inject({ method: 'POST', url: '/v1/session', headers: stolen, payload });
  expect(session.statusCode).toBe(403);
  expect(session.headers['set-cookie']).toBeUndefined();
  expect(noted).toEqual([]);
});

test.each(foreign)('without keys, a page of %s changes nothing', async (_what, headers) => {
  const { api, noted } = await serve();
  const answer = await api.inject({ ...dryRun, headers: { host: 'localhost:3000', ...headers } });
  expect(answer.statusCode).toBe(403);
  expect(noted).toEqual([]);
});

test('without keys, a script of another site reads nothing; a link from there may be followed', async () => {
  const { api } = await serve();
  const get = (mode: string) =>
    api.inject({
      method: 'GET',
      url: '/v1/migrations',
      headers: { host: 'localhost:3000', 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': mode },
    });
  expect((await get('no-cors')).statusCode).toBe(403);
  expect((await get('navigate')).statusCode).toBe(200);
});

test.each([
  'evil.example',
  'evil.example:3000',
  'localhost.evil.example',
  '127.0.0.1.nip.io:3000',
  '192.0.2.7:3000',
  'localhost:3000@evil.example',
  'localhost, evil.example',
])('without keys, a request to the name %s is refused: that name may lead here by DNS rebinding', async (host) => {
  const { api, noted } = await serve();
  for (const request of [dryRun, { method: 'GET', url: '/v1/migrations' }, { method: 'GET', url: '/docs' }] as const) {
    const answer = await api.inject({ ...request, headers: { host, origin: `http://${host}` } });
    expect(answer.statusCode).toBe(403);
    expect(reasonOf(answer).detail).toBe('Without API keys this server answers to localhost only');
  }
  expect(noted).toEqual([]);
});

test.each(['forwarded', 'x-forwarded-for'])(
  'without keys, a request that a proxy hands on is refused, as the header %s shows',
  async (header) => {
    const { api, noted } = await serve();
    const answer = await api.inject({ ...dryRun, headers: { host: 'localhost', [header]: 'for=192.0.2.1' } });
    expect(answer.statusCode).toBe(403);
    expect(noted).toEqual([]);
  },
);

test.each(['localhost', 'localhost:3000', '127.0.0.1:80', '[::1]:3000', '127.1.2.3'])(
  'without keys, %s is this machine',
  async (host) => {
    const { api } = await serve();
    const answer = await api.inject({ ...dryRun, headers: { host, origin: `http://${host}` } });
    expect(answer.statusCode).toBe(201);
  },
);

test('behind a proxy with TLS the pages of PUBLIC_URL may use their sessions, whatever name the proxy asks for', async () => {
  const secured = await serveWithKeys({ access: { publicUrl: 'https://wa.example.com/console', host: '0.0.0.0' } });
  const signed = (headers: Record<string, string>) =>
    secured.api.inject({ method: 'POST', url: '/v1/session', headers, payload: { key: secured.keys.admin.key } });
  expect((await signed({ host: 'api.internal:3000', origin: 'https://wa.example.com' })).statusCode).toBe(200);
  expect((await signed({ host: 'wa.example.com', origin: 'https://wa.example.com' })).statusCode).toBe(200);
  expect((await signed({ host: 'wa.example.com', origin: 'http://wa.example.com' })).statusCode).toBe(403);
  expect((await signed({ host: 'api.internal:3000', origin: 'https://evil.example' })).statusCode).toBe(403);
});

test('no answer lets another site read it, and no preflight is granted', async () => {
  const { api, keys } = await signedIn();
  const answers = [
    await api.inject({
      method: 'GET',
      url: '/v1/migrations',
      headers: { ...bearer(keys.admin), origin: 'https://x.example' },
    }),
    await api.inject({
      method: 'OPTIONS',
      url: '/v1/migrations',
      headers: { origin: 'https://x.example', 'access-control-request-method': 'POST' },
    }),
  ];
  for (const { headers } of answers)
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
});
