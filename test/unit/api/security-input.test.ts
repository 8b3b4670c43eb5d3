import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SERVER_LIMITS } from '../../../client/api/security/limits';
import { stateDocument } from './faked-migrations';
import { listen, sendRaw } from './raw-http';
import { serve } from './served';
import { bearer, dryRun, serveWithKeys } from './secured';

const HOST = 'Host: localhost\r\n';

describe('headers', () => {
  test.each([
    ['a line break', 'a\r\nSet-Cookie: x=1'],
    ['an encoded line break', 'a%0d%0aSet-Cookie: x=1'],
    ['markup', '<script>alert(1)</script>'],
    ['a bare return', 'a\rb'],
    ['another alphabet', '\u00e9\u00e9'],
    ['a text without end', 'a'.repeat(129)],
  ])('a request id with %s is not repeated', async (_what, id) => {
    const served = await serve();
    const port = await listen(served);
    const request = `GET /healthz HTTP/1.1\r\n${HOST}Connection: close\r\nX-Request-Id: ${id}\r\n\r\n`;
    const { head, body } = await sendRaw(port, request);
    expect(head).not.toMatch(/^set-cookie/im);
    expect(head + body).not.toContain(id.slice(1));
    expect(head).toMatch(/^HTTP\/1\.1 (200|400)/);
  });

  test('nothing that a caller says stands in a header of an answer, but a sane request id', async () => {
    const { api } = await serve();
    const evil = 'x\r\nset-cookie: a=1';
    const asked = [
      { ...dryRun, payload: { wabaId: evil, targetCurrency: 'INR' } },
      { ...dryRun, headers: { 'idempotency-key': 'a b' } },
      { method: 'GET', url: `/v1/migrations/${encodeURIComponent(evil)}/evidence` },
      { method: 'GET', url: `/v1/migrations?idPrefix=${encodeURIComponent(evil)}` },
    ] as const;
    for (const request of asked) {
      const { statusCode, headers } = await api.inject(request);
      expect(statusCode).toBe(422);
      expect(JSON.stringify(headers)).not.toMatch(/set-cookie|a=1/);
    }
    const sane = await api.inject({ method: 'GET', url: '/healthz', headers: { 'x-request-id': 'build-17.4' } });
    expect(sane.headers['x-request-id']).toBe('build-17.4');
  });

  test.each([
    ['headers without end', `GET /healthz HTTP/1.1\r\n${HOST}X-Long: ${'a'.repeat(20_000)}\r\n\r\n`, 431],
    ['no host', 'GET /healthz HTTP/1.1\r\n\r\n', 400],
    ['two lengths', `POST /v1/migrations HTTP/1.1\r\n${HOST}Content-Length: 1\r\nContent-Length: 2\r\n\r\n{}`, 400],
    [
      'a length and chunks',
      `POST /v1/migrations HTTP/1.1\r\n${HOST}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}`,
      400,
    ],
    ['no HTTP at all', '\u0016\u0003\u0001 hello\r\n\r\n', 400],
  ])('a request with %s is refused, and its connection closed', async (_what, request, status) => {
    const served = await serve();
    const answer = await sendRaw(await listen(served), request);
    expect(answer.status).toBe(status);
    expect(served.noted).toEqual([]);
  });

  test('what is no HTTP is answered with a problem document that repeats nothing of it', async () => {
    const answer = await sendRaw(await listen(await serve()), 'GET <script> HTTP/9.9\r\n\r\n');
    expect(answer.head).toMatch(/content-type: application\/problem\+json/i);
    expect(JSON.parse(answer.body)).toMatchObject({ type: '/problems#malformed-request', status: 400 });
    expect(answer.body).not.toContain('script');
  });
});

