import { listen, sendRaw } from './raw-http';
import { serve } from './served';
import { bearer, serveWithKeys } from './secured';

/** Answers of every kind: data, a page, a file, a refusal, an unknown path, an error of the framework. */
const PATHS = [
  '/v1/migrations',
  '/v1/me',
  '/docs',
  '/docs/static/index.html',
  '/problems',
  '/openapi.json',
  '/healthz',
  '/metrics',
  '/v1/migrations/x',
  '/nowhere',
];

test('every answer but the scripts and styles of pages tells browsers to load nothing from elsewhere, to frame nothing, to sniff nothing, to send no referrer', async () => {
  const { api } = await serve();
  for (const url of PATHS) {
    const { headers } = await api.inject({ method: 'GET', url });
    const policy = String(headers['content-security-policy']);
    expect(policy).toMatch(/default-src 'none'/);
    expect(policy).toMatch(/script-src 'self'(;|$)/);
    expect(policy).toMatch(/frame-ancestors 'none'/);
    expect(policy).toMatch(/base-uri 'none'/);
    expect(policy).not.toMatch(/https?:|\*|unsafe-eval/);
    expect(headers).toMatchObject({
      'x-frame-options': 'DENY',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect(headers).not.toHaveProperty('x-powered-by');
    expect(headers).not.toHaveProperty('server');
  }
});

test('no page of the API may run or style anything inline; only the reference may style', async () => {
  const { api } = await serve();
  for (const url of PATHS) {
    const { headers } = await api.inject({ method: 'GET', url });
    const policy = String(headers['content-security-policy']);
    expect(policy.includes("'unsafe-inline'")).toBe(url.startsWith('/docs'));
    expect(policy).not.toMatch(/script-src[^;]*unsafe-inline/);
  }
});

test('what runs and customers are about is kept by no cache', async () => {
  const { api, keys } = await serveWithKeys();
  for (const url of ['/v1/migrations', '/v1/migrations/1001', '/v1/session', '/v1/nowhere']) {
    const { headers } = await api.inject({ method: 'GET', url, headers: bearer(keys.admin) });
    expect(headers['cache-control']).toBe('no-store');
  }
});

test('browsers are told to stay with HTTPS where the server is reached by it, and not on plain loopback', async () => {
  const { api } = await serveWithKeys({ access: { publicUrl: 'https://wa.example.com' } });
  const secure = await api.inject({ method: 'GET', url: '/healthz' });
  expect(secure.headers['strict-transport-security']).toBe('max-age=31536000');
  const plain = await (await serve()).api.inject({ method: 'GET', url: '/healthz' });
  expect(plain.headers).not.toHaveProperty('strict-transport-security');
});

test.each(['GET /%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n', 'GET <b> HTTP/9.9\r\n\r\n'])(
  'what never becomes a request is answered with a problem that repeats nothing and is never a page: %j',
  async (text) => {
    const { head, body } = await sendRaw(await listen(await serve()), text);
    expect(head).toMatch(/^HTTP\/1\.1 400 /);
    expect(head).toMatch(/content-type: application\/problem\+json/i);
    expect(head).toMatch(/x-content-type-options: nosniff/i);
    expect(head).toMatch(/content-security-policy: default-src 'none'; frame-ancestors 'none'/i);
    expect(body).not.toMatch(/%zz|<b>/);
  },
);