describe('bodies', () => {
  test('a body over the limit is refused, whether its length is told or not', async () => {
    const served = await serve();
    const { api, noted } = served;
    const payload = { wabaId: '1001', targetCurrency: 'INR', tokenRef: 'x'.repeat(SERVER_LIMITS.bodyLimit) };
    const told = await api.inject({ ...dryRun, payload });
    expect(told.statusCode).toBe(413);
    expect(told.json()).toMatchObject({ type: '/problems#payload-too-large' });
    const chunk = 'x'.repeat(32_768);
    const chunks = Array.from({ length: 3 }, () => `8000\r\n${chunk}\r\n`);
    const head = `POST /v1/migrations HTTP/1.1\r\n${HOST}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`;
    expect((await sendRaw(await listen(served), head, ...chunks)).status).toBe(413);
    expect(noted).toEqual([]);
  });

  test('who sends a body slowly is cut off', async () => {
    const served = await serve();
    const port = await listen(served);
    // What the server is made with is asserted below; waiting that long is not worth a test's time.
    served.api.server.headersTimeout = 1;
    served.api.server.requestTimeout = 1;
    const head = `POST /v1/migrations HTTP/1.1\r\n${HOST}Content-Type: application/json\r\nContent-Length: 100\r\n\r\n`;
    const { status, body } = await sendRaw(port, head, '{');
    expect(status).toBe(408);
    expect(JSON.parse(body)).toMatchObject({ type: '/problems#request-timeout' });
    expect(served.noted).toEqual([]);
  });

  test('who sends headers slowly is cut off', async () => {
    const served = await serve();
    const port = await listen(served);
    served.api.server.headersTimeout = 1;
    const { status } = await sendRaw(port, `GET /healthz HTTP/1.1\r\n${HOST}X-Slow: `);
    expect(status).toBe(408);
  });

  test('the server is made with bounds for time and size', async () => {
    const { server, initialConfig } = (await serve()).api;
    expect(server.requestTimeout).toBeGreaterThan(0);
    expect(server.requestTimeout).toBeLessThanOrEqual(30_000);
    expect(server.headersTimeout).toBeGreaterThan(0);
    expect(server.headersTimeout).toBeLessThanOrEqual(server.requestTimeout);
    expect(server.timeout).toBeGreaterThan(0);
    expect(server.keepAliveTimeout).toBeGreaterThan(0);
    expect(initialConfig.bodyLimit).toBeLessThanOrEqual(65_536);
  });

  test.each([
    ['no JSON', '{"wabaId": ', 'application/json', 400],
    ['another type', '{"wabaId":"1001","targetCurrency":"INR"}', 'text/plain', 415],
    ['a form, as a page of another site could send it', 'wabaId=1001', 'application/x-www-form-urlencoded', 415],
    ['a prototype', '{"wabaId":"1001","targetCurrency":"INR","__proto__":{"dryRun":true}}', 'application/json', 400],
    ['a constructor', '{"constructor":{"prototype":{"dryRun":true}}}', 'application/json', 400],
    ['nothing', '', 'application/json', 400],
    ['very deep JSON', `${'['.repeat(30_000)}${']'.repeat(30_000)}`, 'application/json', 422],
  ])('a body with %s is refused', async (_what, payload, type, status) => {
    const { api, noted } = await serve();
    const answer = await api.inject({ ...dryRun, payload, headers: { 'content-type': type } });
    expect(answer.statusCode).toBe(status);
    expect(noted).toEqual([]);
  });
});

describe('paths', () => {
  const ids = [
    '..',
    '../..',
    '..%2f..%2fetc%2fpasswd',
    '%2e%2e%2f',
    '..\\..',
    '%2e%2e%5c',
    '1001%00.json',
    '1001%2f..%2f1002',
    '/etc/passwd',
    '1001;x=1',
    '%c0%ae%c0%ae',
    '%zz',
    '１００１',
  ];

  test.each(ids)('the path trick %s reaches neither a run nor a file', async (id) => {
    const folder = mkdtempSync(join(tmpdir(), 'evidence-'));
    try {
      mkdirSync(join(folder, 'evidence', '1001'), { recursive: true });
      writeFileSync(join(folder, 'secret.json'), '{"secret":"outside"}');
      const served = await serve({}, { evidenceDir: join(folder, 'evidence') });
      const port = await listen(served);
      for (const end of ['', '/evidence', '/report']) {
        const request = `GET /v1/migrations/${id}${end} HTTP/1.1\r\n${HOST}Connection: close\r\n\r\n`;
        const { status, body } = await sendRaw(port, request);
        expect([400, 404, 422]).toContain(status);
        expect(body).not.toContain('outside');
      }
      expect(served.noted).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('an evidence file that a run names outside the folder is not given out', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'evidence-'));
    try {
      mkdirSync(join(folder, 'evidence', '1001'), { recursive: true });
      writeFileSync(join(folder, 'secret.json'), '{"secret":"outside"}');
      for (const evidencePath of [
        '../secret.json',
        join(folder, 'secret.json'),
        '/etc/passwd',
        '1001/../../secret.json',
      ]) {
        const outcome = { reason: 'x', by: null, numbers: [], testMessage: null, allocations: [], evidencePath };
        const served = await serve(
          { get: () => stateDocument({ phase: 'completed', outcome }) },
          { evidenceDir: join(folder, 'evidence') },
        );
        const answer = await served.api.inject({ method: 'GET', url: '/v1/migrations/1001/evidence' });
        expect(answer.statusCode).toBe(404);
        expect(answer.body).not.toMatch(/outside|root:/);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test.each([
    '/docs/static/',
    '/docs/static/..',
    '/docs/static/%2e%2e/package.json',
    '/docs/static/..%2findex.js',
    '/docs/',
  ])('no folder is listed and no file outside is served at %s', async (path) => {
    const answer = await sendRaw(
      await listen(await serve()),
      `GET ${path} HTTP/1.1\r\n${HOST}Connection: close\r\n\r\n`,
    );
    expect(answer.body).not.toMatch(/index of|"dependencies"|module\.exports/i);
    if (answer.status === 200) expect(answer.body).toMatch(/swagger-ui/);
  });

  test.each([
    '//v1/migrations',
    '/V1/MIGRATIONS',
    '/v1/migrations/',
    '/v1//migrations',
    '/v1/%6digrations',
    '/v1/./migrations',
  ])('no other spelling of a path gets around the guard: %s', async (path) => {
    const secured = await serveWithKeys();
    const port = await listen(secured);
    const { status } = await sendRaw(port, `GET ${path} HTTP/1.1\r\n${HOST}Connection: close\r\n\r\n`);
    expect([400, 401, 404]).toContain(status);
    expect(secured.noted).toEqual([]);
  });
});

describe('markup', () => {
  const MARKUP = '<img src=x onerror=alert(1)>"\'&\u2028';

  test('what customers and callers write is given out as JSON only, never as a page', async () => {
    const markup = stateDocument({
      timeline: [{ at: '2026-11-01T10:00:00.000Z', phase: 'assessing', text: MARKUP, by: MARKUP }],
    });
    const { api, keys } = await serveWithKeys({ answers: { get: () => markup, verb: () => markup } });
    const answers = [
      await api.inject({ method: 'GET', url: '/v1/migrations/1001', headers: bearer(keys.viewer) }),
      await api.inject({
        method: 'GET',
        url: `/v1/migrations?idPrefix=${encodeURIComponent(MARKUP)}`,
        headers: bearer(keys.viewer),
      }),
      await api.inject({ method: 'GET', url: `/${encodeURIComponent(MARKUP)}` }),
      await api.inject({ method: 'POST', url: '/v1/session', payload: { key: MARKUP } }),
      await api.inject({
        method: 'POST',
        url: '/v1/migrations/1001/abandon',
        payload: { reason: MARKUP },
        headers: bearer(keys.admin),
      }),
    ];
    for (const { headers } of answers) {
      expect(headers['content-type']).toMatch(/^application\/(problem\+)?json/);
      expect(headers['x-content-type-options']).toBe('nosniff');
    }
    expect(answers[0]?.json<typeof markup>().timeline[0]?.text).toBe(MARKUP);
  });

  test('a log line stays one line whatever is written', async () => {
    const { api, log } = await serve();
    await api.inject({ method: 'GET', url: '/v1/migrations/%0a%7b%22level%22:50%7d' });
    await api.inject({ method: 'POST', url: '/v1/migrations/1001/abandon', payload: { reason: 'a\n{"level":60}' } });
    for (const line of log) {
      expect(line.trimEnd()).not.toContain('\n');
      expect(JSON.parse(line)).toHaveProperty('level', expect.any(Number));
    }
  });
});
